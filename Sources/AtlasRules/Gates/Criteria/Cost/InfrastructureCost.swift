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
      .strong(.page, "| Pipeline | Monthly cost |\n|---|---|\n| Jenkins | $2,000 |"),
      .silent(.page, "The laboratory got $50M over 5 years."), .silent(.page, "4 engineers × 6 weeks = $72K"),
      .silent(.page, "See https://x.test/cost/$40K for more."),
      .silent(.page, "```bash\necho cost $40K/month\n```"),
      .silent(.page, "<!-- the CDN costs $40K/month -->"),
      .silent(.diagram, "flowchart LR\n  a[Kafka] --> b[Flink]\n  %% $40K/month"),
      .silent(.page, "Kosten steigen."),
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
        "npv", "payback", "roi", "engineering time", "engineer*", "business value", "deposit*", "penalt*",
        "ARR", "arpu", "market", "worth", "earn*", "sales", "daily volume", "trading volume", "grant*",
        "reduced", "fewer", "integration", "withdraw*", "balance", "insurance",
        "down", "outage*", "downtime", "catastrophic", "merchant solutions", "downsizing",
        "coverage", "benefit*", "annual value", "total value", "testing and validation", "efficiency",
        "slowdown*", "risk", "affected", "stolen", "fraud",
      ], "words that say so"),
    .texts(
      "efforts",
      [
        "optimization*", "enhancement*", "migration*", "development", "training", "consult*", "one time",
        "setup", "testing", "profiling", "configuration",
      ],
      "words of what is paid once for a change, where the amount has no period"),
    .texts(
      "chapters",
      [
        "revenue*", "saving*", "benefit*", "payment for order flow", "ROI", "return on investment", "funding",
        "financial impact", "business impact", "economic impact", "revenue impact", "cost of downtime",
        "cost of outage*", "pricing plan*",
      ], "words of headings over amounts that are no cost of infrastructure"),
    .texts(
      "periods",
      [
        "monthly", "per month", "a month", "annual*", "yearly", "per year", "a year", "daily cost*", "/month",
        "/year",
      ],
      "words that give the amounts of a row their period"),
    .texts(
      "never", ["volume", "market cap*", "gmv", "deposit*", "valuation"],
      "words of amounts that are never a cost"),
    .texts(
      "costs",
      [
        "cost*", "spend*", "spent", "bill", "bills", "billing", "budget*", "pric*", "expens*", "tco",
        "infrastructure", "storage", "compute", "instance*", "server*", "hosting", "cdn", "bandwidth",
        "cluster*", "database*", "licens*", "monthly", "per month", "annual*", "paid", "pays", "cheap*",
        "egress", "network*", "node*",
      ], "words that make an amount on a page without a period a cost; in its sentence or above it"),
  ]

  static let companions: Set<String> = ["words", "costs", "efforts", "never", "periods", "chapters"]
  static let unsearched: Set<String> = ["foreign"]
  static let kinds: MetricKinds = [.cost]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    let foreign = settings.set("foreign")
    let words = text.cues(of: settings.list("words"))
    for quantity in text.quantities where quantity.kind == .cost && !foreign.contains(quantity.qualifier) {
      // What a label or a sentence says of savings it does not say of costs; a loss counts where it is evidence.
      let sentence = text.sentence(around: quantity.range.bounds)
      if foreign.contains("impact"), words.contains(where: { sentence.contains($0.range.lowerBound) }) {
        continue
      }
      if text.isCode || text.has(settings.list("never"), in: sentence) { continue }
      let isCalledCost = text.has(settings.list("costs"), in: sentence)
      if foreign.contains("impact"), !isCalledCost, text.isUnder(settings.list("chapters")) { continue }
      // What an hour costs is mostly what an hour without it does.
      let isHourly = quantity.period == "hour" || quantity.period == "minute"
      if isHourly, foreign.contains("impact"), !isCalledCost { continue }
      let isOnce = quantity.period.isEmpty && quantity.per.isEmpty
      if isOnce, text.has(settings.list("efforts"), in: sentence) { continue }
      let periods = settings.list("periods")
      let hasPeriod =
        !quantity.period.isEmpty
        || (text.kind == .row && (text.has(periods, in: sentence) || text.isUnderHeader(periods)))
      let isStrong = hasPeriod && (text.isLabel || text.kind == .row)
      // On a page an amount by itself may be anything.
      let costs = settings.list("costs")
      guard
        text.isLabel || !quantity.period.isEmpty || !quantity.per.isEmpty
          || foreign.contains("impact") == false
          || isCalledCost || text.isUnder(costs)
      else { continue }
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
