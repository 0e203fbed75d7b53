import AtlasCore

extension PageRuleReport {
  /// Reports several sources as one: a page has them in one list, and they are mended together.
  mutating func add(_ sources: [PageSource], one: String, many: String, help: String) {
    guard let first = sources.first else { return }
    var titles: [String] = []
    for source in sources where !titles.contains(source.title) { titles.append(source.title) }
    let message = "\(Listing.quoted(titles)) \(titles.count == 1 ? one : many)"
    if let diagram = first.diagram {
      add(inDiagram: diagram, first.range, message, help: help)
    } else {
      add(first.range, message, help: help)
    }
  }
}
