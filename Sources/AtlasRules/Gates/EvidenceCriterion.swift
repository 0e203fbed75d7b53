import AtlasCore

/// A criterion that is met where enough speaks for it: one strong piece of evidence, or two weak ones. Evidence is looked for
/// in the diagram first, then in the chapter of the page that holds it, then on the rest of the page; what is found on a
/// page is found once for all of its diagrams.
protocol EvidenceCriterion: Criterion {
  /// Kinds of quantities that make a text worth reading, beside its lists of words.
  static var kinds: MetricKinds { get }

  /// Looks for evidence in one text, which has one of its words or quantities.
  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink)

  /// Looks for evidence in what is drawn rather than written.
  static func read(_ diagram: DiagramReading, _ settings: CriterionSettings, _ found: inout EvidenceSink)

  /// Looks for evidence in how a chapter is made: lists, tables, commands, links.
  static func read(
    _ chapter: PageReading.Chapter, of page: PageReading, _ settings: CriterionSettings,
    _ found: inout EvidenceSink)

  /// Whether the criterion has anything to ask of this diagram here.
  static func applies(to subject: GateSubject, _ settings: CriterionSettings) -> Bool
}

extension EvidenceCriterion {
  static var lookingForEvidence: (any EvidenceCriterion.Type)? { Self.self }

  static var kinds: MetricKinds { [] }

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {}

  static func read(_ diagram: DiagramReading, _ settings: CriterionSettings, _ found: inout EvidenceSink) {}

  static func read(
    _ chapter: PageReading.Chapter, of page: PageReading, _ settings: CriterionSettings,
    _ found: inout EvidenceSink
  ) {}

  static func applies(to subject: GateSubject, _ settings: CriterionSettings) -> Bool { true }

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    guard applies(to: subject, settings) else { return .notApplicable }
    var found = subject.evidence(ofCriterion: settings.place)
    if !Evidence.isEnough(found) {
      found = Evidence.joined(found, subject.pageEvidence(ofCriterion: settings.place))
    }
    return Evidence.isEnough(found)
      ? .pass(Evidence.shown(found))
      : .fail(CriterionCatalog.usuallyMissing[settings.place], Evidence.shown(found))
  }
}

/// A piece of evidence while it is weighed.
struct Evidence: Sendable {
  var found: GateVerdict.Found
  /// What says it: two weak pieces have to say different things.
  var key: Int

  static func isEnough(_ evidence: [Evidence]) -> Bool {
    if evidence.contains(where: { $0.found.isStrong }) { return true }
    guard let first = evidence.first else { return false }
    return evidence.contains { $0.key != first.key && $0.found != first.found }
  }

  static func joined(_ evidence: [Evidence], _ more: [Evidence]) -> [Evidence] {
    guard !evidence.isEmpty else { return more }
    return evidence + more.filter { piece in !evidence.contains { $0.found == piece.found } }
  }

  /// The pieces that a report quotes: a strong one where there is one, else the weak ones.
  static func shown(_ evidence: [Evidence]) -> [GateVerdict.Found] {
    guard let first = evidence.first else { return [] }
    var strong: [GateVerdict.Found] = []
    for place in evidence.indices where strong.count < 2 && evidence[place].found.isStrong {
      strong.append(evidence[place].found)
    }
    guard strong.isEmpty else { return strong }
    // Two that say different things, where there are such.
    let others = evidence.dropFirst()
    let other = others.first { $0.key != first.key && $0.found != first.found } ?? others.first
    return [first.found] + (other.map { [$0.found] } ?? [])
  }
}

/// Takes the evidence that criteria find in some texts, and stops each where there is enough.
struct EvidenceSink {
  /// A piece of evidence with the place in the catalog of the criterion that found it.
  typealias Piece = (place: Int, evidence: Evidence)

  /// The criterion that looks for evidence now, by its place in the catalog.
  var place = 0
  private let quotes: Quotes
  private(set) var pieces: [Piece] = []
  /// The criteria that `pieces` are of, a bit each.
  private(set) var finders: UInt64 = 0
  /// The criteria that have a strong one, a bit each.
  private var strong: UInt64 = 0

  init(_ quotes: Quotes) { self.quotes = quotes }

  /// Whether the criterion needs to look no further.
  var hasStrong: Bool { strong >> UInt64(place) & 1 == 1 }

  mutating func add(_ range: Range<Int>, of text: EvidenceText, strong: Bool, key: Int = 0) {
    guard takes(strong: strong, key: key) else { return }
    add(quotes.quote(range, of: text), strong: strong, key: key)
  }

  mutating func strong(_ range: Range<Int>, of text: EvidenceText) { add(range, of: text, strong: true) }

  /// - Parameter key: what says it; two weak pieces of evidence have to have different ones.
  mutating func weak(_ range: Range<Int>, of text: EvidenceText, key: Int) {
    add(range, of: text, strong: false, key: key)
  }

  /// A stretch of the diagram that is drawn, not written.
  mutating func strong(inDiagram range: TextRange) { add(inDiagram: range, strong: true, key: 0) }

  mutating func weak(inDiagram range: TextRange, key: Int) { add(inDiagram: range, strong: false, key: key) }

  private mutating func add(inDiagram range: TextRange, strong: Bool, key: Int) {
    guard takes(strong: strong, key: key) else { return }
    add(quotes.quote(inDiagram: range), strong: strong, key: key)
  }

  /// A place of the page that no text holds: a link, a command.
  mutating func strong(onPage range: TextRange) { add(onPage: range, strong: true, key: 0) }

  mutating func add(onPage range: TextRange, strong: Bool, key: Int) {
    guard takes(strong: strong, key: key) else { return }
    add(quotes.quote(onPage: range), strong: strong, key: key)
  }

  /// Whether one more piece says anything new. A few weak ones are enough to choose from.
  private func takes(strong: Bool, key: Int) -> Bool {
    guard !hasStrong else { return false }
    guard !strong else { return true }
    guard finders >> UInt64(place) & 1 == 1 else { return true }
    var count = 0
    for piece in pieces.indices where pieces[piece].place == place {
      if pieces[piece].evidence.key == key { return false }
      count += 1
    }
    return count < 3
  }

  private mutating func add(_ quote: (text: String, place: GateVerdict.Found.Place)?, strong: Bool, key: Int)
  {
    guard let quote else { return }
    finders |= 1 << UInt64(place)
    if strong { self.strong |= 1 << UInt64(place) }
    pieces.append(
      (
        place,
        Evidence(
          found: GateVerdict.Found(text: quote.text, place: quote.place, isStrong: strong), key: key)
      ))
  }
}
