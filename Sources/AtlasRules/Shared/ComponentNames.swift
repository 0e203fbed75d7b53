import AtlasCore
import AtlasMermaid

/// What boxes, speakers and groups of a diagram may be called by name: the runs of words with a capital in their texts,
/// such as `Key Vault` or `EVCache`. It follows from what the diagram means, and the parse leaves it for those who compare
/// the diagrams of a library without reading them.
package enum ComponentNames {
  /// Each run once, in the order of the diagram; none of a diagram that mermaid.js rejects.
  package static func runs(in view: DiagramView) -> [String] {
    text(of: view).split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The runs with a line end between two.
  package static func text(of view: DiagramView) -> [UInt8] {
    guard view.isReadable else { return [] }
    let diagram = view.diagram
    var reader = RunReader()
    switch diagram.syntax {
    case .flowchart:
      guard let graph = view.flowchart?.graph else { break }
      for node in graph.nodes {
        if let label = node.label { reader.read(diagram.source.original[label.range.bounds]) }
      }
      for subgraph in graph.subgraphs {
        if let title = subgraph.subgraph.title { reader.read(diagram.source.original[title.range.bounds]) }
      }
    case .sequence(let sequence): read(sequence.statements, diagram.source, &reader)
    default: break
    }
    return reader.text
  }

  private static func read(
    _ statements: [SequenceDiagram.Statement], _ source: MermaidSource, _ reader: inout RunReader
  ) {
    for statement in statements {
      switch statement {
      case .participant(let participant):
        if let alias = participant.alias { reader.read(source.original[alias.label.range.bounds]) }
      case .box(let box): read(box.statements, source, &reader)
      case .message, .note, .block, .destruction, .activation, .numbering, .attachment: break
      }
    }
  }
}

/// Splits texts into runs of words that begin with a capital and stand one blank or hyphen apart.
private struct RunReader {
  /// The runs, with a line end between two. A diagram has a few dozen, so whether one is known is a look at all.
  private(set) var text: [UInt8] = []
  /// Where each run ends.
  private var ends: [Int] = []

  private static let longest = 60

  mutating func read(_ text: ArraySlice<UInt8>) { text.withUnsafeBufferPointer { read($0) } }

  private mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
    var run: Range<Int>?
    var place = 0
    while place < text.count {
      guard WordSet.isWord(text[place]) else {
        place += 1
        continue
      }
      let start = place
      var isName = text[place] &- UInt8(ascii: "A") < 26
      while place < text.count, WordSet.isWord(text[place]) {
        // Letters and digits of ASCII behind a capital: `user_id` and `tweetId` are names of fields.
        if text[place] >= 0x80 || text[place] == UInt8(ascii: "_") { isName = false }
        place += 1
      }
      // A comment or a line end within a label is no gap of a name.
      if isName, let open = run, start == open.upperBound + 1, Self.isGap(text[start - 1]) {
        run = open.lowerBound..<place
        continue
      }
      if let run { add(run, of: text) }
      run = isName ? start..<place : nil
    }
    if let run { add(run, of: text) }
  }

  private mutating func add(_ run: Range<Int>, of text: UnsafeBufferPointer<UInt8>) {
    let run = UnsafeBufferPointer(rebasing: text[run])
    guard (4...Self.longest).contains(run.count), !isKnown(run) else { return }
    if !ends.isEmpty { self.text.append(0x0A) }
    self.text.append(contentsOf: run)
    ends.append(self.text.count)
  }

  private func isKnown(_ run: UnsafeBufferPointer<UInt8>) -> Bool {
    text.withUnsafeBufferPointer { text in
      var start = 0
      for end in ends {
        if end - start == run.count, run.indices.allSatisfy({ text[start + $0] == run[$0] }) { return true }
        start = end + 1
      }
      return false
    }
  }

  private static func isGap(_ byte: UInt8) -> Bool { byte == 0x20 || byte == UInt8(ascii: "-") }
}
