import AtlasCore
import AtlasMermaid

/// Whether a repaired diagram still says what it said. On lines that no edit touches nothing may change at all. On the
/// others, of which the broken text gave perhaps only a part, every id and text must still be there, but for words of
/// the language that the repair put right.
struct MeaningCheck {
  private let before: ParsedDiagram
  private let edits: [TextEdit]
  /// What the edits of misspelt words cover, those that guess, and those that take a text away: they may change what is
  /// written there.
  private let words: [TextRange]
  private let lines: LineIndex
  private let touched: Set<Int>

  init(_ before: ParsedDiagram, _ findings: [Finding]) {
    self.before = before
    edits = findings.flatMap { $0.fix?.edits ?? [] }.sorted { $0.range < $1.range }
    words = findings.filter { MeaningCheck.wordRules.contains($0.code) || $0.fix?.safe == false }
      .flatMap { $0.fix?.edits.map(\.range) ?? [] }
    let lines = LineIndex(before.source.original)
    self.lines = lines
    touched = Set(
      edits.flatMap { edit in
        let first = lines.position(of: edit.range.lowerBound).line
        return first...lines.position(of: edit.range.upperBound).line
      })
  }

  /// Rules whose fixes put a word of the language right, which is no text of the diagram, and those that want a text
  /// gone.
  private static let wordRules: Set<String> = Set(
    [SyntaxRule.badKeyword, .unknownDiagramType, .unbalancedSubgraph, .commentAsNode].map(\.rawValue)
      + RuleCatalog.all.filter { $0.replacesTexts }.map { $0.description.id })

  /// The first thing that would be lost, in words; nil where nothing is.
  func loss(in after: ParsedDiagram) -> String? {
    let old = before.gist
    let new = after.gist
    var revision = TextRevision(before.source.original)
    revision.apply(edits)
    let newLines = new.ranges.map { lines.position(of: revision.originalOffset(of: $0.lowerBound)).line }
    return lostElsewhere(old, new, newLines) ?? lostOnTouchedLines(old, new, newLines)
  }

  private func lostElsewhere(_ old: Gist, _ new: Gist, _ newLines: [Int]) -> String? {
    let oldFacts = old.texts.filter { !touched.contains(line(of: old.ranges[$0])) }.map { old.facts[$0] }
    let newFacts = new.texts.filter { !touched.contains(newLines[$0]) }.map { new.facts[$0] }
    for (mine, theirs) in zip(oldFacts, newFacts) where mine.value != theirs.value || mine.name != theirs.name
    {
      return mine.description
    }
    guard oldFacts.count != newFacts.count else { return nil }
    let longer = oldFacts.count > newFacts.count ? oldFacts : newFacts
    return longer[min(oldFacts.count, newFacts.count)].description
  }

  private func lostOnTouchedLines(_ old: Gist, _ new: Gist, _ newLines: [Int]) -> String? {
    let kept = new.texts.filter { touched.contains(newLines[$0]) }.map { new.facts[$0].value }
    let lost = old.texts.first { index in
      let range = old.ranges[index]
      guard touched.contains(line(of: range)) else { return false }
      if words.contains(where: { $0.start < range.end && range.start < $0.end }) { return false }
      let value = old.facts[index].value
      return !kept.contains { $0 == value || $0.contains(value) }
    }
    return lost.map { old.facts[$0].description }
  }

  private func line(of range: TextRange) -> Int { lines.position(of: range.lowerBound).line }
}
