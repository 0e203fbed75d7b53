import AtlasCore
import AtlasMermaid

package enum MissingAccessibleDescription: LintRule {
  package static let description = RuleDocumentation(
    id: "a11y-descr",
    finds: "a diagram without `accDescr`, in the kinds that have it",
    matters: "A screen reader has nothing to read out, and a search nothing to find.",
    bad: "flowchart LR\n  A[API] --> B[(Orders)]\n",
    good: "flowchart LR\n  accDescr: The API writes to the orders\n  A[API] --> B[(Orders)]\n")

  /// A summary of counts in every diagram of a library is a thing to be asked for.
  package static let fixesOnRequest = true

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let diagram = subject.diagram
    guard diagram.accessibility.description == nil, let summary = summary(of: subject) else { return }
    report.add(
      diagram.headerRange, "the diagram has no description for those who cannot see it",
      help: "add `accDescr: what it shows, and what follows from it` below its first line",
      fix: fix(subject, summary))
  }

  /// A line behind the title for screen readers, else behind the header.
  private static func fix(_ subject: RuleSubject, _ summary: String) -> Fix? {
    let bytes = subject.diagram.source.original
    let header = headerEnd(subject)
    let place = subject.diagram.accessibility.title?.upperBound ?? header
    guard let place else { return nil }
    guard let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")),
      bytes[place..<end].allSatisfy({ $0 <= 0x20 })
    else { return nil }
    return Fix(safe: true, edits: [TextEdit(TextRange(at: end + 1), "  accDescr: \(summary)\n")])
  }

  /// Where the line of the header ends that the tree begins with; nil where more stands on it.
  private static func headerEnd(_ subject: RuleSubject) -> Int? {
    let bytes = subject.diagram.source.original
    let start = subject.diagram.syntax.range.lowerBound
    guard start < bytes.count else { return nil }
    let end = bytes[start...].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    guard let end, !bytes[start..<end].contains(UInt8(ascii: ";")) else { return nil }
    return end
  }

  // MARK: The summary

  /// What can be said of the diagram without understanding it; nil for kinds that have no `accDescr`.
  private static func summary(of subject: RuleSubject) -> String? {
    if let view = subject.flowchart { return summary(of: view, subject) }
    let kind: String
    switch subject.diagram.syntax {
    case .sequence: kind = "Sequence diagram"
    case .state: kind = "State diagram"
    case .class: kind = "Class diagram"
    case .er: kind = "Entity relationship diagram"
    case .gantt: kind = "Gantt chart"
    case .pie: kind = "Pie chart"
    case .timeline: kind = "Timeline"
    case .journey: kind = "User journey"
    case .quadrant: kind = "Quadrant chart"
    case .xychart: kind = "XY chart"
    case .gitgraph: kind = "Git graph"
    case .requirement: kind = "Requirement diagram"
    case .radar: kind = "Radar chart"
    case .treemap: kind = "Treemap"
    case .packet: kind = "Packet diagram"
    case .architecture: kind = "Architecture diagram"
    default: return nil
    }
    let counts = elements(of: subject.diagram.syntax)
    return counts.isEmpty ? kind : "\(kind) with \(counts)"
  }

  private static func summary(of view: FlowchartView, _ subject: RuleSubject) -> String {
    let text = "Flowchart with \(count(view.nodes.count, "node")) and \(count(view.links.count, "link"))"
    var groups = 0
    var names: [UInt8] = []
    // By place: a subgraph is large, and its title is all that is asked for.
    for place in view.graph.subgraphs.indices where view.graph.subgraphs[place].parent == nil {
      guard let title = view.graph.subgraphs[place].subgraph.title else { continue }
      groups += 1
      let end = names.count
      if end > 0 { names += ", ".utf8 }
      let start = names.count
      append(title, subject, to: &names)
      if names.count == start { names.removeLast(start - end) }
    }
    if names.isEmpty { return text }
    return "\(text) in \(count(groups, "group")): \(String(decoding: names, as: UTF8.self))"
  }

  /// Adds a title without what could end a description or begin something else in it, and without its colours.
  private static func append(_ title: LabelText, _ subject: RuleSubject, to names: inout [UInt8]) {
    let text = subject.shown(title).text
    let start = names.count
    var place = 0
    while place < text.count {
      let first = place
      while place < text.count, text[place] > 0x20 { place += 1 }
      if first < place, !isColour(text[first..<place]) {
        append(text[first..<place], from: start, to: &names)
      }
      place += 1
    }
    // A dash before a colour joins nothing any more.
    while names.count > start, names.last == UInt8(ascii: "-"),
      names.count == start + 1 || names[names.count - 2] == 0x20
    {
      names.removeLast(min(2, names.count - start))
    }
  }

  /// Adds a word of a title, if anything of it may be said.
  private static func append(_ word: ArraySlice<UInt8>, from start: Int, to names: inout [UInt8]) {
    guard !word.allSatisfy(isForbidden) else { return }
    if names.count > start { names.append(0x20) }
    for byte in word where !isForbidden(byte) { names.append(byte) }
  }

  private static func isForbidden(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ";"), UInt8(ascii: "#"), UInt8(ascii: "%"), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "`"):
      true
    default: false
    }
  }

  /// `#3B82F6`
  private static func isColour(_ word: ArraySlice<UInt8>) -> Bool {
    word.count == 7 && word.first == UInt8(ascii: "#")
      && word.dropFirst().allSatisfy { $0 &- UInt8(ascii: "0") < 10 || $0 | 0x20 &- UInt8(ascii: "a") < 6 }
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(noun == "axis" ? "axe" : noun)s"
  }

  /// How many there are of the elements that make up most charts.
  private static func elements(of syntax: Diagram) -> String {
    var sink = ElementSink()
    syntax.describe(to: &sink)
    return sink.counts.map { count($0.count, $0.noun) }.joined(separator: " and ")
  }

  private struct ElementSink: TreeSink {
    var counts: [(noun: String, count: Int)] = []

    mutating func open(_ name: StaticString, _ range: TextRange) {
      let noun: String
      switch name.description {
      case "participant", "message", "transition", "relation", "task", "slice", "period", "event",
        "point", "commit", "curve", "axis", "service", "edge", "requirement":
        noun = name.description
      default: return
      }
      if let index = counts.firstIndex(where: { $0.noun == noun }) {
        counts[index].count += 1
      } else if counts.count < 3 {
        counts.append((noun, 1))
      }
    }

    mutating func close() {}
    mutating func token(_ name: StaticString, _ range: TextRange) {}
    mutating func word(_ name: StaticString, _ value: String) {}
    mutating func number(_ name: StaticString, _ value: Int) {}
  }
}
