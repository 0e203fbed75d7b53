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

  /// Whether ranks stand side by side: `LR` and `RL`.
  let isHorizontal: Bool
  private let layout: Layout

  /// No drawing is wider: with all boxes and labels side by side. Many are narrow enough even so.
  var mostWidth: Double { layout.mostWidth }

  var width: Double { layout.size(inside: nil, isHorizontal: isHorizontal).width }

  /// What the width would be with the ranks the other way round. Most are narrow enough, and nobody asks.
  var turnedWidth: Double { layout.size(inside: nil, isHorizontal: !isHorizontal).width }

  init(_ view: FlowchartView, of subject: RuleSubject, _ settings: RuleSettings) {
    isHorizontal = view.tree.direction.map(Self.isHorizontal) ?? false
    layout = Layout(view, BoxMeasure(subject, settings))
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
  private struct Link {
    /// As drawn nodes; for an end that is a subgraph its first node.
    var from: Int
    var to: Int
    var label: WidthEstimate.Size
  }

  private let view: FlowchartView
  private let measure: BoxMeasure
  private let sizes: [WidthEstimate.Size]
  private var links: [Link] = []
  /// By subgraph: whether a link enters or leaves it.
  private var isOpen: [Bool]
  /// By node: the subgraph it stands in; of a node that is a subgraph the one around that.
  private let homes: [Int?]

  init(_ view: FlowchartView, _ measure: BoxMeasure) {
    self.view = view
    self.measure = measure
    let graph = view.graph
    sizes = graph.nodes.indices.map { measure.size(ofNode: $0, in: graph) }
    homes = graph.nodes.indices.map { node in
      graph.subgraphsOfNodes[node].map { graph.subgraphs[$0].parent } ?? graph.nodes[node].subgraph
    }
    isOpen = Array(repeating: false, count: graph.subgraphs.count)
    let anchors = anchors()
    links.reserveCapacity(graph.links.count)
    // By place: a link is large, and most have no label.
    for place in graph.links.indices {
      let (first, last) = (graph.links[place].from, graph.links[place].to)
      open(between: first, last)
      if let subgraph = graph.subgraphsOfNodes[first] { isOpen[subgraph] = true }
      if let subgraph = graph.subgraphsOfNodes[last] { isOpen[subgraph] = true }
      guard let from = anchors[first], let to = anchors[last] else { continue }
      let label = graph.links[place].link.label.map { measure.size(of: $0) }
      links.append(Link(from: from, to: to, label: label ?? .init()))
    }
  }

  /// Opens the subgraphs that only one end of a link stands in.
  private mutating func open(between from: Int, _ to: Int) {
    let subgraphs = view.graph.subgraphs
    var (from, to) = (homes[from], homes[to])
    // A subgraph begins behind the one around it, so of two different ones the later cannot be around both.
    while from != to {
      if let inner = from, inner > to ?? -1 {
        isOpen[inner] = true
        from = subgraphs[inner].parent
      } else if let inner = to {
        isOpen[inner] = true
        to = subgraphs[inner].parent
      }
    }
  }

  /// For each node what is drawn for it: itself, or the first node of the subgraph whose id it is.
  private func anchors() -> [Int?] {
    let graph = view.graph
    var first: [Int?] = Array(repeating: nil, count: graph.subgraphs.count)
    for node in view.nodes {
      var place = homes[node]
      while let subgraph = place, first[subgraph] == nil {
        first[subgraph] = node
        place = graph.subgraphs[subgraph].parent
      }
    }
    return graph.nodes.indices.map { node in graph.subgraphsOfNodes[node].map { first[$0] } ?? node }
  }

  var mostWidth: Double {
    let boxes = sizes.reduce(0) { $0 + $1.width + measure.gap }
    let labels = links.reduce(0) { $0 + $1.label.width }
    return boxes + labels + Double(isOpen.count) * (measure.padded(.init()).width + measure.gap)
  }

  func size(inside scope: Int?, isHorizontal: Bool) -> WidthEstimate.Size {
    var boxes: [WidthEstimate.Size] = []
    boxes.reserveCapacity(sizes.count)
    var boxOfNode: [Int?] = Array(repeating: nil, count: homes.count)
    var boxOfSubgraph: [Int?] = Array(repeating: nil, count: isOpen.count)
    for node in view.nodes {
      // From the inside out, up to the scope.
      var place = homes[node]
      var outermost: Int?
      while let subgraph = place, subgraph != scope {
        if !isOpen[subgraph] { outermost = subgraph }
        place = view.graph.subgraphs[subgraph].parent
      }
      guard place == scope else { continue }
      guard let closed = outermost else {
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
    _ boxes: [WidthEstimate.Size], _ boxOfNode: [Int?], _ isHorizontal: Bool
  ) -> WidthEstimate.Size {
    var inner: [Link] = []
    inner.reserveCapacity(links.count)
    for link in links {
      guard let from = boxOfNode[link.from], let to = boxOfNode[link.to], from != to else { continue }
      inner.append(Link(from: from, to: to, label: link.label))
    }
    let shape = GraphShape(nodeCount: boxes.count, links: inner.map { .init(from: $0.from, to: $0.to) })
    let rankOfBox = Self.tightened(shape.ranks, inner)
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
  private static func tightened(_ ranks: [Int], _ links: [Link]) -> [Int] {
    guard !links.isEmpty else { return ranks }
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
  private let subject: RuleSubject
  private let character: Double
  private let line: Double
  private let wrap: Double
  private let padding: Double
  let gap: Double

  init(_ subject: RuleSubject, _ settings: RuleSettings) {
    self.subject = subject
    character = settings.number("character")
    line = settings.number("line")
    wrap = settings.number("wrap")
    padding = settings.number("padding")
    gap = settings.number("gap")
  }

  func size(ofNode place: Int, in graph: FlowchartGraph) -> WidthEstimate.Size {
    if let label = graph.nodes[place].label { return padded(size(of: label)) }
    return padded(size(TextSize(graph.nodes[place].id.utf8)))
  }

  func size(of label: LabelText) -> WidthEstimate.Size {
    let shown = subject.size(of: label)
    if Double(shown.width) * character <= wrap { return size(shown) }
    return size(ofText: subject.shown(label).text)
  }

  func padded(_ size: WidthEstimate.Size) -> WidthEstimate.Size {
    WidthEstimate.Size(width: size.width + padding, height: size.height + padding / 2)
  }

  /// Of a text whose lines all fit, or of one line.
  private func size(_ text: TextSize) -> WidthEstimate.Size {
    var size = WidthEstimate.Size()
    for _ in 0..<(text.lines - 1) { add(line: 0, to: &size) }
    add(line: text.width, to: &size)
    return size
  }

  private func size(ofText text: [UInt8]) -> WidthEstimate.Size {
    var size = WidthEstimate.Size()
    var characters = 0
    for byte in text {
      if byte == UInt8(ascii: "\n") {
        add(line: characters, to: &size)
        characters = 0
      } else if byte & 0xC0 != 0x80 {
        characters += 1
      }
    }
    add(line: characters, to: &size)
    return size
  }

  private func add(line characters: Int, to size: inout WidthEstimate.Size) {
    let width = Double(characters) * character
    size.width = max(size.width, min(width, wrap))
    size.height += max(1, (width / wrap).rounded(.up)) * line
  }
}
