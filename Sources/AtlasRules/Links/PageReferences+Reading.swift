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
    for place in page.fences.indices where page.fences[place].isMermaid {
      let (number, fence) = (diagrams.count, page.fences[place])
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
    var anchors = page.anchors
    anchors.reserveCapacity(anchors.count + page.headings.count * 2)
    for heading in page.headings {
      if let id = heading.explicitID { anchors.append(id) }
      anchors.append(heading.slug)
      if let narrow = narrow(heading.slug) { anchors.append(narrow) }
    }
    // Beyond ASCII two texts may be equal that are not written alike.
    guard anchors.allSatisfy(isASCII) else {
      return Set(anchors).sorted(by: precedes)
    }
    return sortedOnce(anchors)
  }

  private static func isASCII(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { $0.allSatisfy { $0 < 0x80 } }
  }

  /// Texts of ASCII in order, each once. Most are told apart by their first letters, as one number.
  private static func sortedOnce(_ texts: [String]) -> [String] {
    var order = texts.indices.map { place in
      (first: beginning(of: texts[place]), place: place)
    }
    order.sort { left, right in
      left.first == right.first
        ? precedes(texts[left.place], texts[right.place]) : left.first < right.first
    }
    var sorted: [String] = []
    sorted.reserveCapacity(order.count)
    for (_, place) in order where texts[place] != sorted.last { sorted.append(texts[place]) }
    return sorted
  }

  /// The first eight bytes as a number that is in the same order as they are.
  private static func beginning(of text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { text in
      var beginning: UInt64 = 0
      for place in 0..<8 { beginning = beginning << 8 | UInt64(place < text.count ? text[place] : 0) }
      return beginning
    }
  }

  /// With single hyphens between words alone; nil where it is so already.
  private static func narrow(_ slug: String) -> String? {
    var slug = slug
    let narrow: [UInt8]? = slug.withUTF8 { slug in
      let hyphen = UInt8(ascii: "-")
      var isNarrow = slug.first != hyphen && slug.last != hyphen
      for place in slug.indices.dropFirst() where slug[place] == hyphen && slug[place - 1] == hyphen {
        isNarrow = false
      }
      if isNarrow { return nil }
      var narrow: [UInt8] = []
      for byte in slug where byte != hyphen || (narrow.last ?? hyphen) != hyphen { narrow.append(byte) }
      if narrow.last == hyphen { narrow.removeLast() }
      return narrow
    }
    return narrow.map { String(decoding: $0, as: UTF8.self) }
  }

  /// By bytes.
  private static func precedes(_ left: String, _ right: String) -> Bool {
    var (left, right) = (left, right)
    return left.withUTF8 { left in
      right.withUTF8 { right in
        for place in 0..<min(left.count, right.count) where left[place] != right[place] {
          return left[place] < right[place]
        }
        return left.count < right.count
      }
    }
  }

  /// Only a diagram that holds the word is parsed for it.
  private static func clicks(
    in content: [UInt8], number: Int, _ diagram: (Int) -> ParsedDiagram
  ) -> [Link] {
    guard ClickWords.stand(in: content) else { return [] }
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
