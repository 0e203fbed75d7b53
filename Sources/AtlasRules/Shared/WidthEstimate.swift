import AtlasCore
import AtlasMermaid

/// How wide a flowchart would be drawn, without drawing it. Boxes stand in ranks, as in any layered drawing, and every
/// length is a constant of the specification.
///
/// A node takes the longest line of its label, at `character` pixels each, wrapped at `wrap` pixels, and `padding` more.
/// Along the links each rank takes its largest box, the longest label of the links that leave it, and `gap`; across them
/// the sum of its boxes with `gap` between two. A subgraph that no link enters or leaves is one box: mermaid.js lays it
/// out by itself, the other way round than what is around it unless it has a `direction`.
struct WidthEstimate {
  static let options = [
    RuleOption.number("character", 8, in: 1...100, "pixels of a character"),
    RuleOption.number("line", 24, in: 1...1_000, "pixels from line to line"),
    RuleOption.number("wrap", 200, in: 1...10_000, "pixels at which mermaid.js breaks a line"),
    RuleOption.number(
      "padding", 60, in: 0...1_000, "pixels of a node beside its label, and half as many above it"),
    RuleOption.number("gap", 50, in: 0...1_000, "pixels between two nodes, and between two ranks"),
  ]

  struct Size {
    var width = 0.0
    var height = 0.0
  }

  let width: Double
  /// Whether ranks stand side by side: `LR` and `RL`.
  let isHorizontal: Bool
  private let layout: Layout

  /// What the width would be with the ranks the other way round. Most are narrow enough, and nobody asks.
  var turnedWidth: Double { layout.size(inside: nil, isHorizontal: !isHorizontal).width }

  init(_ view: FlowchartView, _ source: MermaidSource, _ settings: RuleSettings) {
    isHorizontal = view.tree.direction.map(Self.isHorizontal) ?? false
    layout = Layout(view, BoxMeasure(source, settings))
    width = layout.size(inside: nil, isHorizontal: isHorizontal).width
  }

  fileprivate static func isHorizontal(_ direction: Direction) -> Bool {
    switch direction {
    case .leftToRight, .rightToLeft: true
    case .topToBottom, .bottomToTop: false
    }
  }
}

/// The boxes of a flowchart, those inside closed subgraphs apart.
private struct Layout {
  private let view: FlowchartView
  private let measure: BoxMeasure
  private let sizes: [WidthEstimate.Size]
  /// For each link the size of its label, and its ends as drawn nodes; an end that is a subgraph is its first node.
  private var links: [(from: Int, to: Int, label: WidthEstimate.Size)] = []
  /// By subgraph: whether a link enters or leaves it.
  private var isOpen: [Bool]

  init(_ view: FlowchartView, _ measure: BoxMeasure) {
    self.view = view
    self.measure = measure
    let graph = view.graph
    sizes = graph.nodes.map { measure.size(of: $0) }
    isOpen = Array(repeating: false, count: graph.subgraphs.count)
    let anchors = anchors()
    for link in graph.links {
      let (from, to) = (anchors[link.from], anchors[link.to])
      let (outer, inner) = (Set(view.subgraphs(around: link.from)), Set(view.subgraphs(around: link.to)))
      for subgraph in outer.symmetricDifference(inner) { isOpen[subgraph] = true }
      for end in [link.from, link.to] {
        if let subgraph = view.subgraph(ofEnd: end) { isOpen[subgraph] = true }
      }
      guard let from, let to else { continue }
      links.append((from, to, link.link.label.map { measure.size(of: $0) } ?? .init()))
    }
  }

  /// For each node what is drawn for it: itself, or the first node of the subgraph whose id it is.
  private func anchors() -> [Int?] {
    var anchors: [Int?] = view.graph.nodes.indices.map { $0 }
    var first: [Int: Int] = [:]
    for node in view.nodes {
      for subgraph in view.subgraphs(around: node) where first[subgraph] == nil { first[subgraph] = node }
    }
    for node in anchors.indices {
      if let subgraph = view.subgraph(ofEnd: node) { anchors[node] = first[subgraph] }
    }
    return anchors
  }

  func size(inside scope: Int?, isHorizontal: Bool) -> WidthEstimate.Size {
    var boxes: [WidthEstimate.Size] = []
    var boxOfNode: [Int: Int] = [:]
    var boxOfSubgraph: [Int: Int] = [:]
    for node in view.nodes {
      let around = view.subgraphs(around: node)
      // From the inside out, up to the scope.
      let inner = scope.map { scope in around.firstIndex(of: scope).map { Array(around[..<$0]) } } ?? around
      guard let inner else { continue }
      guard let closed = inner.last(where: { !isOpen[$0] }) else {
        boxOfNode[node] = boxes.count
        boxes.append(sizes[node])
        continue
      }
      if boxOfSubgraph[closed] == nil {
        boxOfSubgraph[closed] = boxes.count
        let direction = view.direction(of: closed).map(WidthEstimate.isHorizontal) ?? !isHorizontal
        boxes.append(measure.padded(size(inside: closed, isHorizontal: direction)))
      }
      boxOfNode[node] = boxOfSubgraph[closed]
    }
    return arranged(boxes, boxOfNode, isHorizontal)
  }

  private func arranged(
    _ boxes: [WidthEstimate.Size], _ boxOfNode: [Int: Int], _ isHorizontal: Bool
  ) -> WidthEstimate.Size {
    var inner: [(from: Int, to: Int, label: WidthEstimate.Size)] = []
    for link in links {
      guard let from = boxOfNode[link.from], let to = boxOfNode[link.to], from != to else { continue }
      inner.append((from, to, link.label))
    }
    let shape = GraphShape(nodeCount: boxes.count, links: inner.map { .init(from: $0.from, to: $0.to) })
    let rankOfBox = Self.tightened(shape.ranks, inner.map { ($0.from, $0.to) })
    // Along the links, and across them.
    var ranks = Array(repeating: (largest: 0.0, label: 0.0, sum: -measure.gap), count: shape.depth)
    for (box, size) in boxes.enumerated() {
      let rank = rankOfBox[box]
      ranks[rank].largest = max(ranks[rank].largest, isHorizontal ? size.width : size.height)
      ranks[rank].sum += (isHorizontal ? size.height : size.width) + measure.gap
    }
    for link in inner {
      let rank = min(rankOfBox[link.from], rankOfBox[link.to])
      ranks[rank].label = max(ranks[rank].label, isHorizontal ? link.label.width : link.label.height)
    }
    // Tightening may empty a rank.
    ranks.removeAll { $0.sum < 0 }
    let along = ranks.reduce(-measure.gap) { $0 + $1.largest + $1.label + measure.gap }
    let across = ranks.map(\.sum).max() ?? 0
    return isHorizontal ? .init(width: along, height: across) : .init(width: across, height: along)
  }

  /// The ranks with each box that nothing leads to moved next to the first box that it leads to, as layouts do that
  /// keep links short.
  private static func tightened(_ ranks: [Int], _ links: [(from: Int, to: Int)]) -> [Int] {
    var tightened = ranks
    var hasIncoming = Array(repeating: false, count: ranks.count)
    var nearest = Array(repeating: Int.max, count: ranks.count)
    for link in links {
      let (upper, lower) = ranks[link.from] <= ranks[link.to] ? (link.from, link.to) : (link.to, link.from)
      hasIncoming[lower] = true
      nearest[upper] = min(nearest[upper], ranks[lower])
    }
    for box in ranks.indices where !hasIncoming[box] && nearest[box] < .max {
      tightened[box] = max(nearest[box] - 1, 0)
    }
    return tightened
  }
}

/// What texts and boxes take of the drawing.
private struct BoxMeasure {
  private let source: MermaidSource
  private let character: Double
  private let line: Double
  private let wrap: Double
  private let padding: Double
  let gap: Double

  init(_ source: MermaidSource, _ settings: RuleSettings) {
    self.source = source
    character = settings.number("character")
    line = settings.number("line")
    wrap = settings.number("wrap")
    padding = settings.number("padding")
    gap = settings.number("gap")
  }

  func size(of node: FlowchartGraph.Node) -> WidthEstimate.Size {
    padded(node.label.map { size(of: $0) } ?? size(of: Array(node.id.utf8)))
  }

  func size(of label: LabelText) -> WidthEstimate.Size {
    size(of: LabelPieces(source.original, in: label.range).text)
  }

  func padded(_ size: WidthEstimate.Size) -> WidthEstimate.Size {
    WidthEstimate.Size(width: size.width + padding, height: size.height + padding / 2)
  }

  private func size(of text: [UInt8]) -> WidthEstimate.Size {
    var size = WidthEstimate.Size()
    for part in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let width = Double(part.count { $0 & 0xC0 != 0x80 }) * character
      size.width = max(size.width, min(width, wrap))
      size.height += max(1, (width / wrap).rounded(.up)) * line
    }
    return size
  }
}
