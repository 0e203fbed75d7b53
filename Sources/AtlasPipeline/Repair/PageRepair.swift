import AtlasCore
import AtlasMarkdown
import AtlasMermaid
import AtlasRules

/// A page with its diagrams repaired, and with what rules about pages and links safely mend of it. The repaired page is
/// read again: where its diagrams are not exactly those that were meant, or where it does not say what it said before, the
/// edits are not used.
package struct PageRepair: Sendable {
  /// What became of one diagram for which there was a fix.
  package struct Diagram: Sendable {
    package var index: Int
    /// Of the opening fence.
    package var line: Int
    package var kind: DiagramKind?
    package var before: Verdict
    package var after: Verdict
    package var steps: [(step: DiagramRepair.Step, place: LineColumn)]
    package var refusals: [(refusal: DiagramRepair.Refusal, place: LineColumn)]
    /// What is still wrong with an invalid diagram first.
    package var remaining: String?
    fileprivate var repair: DiagramRepair
  }

  package let path: BytePath
  package private(set) var diagrams: [Diagram] = []
  /// Repairs outside of the diagrams.
  package private(set) var steps: [(step: DiagramRepair.Step, place: LineColumn)] = []
  package private(set) var refusals: [(refusal: DiagramRepair.Refusal, place: LineColumn)] = []
  /// How many diagrams the page has.
  package let diagramCount: Int
  /// The page before, and how it is changed.
  package private(set) var revision: TextRevision

  package var isChanged: Bool { !revision.edits.isEmpty }

  /// - Parameter fixes: findings about the page itself whose fixes may be used.
  package init(
    _ bytes: [UInt8], path: BytePath, policy: DiagramRepair.Policy, fixes: [Finding] = [],
    lint: @escaping @Sendable (ParsedDiagram) -> [Finding]
  ) {
    self.path = path
    revision = TextRevision(bytes)
    let content = PageContent(bytes, path: path)
    diagramCount = content.diagrams.count
    let lines = LineIndex(bytes)
    let waivers = PageWaivers.mayStand(in: bytes) ? content.waivers : nil
    for (number, diagram) in content.diagrams.enumerated() {
      let repair = DiagramRepair(diagram.content, policy: policy, lint: lint) { finding, parsed in
        waivers?.waives(finding, inDiagram: number, as: parsed.source.original) ?? false
      }
      let errors =
        repair.before.verdict == .invalid ? repair.before.findings.filter { $0.severity == .error } : []
      let isBroken = errors.contains {
        waivers?.waives($0, inDiagram: number, as: diagram.content) != true
      }
      guard isBroken || !repair.steps.isEmpty || !repair.refusals.isEmpty else { continue }
      let place = { lines.position(of: diagram.pageRange(of: TextRange(at: $0)).lowerBound) }
      diagrams.append(
        Diagram(
          index: number + 1, line: diagram.line, kind: repair.after.kind, before: repair.before.verdict,
          after: repair.after.verdict, steps: repair.steps.map { ($0, place($0.place)) },
          refusals: repair.refusals.map { ($0, place($0.place)) },
          remaining: repair.after.verdict == .invalid ? repair.after.findings.first?.message : nil,
          repair: repair))
    }
    apply(fixes, to: content, lines)
  }

  /// All repairs together where that works, else each that works alone.
  private mutating func apply(_ fixes: [Finding], to content: PageContent, _ lines: LineIndex) {
    let repaired = diagrams.indices.filter { !diagrams[$0].steps.isEmpty }
    guard !repaired.isEmpty || !fixes.isEmpty else { return }
    let entry = { (finding: Finding) in
      let place = finding.fix?.edits.first?.range.lowerBound ?? finding.range.lowerBound
      return (
        step: DiagramRepair.Step(
          code: finding.code, message: finding.message, isSafe: finding.fix?.safe ?? false, place: place),
        place: lines.position(of: place)
      )
    }
    if apply(repaired, fixes, to: content) {
      steps = fixes.map(entry)
      return
    }
    var working: [Int] = []
    var used: [Finding] = []
    for index in repaired {
      if apply(working + [index], [], to: content) { working.append(index) } else { refuse(index) }
    }
    for fix in fixes {
      let (step, place) = entry(fix)
      if apply(working, used + [fix], to: content) {
        used.append(fix)
        steps.append((step, place))
      } else {
        refusals.append((step.refused(because: "the page would say something else"), place))
      }
    }
    revision = TextRevision(content.bytes)
    if !working.isEmpty || !used.isEmpty { _ = apply(working, used, to: content) }
  }

  private mutating func apply(_ indices: [Int], _ fixes: [Finding], to content: PageContent) -> Bool {
    var expected = content.diagrams.map(\.content)
    var edits: [TextEdit] = []
    for index in indices {
      let repair = diagrams[index].repair
      let diagram = content.diagrams[diagrams[index].index - 1]
      expected[diagrams[index].index - 1] = repair.after.source.original
      edits += repair.edits.map { diagram.pageEdit($0, in: content.bytes) }
    }
    edits += fixes.flatMap { $0.fix?.edits ?? [] }
    edits.sort { $0.range < $1.range }
    guard zip(edits, edits.dropFirst()).allSatisfy({ $0.range.upperBound <= $1.range.lowerBound }) else {
      return false
    }
    var next = TextRevision(content.bytes)
    next.apply(edits)
    guard PageContent(next.bytes, path: path).diagrams.map(\.content) == expected else { return false }
    if !fixes.isEmpty, Self.texts(of: next.bytes) != Self.texts(of: content.bytes) { return false }
    revision = next
    return true
  }

  /// What a reader sees of the page beside its code.
  private static func texts(of bytes: [UInt8]) -> [String] {
    PageView(MarkdownPage(parsing: bytes)).texts.map(\.string)
  }

  private mutating func refuse(_ index: Int) {
    let reason = "it cannot be written into the page without touching what stands around the diagram"
    diagrams[index].refusals += diagrams[index].steps.map { ($0.step.refused(because: reason), $0.place) }
    diagrams[index].steps = []
    diagrams[index].after = diagrams[index].before
  }
}

extension PageWaivers {
  /// Whether a diagram's finding is waived, while the diagram's text is being changed: what is said in the page holds as
  /// it stood, what is said in the diagram as it stands.
  fileprivate func waives(_ finding: Finding, inDiagram number: Int, as content: [UInt8]) -> Bool {
    var onPage = self
    if onPage.reason(for: finding.code, line: nil, diagram: number) != nil { return true }
    var inside = PageWaivers(
      content, isOneDiagram: true, [Diagram(content: content, pageRange: { $0 })])
    let line = LineIndex(content).position(of: finding.range.lowerBound).line
    return inside.reason(for: finding.code, line: line, diagram: 0) != nil
  }
}

extension PageDiagram {
  /// An edit of the diagram as one of its page: new lines get the line end and the indentation or quote marks of the
  /// line they follow.
  fileprivate func pageEdit(_ edit: TextEdit, in page: [UInt8]) -> TextEdit {
    let range = pageRange(of: edit.range)
    guard edit.replacement.utf8.contains(UInt8(ascii: "\n")) else { return TextEdit(range, edit.replacement) }
    let newline = UInt8(ascii: "\n")
    // Behind the last line end stands the closing fence: what is added there follows the last line.
    let isAfterLastLine = edit.range.lowerBound == content.count && content.last == newline
    let before = content[..<(isAfterLastLine ? content.count - 1 : edit.range.lowerBound)]
    let lineStart = before.lastIndex(of: newline).map { $0 + 1 } ?? 0
    let textStart = pageRange(of: TextRange(at: lineStart)).lowerBound
    let pageLineStart =
      page[..<textStart].lastIndex { $0 == newline || $0 == UInt8(ascii: "\r") }.map { $0 + 1 } ?? 0
    let prefix = String(decoding: page[pageLineStart..<textStart], as: UTF8.self)
    let lineEnd = page[textStart...].firstIndex(of: newline)
    let isWindows = lineEnd.map { $0 > 0 && page[$0 - 1] == UInt8(ascii: "\r") } ?? false

    var replacement = isAfterLastLine ? prefix : ""
    let lines = edit.replacement.utf8.split(separator: newline, omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      if number > 0 {
        replacement += isWindows ? "\r\n" : "\n"
        if !(isAfterLastLine && number == lines.count - 1 && line.isEmpty) { replacement += prefix }
      }
      replacement += String(decoding: line, as: UTF8.self)
    }
    return TextEdit(range, replacement)
  }
}
