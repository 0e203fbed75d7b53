import AtlasCore
import AtlasMarkdown
import AtlasMermaid

extension PageReferences {
  /// Of a Markdown page. Links in code and comments are none.
  package init(of page: MarkdownPage, target: Target) {
    let fences = page.fences.filter(\.isMermaid)
    self.init(of: page) { Mermaid.parse(fences[$0].content, target: target) }
  }

  /// - Parameter diagram: gives a diagram of the page by its number; asked only where one may have clicks.
  package init(of page: MarkdownPage, diagram: (Int) -> ParsedDiagram) {
    let headings = page.headings
    let title = headings.first { $0.level == 1 } ?? headings.first
    self.init(title: title?.range ?? page.lines.range(ofLine: 1))
    links = page.links.map { link in
      // An entity or an escape reads otherwise than it is written, and must not be replaced by what it reads.
      let isPlain = link.destinationRange.map { range in
        page.bytes[range.bounds].elementsEqual(link.destination.utf8)
      }
      return Link(
        kind: Self.kind(of: link.kind), isImage: link.isImage, destination: link.destination, diagram: nil,
        range: link.range, destinationRange: isPlain == true ? link.destinationRange : nil)
    }
    anchors = Self.anchors(of: page)
    for (number, fence) in page.fences.filter(\.isMermaid).enumerated() {
      let line = page.lines.range(ofLine: fence.line)
      var end = line.upperBound
      while end > fence.range.lowerBound, page.bytes[end - 1] <= 0x20 { end -= 1 }
      diagrams.append(TextRange(fence.range.lowerBound, max(end, fence.range.lowerBound)))
      links += Self.clicks(in: fence.content, number: number, diagram)
    }
  }

  /// Of a file that is one diagram.
  package init(ofDiagram content: [UInt8], target: Target) {
    let line = content.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    self.init(title: TextRange(0, line.count), diagrams: [TextRange(0, line.count)])
    links = Self.clicks(in: content, number: 0) { _ in Mermaid.parse(content, target: target) }
  }

  private static func kind(of kind: AtlasMarkdown.Link.Kind) -> Link.Kind {
    switch kind {
    case .inline: .inline
    case .reference: .reference
    case .autolink: .autolink
    case .html: .html
    }
  }

  /// GitHub's fragments and those of MkDocs, which writes one hyphen where GitHub writes several; ids that somebody gave.
  private static func anchors(of page: MarkdownPage) -> [String] {
    var anchors = Set(page.anchors)
    for heading in page.headings {
      if let id = heading.explicitID { anchors.insert(id) }
      anchors.insert(heading.slug)
      anchors.insert(narrow(heading.slug))
    }
    return anchors.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func narrow(_ slug: String) -> String {
    String(
      decoding: Array(slug.utf8.split(separator: UInt8(ascii: "-")).joined(separator: [UInt8(ascii: "-")])),
      as: UTF8.self)
  }

  private static let clickWords = PhraseFinder(["click", "link", "links"])

  /// Only a diagram that holds the word is parsed for it.
  private static func clicks(
    in content: [UInt8], number: Int, _ diagram: (Int) -> ParsedDiagram
  ) -> [Link] {
    guard clickWords.first(in: content[...]) != nil else { return [] }
    let diagram = diagram(number)
    guard diagram.verdict == .valid || diagram.verdict == .unrenderable else { return [] }
    return Clicks(diagram).clicks.compactMap(\.link).map { range in
      var range = range
      while range.count > 1, content[range.lowerBound] == UInt8(ascii: "\""),
        content[range.upperBound - 1] == UInt8(ascii: "\"")
      { range = TextRange(range.lowerBound + 1, range.upperBound - 1) }
      return Link(
        kind: .click, isImage: false, destination: diagram.source.string(range), diagram: number,
        range: range,
        destinationRange: range)
    }
  }
}
