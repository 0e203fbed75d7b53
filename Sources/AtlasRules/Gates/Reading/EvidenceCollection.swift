import AtlasCore

/// What every criterion found in some texts; by place in the catalog.
struct EvidenceCollection: Sendable {
  private var pieces: [[Evidence]]

  subscript(place: Int) -> [Evidence] { pieces[place] }

  private struct Collector {
    let specification: GateSpecification
    var sinks: [EvidenceSink]

    init(_ specification: GateSpecification, _ quotes: Quotes) {
      self.specification = specification
      sinks = Array(repeating: EvidenceSink(quotes), count: CriterionCatalog.criteria.count)
    }

    /// Asks those criteria that have a word or a quantity in the text.
    mutating func read(_ text: EvidenceText) {
      var bits = specification.criteria(of: text)
      while bits != 0 {
        let place = bits.trailingZeroBitCount
        bits &= bits - 1
        guard !sinks[place].hasStrong, let criterion = EvidenceCollection.criteria[place] else { continue }
        criterion.read(text, specification.settings[place], &sinks[place])
      }
    }
  }

  /// Those of the catalog that look for evidence; nil for the others.
  private static let criteria = CriterionCatalog.criteria.map { $0 as? any EvidenceCriterion.Type }

  init(in diagram: DiagramReading, _ specification: GateSpecification, _ quotes: Quotes) {
    var collector = Collector(specification, quotes)
    for text in diagram.labels { collector.read(text) }
    for place in specification.used where !collector.sinks[place].hasStrong {
      Self.criteria[place]?.read(diagram, specification.settings[place], &collector.sinks[place])
    }
    pieces = collector.sinks.map(\.evidence)
  }

  init(
    in chapter: PageReading.Chapter, of page: PageReading, _ specification: GateSpecification,
    _ quotes: Quotes
  ) {
    var collector = Collector(specification, quotes)
    for number in chapter.texts { collector.read(page.texts[number]) }
    for place in specification.used where !collector.sinks[place].hasStrong {
      Self.criteria[place]?.read(
        chapter, of: page, specification.settings[place], &collector.sinks[place])
    }
    pieces = collector.sinks.map(\.evidence)
  }
}
