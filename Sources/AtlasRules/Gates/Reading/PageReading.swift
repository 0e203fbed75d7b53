import AtlasCore
import AtlasMarkdown

/// A page as criteria look at it, chapter by chapter: its texts with the words and quantities in them, and what it is made of.
/// Diagrams are no part of it.
struct PageReading: Sendable {
  /// What stands under one heading of the second level, or above the first of them.
  struct Chapter: Sendable {
    var range: TextRange
    var texts: Range<Int>
    var items: [Item]
    var links: [Link]
  }

  /// A part of a chapter that is more than a text.
  enum Item: Sendable {
    /// The texts of the paragraphs that its items begin with.
    case list(isOrdered: Bool, texts: [Int], headings: [Int])
    /// The texts of its rows, the header first.
    case table(rows: [Int], headings: [Int])
    /// The text of a block of code, and where its lines stand in it.
    case code(CodeLanguage, text: Int, headings: [Int])

    /// The texts of the headings that it stands under, from the outside in.
    var headings: [Int] {
      switch self {
      case .list(_, _, let headings), .table(_, let headings), .code(_, _, let headings): headings
      }
    }
  }

  let bytes: [UInt8]
  /// What the page names as the sources of its facts, in order.
  let sources: [PageSource]
  private(set) var texts: [EvidenceText] = []
  private(set) var chapters: [Chapter] = []
  /// The headings that a diagram stands under, by their texts.
  private var headingsOverDiagrams: Set<Int> = []
  /// The number of the text that says what the page calls itself.
  private(set) var title: Int?

  init(_ view: PageView, lexicon: Lexicon, metrics: MetricSpecification) {
    bytes = view.page.bytes
    let claims = view.claims(by: metrics)
    sources = claims.sources
    read(view, claims.statements, lexicon)
  }

  /// Whether a diagram stands under a heading.
  func isOverDiagram(_ heading: Int) -> Bool { headingsOverDiagrams.contains(heading) }

  /// The number of the chapter that holds an offset of the page.
  func chapter(at offset: Int) -> Int {
    chapters.lastIndex { $0.range.lowerBound <= offset } ?? 0
  }

  /// - Parameter statements: what each text of the page states.
  private mutating func read(_ view: PageView, _ statements: [PageStatement], _ lexicon: Lexicon) {
    let page = view.page
    /// The open headings with their levels, and the lists of which they and those above them have words.
    var headings: [(level: Int, text: Int, lists: ListSet)] = []
    var chapter = Chapter(range: TextRange(0, 0), texts: 0..<0, items: [], links: [])
    var start = 0
    var firstText = 0
    /// For each open list the item number in `chapter.items`; by block.
    var lists: [Int: Int] = [:]
    var tables: [Int: Int] = [:]
    var nextText = 0

    func close(at end: Int) {
      chapter.range = TextRange(start, end)
      chapter.texts = firstText..<texts.count
      chapter.links = page.links.filter { start <= $0.range.lowerBound && $0.range.lowerBound < end }
      chapters.append(chapter)
      chapter = Chapter(range: TextRange(0, 0), texts: 0..<0, items: [], links: [])
      start = end
      firstText = texts.count
    }

    for (number, block) in page.blocks.enumerated() {
      switch block.kind {
      case .heading(let index):
        let level = page.headings[index].level
        if level <= 2, block.range.lowerBound > start { close(at: block.range.lowerBound) }
        headings.removeAll { $0.level >= level }
      case .code(let index):
        let fence = page.fences[index]
        guard !fence.isMermaid else {
          if let heading = headings.last { headingsOverDiagrams.insert(heading.text) }
          continue
        }
        let language = CodeLanguage(fence.language)
        guard language != .program else { continue }
        chapter.items.append(.code(language, text: texts.count, headings: headings.map(\.text)))
        texts.append(
          EvidenceText(
            kind: .code(language), origin: .code(fence), bytes: fence.content,
            cues: lexicon.cues(in: fence.content), quantities: [], headings: headings.map(\.text)))
        continue
      case .list(let isOrdered):
        lists[number] = chapter.items.count
        chapter.items.append(.list(isOrdered: isOrdered, texts: [], headings: headings.map(\.text)))
        continue
      case .table:
        tables[number] = chapter.items.count
        chapter.items.append(.table(rows: [], headings: headings.map(\.text)))
        continue
      case .paragraph, .tableRow, .quote, .listItem, .html, .thematicBreak, .footnote: break
      }
      guard nextText < view.texts.count, view.texts[nextText].block == number else { continue }
      let text = view.texts[nextText]
      /// The table that it is a row of, and the text of the table's header.
      var table: (item: Int, rows: [Int], headings: [Int])?
      if case .tableRow = text.kind, let parent = block.parent, let item = tables[parent],
        item < chapter.items.count, case .table(let rows, let headings) = chapter.items[item]
      {
        table = (item, rows, headings)
      }
      add(
        text, statements[nextText], headings.map(\.text), headings.last?.lists ?? ListSet(),
        header: table?.rows.first, lexicon)
      nextText += 1
      let added = texts.count - 1
      if case .heading(let level) = text.kind {
        headings.append((level, added, texts[added].listsAbove.union(texts[added].lists)))
        if text.range == view.title?.range { title = added }
      }
      if let table {
        chapter.items[table.item] = .table(rows: table.rows + [added], headings: table.headings)
      }
      guard let parent = block.parent else { continue }
      if case .listItem = page.blocks[parent].kind, let list = page.blocks[parent].parent,
        let item = lists[list], item < chapter.items.count,
        case .list(let isOrdered, let items, let above) = chapter.items[item],
        number == parent + 1
      {
        chapter.items[item] = .list(isOrdered: isOrdered, texts: items + [added], headings: above)
      }
    }
    close(at: max(bytes.count, start))
  }

  /// - Parameter header: the text of the header, of a row below one.
  private mutating func add(
    _ text: PageText, _ statement: PageStatement, _ headings: [Int], _ above: ListSet, header: Int?,
    _ lexicon: Lexicon
  ) {
    var start = 0
    var parts: [(start: Int, part: InlineText)] = []
    var code: [Range<Int>] = []
    var cells: [Range<Int>] = []
    for part in text.parts {
      parts.append((start, part))
      cells.append(start..<(start + part.bytes.count))
      for span in part.spans where span.kind == .code {
        code.append((start + span.range.lowerBound)..<(start + span.range.upperBound))
      }
      start += part.bytes.count + PageStatement.separator.count
    }
    let kind: EvidenceText.Kind =
      switch text.kind {
      case .heading: .heading
      case .paragraph, .quotation: .paragraph
      case .listItem: .listItem
      case .tableRow: .row
      }
    let inHeader = header.map { texts[$0].lists } ?? ListSet()
    texts.append(
      EvidenceText(
        kind: kind, origin: .page(parts), bytes: statement.bytes, cues: lexicon.cues(in: statement.bytes),
        quantities: statement.quantities, codeSpans: code, cells: kind == .row ? cells : [],
        headings: headings + (header.map { [$0] } ?? []), listsAbove: above.union(inHeader),
        listsInHeader: inHeader))
  }
}
