import AtlasCore
import AtlasMermaid

/// `cfo.infra`
enum InfrastructureCost: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "cfo.infra",
    asks: "shows what the infrastructure costs",
    strong: "an amount of money with its period in the diagram, or on the page beside a component in a table",
    weak: """
      another amount that is neither a loss nor a saving nor a revenue; on the page also one of a block of settings or text \
      that its line, a line above it, or its heading calls a cost
      """,
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
      .weak(.page, "```yaml\nmonthly_costs:\n  brokers: $12K\n```"),
      .weak(.page, "```\nCosts:\n- load balancers: $4K/month\n```"),
      .silent(.page, "```yaml\nsavings:\n  monthly: $12K\n```"),
      .silent(.page, "```yaml\nrewrite: /$1\n```"),
      .weak(.page, "## Cost breakdown\n\n```\nBrokers (12):   $24,000\n```"),
      .weak(.page, "Cold storage costs $2 per TB (80% savings)."),
      .strong(
        .page, "| Sale | Monthly cost | Sales |\n|---|---|---|\n| June | $18K | $9M of gross volume |"),
      .silent(.page, "| Failure | Cost impact |\n|---|---|\n| Broker node | $25K/hour |"),
      .silent(.label, "Orders from $1 minimum"), .silent(.label, "$3M collateral"),
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
        "slowdown*", "risk", "affected", "stolen", "fraud", "degrad*", "corruption", "returns", "minimum",
        "strategic value", "commission*", "regulatory fee*", "surge pricing", "delayed",
        "purchase", "emergency*",
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
      "columns", ["cost", "costs", "spend", "bill"],
      "words of headers of columns of costs, whatever the other columns hold"),
    .texts(
      "impacts",
      [
        "cost impact", "financial impact", "business impact", "revenue impact", "loss", "losses",
        "cost of downtime", "cost of outage*", "downtime cost*",
      ], "words of headers and headings of tables whose amounts are what a failure costs"),
    .texts(
      "periods",
      [
        "monthly", "per month", "a month", "annual*", "yearly", "per year", "a year", "daily cost*", "/month",
        "/year",
      ],
      "words that give the amounts of a row their period"),
    .texts(
      "never",
      [
        "volume", "market cap*", "gmv", "deposit*", "valuation", "transfer $", "stock price*", "share price*",
        "collateral", "price improvement", "credit line*", "nbbo", "per share",
      ],
      "words of amounts that are never a cost"),
    .texts(
      "blocks",
      [
        "cost", "spend", "bill", "budget", "infrastructure", "monthly", "annual", "/month", "/year",
        "per month", "per year",
      ],
      "parts of lines of a block of settings or text whose amounts are costs"),
    .texts(
      "uncounted",
      [
        "saving", "saved", "revenue", "value", "invest", "profit", "impact", "loss", "lost", "elimin",
        "protect", "prevent", "penalt", "funding", "market", "price", "reduction",
      ],
      "parts of such lines that say that they are none"),
    .texts(
      "costs",
      [
        "cost*", "spend*", "spent", "bill", "bills", "billing", "budget*", "pric*", "expens*", "tco",
        "infrastructure", "storage", "compute", "instance*", "server*", "hosting", "cdn", "bandwidth",
        "cluster*", "database*", "licens*", "monthly", "per month", "annual*", "paid", "pays", "cheap*",
        "egress", "network*", "node*",
      ], "words that make an amount on a page without a period a cost; in its sentence or above it"),
  ]

  static let companions: Set<String> = [
    "words", "costs", "efforts", "never", "periods", "chapters", "impacts", "columns",
  ]
  static let unsearched: Set<String> = ["foreign", "blocks", "uncounted"]
  static let kinds: MetricKinds = [.cost]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard text.kinds.contains(.cost) else { return }
    let foreign = settings.set("foreign")
    let words = text.cues(of: settings.list("words"))
    for quantity in text.quantities where quantity.kind == .cost && !foreign.contains(quantity.qualifier) {
      // What a label or a sentence says of savings it does not say of costs; a loss counts where it is evidence.
      let sentence = text.sentence(around: quantity.range.bounds)
      if foreign.contains("impact"),
        words.contains(where: {
          sentence.contains($0.range.lowerBound) && !isAside($0.range, of: quantity, in: text)
        })
      {
        continue
      }
      if text.isCode || text.has(settings.list("never"), in: sentence) { continue }
      if foreign.contains("impact"), text.isUnderHeader(settings.list("impacts")) { continue }
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

  static func read(
    _ chapter: PageReading.Chapter, of page: PageReading, _ settings: CriterionSettings,
    _ found: inout EvidenceSink
  ) {
    for case .table(let rows, _) in chapter.items { readColumns(of: rows, page, settings, &found) }
    let chapters = settings.list("chapters")
    for case .code(let language, let number, let headings) in chapter.items
    where language == .configuration || language == .output {
      let text = page.texts[number]
      guard ByteSearch.first(UInt8(ascii: "$"), in: text.bytes) != nil else { continue }
      if headings.contains(where: { page.texts[$0].first(of: chapters) != nil }) { continue }
      let lines = Array(BlockLines(text.bytes))
      let costs = settings.parts("blocks")
      let uncounted = settings.parts("uncounted")
      let isCost =
        headings.last.map { page.texts[$0] }.map { heading in
          heading.holds(anyOf: costs, in: heading.bytes.indices)
            && !heading.holds(anyOf: uncounted, in: heading.bytes.indices)
        } ?? false
      for (place, line) in lines.enumerated() {
        guard let amount = amount(in: line, of: text) else { continue }
        let said = [line] + BlockLines.parents(of: place, in: lines, of: text.bytes)
        guard isCost || said.contains(where: { text.holds(anyOf: costs, in: $0) }),
          !said.contains(where: { text.holds(anyOf: uncounted, in: $0) })
        else { continue }
        found.weak(line, of: text, key: text.bytes[amount].reduce(0) { $0 &* 31 &+ Int($1) })
      }
    }
  }

  /// What stands in a column of costs is one, whatever the other columns speak of.
  private static func readColumns(
    of rows: [Int], _ page: PageReading, _ settings: CriterionSettings, _ found: inout EvidenceSink
  ) {
    guard let header = rows.first.map({ page.texts[$0] }), !header.isUnder(settings.list("impacts")) else {
      return
    }
    guard header.lists.contains(settings.list("columns")) else { return }
    let foreign = ["words", "impacts", "efforts"].map(settings.list)
    for (column, title) in header.cells.enumerated() {
      guard header.has(settings.list("columns"), in: title),
        !foreign.contains(where: { header.has($0, in: title) })
      else { continue }
      let hasPeriod = header.has(settings.list("periods"), in: title)
      for row in rows.dropFirst() where column < page.texts[row].cells.count {
        let text = page.texts[row]
        let cell = text.cells[column]
        guard
          let amount = text.quantities.first(where: { $0.kind == .cost && cell.contains($0.range.lowerBound) }
          ),
          !foreign.contains(where: { text.has($0, in: cell) })
        else { continue }
        found.add(
          amount.range.bounds, of: text, strong: hasPeriod || !amount.period.isEmpty || !amount.per.isEmpty,
          key: amountKey(amount))
      }
    }
  }

  /// `$12K`, `$2.4M`: a dollar with digits behind it; one digit alone names an argument.
  private static func amount(in line: Range<Int>, of text: EvidenceText) -> Range<Int>? {
    for place in line where text.bytes[place] == UInt8(ascii: "$") && text.isDigit(place + 1) {
      var end = place + 2
      while end < line.upperBound, !#" ,;)"'"#.utf8.contains(text.bytes[end]) { end += 1 }
      if end > place + 2 { return place..<end }
    }
    return nil
  }

  /// `$2 per TB (80% savings)`: what stands in brackets with a share is said of the amount, and does not make it another.
  private static func isAside(_ word: Range<Int>, of quantity: Quantity, in text: EvidenceText) -> Bool {
    let line = text.line(around: word)
    guard let open = text.bytes[line.lowerBound..<word.lowerBound].lastIndex(of: UInt8(ascii: "(")),
      let close = text.bytes[word.upperBound..<line.upperBound].firstIndex(of: UInt8(ascii: ")")),
      !text.bytes[open..<word.lowerBound].contains(UInt8(ascii: ")"))
    else { return false }
    return text.hasPercent(in: open..<close) && !(open..<close).contains(quantity.range.lowerBound)
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
