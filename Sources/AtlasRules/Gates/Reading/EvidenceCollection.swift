import AtlasCore

/// What every criterion found in some texts; by place in the catalog.
struct EvidenceCollection: Sendable {
  /// In the order in which they were found.
  private let pieces: [EvidenceSink.Piece]
  /// The criteria that found something, a bit each.
  let finders: UInt64

  subscript(place: Int) -> [Evidence] {
    // Most criteria find nothing in most chapters, and an empty array takes no room.
    guard finders >> UInt64(place) & 1 == 1 else { return [] }
    var found: [Evidence] = []
    for piece in pieces.indices where pieces[piece].place == place { found.append(pieces[piece].evidence) }
    return found
  }

  private init(_ sink: EvidenceSink) {
    pieces = sink.pieces
    finders = sink.finders
  }

  init(in diagram: DiagramReading, _ specification: GateSpecification, _ quotes: Quotes) {
    var sink = EvidenceSink(quotes)
    for text in diagram.labels { Self.read(text, specification, &sink) }
    for (place, criterion) in specification.lookingForEvidence {
      sink.place = place
      if !sink.hasStrong { criterion.read(diagram, specification.settings[place], &sink) }
    }
    self.init(sink)
  }

  init(
    in chapter: PageReading.Chapter, of page: PageReading, _ specification: GateSpecification,
    _ quotes: Quotes
  ) {
    var sink = EvidenceSink(quotes)
    for number in chapter.texts { Self.read(page.texts[number], specification, &sink) }
    for (place, criterion) in specification.lookingForEvidence {
      sink.place = place
      if !sink.hasStrong { criterion.read(chapter, of: page, specification.settings[place], &sink) }
    }
    self.init(sink)
  }

  /// Asks those criteria that have a word or a quantity in the text.
  private static func read(
    _ text: EvidenceText, _ specification: GateSpecification, _ sink: inout EvidenceSink
  ) {
    var bits = specification.criteria(of: text)
    while bits != 0 {
      sink.place = bits.trailingZeroBitCount
      bits &= bits - 1
      guard !sink.hasStrong, let criterion = CriterionCatalog.evidenceCriteria[sink.place] else { continue }
      criterion.read(text, specification.settings[sink.place], &sink)
    }
  }
}
