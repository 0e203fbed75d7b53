import AtlasCore
import AtlasMarkdown
import Synchronization

/// A page as rules and gates read it: its texts one by one, each with the section that it stands in. Code, diagrams and
/// comments are no texts.
package struct PageView: Sendable {
  package let page: MarkdownPage
  /// In the order of the page.
  package let texts: [PageText]
  /// The page's stretches between its headings, in order; the first is what stands above every heading.
  package let sections: [PageSection]
  /// Which of the texts list sources.
  let citations: Citations
  /// All parts of the texts with a line end behind each: what does not stand here stands in none of them.
  let shownText: [UInt8]
  private let readClaims = ClaimsOfPage()

  package init(_ page: MarkdownPage) {
    self.page = page
    var builder = PageViewBuilder(page)
    builder.read()
    texts = builder.texts
    sections = builder.sections
    citations = Citations(page, texts, sections)
    shownText = Self.joined(texts)
  }

  private static func joined(_ texts: [PageText]) -> [UInt8] {
    var joined: [UInt8] = []
    joined.reserveCapacity(texts.reduce(0) { $1.parts.reduce($0) { $0 + $1.bytes.count + 1 } })
    for text in texts {
      for part in text.parts {
        joined += part.bytes
        joined.append(UInt8(ascii: "\n"))
      }
    }
    return joined
  }

  /// What the page states without its diagrams. It is read once where those who ask agree on the words, as they nearly
  /// always do.
  func claims(by specification: MetricSpecification) -> PageClaims {
    readClaims.claims(by: specification) { PageClaims(self, by: specification) }
  }

  /// The text of the first heading of the first level; of the first heading, where there is none.
  package var title: Heading? { page.headings.first { $0.level == 1 } ?? page.headings.first }

  /// The innermost section that holds an offset of the page.
  package func section(at offset: Int) -> PageSection {
    sections.last { $0.range.lowerBound <= offset } ?? sections[0]
  }

  /// The stretch under the same heading of the second level as an offset of the page: what a reader takes for one
  /// chapter. All of the page, where it has no such headings.
  package func chapter(at offset: Int) -> TextRange {
    let starts = page.headings.filter { $0.level <= 2 }.map(\.range.lowerBound)
    let start = starts.last { $0 <= offset } ?? 0
    let end = starts.first { $0 > offset } ?? page.bytes.count
    return TextRange(start, end)
  }
}

/// What was read last of a page.
private final class ClaimsOfPage: Sendable {
  /// Guards what was read, and the one task that reads it: others wait, since they need just that.
  private let last = Mutex<(specification: MetricSpecification, claims: PageClaims)?>(nil)

  func claims(by specification: MetricSpecification, _ read: () -> PageClaims) -> PageClaims {
    last.withLock { last in
      if let last, last.specification.readsLike(specification) { return last.claims }
      let claims = read()
      last = (specification, claims)
      return claims
    }
  }
}

extension MetricSpecification {
  /// Whether both find the same quantities in every text.
  fileprivate func readsLike(_ other: MetricSpecification) -> Bool {
    countNouns == other.countNouns && products == other.products && kinds == other.kinds
  }
}

/// A text that a reader of a page reads in one go: a paragraph, a heading, a row of a table.
package struct PageText: Sendable {
  package enum Kind: Hashable, Sendable {
    case heading(level: Int)
    case paragraph
    case listItem
    case quotation
    /// With the texts of its cells, in order.
    case tableRow(isHeader: Bool)
  }

  package var kind: Kind
  /// The cells of a row; one text otherwise.
  package var parts: [InlineText]
  /// In the page.
  package var range: TextRange
  /// Its number among the page's sections.
  package var section: Int
  /// The number of its block among the page's blocks.
  package var block: Int

  /// All of it; the cells of a row apart by bars.
  package var string: String { parts.map(\.string).joined(separator: " | ") }
}

/// The stretch of a page from one heading to the next.
package struct PageSection: Sendable {
  /// The number of its heading among the page's headings; nil above the first.
  package var heading: Int?
  package var range: TextRange
}

private struct PageViewBuilder {
  private let page: MarkdownPage
  private(set) var texts: [PageText] = []
  private(set) var sections: [PageSection]

  init(_ page: MarkdownPage) {
    self.page = page
    sections = [PageSection(heading: nil, range: TextRange(0, page.bytes.count))]
  }

  mutating func read() {
    for number in page.blocks.indices {
      switch page.blocks[number].kind {
      case .heading(let heading):
        let last = sections.count - 1
        let start = page.blocks[number].range.lowerBound
        sections[last].range = TextRange(sections[last].range.lowerBound, start)
        sections.append(PageSection(heading: heading, range: TextRange(start, page.bytes.count)))
        add(.heading(level: page.headings[heading].level), number)
      case .paragraph: add(kindOfParagraph(in: page.blocks[number].parent), number)
      case .tableRow(let isHeader): add(.tableRow(isHeader: isHeader), number)
      case .quote, .list, .listItem, .table, .code, .html, .thematicBreak, .footnote: break
      }
    }
  }

  private mutating func add(_ kind: PageText.Kind, _ number: Int) {
    let parts =
      page.blocks[number].cells.isEmpty
      ? page.blocks[number].text.map { [$0] } ?? [] : page.blocks[number].cells.map(\.text)
    texts.append(
      PageText(
        kind: kind, parts: parts, range: page.blocks[number].range, section: sections.count - 1,
        block: number))
  }

  private func kindOfParagraph(in holder: Int?) -> PageText.Kind {
    var parent = holder
    while let number = parent {
      switch page.blocks[number].kind {
      case .listItem: return .listItem
      case .quote: return .quotation
      default: parent = page.blocks[number].parent
      }
    }
    return .paragraph
  }
}
