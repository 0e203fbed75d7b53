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
  private(set) var texts: [EvidenceText] = []
  private(set) var chapters: [Chapter] = []
  /// The number of the text that says what the page calls itself.
  private(set) var title: Int?

  init(_ view: PageView, lexicon: Lexicon, reader: inout QuantityReader) {
    bytes = view.page.bytes
    read(view, lexicon, &reader)
  }

  /// The number of the chapter that holds an offset of the page.
  func chapter(at offset: Int) -> Int {
    chapters.lastIndex { $0.range.lowerBound <= offset } ?? 0
  }

  private mutating func read(_ view: PageView, _ lexicon: Lexicon, _ reader: inout QuantityReader) {
    let page = view.page
    /// The open headings with their levels.
    var headings: [(level: Int, text: Int)] = []
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
          if let heading = headings.last { texts[heading.text].isOverDiagram = true }
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
      nextText += 1
      add(text, headings.map(\.text), lexicon, &reader)
      let added = texts.count - 1
      texts[added].hasLink =
        texts[added].quantities.contains { $0.kind == .source }
        && page.links.contains { $0.destination.hasPrefix("http") && text.range.encloses($0.range) }
      if case .heading(let level) = text.kind {
        headings.append((level, added))
        if text.range == view.title?.range { title = added }
      }
      guard let parent = block.parent else { continue }
      if case .tableRow = text.kind, let item = tables[parent], item < chapter.items.count,
        case .table(let rows, let above) = chapter.items[item]
      {
        chapter.items[item] = .table(rows: rows + [added], headings: above)
        if let header = rows.first { texts[added].headings.append(header) }
      }
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

  private mutating func add(
    _ text: PageText, _ headings: [Int], _ lexicon: Lexicon, _ reader: inout QuantityReader
  ) {
    var joined: [UInt8] = []
    var parts: [(start: Int, part: InlineText)] = []
    var code: [Range<Int>] = []
    var cells: [Range<Int>] = []
    for part in text.parts {
      if !parts.isEmpty { joined += [0x20, UInt8(ascii: "|"), 0x20] }
      let start = joined.count
      parts.append((start, part))
      joined += part.bytes
      cells.append(start..<joined.count)
      for span in part.spans where span.kind == .code {
        code.append((start + span.range.lowerBound)..<(start + span.range.upperBound))
      }
    }
    let kind: EvidenceText.Kind
    let context: QuantityReader.Context
    switch text.kind {
    case .heading: (kind, context) = (.heading, .prose)
    case .paragraph, .quotation: (kind, context) = (.paragraph, .prose)
    case .listItem: (kind, context) = (.listItem, .prose)
    case .tableRow: (kind, context) = (.row, .tableRow)
    }
    texts.append(
      EvidenceText(
        kind: kind, origin: .page(parts), bytes: joined, cues: lexicon.cues(in: joined),
        quantities: reader.read(joined, context), codeSpans: code, cells: kind == .row ? cells : [],
        headings: headings))
  }
}
