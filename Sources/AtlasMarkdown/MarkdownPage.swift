import AtlasCore
import CCMarkGFM

/// A Markdown page as GitHub reads it: its blocks in order, and by themselves the parts that rules ask for most.
/// Every range counts bytes of the page as it was given.
///
/// Any bytes are a page. Where only the code blocks are wanted, `MarkdownPage.fences(in:)` is quicker.
package struct MarkdownPage: Sendable {
  package let bytes: [UInt8]
  /// The lines of `bytes`.
  package let lines: LineIndex
  package let frontMatter: FrontMatter?
  package let blocks: [Block]
  package let fences: [Fence]
  package let headings: [Heading]
  package let links: [Link]
  package let comments: [Comment]
  /// The ids and names that HTML tags give, where links can point to beside headings.
  package let anchors: [String]

  /// The length from which on a page is too long to be read as Markdown; it has no blocks then.
  package static let byteLimit = PageText.byteLimit

  package var isTooLong: Bool { bytes.count > MarkdownPage.byteLimit }

  package init(parsing bytes: [UInt8]) { self.init(parsing: MarkdownSource(bytes)) }

  package init(parsing source: MarkdownSource) {
    let (bytes, text) = (source.bytes, source.text)
    var builder = PageBuilder(text)
    if !text.isEmpty {
      text.bytes.withUnsafeBufferPointer { all in
        let tree = CMarkTree(all, text.piecesForCMark, inlines: true)
        builder.read(tree.root)
      }
    }
    let parts = builder.finished()
    self.bytes = bytes
    lines = text.replacements == nil && bytes.count <= PageText.byteLimit ? text.lines : LineIndex(bytes)
    frontMatter = text.frontMatter.map { text.place($0) }
    blocks = parts.blocks
    fences = parts.fences
    headings = parts.headings
    links = parts.links
    comments = parts.comments
    anchors = parts.anchors
  }
}

extension PageText {
  /// Front matter with ranges of the page.
  fileprivate func place(_ matter: FrontMatter) -> FrontMatter {
    guard replacements != nil else { return matter }
    var placed = matter
    placed.range = place(matter.range)
    placed.contentRange = place(matter.contentRange)
    placed.error?.range = place(matter.error?.range ?? matter.range)
    placed.value = matter.value.map(place)
    return placed
  }

  /// Recursion as deep as `YAMLReader.depthLimit` lets values nest.
  private func place(_ node: YAMLNode) -> YAMLNode {
    var placed = node
    placed.range = place(node.range)
    switch node.value {
    case .sequence(let elements): placed.value = .sequence(elements.map(place))
    case .mapping(let members):
      placed.value = .mapping(
        members.map { YAMLMember(key: $0.key, keyRange: place($0.keyRange), node: place($0.node)) })
    case .null, .bool, .number, .string: break
    }
    return placed
  }
}
