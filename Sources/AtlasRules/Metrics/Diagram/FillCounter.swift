import AtlasCore
import AtlasMermaid

/// Counts the different colours that the nodes of a flowchart are filled with. Drawings have few classes and few colours,
/// so both are lists.
struct FillCounter {
  private let source: MermaidSource
  /// In lower case and without white space.
  private var colours: [[UInt8]] = []
  private var isUsed: [Bool] = []
  /// With the colour of each, by place in `colours`; the last definition holds.
  private var classes: [(name: String, colour: Int)] = []
  /// The classes of the node before: neighbours mostly have the same.
  private var last: [String]?

  init(_ source: MermaidSource) { self.source = source }

  var count: Int { isUsed.count { $0 } }

  /// Precondition: nothing has been counted yet.
  mutating func define(_ definition: FlowchartGraph.Class) {
    for style in definition.styles {
      guard let colour = colour(of: style) else { continue }
      if let place = classes.firstIndex(where: { $0.name == definition.name }) {
        classes[place].colour = colour
      } else {
        classes.append((definition.name, colour))
      }
    }
  }

  /// Counts what a node has by its classes.
  mutating func add(classes names: [String]) {
    guard !classes.isEmpty, names != last else { return }
    last = names
    for name in names.isEmpty ? ["default"] : names {
      if let known = classes.first(where: { $0.name == name }) { isUsed[known.colour] = true }
    }
  }

  /// Counts what a statement gives a node.
  mutating func add(styles: [TextRange]) {
    for style in styles {
      if let colour = colour(of: style) { isUsed[colour] = true }
    }
  }

  /// The colour of `fill:#2563EB`, by place in `colours`.
  private mutating func colour(of style: TextRange) -> Int? {
    guard let start = StyleProperty.value(of: "fill", in: style, source.original), start < style.upperBound
    else { return nil }
    let value = source.original[start..<style.upperBound]
    if let place = colours.firstIndex(where: { Self.isPlain(value, $0) }) { return place }
    colours.append(Array(value.lazy.filter { $0 > 0x20 }.map(ASCII.lowered)))
    isUsed.append(false)
    return colours.count - 1
  }

  /// Whether a text is a colour in lower case once its white space is left out.
  private static func isPlain(_ text: ArraySlice<UInt8>, _ colour: [UInt8]) -> Bool {
    var place = 0
    for byte in text where byte > 0x20 {
      guard place < colour.count, ASCII.lowered(byte) == colour[place] else { return false }
      place += 1
    }
    return place == colour.count
  }
}
