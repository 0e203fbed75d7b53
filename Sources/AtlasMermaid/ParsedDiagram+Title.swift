import AtlasCore

extension ParsedDiagram {
  /// What the diagram is called: `accTitle`, else the title statement of its kind, else the front matter's `title`.
  public var displayTitle: String {
    if let title = accessibility.title { return source.string(title) }
    if let title = statedTitle { return title }
    return frontMatterTitle ?? ""
  }

  public var hasTitle: Bool { !displayTitle.isEmpty }

  /// Where a finding about the whole diagram points: its first line.
  public var headerRange: TextRange {
    let bytes = source.original
    let start = bytes.firstIndex { $0 > 0x20 } ?? 0
    let end =
      bytes[start...].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? bytes.count
    return TextRange(start, end)
  }

  /// The title statement that some kinds have.
  private var statedTitle: String? {
    // Most diagrams are flowcharts, which have none.
    if case .flowchart = syntax { return nil }
    var sink = TitleSink()
    syntax.describe(to: &sink)
    return sink.title.map { source.string($0) }
  }

  private var frontMatterTitle: String? {
    guard let frontMatter = source.frontMatter,
      let tree = try? YAMLReader.read(Array(source.original[frontMatter.content.bounds]))
    else { return nil }
    return tree["title"]?.string
  }

  private struct TitleSink: TreeSink {
    var title: TextRange?
    private var depth = 0

    mutating func open(_ name: StaticString, _ range: TextRange) { depth += 1 }
    mutating func close() { depth -= 1 }
    mutating func word(_ name: StaticString, _ value: String) {}
    mutating func number(_ name: StaticString, _ value: Int) {}
    mutating func token(_ name: StaticString, _ range: TextRange) {
      if depth <= 1, name.description == "title" { title = range }
    }
  }
}
