import AtlasCore

extension PageRuleReport {
  /// Reports a stretch of a text where the text stands: in the page, or in its diagram.
  mutating func add(
    _ statement: PageStatement, _ stretch: TextRange, _ message: String, help: String,
    priority: Priority? = nil
  ) {
    let range = statement.range(of: stretch)
    if let diagram = statement.diagram {
      add(inDiagram: diagram, range, message, help: help, priority: priority)
    } else {
      add(range, message, help: help, priority: priority)
    }
  }
}
