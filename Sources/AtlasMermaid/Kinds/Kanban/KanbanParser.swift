import AtlasCore

typealias KanbanParser = OutlineParser<KanbanBuilder>

/// Builds a kanban board: what is indented as the first node is a column, everything else a card of the last column.
struct KanbanBuilder: OutlineKind {
  static let word: StaticString = "kanban"
  static let hasProperties = true

  private(set) var syntax: KanbanDiagram
  private let source: MermaidSource
  private var columnIndentation = 0
  /// The first card that is indented less than the columns: no node may follow it.
  private var outdented: TextRange?

  init(_ source: MermaidSource) {
    self.source = source
    syntax = KanbanDiagram(range: source.range(0, source.text.count))
  }

  mutating func add(_ node: OutlineNode) -> OutlineComplaint? {
    let complaint = node.properties.flatMap(check) ?? checkIndentation()
    let item = KanbanDiagram.Item(
      range: node.range, id: node.id, label: node.label, shape: node.shape, properties: node.properties?.range
    )
    if syntax.columns.isEmpty { columnIndentation = node.indentation }
    if node.indentation == columnIndentation {
      syntax.columns.append(KanbanDiagram.Column(range: node.range, item: item))
    } else {
      if node.indentation < columnIndentation, outdented == nil { outdented = node.range }
      let last = syntax.columns.count - 1
      syntax.columns[last].cards.append(item)
      syntax.columns[last].range = syntax.columns[last].range.union(node.range)
    }
    return complaint
  }

  private func checkIndentation() -> OutlineComplaint? {
    guard let outdented else { return nil }
    return OutlineComplaint(
      range: outdented, message: "a card is indented less than the first column",
      help: "indent columns alike and cards deeper")
  }

  /// What mermaid.js does not accept between the braces.
  private func check(_ properties: OutlineNode.Properties) -> OutlineComplaint? {
    let isBlock = properties.text.contains(0x0A)
    let yaml = isBlock ? properties.text + [0x0A] : Array("{\n".utf8) + properties.text + Array("\n}".utf8)
    let value: YAMLNode
    do {
      value = try YAMLReader.read(yaml)
    } catch {
      return OutlineComplaint(
        range: properties.range, message: "the text between the braces is no YAML: \(error.message)",
        help: error.help)
    }
    if value.isNull {
      return OutlineComplaint(
        range: properties.range, message: "there is nothing between the braces",
        help: "write a property: `@{ ticket: A-1 }`")
    }
    guard let shape = value["shape"], !KanbanBuilder.isFalse(shape) else { return nil }
    if let name = shape.string, name == name.lowercased(), !name.utf8.contains(0x5F) { return nil }
    return OutlineComplaint(
      range: properties.range, message: "the shape of a card must be a word in lower case",
      help: "leave the shape out, or write it in lower case without `_`")
  }

  /// What JavaScript takes for false.
  private static func isFalse(_ node: YAMLNode) -> Bool {
    node.isNull || node.bool == false || node.string == ""
      || node.number.map { $0.double == 0 || $0.double.isNaN } == true
  }

  mutating func setIcon(_ icon: TextRange) -> Bool {
    change { $0.icon = icon }
  }

  mutating func setClass(_ className: TextRange) -> Bool {
    change { $0.className = className }
  }

  /// Changes the last column or card.
  private mutating func change(_ body: (inout KanbanDiagram.Item) -> Void) -> Bool {
    guard let last = syntax.columns.indices.last else { return false }
    if let card = syntax.columns[last].cards.indices.last {
      body(&syntax.columns[last].cards[card])
    } else {
      body(&syntax.columns[last].item)
    }
    return true
  }
}
