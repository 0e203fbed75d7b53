import AtlasCore

/// What a page has to do with the rest of the library: where it points, and what can be pointed to in it. Made from the
/// page alone, so that no other page's edit is a reason to read it again.
package struct PageReferences: Hashable, Sendable {
  package struct Link: Hashable, Sendable {
    package enum Kind: UInt8, Hashable, Sendable {
      case inline, reference, autolink, html
      /// The address of a `click` in a diagram.
      case click
    }

    package var kind: Kind
    package var isImage: Bool
    package var destination: String
    /// The number of the diagram that holds it, from 0; nil for a link of the page.
    package var diagram: Int?
    /// In the page; of a click, in its diagram.
    package var range: TextRange
    /// Where the destination is written; nil where it stands elsewhere, or not as it reads.
    package var destinationRange: TextRange?
  }

  /// In the order of the page, those of diagrams behind them.
  package var links: [Link]
  /// The fragments by which a link can point into the page, sorted.
  package var anchors: [String]
  /// What a finding about the page as a whole points to.
  package var title: TextRange
  /// The opening of each diagram.
  package var diagrams: [TextRange]

  package init(links: [Link] = [], anchors: [String] = [], title: TextRange, diagrams: [TextRange] = []) {
    self.links = links
    self.anchors = anchors
    self.title = title
    self.diagrams = diagrams
  }

  /// The digest of what the page says, without where it says it: an edit that moves its links is no change.
  package var digest: Digest {
    var writer = ByteWriter()
    writer.write(links) { link, writer in
      writer.write(byte: link.kind.rawValue)
      writer.write(link.isImage)
      writer.write(link.destination)
      writer.write(link.diagram.map { $0 + 1 } ?? 0)
      writer.write(link.destinationRange != nil)
    }
    writer.write(anchors) { $1.write($0) }
    return Digest(of: writer.bytes)
  }

  package func encode(to writer: inout ByteWriter) {
    writer.write(links) { link, writer in
      writer.write(byte: link.kind.rawValue)
      writer.write(link.isImage)
      writer.write(link.destination)
      writer.write(link.diagram.map { $0 + 1 } ?? 0)
      writer.write(link.range)
      writer.write(link.destinationRange != nil)
      if let range = link.destinationRange { writer.write(range) }
    }
    writer.write(anchors) { $1.write($0) }
    writer.write(title)
    writer.write(diagrams) { $1.write($0) }
  }

  package init(from reader: inout ByteReader) throws(ByteCodingError) {
    links = try reader.array { (reader) throws(ByteCodingError) in
      guard let kind = Link.Kind(rawValue: try reader.byte()) else { throw ByteCodingError() }
      let isImage = try reader.flag()
      let destination = try reader.string()
      let diagram = try reader.integer()
      return Link(
        kind: kind, isImage: isImage, destination: destination, diagram: diagram == 0 ? nil : diagram - 1,
        range: try reader.range(), destinationRange: try reader.flag() ? try reader.range() : nil)
    }
    anchors = try reader.array { (reader) throws(ByteCodingError) in try reader.string() }
    title = try reader.range()
    diagrams = try reader.array { (reader) throws(ByteCodingError) in try reader.range() }
  }
}
