import AtlasCore
import AtlasMermaid

/// A step from one component to another: a link of a flowchart, a message of a sequence diagram. No answers, no calls
/// of oneself, nothing that is not drawn.
struct Hop {
  var from: String
  var to: String
  var range: TextRange
  /// By place in the subject's labels; nil where it has no text.
  var label: Int?

  /// `A->B`.
  var name: String { "\(from)->\(to)" }
}

extension Hop {
  /// In the order of the text; `A & B --> C` is one.
  static func all(
    in diagram: ParsedDiagram, _ flowchart: FlowchartView?, _ labels: [DiagramContent.Label]
  ) -> [Hop] {
    if let flowchart { return all(in: flowchart, labels) }
    guard case .sequence(let sequence) = diagram.syntax else { return [] }
    return messages(sequence.statements).compactMap { message in
      let (from, to) = (diagram.source.string(message.source), diagram.source.string(message.target))
      // Dotted lines are answers.
      guard from != to, !message.arrow.isDotted else { return nil }
      let text = message.text.label.range
      return Hop(
        from: from, to: to, range: message.range,
        label: text.isEmpty ? nil : label(at: text.lowerBound, in: labels))
    }
  }

  private static func all(in flowchart: FlowchartView, _ labels: [DiagramContent.Label]) -> [Hop] {
    let links = flowchart.links
    let nodes = flowchart.graph.nodes
    var hops: [Hop] = []
    hops.reserveCapacity(links.count)
    // By place: a link is large.
    for place in links.indices where links[place].link.range != hops.last?.range {
      let (from, to) = (links[place].from, links[place].to)
      guard from != to else { continue }
      hops.append(
        Hop(
          from: nodes[from].id, to: nodes[to].id, range: links[place].link.range,
          label: links[place].link.label.flatMap { label(at: $0.range.lowerBound, in: labels) }))
    }
    return hops
  }

  /// The label that begins at a place: a comment inside a label cuts it, and its first part begins where the label does.
  /// Complexity: logarithmic.
  private static func label(at place: Int, in labels: [DiagramContent.Label]) -> Int? {
    var (low, high) = (0, labels.count)
    while low < high {
      let middle = (low + high) / 2
      if labels[middle].range.lowerBound < place { low = middle + 1 } else { high = middle }
    }
    return low < labels.count && labels[low].range.lowerBound == place ? low : nil
  }

  private static func messages(_ statements: [SequenceDiagram.Statement]) -> [SequenceDiagram.Message] {
    statements.flatMap { statement -> [SequenceDiagram.Message] in
      switch statement {
      case .message(let message): [message]
      case .box(let box): messages(box.statements)
      case .block(let block): block.sections.flatMap { messages($0.statements) }
      case .participant, .note, .destruction, .activation, .numbering, .attachment: []
      }
    }
  }
}

extension [Hop] {
  /// The first few by name.
  var names: String {
    let shown = prefix(5).map(\.name).joined(separator: ", ")
    return count > 5 ? "\(shown) and \(count - 5) more" : shown
  }
}

extension DiagramContent.Label {
  /// Whether it names a percentile or says how long something takes: `p99`, `30s`, `5 minutes`.
  var statesTime: Bool {
    var place = 0
    while place < text.count {
      guard text[place] &- UInt8(ascii: "0") < 10 else {
        place += 1
        continue
      }
      let start = place
      while place < text.count, text[place] &- UInt8(ascii: "0") < 10 || Self.isPoint(text, place) {
        place += 1
      }
      if Self.isPercentile(text, start..<place) || Self.isTime(text, start, place) { return true }
    }
    return false
  }

  private static func isPoint(_ text: [UInt8], _ place: Int) -> Bool {
    (text[place] == UInt8(ascii: ".") || text[place] == UInt8(ascii: ","))
      && place + 1 < text.count && text[place + 1] &- UInt8(ascii: "0") < 10
  }

  /// `p50`, `P99.9`
  private static func isPercentile(_ text: [UInt8], _ digits: Range<Int>) -> Bool {
    let start = digits.lowerBound
    guard start > 0, text[start - 1] | 0x20 == UInt8(ascii: "p"), digits.count > 1 else { return false }
    return start == 1 || !WordSet.isWord(text[start - 2])
  }

  /// `30s`, `1.5 hours`, `5-minute`
  private static func isTime(_ text: [UInt8], _ start: Int, _ end: Int) -> Bool {
    guard start == 0 || !WordSet.isWord(text[start - 1]) else { return false }
    var first = end
    if first < text.count, [0x20, UInt8(ascii: "-"), UInt8(ascii: "+")].contains(text[first]) { first += 1 }
    var last = first
    while last < text.count,
      text[last] | 0x20 &- UInt8(ascii: "a") < 26 || text[last] >= 0xC2 && text[last] < 0xE2
        || last > first && text[last - 1] >= 0xC2 && text[last] >= 0x80
    { last += 1 }
    return units.contains(String(decoding: text[first..<last], as: UTF8.self).lowercased())
  }

  private static let units: Set<String> = [
    "ns", "us", "µs", "μs", "ms", "msec", "millisecond", "milliseconds", "s", "sec", "secs", "second",
    "seconds",
    "min", "mins", "minute", "minutes", "h", "hr", "hrs", "hour", "hours", "day", "days",
  ]
}
