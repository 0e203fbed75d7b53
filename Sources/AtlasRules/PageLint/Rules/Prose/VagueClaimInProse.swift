import AtlasCore
import AtlasMarkdown

/// Praise in the text of a page that no number in the same sentence backs.
enum VagueClaimInProse: PageRule {
  static let description = RuleDocumentation(
    id: "vague-claim",
    finds: "praise in a sentence without a number: `high performance`, `low latency`, `scalable`",
    matters: "Every system is fast until it is not; only a number can be missed, budgeted or watched.",
    bad: "# Orders\n\nThe order service is highly scalable. It has 12 partitions.\n",
    good:
      "# Orders\n\nThe order service is highly scalable: it took 90K orders/s in 2024. It has partitions.\n")

  static let options: [RuleOption] =
    VagueWords.options + [
      .flag(
        "habitsInProse", false, "whether habits are claims in sentences, where they mostly name a mechanism"),
      .texts(
        "conditions", ["at scale"],
        "claims that in a sentence say under what something happens"),
      .texts(
        "wishes",
        [
          "need*", "require*", "want*", "must", "should", "goal*", "aim*", "target*", "challeng*", "problem*",
          "issue*", "difficult*", "hard", "slow*", "fail*", "bottleneck*", "limit*", "without", "lack*",
          "avoid*",
          "prevent*", "enable*", "allow*", "ensure*", "how", "if", "when", "during", "under", "trade off*",
          "tradeoff*", "choose", "use when", "best for", "risk*", "concern*", "demand*", "cannot", "more",
          "less",
          "too", "vs", "million*", "billion*", "thousand*", "hundred*", "dozen*", "critical", "crucial",
          "essential", "important", "key", "design for", "test*",
          "build*", "demonstrat*", "show*", "incident*", "lesson*", "implement*", "always", "scenario*",
          "pattern*", "guide*",
        ], "words of a sentence that says what is wished or wrong, and claims nothing"),
    ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    let (claims, habits) = (settings.words("claims"), settings.words("habits"))
    let wantsHabits = settings.flag("habitsInProse")
    let denials = Denial.usual
    let links = page.page.links.map(\.range)
    for text in page.view.texts where mayClaim(text.kind) && !page.view.citations.contains(text) {
      guard let part = text.parts.first,
        claims.stands(in: part.bytes) || wantsHabits && habits.stands(in: part.bytes)
      else { continue }
      for sentence in sentences(of: part.bytes) {
        let bytes = Array(part.bytes[sentence])
        guard let found = claims.first(in: bytes) ?? (wantsHabits ? habits.first(in: bytes) : nil),
          !VagueWords.hasNumber(bytes), !settings.words("conditions").isAll(of: bytes, found),
          !settings.words("wishes").stands(in: bytes), !isName(bytes[found]),
          bytes.last != UInt8(ascii: "?"), !Denial.stands(before: found.lowerBound, in: bytes[...], denials),
          !settings.words("except").all(in: bytes).contains(where: { $0.overlaps(found) })
        else { continue }
        let place = sentence.lowerBound + found.lowerBound..<sentence.lowerBound + found.upperBound
        let range = part.pageRange(of: TextRange(place.lowerBound, place.upperBound))
        let isCode = part.spans.contains { $0.kind == .code && $0.range.bounds.overlaps(place) }
        if isCode || links.contains(where: { $0.encloses(range) }) { continue }
        let words = String(decoding: bytes[found], as: UTF8.self)
        let quoted = Listing.quoted([String(decoding: bytes, as: UTF8.self)])
        report.add(
          range, "\(quoted) claims \"\(words)\" without a number",
          help: "give the number: p50 and p99, requests a second, 99.9x %",
          priority: habits.isAll(of: bytes, found) ? .low : nil)
      }
    }
  }

  /// `FAST` is a conference.
  private static func isName(_ words: ArraySlice<UInt8>) -> Bool {
    words.allSatisfy { $0 &- UInt8(ascii: "A") < 26 }
  }

  /// Headings name what follows them, and rows of tables rate.
  private static func mayClaim(_ kind: PageText.Kind) -> Bool {
    switch kind {
    case .paragraph, .listItem, .quotation: true
    case .heading, .tableRow: false
    }
  }

  /// Up to a point, an exclamation or a question mark before a blank. A line may end within a sentence.
  private static func sentences(of text: [UInt8]) -> [Range<Int>] {
    var sentences: [Range<Int>] = []
    var start = 0
    for place in text.indices {
      switch text[place] {
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
        guard place + 1 == text.count || text[place + 1] <= 0x20 else { continue }
        sentences.append(start..<place + 1)
        start = place + 1
      default: break
      }
    }
    if start < text.count { sentences.append(start..<text.count) }
    return sentences.map { sentence in
      let first = sentence.first { text[$0] > 0x20 } ?? sentence.lowerBound
      return first..<sentence.upperBound
    }
  }
}
