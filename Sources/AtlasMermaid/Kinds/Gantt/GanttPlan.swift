import AtlasCore

/// What the data of a task say: its tags, its id, and the texts of its start and end, as mermaid.js takes them apart.
struct GanttPlan {
  /// In cleaned offsets, trimmed.
  var parts: [Range<Int>] = []
  var tags: [GanttDiagram.Tag] = []

  /// Tags and nothing else, at which mermaid.js fails while parsing.
  var hasOnlyTags: Bool { parts.isEmpty }

  var id: Range<Int>? { parts.count == 3 ? parts[0] : nil }
  var start: Range<Int>? { parts.count == 2 || parts.count == 3 ? parts[parts.count - 2] : nil }
  /// Nil where there are more than three parts, which mermaid.js makes nothing of.
  var end: Range<Int>? { parts.count <= 3 ? parts.last : nil }

  /// The parts between commas, without the tags before the first part that is none.
  init(_ scanner: Scanner, data: Range<Int>) {
    var index = data.lowerBound
    while true {
      let comma = min(scanner.next(0x2C, from: index), data.upperBound)
      let part = scanner.trimmed(index, comma)
      if parts.isEmpty, let tag = GanttPlan.tag(scanner, part) {
        if !tags.contains(tag) { tags.append(tag) }
      } else {
        parts.append(part)
      }
      if comma >= data.upperBound { break }
      index = comma + 1
    }
  }

  func task(_ range: TextRange, _ label: LabelText, _ scanner: Scanner) -> GanttDiagram.Task {
    var task = GanttDiagram.Task(range: range, label: label)
    if !tags.isEmpty { task.tags = GanttDiagram.Tag.allCases.filter(tags.contains) }
    task.id = id.map { scanner.range($0.lowerBound, $0.upperBound) }
    task.start = start.map { scanner.range($0.lowerBound, $0.upperBound) }
    task.end = (end ?? parts.last).map { scanner.range($0.lowerBound, $0.upperBound) }
    return task
  }

  private static func tag(_ scanner: Scanner, _ part: Range<Int>) -> GanttDiagram.Tag? {
    func isWord(_ word: StaticString) -> Bool {
      part.count == word.utf8CodeUnitCount && scanner.matches(word, at: part.lowerBound)
    }
    if isWord("active") { return .active }
    if isWord("done") { return .done }
    if isWord("crit") { return .crit }
    if isWord("milestone") { return .milestone }
    return isWord("vert") ? .vert : nil
  }
}
