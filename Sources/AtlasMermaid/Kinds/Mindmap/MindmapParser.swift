import AtlasCore

typealias MindmapParser = OutlineParser<MindmapBuilder>

/// Builds a mindmap: a node belongs to the last one before it that is indented less, and only the first may have none.
struct MindmapBuilder: OutlineKind {
  static let word: StaticString = "mindmap"
  static let hasProperties = false

  private(set) var syntax: MindmapDiagram
  private let source: MermaidSource
  /// The nodes that may still get children, from the root down, by their indentation below the root's.
  private var open: [(level: Int, node: Int)] = []
  private var baseIndentation = 0

  init(_ source: MermaidSource) {
    self.source = source
    syntax = MindmapDiagram(range: source.range(0, source.text.count))
  }

  mutating func add(_ node: OutlineNode) -> OutlineComplaint? {
    if syntax.nodes.isEmpty { baseIndentation = node.indentation }
    let level = node.indentation - baseIndentation
    while let last = open.last, last.level >= level { open.removeLast() }
    guard !syntax.nodes.isEmpty, level <= 0 else {
      append(node, level)
      return nil
    }
    // Mermaid.js gives up here; the tree goes on below the root.
    open = [(level: .min, node: 0)]
    append(node, level)
    return OutlineComplaint(
      range: node.range, message: "a mindmap has one root, and this node is indented no deeper than it",
      help: "indent the node, or make the first node the one above all others")
  }

  private mutating func append(_ node: OutlineNode, _ level: Int) {
    let parent = open.last?.node
    syntax.nodes.append(
      MindmapDiagram.Node(
        range: node.range, id: node.id, label: node.label, shape: node.shape, depth: open.count,
        parent: parent))
    open.append((level: level, node: syntax.nodes.count - 1))
  }

  mutating func setIcon(_ icon: TextRange) -> Bool {
    guard let last = syntax.nodes.indices.last else { return false }
    syntax.nodes[last].icon = icon
    return true
  }

  mutating func setClass(_ className: TextRange) -> Bool {
    guard let last = syntax.nodes.indices.last else { return false }
    syntax.nodes[last].className = className
    return true
  }
}
