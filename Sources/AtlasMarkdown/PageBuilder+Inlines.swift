import AtlasCore
import CCMarkGFM

/// Inline text: what a reader sees of a paragraph, heading or cell, and the links in it.
extension PageBuilder {
  /// A link whose text is being read.
  private struct OpenLink {
    var start: Int
    var isImage: Bool
    /// Where its text begins in the text so far.
    var textStart: Int
    /// A bare address or one in angle brackets.
    var isAutolink: Bool
  }

  /// The text of a node's inline children.
  /// - Parameter place: the page's range of a range of the source.
  mutating func inlineText(
    of block: CMarkNode, source: UnsafeBufferPointer<UInt8>, place: (TextRange) -> TextRange
  ) -> InlineText {
    guard var node = cmark_node_first_child(block) else { return InlineText() }
    var locator = InlineLocator(source)
    if cmark_node_next(node) == nil, cmark_node_get_type(node) == CMARK_NODE_TEXT {
      let literal = bytes(cmark_node_get_literal(node))
      return InlineText(literal, place(TextRange(locator.find(literal))))
    }
    var text = InlineText()
    text.bytes.reserveCapacity(source.count)
    var openLinks: [OpenLink] = []
    var imageDepth = 0
    while true {
      let type = cmark_node_get_type(node)
      switch type {
      case CMARK_NODE_TEXT:
        let literal = bytes(cmark_node_get_literal(node))
        let found = locator.find(literal)
        text.append(imageDepth > 0 ? .imageText : .text, literal, place(TextRange(found)))
      case CMARK_NODE_CODE:
        let found = locator.findCode()
        text.append(.code, bytes(cmark_node_get_literal(node)), place(TextRange(found)))
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK:
        text.append(.lineBreak, CollectionOfOne(UInt8(ascii: "\n")), place(TextRange(locator.skipLineEnd())))
      case CMARK_NODE_HTML_INLINE:
        let html = bytes(cmark_node_get_literal(node))
        let start = locator.find(html).lowerBound
        addHTML(html, isBlock: false) { place(TextRange($0).shifted(by: start)) }
      case CMARK_NODE_LINK, CMARK_NODE_IMAGE:
        let isImage = type == CMARK_NODE_IMAGE
        if isImage { imageDepth += 1 }
        openLinks.append(open(node, isImage: isImage, &locator, textStart: text.bytes.count))
      case CMARK_NODE_FOOTNOTE_REFERENCE: locator.skipFootnoteReference()
      default: break
      }
      // Down, else along, else up until there is an along; what is left on the way is closed.
      if let child = cmark_node_first_child(node) {
        node = child
        continue
      }
      while true {
        let type = cmark_node_get_type(node)
        if type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE, let link = openLinks.popLast() {
          if type == CMARK_NODE_IMAGE { imageDepth -= 1 }
          close(link, node, &locator, text, place)
        }
        if let next = cmark_node_next(node) {
          node = next
          break
        }
        guard let parent = cmark_node_parent(node), parent != block else { return text }
        node = parent
      }
    }
  }

  private func open(
    _ node: CMarkNode, isImage: Bool, _ locator: inout InlineLocator, textStart: Int
  ) -> OpenLink {
    if !isImage, let address = autolinkText(of: node) {
      var ahead = locator
      let found = ahead.find(address)
      let before = found.lowerBound > 0 ? locator.source[found.lowerBound - 1] : 0
      if !found.isEmpty, before != UInt8(ascii: "[") {
        let isAngle = before == UInt8(ascii: "<")
        return OpenLink(
          start: found.lowerBound - (isAngle ? 1 : 0), isImage: false, textStart: textStart, isAutolink: true)
      }
    }
    let start = locator.linkStart(isImage: isImage)
    locator.enter(start, isImage: isImage)
    return OpenLink(start: start, isImage: isImage, textStart: textStart, isAutolink: false)
  }

  /// The text of a link that says no more than its destination, as those made of bare addresses do.
  private func autolinkText(of link: CMarkNode) -> UnsafeBufferPointer<UInt8>? {
    guard let child = cmark_node_first_child(link), cmark_node_next(child) == nil,
      cmark_node_get_type(child) == CMARK_NODE_TEXT
    else { return nil }
    let text = bytes(cmark_node_get_literal(child))
    let url = bytes(cmark_node_get_url(link))
    guard !text.isEmpty, url.count >= text.count else { return nil }
    let prefix = url.dropLast(text.count)
    let isAddress =
      prefix.isEmpty || prefix.elementsEqual("mailto:".utf8) || prefix.elementsEqual("http://".utf8)
    return isAddress && url.suffix(text.count).elementsEqual(text) ? text : nil
  }

  private mutating func close(
    _ link: OpenLink, _ node: CMarkNode, _ locator: inout InlineLocator, _ text: InlineText,
    _ place: (TextRange) -> TextRange
  ) {
    let kind: Link.Kind
    var destination: Range<Int>?
    if link.isAutolink {
      kind = .autolink
      destination = link.start..<locator.cursor
      if locator.source[link.start] == UInt8(ascii: "<") {
        destination = (link.start + 1)..<max(link.start + 1, locator.cursor)
        locator.skipAngle()
      }
    } else {
      switch locator.leaveLink() {
      case .inline(let range): (kind, destination) = (.inline, range)
      case .reference: kind = .reference
      }
    }
    let range = TextRange(min(link.start, locator.cursor), locator.cursor)
    links.append(
      Link(
        kind: kind, isImage: link.isImage,
        destination: String(decoding: bytes(cmark_node_get_url(node)), as: UTF8.self),
        text: String(decoding: text.bytes[link.textStart...], as: UTF8.self),
        title: String(decoding: bytes(cmark_node_get_title(node)), as: UTF8.self), range: place(range),
        destinationRange: destination.map { place(TextRange($0)) }))
  }

  /// The links and comments of raw HTML.
  mutating func addHTML(
    _ html: UnsafeBufferPointer<UInt8>, isBlock: Bool, place: (Range<Int>) -> TextRange
  ) {
    let found = HTMLScanner(html)
    for attribute in found.attributes {
      links.append(
        Link(
          kind: .html, isImage: attribute.isSource, destination: HTMLText.decoded(html[attribute.value]),
          text: "",
          title: "", range: place(attribute.tag), destinationRange: place(attribute.value)))
    }
    anchors += found.anchors.map { HTMLText.decoded(html[$0]) }
    for comment in found.comments {
      comments.append(
        Comment(text: HTMLText.comment(html[comment]), range: place(comment), isBlock: isBlock))
    }
  }
}

extension TextRange {
  fileprivate init(_ range: Range<Int>) { self.init(range.lowerBound, range.upperBound) }
}
