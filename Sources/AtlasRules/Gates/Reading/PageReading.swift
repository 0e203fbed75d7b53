import AtlasCore
import AtlasMarkdown

/// A page as criteria look at it, chapter by chapter: its texts with the words and quantities in them, and what it is made of.
/// Diagrams are no part of it.
///
/// An object: every criterion is handed it for every chapter.
final class PageReading {
  /// What stands under one heading of the second level, or above the first of them.
  struct Chapter {
    var range: TextRange
    var texts: Range<Int>
    var items: [Item]
    /// Without images.
    var links: [Link]
  }

  struct Link {
    var range: TextRange
    /// Whether it leads to an address of the web.
    var isOfWeb: Bool
    /// The address, in lower case.
    var address: String
    /// What a reader sees of it and the address, in lower case.
    var words: String

    init(_ link: AtlasMarkdown.Link) {
      range = link.range
      isOfWeb = link.destination.hasPrefix("http")
      address = link.destination.lowercased()
      words = link.text.lowercased() + " " + address
    }
  }

  /// A part of a chapter that is more than a text.
  enum Item {
    /// The texts of the paragraphs that its items begin with.
    case list(isOrdered: Bool, texts: [Int], headings: [Int])
    /// The texts of its rows, the header first.
    case table(rows: [Int], headings: [Int])
    /// The text of a block of code, and where its lines stand in it.
    case code(CodeLanguage, text: Int, headings: [Int])

    /// The same list or table, of these texts.
    fileprivate func made(of texts: [Int]) -> Item {
      switch self {
      case .list(let isOrdered, _, let headings):
        .list(isOrdered: isOrdered, texts: texts, headings: headings)
      case .table(_, let headings): .table(rows: texts, headings: headings)
      case .code: self
      }
    }

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

  /// - Parameter statements: what each text of the page states.
  private func read(_ view: PageView, _ statements: [PageStatement], _ lexicon: Lexicon) {
    let blocks = view.page.blocks
    let title = view.title?.range
    texts.reserveCapacity(view.texts.count + view.page.fences.count)
    /// The open headings' levels, and the lists of which they and those above them have words.
    var levels: [(level: Int, lists: ListSet)] = []
    /// Their texts.
    var headings: [Int] = []
    var chapter = Chapter(range: TextRange(0, 0), texts: 0..<0, items: [], links: [])
    var start = 0
    var firstText = 0
    /// For each open list the item number in `chapter.items`; by block.
    var lists: [Int: Int] = [:]
    var tables: [Int: Int] = [:]
    /// By item of the chapter: the texts that are part of it, so far.
    var parts: [[Int]] = []
    var nextText = 0

    func open(_ item: Item) {
      chapter.items.append(item)
      parts.append([])
    }

    func close(at end: Int) {
      chapter.range = TextRange(start, end)
      chapter.texts = firstText..<texts.count
      for item in chapter.items.indices where !parts[item].isEmpty {
        chapter.items[item] = chapter.items[item].made(of: parts[item])
      }
      parts = []
      chapters.append(chapter)
      chapter = Chapter(range: TextRange(0, 0), texts: 0..<0, items: [], links: [])
      start = end
      firstText = texts.count
    }

    // By place: a block is large.
    for number in blocks.indices {
      switch blocks[number].kind {
      case .heading(let index):
        let level = view.page.headings[index].level
        let place = blocks[number].range.lowerBound
        if level <= 2, place > start { close(at: place) }
        while let last = levels.lastIndex(where: { $0.level >= level }) {
          levels.remove(at: last)
          headings.remove(at: last)
        }
      case .code(let index):
        let fence = view.page.fences[index]
        guard !fence.isMermaid else {
          if let heading = headings.last { headingsOverDiagrams.insert(heading) }
          continue
        }
        let language = CodeLanguage(fence.language)
        guard language != .program else { continue }
        open(.code(language, text: texts.count, headings: headings))
        texts.append(
          EvidenceText(
            kind: .code(language), origin: .code(fence), bytes: fence.content,
            cues: lexicon.cues(in: fence.content), quantities: []))
        continue
      case .list(let isOrdered):
        lists[number] = chapter.items.count
        open(.list(isOrdered: isOrdered, texts: [], headings: headings))
        continue
      case .table:
        tables[number] = chapter.items.count
        open(.table(rows: [], headings: headings))
        continue
      case .paragraph, .tableRow, .quote, .listItem, .html, .thematicBreak, .footnote: break
      }
      guard nextText < view.texts.count, view.texts[nextText].block == number else { continue }
      let (text, parent) = (view.texts[nextText], blocks[number].parent)
      /// The table that it is a row of.
      var table: Int?
      if case .tableRow = text.kind, let parent, let item = tables[parent],
        item < chapter.items.count, case .table = chapter.items[item]
      {
        table = item
      }
      add(
        text, statements[nextText], levels.last?.lists ?? ListSet(),
        header: table.flatMap { parts[$0].first },
        lexicon)
      nextText += 1
      let added = texts.count - 1
      if case .heading(let level) = text.kind {
        levels.append((level, texts[added].listsAbove.union(texts[added].lists)))
        headings.append(added)
        if text.range == title { self.title = added }
      }
      if let table { parts[table].append(added) }
      guard let parent, number == parent + 1 else { continue }
      if case .listItem = blocks[parent].kind, let list = blocks[parent].parent,
        let item = lists[list], item < chapter.items.count, case .list = chapter.items[item]
      {
        parts[item].append(added)
      }
    }
    close(at: max(bytes.count, start))
    takeLinks(of: view.page)
  }

  private func takeLinks(of page: MarkdownPage) {
    for place in page.links.indices where !page.links[place].isImage {
      let start = page.links[place].range.lowerBound
      guard let chapter = chapters.lastIndex(where: { $0.range.lowerBound <= start }) else { continue }
      chapters[chapter].links.append(Link(page.links[place]))
    }
  }

  /// - Parameter header: the text of the header, of a row below one.
  private func add(
    _ text: PageText, _ statement: PageStatement, _ above: ListSet, header: Int?, _ lexicon: Lexicon
  ) {
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
        kind: kind, origin: .page(text.parts), bytes: statement.bytes,
        cues: lexicon.cues(in: statement.bytes), quantities: statement.quantities,
        codeSpans: Self.codeSpans(of: text), cells: kind == .row ? Self.cells(of: text) : [],
        listsAbove: above.union(inHeader), listsInHeader: inHeader))
  }

  private static func cells(of text: PageText) -> [Range<Int>] {
    var start = 0
    return text.parts.map { part in
      defer { start += part.bytes.count + PageStatement.separator.count }
      return start..<(start + part.bytes.count)
    }
  }

  private static func codeSpans(of text: PageText) -> [Range<Int>] {
    var start = 0
    var found: [Range<Int>] = []
    for part in text.parts.indices {
      let spans = text.parts[part].spans
      for place in spans.indices {
        guard case .code = spans[place].kind else { continue }
        let range = spans[place].range
        found.append((start + range.lowerBound)..<(start + range.upperBound))
      }
      start += text.parts[part].bytes.count + PageStatement.separator.count
    }
    return found
  }
}
