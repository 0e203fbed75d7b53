import AtlasCore
import AtlasMarkdown
import AtlasMermaid

/// Finds where a page says that its facts come from: statements (`Source: …`), the items of sections of sources, links to
/// other sites, citations in brackets, and in diagrams comments and clicks.
struct SourceCollector {
  private(set) var sources: [PageSource] = []
  private let view: PageView
  private let citations: Citations

  init(
    _ view: PageView, _ statements: [PageStatement], _ citations: Citations,
    _ diagrams: [ParsedDiagram], _ reader: inout QuantityReader
  ) {
    self.view = view
    self.citations = citations
    let links = view.page.links.filter { !$0.isImage && Self.isElsewhere($0.destination) }
    var next = 0
    for statement in statements where statement.diagram == nil {
      while next < links.count, links[next].range.lowerBound < statement.range.lowerBound { next += 1 }
      let first = next
      while next < links.count, links[next].range.lowerBound < statement.range.upperBound { next += 1 }
      collect(statement, links[first..<next])
    }
    sources.sort { $0.range < $1.range }
    for statement in statements where statement.diagram != nil {
      for quantity in statement.quantities where quantity.kind == .source {
        add(quantity, in: statement)
      }
    }
    for (number, diagram) in diagrams.enumerated() {
      collectComments(diagram, number, &reader)
      sources += Self.clicked(diagram, number)
    }
  }

  // MARK: Texts

  private func isCited(_ statement: PageStatement) -> Bool {
    guard case .page(let text) = statement.origin else { return false }
    return citations.contains(text)
  }

  /// Among the items of a list of sources stand remarks, and behind it paragraphs.
  private func names(_ quantity: Quantity, in statement: PageStatement) -> Bool {
    guard isCited(statement), case .page(let text) = statement.origin else { return true }
    let line = statement.line(at: quantity.range.lowerBound)
    if Self.isRemark(statement.bytes[line]) { return false }
    return text.kind != .paragraph || quantity.range.lowerBound != line.lowerBound
      || Self.statement(statement.bytes[line]) != nil
  }

  private static let remarks = WordSet([
    "note", "notes", "last updated", "last reviewed", "updated", "disclaimer", "confidence", "next review",
  ])

  private static func isRemark(_ line: ArraySlice<UInt8>) -> Bool {
    let line = Array(line)
    guard let first = line.firstIndex(where: WordSet.isWord), let found = remarks.first(in: line) else {
      return false
    }
    return found.lowerBound == first
  }

  private mutating func collect(_ statement: PageStatement, _ links: ArraySlice<Link>) {
    guard !statement.isHeading else { return }
    var links = Array(links)
    for quantity in statement.quantities where quantity.kind == .source && names(quantity, in: statement) {
      let range = statement.range(of: quantity.range)
      let inside = links.filter {
        $0.range.lowerBound < range.upperBound && range.lowerBound < $0.range.upperBound
      }
      // Several links in one statement are a source each.
      guard inside.count <= 1 else { continue }
      links.removeAll { $0.range == inside.first?.range }
      add(quantity, in: statement, url: inside.first?.destination)
    }
    for link in links {
      sources.append(
        PageSource(
          form: isCited(statement) ? .listed : .link, title: link.text,
          url: link.destination,
          date: Self.date(link, links.count == 1 ? statement : nil), hasEvidence: true, diagram: nil,
          range: link.range))
    }
    if links.isEmpty { collectWordsAlone(statement) }
  }

  private mutating func add(_ quantity: Quantity, in statement: PageStatement, url: String? = nil) {
    sources.append(
      Self.source(
        quantity, in: statement.bytes, isListed: statement.diagram == nil && isCited(statement), url: url,
        diagram: statement.diagram, range: statement.range(of: quantity.range)))
  }

  /// The source that a text names.
  static func source(
    _ quantity: Quantity, in text: [UInt8], isListed: Bool = false, url: String? = nil, diagram: Int?,
    range: TextRange
  ) -> PageSource {
    let isInBrackets = text[..<quantity.range.lowerBound].last { $0 > 0x20 } == UInt8(ascii: "(")
    let url = url ?? quantity.url
    return PageSource(
      form: isInBrackets ? .citation : isListed ? .listed : .statement, title: quantity.name, url: url,
      date: quantity.date.isEmpty ? year(inAddress: url) ?? "" : quantity.date, hasEvidence: true,
      diagram: diagram, range: range)
  }

  /// Statements and items that name nothing that one could look up.
  private mutating func collectWordsAlone(_ statement: PageStatement) {
    let known = statement.quantities.filter { $0.kind == .source }.map(\.range)
    var start = 0
    for line in statement.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      defer { start += line.count + 1 }
      let range = TextRange(start, start + line.count)
      guard !known.contains(where: { $0.lowerBound < range.upperBound && range.lowerBound < $0.upperBound })
      else {
        continue
      }
      let words: ArraySlice<UInt8>
      let form: PageSource.Form
      if let stated = Self.statement(line) {
        (words, form) = (stated, .statement)
      } else if isCited(statement), case .page(let text) = statement.origin,
        text.kind == .listItem
      {
        (words, form) = (line, .listed)
      } else {
        continue
      }
      guard let first = words.firstIndex(where: { $0 > 0x20 }), !Self.isRemark(line) else { continue }
      sources.append(
        PageSource(
          form: form, title: String(decoding: words[first...], as: UTF8.self), url: "", date: "",
          hasEvidence: false,
          diagram: nil, range: statement.range(of: range)))
    }
  }

  /// What stands behind `Source:`, where a line begins so.
  private static func statement(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon - line.startIndex < 40,
      Citations.namesSources(line[..<colon])
    else { return nil }
    return line[(colon + 1)...]
  }

  // MARK: Diagrams

  private mutating func collectComments(
    _ diagram: ParsedDiagram, _ number: Int, _ reader: inout QuantityReader
  ) {
    let bytes = diagram.source.original
    for comment in diagram.comments {
      for quantity in reader.read(bytes, in: comment, .prose) where quantity.kind == .source {
        sources.append(
          PageSource(
            form: .statement, title: quantity.name, url: quantity.url, date: quantity.date, hasEvidence: true,
            diagram: number, range: quantity.range))
      }
    }
  }

  /// What a click of a diagram leads to.
  static func clicked(_ diagram: ParsedDiagram, _ number: Int) -> [PageSource] {
    Clicks(diagram).clicks.compactMap { click in
      guard let link = click.link else { return nil }
      let url = diagram.source.string(link)
      guard isElsewhere(url) else { return nil }
      return PageSource(
        form: .link, title: click.tooltip.map(diagram.source.string) ?? "", url: url,
        date: year(inAddress: url) ?? "", hasEvidence: true, diagram: number, range: click.range)
    }
  }

  // MARK: Addresses and dates

  private static let placeholders = ["example.com", "example.org", "example.net", "localhost", "127.0.0.1"]

  private static func isElsewhere(_ address: String) -> Bool {
    guard address.hasPrefix("https://") || address.hasPrefix("http://") else { return false }
    return !placeholders.contains { address.utf8.count < 2_000 && address.contains($0) }
  }

  /// A link's date stands in its text, in its address, or with it in a line of its own.
  private static func date(_ link: Link, _ statement: PageStatement?) -> String {
    year(in: Array(link.text.utf8)) ?? year(inAddress: link.destination) ?? statement.flatMap {
      year(in: $0.bytes)
    }
      ?? ""
  }

  /// `https://…/2023/05/…`
  private static func year(inAddress address: String) -> String? {
    address.split(separator: "/").dropFirst(2).lazy.compactMap { year(in: Array($0.utf8)) }.first
  }

  /// The last number of four digits that can be a year.
  private static func year(in text: [UInt8]) -> String? {
    var found: String?
    var start: Int?
    for place in 0...text.count {
      let isPart = place < text.count && WordSet.isWord(text[place])
      if isPart, start == nil { start = place }
      guard !isPart, let first = start else { continue }
      start = nil
      let word = text[first..<place]
      guard word.count == 4, word.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else { continue }
      let year = String(decoding: word, as: UTF8.self)
      if year >= "1970", year < "2100" { found = year }
    }
    return found
  }
}
