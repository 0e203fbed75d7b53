import AtlasCore

/// A story of growth with a chapter missing.
enum MissingScaleLevel: PageRule {
  static let description = RuleDocumentation(
    id: "scale-levels",
    finds: "a story of growth that leaves out orders of magnitude of users",
    matters:
      "What breaks at each power of ten is what the page is read for; a level left out is a surprise left in.",
    bad: """
      # Growth

      From 1K users over 10K users and 1M users to 20M users.
      """,
    good: """
      # Growth

      From 1K users over 10K users, 100K users and 1M users to 20M users.
      """)

  static let options: [RuleOption] = [
    .texts(
      "levels", ["1K", "10K", "100K", "1M", "10M"],
      "numbers of users, from small to large; the last is that and more")
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    let levels = settings.texts("levels").compactMap { text in
      Self.number(text).map { (text: text, users: $0) }
    }
    var reached: Set<Int> = []
    for (quantity, _) in page.claims.quantities(of: [.users]) {
      // What grows from one number to another passes those between.
      let (low, high): (Double, Double)
      switch quantity.amount {
      case .none: continue
      case .value(let value): (low, high) = (value, value)
      case .range(let from, let to): (low, high) = (from, to)
      case .change(let before, let after): (low, high) = (min(before, after), max(before, after))
      }
      guard let last = levels.lastIndex(where: { $0.users <= high }) else { continue }
      let first = levels.lastIndex { $0.users <= low } ?? 0
      if first <= last { reached.formUnion(first...last) }
    }
    let missing = levels.indices.filter { !reached.contains($0) }.map { levels[$0].text }
    guard !missing.isEmpty else { return }
    report.add(
      page.titleRange,
      "of the levels of growth the page has none with \(Listing.choice(missing)) users",
      help: "for each show the architecture, what broke, how it was mended and what it cost")
  }

  /// `10K`
  private static func number(_ text: String) -> Double? {
    let scales: [Character: Double] = ["K": 1_000, "M": 1_000_000, "B": 1_000_000_000]
    guard let last = text.last, let scale = scales[last] else { return Double(text) }
    return Double(text.dropLast()).map { $0 * scale }
  }
}
