import AtlasCore

/// `cfo.infra`
enum InfrastructureCost: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "cfo.infra",
    asks: "shows what the infrastructure costs",
    strong: "an amount of money with its period in the diagram, or on the page beside a component in a table",
    weak: "another amount that is neither a loss nor a saving nor a revenue",
    missing: "say what the components cost: $40K/month",
    examples: [
      .strong(.label, "CDN: $40K/month"), .weak(.label, "CDN: $40K"),
      .weak(.page, "Storage costs $2,000 a month."), .silent(.page, "The outage lost $4.2M in revenue."),
      .silent(.page, "`echo $1`"), .silent(.label, "Savings: $3M/year"),
    ])

  static let options: [RuleOption] = [
    .texts(
      "foreign", ["impact", "saving", "revenue"], "what an amount is that is no cost of infrastructure"),
    .texts(
      "words",
      [
        "saving*", "saved", "revenue*", "profit*", "gmv", "valuation", "funding", "acquisition*", "acquired",
        "market cap", "booking value", "gross booking*", "investment*", "salary", "salaries", "loss", "lost",
        "ipo", "transaction volume", "payment volume", "gross merchandise*", "fine", "fines", "raised",
      ], "words that say so"),
  ]

  static let companions: Set<String> = ["words"]
  static let unsearched: Set<String> = ["foreign"]
  static let kinds: Set<ContentMetric.Kind> = [.cost]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    let foreign = settings.set("foreign")
    let words = text.cues(of: settings.list("words"))
    for quantity in text.quantities where quantity.kind == .cost && !foreign.contains(quantity.qualifier) {
      // What a label or a sentence says of savings it does not say of costs; a loss counts where it is evidence.
      let sentence = text.sentence(around: quantity.range.bounds)
      if foreign.contains("impact"), words.contains(where: { sentence.contains($0.range.lowerBound) }) {
        continue
      }
      let isStrong = !quantity.period.isEmpty && (text.isLabel || text.kind == .row)
      found.add(quantity.range.bounds, of: text, strong: isStrong, key: amountKey(quantity))
      // A text counts once.
      return
    }
  }

  /// The same amount said twice is one piece of evidence.
  private static func amountKey(_ quantity: Quantity) -> Int {
    switch quantity.amount {
    case .none: 0
    case .value(let value): Int(truncatingIfNeeded: value.bitPattern >> 1)
    case .range(let low, let high): Int(truncatingIfNeeded: (low.bitPattern ^ high.bitPattern) >> 1)
    case .change(let before, let after): Int(truncatingIfNeeded: (before.bitPattern ^ after.bitPattern) >> 1)
    }
  }
}
