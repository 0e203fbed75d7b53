import AtlasCore
import AtlasMarkdown
import AtlasMermaid
import Glibc

/// The waivers of a page: those in its comments, and those in the comments of its diagrams.
///
///     comment of the page    before a diagram: the diagram · before anything else of the page: the page · else the next line
///     comment of a diagram   before its first statement: the diagram · else the next line
///
/// `atlas-ignore-next-line`, `-diagram` and `-file` say it themselves.
package struct PageWaivers: Sendable {
  /// A diagram of the page.
  package struct Diagram: Sendable {
    package var content: [UInt8]
    /// From a range of the content to one of the page.
    package var pageRange: @Sendable (TextRange) -> TextRange

    package init(content: [UInt8], pageRange: @escaping @Sendable (TextRange) -> TextRange) {
      self.content = content
      self.pageRange = pageRange
    }
  }

  package private(set) var waivers: [Waiver] = []
  /// Comments that were meant as waivers.
  private var problems: [WaiverProblem] = []
  /// The codes of each waiver that silenced something.
  private var used: [Set<String>] = []
  private let lines: LineIndex
  /// The lines that each diagram takes, from its first to its last.
  private let diagramLines: [ClosedRange<Int>]

  /// Whether the bytes can hold a waiver at all: most pages do not, and are not read for it.
  package static func mayStand(in page: [UInt8]) -> Bool {
    page.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return false }
      var offset = 0
      while offset + marker.count <= bytes.count,
        let found = memchr(start + offset, Int32(marker[0]), bytes.count - offset - marker.count + 1)
      {
        if memcmp(found, marker, marker.count) == 0 { return true }
        offset = UnsafeRawPointer(found) - start + 1
      }
      return false
    }
  }

  private static let marker = Array("atlas-i".utf8)

  /// - Parameter isOneDiagram: whether the file is a diagram with no page around it.
  package init(_ bytes: [UInt8], isOneDiagram: Bool, _ diagrams: [Diagram]) {
    lines = LineIndex(bytes)
    let lines = self.lines
    diagramLines = diagrams.map { diagram in
      let range = diagram.pageRange(TextRange(0, diagram.content.count))
      return lines.position(of: range.lowerBound).line...lines.position(of: range.upperBound).line
    }
    if !isOneDiagram { readPage(MarkdownPage(parsing: bytes)) }
    for (number, diagram) in diagrams.enumerated() { readDiagram(number, diagram) }
    used = Array(repeating: [], count: waivers.count)
  }

  // MARK: use

  /// The reason for which a finding is waived; nil where it is not.
  ///
  /// - Parameter line: where the finding begins in the page; nil where waivers of single lines do not count.
  /// - Parameter diagram: the diagram that it is about, from 0.
  package mutating func reason(for code: String, line: Int?, diagram: Int?) -> String? {
    waiver(of: code, line: line, diagram: diagram)?.reason
  }

  /// The first that waives a finding; nil where none does.
  ///
  /// - Parameter line: as for `reason(for:line:diagram:)`.
  package mutating func waiver(of code: String, line: Int?, diagram: Int?) -> Waiver? {
    guard RuleCatalog.isWaivable(code) else { return nil }
    var first: Waiver?
    for (number, waiver) in waivers.enumerated()
    where waiver.codes.contains(where: { $0.id == code }) && covers(waiver.scope, line, diagram) {
      used[number].insert(code)
      first = first ?? waiver
    }
    return first
  }

  private func covers(_ scope: Waiver.Scope, _ line: Int?, _ diagram: Int?) -> Bool {
    switch scope {
    case .page: true
    case .diagram(let number):
      diagram == number || diagram == nil && line.map(diagramLines[number].contains) == true
    case .line(let waived): line != nil && waived == line
    }
  }

  /// What is wrong with the waivers, after every finding has been asked about.
  ///
  /// - Parameter isJudged: whether a rule was applied, in the diagram of that number or on the page; a waiver of one that
  ///   was not is not called unused.
  package func problems(isJudged: (_ code: String, _ diagram: Int?) -> Bool) -> [WaiverProblem] {
    var all = problems
    for (waiver, used) in zip(waivers, used) {
      for code in waiver.codes {
        if !RuleCatalog.isWaivable(code.id) {
          all.append(unknown(code, waiver))
        } else if !used.contains(code.id), isJudged(code.id, waiver.diagram) {
          all.append(
            WaiverProblem(
              rule: UnusedWaiver.description.id, range: code.range,
              message: "nothing here is waived by \"\(code.id)\"", help: "remove the waiver",
              diagram: waiver.diagram))
        }
      }
    }
    return all
  }

  private func unknown(_ code: Waiver.Code, _ waiver: Waiver) -> WaiverProblem {
    let exists = RuleCatalog.rule(code.id) != nil
    return WaiverProblem(
      rule: UnknownWaiver.description.id, range: code.range,
      message: exists ? "\"\(code.id)\" cannot be waived" : "there is no rule \"\(code.id)\" to waive",
      help: exists
        ? "mend the waiver that it speaks of"
        : NearestWord.of(code.id, in: RuleCatalog.waivableCodes).map { "did you mean \($0)?" }
          ?? "atlas-build rules lists them",
      diagram: waiver.diagram)
  }

  // MARK: reading

  private mutating func add(
    _ comment: WaiverComment, in range: TextRange, diagram: Int?, place: (TextRange) -> TextRange,
    scope: (WaiverComment.Reach) -> Waiver.Scope
  ) {
    switch comment {
    case .malformed(let problem):
      problems.append(
        WaiverProblem(
          rule: MalformedWaiver.description.id, range: range, message: problem.message, help: problem.help,
          diagram: diagram))
    case .waiver(let reach, let codes, let reason):
      waivers.append(
        Waiver(
          codes: codes.map { .init(id: $0.text, range: place($0.range)) }, reason: reason,
          line: lines.position(of: range.lowerBound).line,
          scope: scope(reach),
          diagram: diagram))
    }
  }

  private mutating func readPage(_ page: MarkdownPage) {
    let fences = page.fences.filter(\.isMermaid).map(\.range)
    let top = SkippedText(
      page.bytes, page.comments.map(\.range) + [page.frontMatter?.range].compactMap { $0 }
    ).end(from: 0)
    for comment in page.comments {
      guard let read = WaiverComment(Array(comment.text.utf8)) else { continue }
      let inside = comment.range.lowerBound + "<!--".utf8.count
      let start = SkippedText(page.bytes, []).end(from: inside)
      let next = SkippedText(page.bytes, page.comments.map(\.range)).end(from: comment.range.upperBound)
      let diagram = fences.firstIndex { $0.contains(next) }
      let nextLine = Waiver.Scope.line(next < page.bytes.count ? lines.position(of: next).line : nil)
      add(
        read, in: comment.range, diagram: nil, place: { $0.shifted(by: start) },
        scope: { reach in
          switch reach {
          case .natural: diagram.map { .diagram($0) } ?? (comment.range.upperBound <= top ? .page : nextLine)
          case .nextLine: nextLine
          case .diagram: diagram.map { .diagram($0) } ?? .line(nil)
          case .file: .page
          }
        })
    }
  }

  private mutating func readDiagram(_ number: Int, _ diagram: Diagram) {
    let source = MermaidSource(diagram.content)
    let skipped = SkippedText(
      diagram.content,
      source.comments + source.directives + [source.frontMatter?.range].compactMap { $0 })
    let firstStatement = skipped.end(from: 0)
    for comment in source.comments {
      let start = SkippedText(diagram.content, []).end(from: comment.lowerBound + "%%".utf8.count)
      guard let read = WaiverComment(Array(diagram.content[start..<max(start, comment.upperBound)])) else {
        continue
      }
      let next = skipped.end(from: comment.upperBound)
      let nextLine = Waiver.Scope.line(
        next < diagram.content.count
          ? lines.position(of: diagram.pageRange(TextRange(at: next)).lowerBound).line : nil)
      add(
        read, in: diagram.pageRange(comment), diagram: number,
        place: { diagram.pageRange($0.shifted(by: start)) },
        scope: { reach in
          switch reach {
          case .natural: comment.lowerBound < firstStatement ? .diagram(number) : nextLine
          case .nextLine: nextLine
          case .diagram: .diagram(number)
          case .file: .page
          }
        })
    }
  }
}

/// Text with stretches that do not count, such as comments.
private struct SkippedText {
  private let text: [UInt8]
  private let stretches: [TextRange]

  init(_ text: [UInt8], _ stretches: [TextRange]) {
    self.text = text
    self.stretches = stretches.sorted()
  }

  /// Where the first thing begins that counts.
  func end(from offset: Int) -> Int {
    var offset = offset
    var stretch = stretches.firstIndex { $0.upperBound > offset } ?? stretches.count
    while offset < text.count {
      if stretch < stretches.count, stretches[stretch].lowerBound <= offset {
        offset = max(offset, stretches[stretch].upperBound)
        stretch += 1
      } else if text[offset] == 0x20 || (0x09...0x0D).contains(text[offset]) {
        offset += 1
      } else {
        break
      }
    }
    return offset
  }
}

extension RuleCatalog {
  /// What a waiver may name: every rule but those about waivers.
  package static let waivableCodes: [String] =
    (all.filter { !$0.isAboutWaivers }.map { $0.description.id }
    + SyntaxRule.allCases.map(\.rawValue))
    .sorted()

  private static let waivable = Set(waivableCodes)

  package static func isWaivable(_ code: String) -> Bool { waivable.contains(code) }
}
