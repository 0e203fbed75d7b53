import AtlasCore

/// A kanban board: columns of cards.
public struct KanbanDiagram: SyntaxNode {
  public var range: TextRange
  public var columns: [Column] = []

  public struct Column: SyntaxNode {
    public var range: TextRange
    public var item: Item
    public var cards: [Item] = []
  }

  /// A column's head, or a card.
  public struct Item: Sendable {
    public var range: TextRange
    /// Before the brackets, where there are brackets.
    public var id: TextRange?
    public var label: LabelText
    public var shape: OutlineShape
    /// The whole `@{ … }`: ticket, assigned, priority, …
    public var properties: TextRange?
    public var icon: TextRange?
    public var className: TextRange?
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("kanban", range)
    sink.children(columns)
    sink.close()
  }
}

extension KanbanDiagram.Column {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("column", range)
    item.describe(to: &sink)
    for card in cards {
      sink.open("card", card.range)
      card.describe(to: &sink)
      sink.close()
    }
    sink.close()
  }
}

extension KanbanDiagram.Item {
  fileprivate func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.token("id", id)
    sink.label("label", label)
    sink.word("shape", shape.rawValue)
    sink.token("properties", properties)
    sink.token("icon", icon)
    sink.token("class", className)
  }
}
