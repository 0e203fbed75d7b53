/// A page with what is found out before it is read as Markdown: its lines, and its fenced blocks where the lines alone tell
/// them. Made once for those who want its diagrams first and all of it later.
package struct MarkdownSource: Sendable {
  package let bytes: [UInt8]
  let text: PageText

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    text = PageText(bytes)
  }
}
