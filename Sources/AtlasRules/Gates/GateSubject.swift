import AtlasCore
import AtlasMermaid

/// A diagram on its page, as criteria judge it. What one says may be asked for by another, and by several gates; it is
/// judged once.
final class GateSubject {
  let diagram: DiagramReading
  let page: PageFacts
  let specification: GateSpecification
  /// The chapter of the page that holds the diagram; nil where there is no page.
  private let chapter: Int?
  private let evidence: EvidenceCollection
  private let quoting: Quotes
  /// By place in the catalog; of what nobody has asked yet, nil.
  private var judgements: [Judgement?] = Array(repeating: nil, count: CriterionCatalog.criteria.count)

  init(
    _ diagram: DiagramReading, at offset: Int, _ page: PageFacts, _ specification: GateSpecification
  ) {
    self.diagram = diagram
    self.page = page
    self.specification = specification
    chapter = page.chapter(at: offset)
    quoting = Quotes(source: diagram.diagram.source, page: [])
    evidence = EvidenceCollection(in: diagram, specification, quoting)
  }

  // MARK: evidence

  func evidence(ofCriterion place: Int) -> [Evidence] { evidence[place] }

  /// What stands in the diagram's chapter, then what stands elsewhere on the page; no more than is enough.
  func pageEvidence(ofCriterion place: Int) -> [Evidence] {
    chapter.map { page.evidence(ofCriterion: place, from: $0) } ?? []
  }

  var components: [PageFacts.Component] { chapter.map { page.components[$0] } ?? [] }

  var chapterNumbers: PageFacts.Numbers { chapter.map { page.numbers[$0] } ?? PageFacts.Numbers() }

  /// What a criterion says, by its place in the catalog.
  func judgement(at place: Int) -> Judgement {
    if let known = judgements[place] { return known }
    let judgement = CriterionCatalog.criteria[place].judge(self, specification.settings[place])
    judgements[place] = judgement
    return judgement
  }

  /// Those of some criteria, by place in the catalog.
  func judgements(at places: [Int]) -> [Judgement?] {
    for place in places { _ = judgement(at: place) }
    return judgements
  }

  func judgement(_ id: String) -> Judgement {
    CriterionCatalog.places[id].map(judgement(at:)) ?? .notApplicable
  }

  // MARK: rules

  /// Passes where none of some rules has anything to say. Of a diagram that is not drawn rules say nothing, so it is not
  /// judged.
  func without(_ codes: [String], onlyHigh: Bool = false, else missing: String) -> Judgement {
    switch diagram.diagram.verdict {
    case .valid, .unrenderable: break
    case .invalid, .unsupported: return .notApplicable
    }
    let said = diagram.places(saidBy: codes, onlyHigh: onlyHigh)
    return said.isEmpty ? .pass() : .fail(missing, quotes(inDiagram: said.prefix(2)))
  }

  // MARK: quotes

  func quote(_ range: Range<Int>, of text: EvidenceText, isStrong: Bool) -> GateVerdict.Found? {
    quoting.quote(range, of: text).map {
      GateVerdict.Found(text: $0.text, place: $0.place, isStrong: isStrong)
    }
  }

  func quotes(inDiagram ranges: some Sequence<TextRange>) -> [GateVerdict.Found] {
    ranges.compactMap { quoting.quote(inDiagram: $0) }.map {
      GateVerdict.Found(text: $0.text, place: $0.place, isStrong: true)
    }
  }

  /// The line that says what kind of diagram it is.
  var headerQuote: [GateVerdict.Found] { quotes(inDiagram: [diagram.diagram.headerRange]) }
}
