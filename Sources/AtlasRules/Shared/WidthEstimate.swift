import AtlasCore
import AtlasMermaid

/// How wide a flowchart would be drawn, without drawing it: nodes stand in ranks, as in any layered drawing, and every
/// length is a constant of the specification.
///
/// A node is as wide as the longest line of its label, at `character` pixels each, wrapped at `wrap` pixels, and
/// `padding` more. Along the links each rank takes the widest of its nodes, the longest label of the links that leave it,
/// and `rankGap`; across them a rank takes the sum of its nodes with `nodeGap` between two.
struct WidthEstimate {
  static let options = [
    RuleOption.number("character", 8, in: 1...100, "pixels of a character"),
    RuleOption.number("wrap", 200, in: 1...10_000, "pixels at which mermaid.js breaks a line"),
    RuleOption.number("padding", 60, in: 0...1_000, "pixels of a node beside its label"),
    RuleOption.number("nodeGap", 50, in: 0...1_000, "pixels between two nodes of a rank"),
    RuleOption.number("rankGap", 50, in: 0...1_000, "pixels between two ranks"),
  ]

  let width: Double
  /// What the width would be with the ranks the other way round.
  let turnedWidth: Double
  /// Whether ranks stand side by side: `LR` and `RL`.
  let isHorizontal: Bool

  init(_ view: FlowchartView, _ source: MermaidSource, _ settings: RuleSettings) {
    isHorizontal = view.tree.direction == .leftToRight || view.tree.direction == .rightToLeft
    let graph = view.graph
    let shape = GraphShape(
      nodeCount: graph.nodes.count, links: graph.links.map { GraphShape.Link(from: $0.from, to: $0.to) })
    var ranks = Array(repeating: Rank(), count: shape.depth)
    for place in view.nodes {
      let node = graph.nodes[place]
      let text = node.label.map { LabelPieces(source.original, in: $0.range).text } ?? Array(node.id.utf8)
      let width = Self.width(of: text, settings) + settings.number("padding")
      let rank = shape.ranks[place]
      ranks[rank].widest = max(ranks[rank].widest, width)
      ranks[rank].sum += width + (ranks[rank].sum > 0 ? settings.number("nodeGap") : 0)
    }
    for link in view.links {
      guard let label = link.link.label else { continue }
      let rank = min(shape.ranks[link.from], shape.ranks[link.to])
      let width = Self.width(of: LabelPieces(source.original, in: label.range).text, settings)
      ranks[rank].label = max(ranks[rank].label, width)
    }
    let gaps = Double(max(ranks.count - 1, 0)) * settings.number("rankGap")
    let along = ranks.reduce(gaps) { $0 + $1.widest + $1.label }
    let across = ranks.map(\.sum).max() ?? 0
    width = isHorizontal ? along : across
    turnedWidth = isHorizontal ? across : along
  }

  private struct Rank {
    /// Of one node, of all of them with their gaps, of a label of a link.
    var widest = 0.0
    var sum = 0.0
    var label = 0.0
  }

  private static func width(of text: [UInt8], _ settings: RuleSettings) -> Double {
    let lines = text.split(separator: UInt8(ascii: "\n"))
    let longest = lines.map { line in line.count { $0 & 0xC0 != 0x80 } }.max() ?? 0
    return min(Double(longest) * settings.number("character"), settings.number("wrap"))
  }
}
