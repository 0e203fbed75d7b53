import AtlasCore

/// A page with what is found out before it is read as Markdown: its lines, and its fenced blocks where the lines alone tell
/// them. Made once for those who want its diagrams first and all of it later.
package struct MarkdownSource: Sendable {
  package let bytes: [UInt8]
  let text: PageText

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    text = PageText(bytes)
  }

  /// What is kept of the page beside its bytes, for whoever has to keep within a bound.
  package var indexByteCount: Int {
    text.lines.lineCount * MemoryLayout<UInt32>.stride
      + (text.scannedFences?.count ?? 0) * MemoryLayout<FenceScan.Block>.stride
      + (text.replacements == nil ? 0 : text.bytes.count)
  }
}
