import AtlasCore
import AtlasMarkdown
import AtlasMermaid
import AtlasRules

/// Where a page points to, and what in it can be pointed to. It reads the page alone; what the links come to is for
/// library-lint, which reads what this gives.
enum LinksStage {
  static func perform(_ page: OpenPage) -> (digest: Digest, body: [UInt8]) {
    // Which diagrams have clicks is asked of the newest mermaid.js, whatever the project's is.
    let references =
      page.content.isOneDiagram
      ? PageReferences(ofDiagram: page.content.bytes, target: .newest)
      : PageReferences(of: page.view.value.page) { page.parsed($0, by: .newest) }
    var writer = ByteWriter()
    references.encode(to: &writer)
    return (references.digest, writer.bytes)
  }

  static func read(_ body: [UInt8]) throws(ByteCodingError) -> PageReferences {
    var reader = ByteReader(body)
    return try PageReferences(from: &reader)
  }
}
