import AtlasCore
import AtlasMarkdown
import AtlasMermaid

/// What a page says with its diagrams: text by text the quantities that they state, and the sources that the page names.
package struct PageClaims: Sendable {
  /// The texts of the page in its order, then those of its diagrams in theirs.
  package let statements: [PageStatement]
  /// In the order of their places, those of the page first.
  package let sources: [PageSource]

  /// - Parameter diagrams: every diagram of the page, in order.
  /// Complexity: linear in the bytes of the texts.
  package init(_ view: PageView, _ diagrams: [ParsedDiagram], by specification: MetricSpecification) {
    let citations = Citations(view)
    var reader = QuantityReader(specification)
    var statements: [PageStatement] = []
    for text in view.texts {
      let bytes = Self.bytes(of: text)
      let context = citations.contains(text) ? .sourceList : Self.context(of: text, bytes)
      statements.append(
        PageStatement(
          origin: .page(text), section: text.section, bytes: bytes, isCertain: true,
          quantities: reader.read(bytes, context)))
    }
    let fences = view.page.fences.filter(\.isMermaid)
    for (number, diagram) in diagrams.enumerated() {
      let offset = fences.indices.contains(number) ? fences[number].range.lowerBound : 0
      let section = view.sections.lastIndex { $0.range.lowerBound <= offset } ?? 0
      let isReadable = diagram.verdict == .valid || diagram.verdict == .unrenderable
      for label in isReadable ? DiagramContent(diagram).labels : Self.lines(of: diagram) {
        statements.append(
          PageStatement(
            origin: .diagram(number, label), section: section, bytes: label.text, isCertain: isReadable,
            quantities: reader.read(label.pieces)))
      }
    }
    self.statements = statements
    sources = SourceCollector(view, statements, citations, diagrams, &reader).sources
  }

  /// The lines of a diagram that mermaid.js rejects, as they are written: they do not tell what is shown where, but whether
  /// something is said at all.
  private static func lines(of diagram: ParsedDiagram) -> [DiagramContent.Label] {
    let bytes = diagram.source.original
    let lines = LineIndex(bytes)
    return (1...lines.lineCount).compactMap { number in
      let range = lines.range(ofLine: number)
      guard !isStyling(bytes[range.bounds]), !diagram.comments.contains(where: { $0.encloses(range) }) else {
        return nil
      }
      return DiagramContent.Label(
        carrier: .other, subject: "", range: range, pieces: LabelPieces(bytes, in: range), index: number)
    }
  }

  private static func isStyling(_ line: ArraySlice<UInt8>) -> Bool {
    let start = line.drop { $0 == 0x20 || $0 == 0x09 }
    return ["%%", "classDef ", "class ", "style ", "linkStyle ", "click "].contains {
      start.starts(with: $0.utf8)
    }
  }

  /// The quantities of some kinds, each with the text that states it.
  package func quantities(
    of kinds: Set<ContentMetric.Kind>
  ) -> [(quantity: Quantity, statement: PageStatement)] {
    statements.flatMap { statement in
      statement.quantities.filter { kinds.contains($0.kind) }.map { ($0, statement) }
    }
  }

  /// Whether any text states a quantity of some kinds.
  package func states(_ kinds: Set<ContentMetric.Kind>) -> Bool {
    statements.contains { $0.quantities.contains { kinds.contains($0.kind) } }
  }

  private static func bytes(of text: PageText) -> [UInt8] {
    guard text.parts.count != 1 else { return text.parts[0].bytes }
    return Array(text.parts.map(\.bytes).joined(separator: PageStatement.separator))
  }

  private static func context(of text: PageText, _ bytes: [UInt8]) -> QuantityReader.Context {
    switch text.kind {
    case .tableRow: .tableRow
    // A table whose second line has a bar too many is a paragraph of bars.
    case .paragraph where bytes.first == UInt8(ascii: "|"): .tableRow
    case .heading, .paragraph, .listItem, .quotation: .prose
    }
  }
}

extension ContentMetric.Kind {
  /// What a page measures, or claims to: the kinds that want a source.
  package static let measured: Set<ContentMetric.Kind> = [
    .latency, .throughput, .bandwidth, .storage, .cost, .users, .count, .lag, .rate, .recovery,
  ]
}
