import AtlasCore
import AtlasMarkdown
import AtlasMermaid

/// Finds where a page says that its facts come from: statements (`Source: …`), the items of sections of sources, links to
/// other sites, citations in brackets, and in diagrams comments and clicks.
struct SourceCollector {
  private(set) var sources: [PageSource] = []

  /// Those of a page without its diagrams, in the order of their places.
  init(_ view: PageView, _ statements: [PageStatement]) {
    let links = view.page.links.filter { !$0.isImage && SourceAddress.isElsewhere($0.destination) }
    var next = 0
    for statement in statements {
      let range = statement.range
      while next < links.count, links[next].range.lowerBound < range.lowerBound { next += 1 }
      let first = next
      while next < links.count, links[next].range.lowerBound < range.upperBound { next += 1 }
      guard !statement.isHeading else { continue }
      if first == next, !statement.kinds.contains(.source) {
        collectWordsAlone(statement)
      } else {
        collect(statement, links[first..<next])
      }
    }
    sources.sort { $0.range < $1.range }
  }

  /// Goes on behind the sources of the page.
  init(_ sources: [PageSource]) { self.sources = sources }

  // MARK: Texts

  /// Among the items of a list of sources stand remarks, and behind it paragraphs.
  private func names(_ quantity: Quantity, in statement: PageStatement) -> Bool {
    guard statement.isCited, case .page(let text) = statement.origin else { return true }
    let line = statement.line(at: quantity.range.lowerBound)
    if Self.isRemark(statement.bytes[line]) { return false }
    return text.kind != .paragraph || quantity.range.lowerBound != line.lowerBound
      || Self.statement(in: statement.bytes, line) != nil
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
          form: statement.isCited ? .listed : .link, title: link.text,
          url: link.destination,
          date: Self.date(link, links.count == 1 ? statement : nil), hasEvidence: true, diagram: nil,
          range: link.range))
    }
    if links.isEmpty { collectWordsAlone(statement) }
  }

  private mutating func add(_ quantity: Quantity, in statement: PageStatement, url: String? = nil) {
    sources.append(
      Self.source(
        quantity, in: statement.bytes, isListed: statement.diagram == nil && statement.isCited, url: url,
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
      date: quantity.date.isEmpty ? SourceAddress.year(inAddress: url) ?? "" : quantity.date,
      hasEvidence: true, diagram: diagram, range: range)
  }

  /// Statements and items that name nothing that one could look up.
  private mutating func collectWordsAlone(_ statement: PageStatement) {
    let bytes = statement.bytes
    let isItem =
      if statement.isCited, case .page(let text) = statement.origin { text.kind == .listItem } else { false }
    guard isItem || bytes.contains(UInt8(ascii: ":")) else { return }
    var start = 0
    while start <= bytes.count {
      let line = start..<(bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count)
      start = line.upperBound + 1
      let stated = Self.statement(in: bytes, line)
      guard let words = stated ?? (isItem ? line : nil) else { continue }
      let isKnown = statement.quantities.contains {
        $0.kind == .source && $0.range.lowerBound < line.upperBound && line.lowerBound < $0.range.upperBound
      }
      guard !isKnown, let first = words.first(where: { bytes[$0] > 0x20 }), !Self.isRemark(bytes[line]) else {
        continue
      }
      sources.append(
        PageSource(
          form: stated == nil ? .listed : .statement, title: statement.string(first..<words.upperBound),
          url: "",
          date: "", hasEvidence: false, diagram: nil,
          range: statement.range(of: TextRange(line.lowerBound, line.upperBound))))
    }
  }

  /// What stands behind `Source:`, where a line begins so.
  private static func statement(in text: [UInt8], _ line: Range<Int>) -> Range<Int>? {
    let near = text[line.lowerBound..<min(line.upperBound, line.lowerBound + 40)]
    guard let colon = near.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let isStatement = text[line.lowerBound..<colon].withUnsafeBufferPointer(Citations.namesSources)
    return isStatement ? colon + 1..<line.upperBound : nil
  }

  // MARK: Diagrams

  /// - Parameter statements: those of the diagrams.
  mutating func collect(
    _ statements: ArraySlice<PageStatement>, _ diagrams: [ParsedDiagram], _ reader: inout QuantityReader
  ) {
    for statement in statements where statement.kinds.contains(.source) {
      for quantity in statement.quantities where quantity.kind == .source {
        add(quantity, in: statement)
      }
    }
    for (number, diagram) in diagrams.enumerated() {
      collectComments(diagram, number, &reader)
      sources += Self.clicked(diagram, number)
    }
  }

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
    guard ClickWords.stand(in: diagram.source.original) else { return [] }
    return Clicks(diagram).clicks.compactMap { click in
      guard let link = click.link else { return nil }
      let url = diagram.source.string(link)
      guard SourceAddress.isElsewhere(url) else { return nil }
      return PageSource(
        form: .link, title: click.tooltip.map(diagram.source.string) ?? "", url: url,
        date: SourceAddress.year(inAddress: url) ?? "", hasEvidence: true, diagram: number, range: click.range
      )
    }
  }

  /// A link's date stands in its text, in its address, or with it in a line of its own.
  private static func date(_ link: Link, _ statement: PageStatement?) -> String {
    SourceAddress.year(in: link.text) ?? SourceAddress.year(inAddress: link.destination)
      ?? statement.flatMap { $0.bytes.withUnsafeBufferPointer { SourceAddress.year(in: $0) } } ?? ""
  }
}
