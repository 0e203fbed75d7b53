import AtlasCore
import AtlasMarkdown
import AtlasMermaid

/// What a page says with its diagrams: text by text the quantities that they state, and the sources that the page names.
package struct PageClaims: Sendable {
  /// The texts of the page in its order, then those of its diagrams in theirs.
  package let statements: [PageStatement]
  /// In the order of their places, those of the page first.
  package let sources: [PageSource]
  /// Of all quantities that are stated.
  private let kinds: MetricKinds
  /// The words of all texts, to look for in at once.
  private let deferredWords: Deferred<WordStarts>

  /// Of the page alone. Made once for all that ask, by `PageView.claims(by:)`.
  ///
  /// Complexity: linear in the bytes of the texts.
  init(_ view: PageView, by specification: MetricSpecification) {
    var reader = QuantityReader(specification)
    var statements: [PageStatement] = []
    statements.reserveCapacity(view.texts.count)
    for text in view.texts {
      let bytes = Self.bytes(of: text)
      let isCited = view.citations.contains(text)
      statements.append(
        PageStatement(
          text, bytes, isCited: isCited,
          quantities: reader.read(bytes, isCited ? .sourceList : Self.context(of: text, bytes))))
    }
    self.init(statements, SourceCollector(view, statements).sources)
  }

  /// - Parameter diagrams: every diagram of the page, in order.
  /// Complexity: linear in the bytes of the texts.
  package init(_ view: PageView, _ diagrams: [DiagramView], by specification: MetricSpecification) {
    let page = view.claims(by: specification)
    var reader = QuantityReader(specification)
    var statements = page.statements
    let starts = view.page.fences.indices.compactMap { number in
      view.page.fences[number].isMermaid ? view.page.fences[number].range.lowerBound : nil
    }
    for (number, diagram) in diagrams.enumerated() {
      let offset = starts.indices.contains(number) ? starts[number] : 0
      let section = view.sections.lastIndex { $0.range.lowerBound <= offset } ?? 0
      let isReadable = diagram.isReadable
      let labels = isReadable ? diagram.labels : Self.lines(of: diagram.diagram)
      let quantities =
        isReadable ? diagram.quantities(by: specification) : labels.map { reader.read($0.pieces) }
      for (place, quantities) in zip(labels.indices, quantities) {
        statements.append(
          PageStatement(
            labels, place, ofDiagram: number, section: section, isCertain: isReadable,
            quantities: quantities))
      }
    }
    var collector = SourceCollector(page.sources)
    collector.collect(statements[page.statements.count...], diagrams.map(\.diagram), &reader)
    self.init(statements, collector.sources)
  }

  private init(_ statements: [PageStatement], _ sources: [PageSource]) {
    self.statements = statements
    self.sources = sources
    kinds = statements.reduce(into: []) { $0.formUnion($1.kinds) }
    deferredWords = Deferred { WordStarts(statements.lazy.map(\.bytes)) }
  }

  /// The lines of a diagram that mermaid.js rejects, as they are written: they do not tell what is shown where, but whether
  /// something is said at all.
  private static func lines(of diagram: ParsedDiagram) -> [DiagramContent.Label] {
    let bytes = diagram.source.original
    let lines = LineIndex(bytes)
    return (1...lines.lineCount).compactMap { number in
      let range = lines.range(ofLine: number)
      guard !isStyling(bytes, range), !diagram.comments.contains(where: { $0.encloses(range) }) else {
        return nil
      }
      return DiagramContent.Label(
        carrier: .other, subject: "", range: range, pieces: LabelPieces(bytes, in: range), index: number)
    }
  }

  private static let styling: [StaticString] = [
    "%%", "classDef ", "class ", "style ", "linkStyle ", "click ",
  ]

  private static func isStyling(_ bytes: [UInt8], _ line: TextRange) -> Bool {
    var start = line.lowerBound
    while start < line.upperBound, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    guard start < line.upperBound, "%csl".utf8.contains(bytes[start]) else { return false }
    return styling.contains { word in
      guard line.upperBound - start >= word.utf8CodeUnitCount else { return false }
      for offset in 0..<word.utf8CodeUnitCount where bytes[start + offset] != word.utf8Start[offset] {
        return false
      }
      return true
    }
  }

  // MARK: asking

  /// The words of all texts.
  var words: WordStarts { deferredWords.value }

  /// The quantities of some kinds, each with the text that states it.
  package func quantities(of kinds: MetricKinds) -> [(quantity: Quantity, statement: PageStatement)] {
    var found: [(quantity: Quantity, statement: PageStatement)] = []
    forEachQuantity(of: kinds) { quantity, statement in
      found.append((quantity, statement))
      return true
    }
    return found
  }

  /// How many quantities of some kinds are stated.
  package func count(of kinds: MetricKinds) -> Int {
    guard self.kinds.overlaps(kinds) else { return 0 }
    var count = 0
    for statement in statements where statement.kinds.overlaps(kinds) {
      let quantities = statement.quantities
      for place in quantities.indices where kinds.contains(quantities[place].kind) { count += 1 }
    }
    return count
  }

  /// The first quantity of some kinds, with the text that states it.
  package func first(of kinds: MetricKinds) -> (quantity: Quantity, statement: PageStatement)? {
    var first: (quantity: Quantity, statement: PageStatement)?
    forEachQuantity(of: kinds) { quantity, statement in
      first = (quantity, statement)
      return false
    }
    return first
  }

  /// Whether any text states a quantity of some kinds.
  package func states(_ kinds: MetricKinds) -> Bool { self.kinds.overlaps(kinds) }

  /// - Parameter visit: says whether to go on.
  func forEachQuantity(of kinds: MetricKinds, _ visit: (Quantity, PageStatement) -> Bool) {
    guard self.kinds.overlaps(kinds) else { return }
    for statement in statements where statement.kinds.overlaps(kinds) {
      let quantities = statement.quantities
      for place in quantities.indices where kinds.contains(quantities[place].kind) {
        guard visit(quantities[place], statement) else { return }
      }
    }
  }

  // MARK: texts

  private static func bytes(of text: PageText) -> [UInt8] {
    guard text.parts.count != 1 else { return text.parts[0].bytes }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.parts.reduce(0) { $0 + $1.bytes.count + PageStatement.separator.count })
    for (number, part) in text.parts.enumerated() {
      if number > 0 { bytes += PageStatement.separator }
      bytes += part.bytes
    }
    return bytes
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
