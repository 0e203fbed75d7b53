import AtlasCore
import AtlasMermaid

/// What boxes, speakers and groups of a diagram may be called by name: the runs of words with a capital in their texts,
/// such as `Key Vault` or `EVCache`. It follows from what the diagram means, and the parse leaves it for those who compare
/// the diagrams of a library without reading them.
package enum ComponentNames {
  /// Each run once, in the order of the diagram; none of a diagram that mermaid.js rejects.
  package static func runs(in diagram: ParsedDiagram) -> [String] {
    guard diagram.verdict == .valid || diagram.verdict == .unrenderable else { return [] }
    var reader = RunReader()
    switch diagram.syntax {
    case .flowchart(let flowchart):
      let graph = FlowchartGraph(flowchart, diagram.source)
      for node in graph.nodes {
        if let label = node.label { reader.read(diagram.source.original[label.range.bounds]) }
      }
      for subgraph in graph.subgraphs {
        if let title = subgraph.subgraph.title { reader.read(diagram.source.original[title.range.bounds]) }
      }
    case .sequence(let sequence): read(sequence.statements, diagram.source, &reader)
    default: break
    }
    return reader.runs
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
  private(set) var runs: [String] = []
  private var known: Set<[UInt8]> = []

  private static let longest = 60

  mutating func read(_ text: ArraySlice<UInt8>) {
    var run: Range<Int>?
    var place = text.startIndex
    while place < text.endIndex {
      guard WordSet.isWord(text[place]) else {
        place += 1
        continue
      }
      let start = place
      while place < text.endIndex, WordSet.isWord(text[place]) { place += 1 }
      guard Self.isName(text[start..<place]) else {
        end(&run, in: text)
        continue
      }
      // A comment or a line end within a label is no gap of a name.
      if let open = run, start == open.upperBound + 1, " -".utf8.contains(text[start - 1]) {
        run = open.lowerBound..<place
      } else {
        end(&run, in: text)
        run = start..<place
      }
    }
    end(&run, in: text)
  }

  private mutating func end(_ run: inout Range<Int>?, in text: ArraySlice<UInt8>) {
    guard let found = run else { return }
    run = nil
    guard (4...Self.longest).contains(found.count), known.insert(Array(text[found])).inserted else { return }
    runs.append(String(decoding: text[found], as: UTF8.self))
  }

  /// Letters and digits of ASCII behind a capital: `user_id` and `tweetId` are names of fields.
  private static func isName(_ word: ArraySlice<UInt8>) -> Bool {
    word[word.startIndex] &- UInt8(ascii: "A") < 26
      && word.allSatisfy { $0 | 0x20 &- UInt8(ascii: "a") < 26 || $0 &- UInt8(ascii: "0") < 10 }
  }
}
