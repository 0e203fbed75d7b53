import AtlasCore
import AtlasMermaid

package enum CostWithoutPeriod: LintRule {
  package static let description = RuleDocumentation(
    id: "cost-period",
    finds: "an amount of money in a node that says neither for how long nor for what: `$45M`",
    matters: "A month and a year differ by twelve, and nobody who reads the amount knows which it is.",
    bad: "flowchart LR\n  A[Fastly<br/>$45M] --> B[Order Service]\n",
    good: "flowchart LR\n  A[Fastly<br/>$45M/year] --> B[Order Service]\n")

  package static let options = [
    RuleOption.limit(1, "amounts below this are prices of something"),
    RuleOption.texts(
      "once",
      [
        "total", "loss", "losses", "lost", "save*", "saving", "savings", "one off", "one time", "impact",
        "damage*",
        "revenue", "sales", "gmv", "aov", "price*", "valu*", "worth", "fine", "fines", "penalt*", "refund*",
        "credit*",
        "compensation", "funding", "raised", "round", "ipo", "market cap", "budget*", "invest*", "capex",
        "purchase",
        "acqui*", "deal", "settlement", "roi", "payback", "migration", "project", "setup", "upfront",
        "transaction*",
        "payment*", "order", "orders", "charge", "fee", "fees", "balance", "transfer*", "limit", "threshold",
        "bonus",
        "salary", "per", "asset*", "deposit*", "margin", "capital", "ltv", "cac", "arpu", "hardware",
        "appliance*",
        "construction", "average", "avg", "holdings", "stake", "bounty", "ransom", "stolen", "theft",
        "custody", "insur*",
        "reserve*", "additional", "extra", "integration", "infra",
      ], "words of amounts that come once, or are no bill"),
    RuleOption.texts("totals", ["total", "overall"], "words of an amount whose parts have its period"),
    RuleOption.texts(
      "periods",
      [
        "hour*", "hr", "day", "daily", "week*", "month*", "mo", "quarter*", "year*", "yr", "annual*",
        "yearly",
      ], "words that say for how long, in the node or in a title around it"),
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    guard isGraph(subject.diagram.syntax),
      subject.quantified.contains(where: { $0.quantities.contains(where: isBare) })
    else { return }
    let (once, periods) = (settings.words("once"), settings.words("periods"))
    let titles = subject.labels.filter { $0.carrier == .subgraph || $0.carrier == .title }.map(\.text)
    // A title that names a period, or speaks of savings, speaks for what is below it.
    if titles.contains(where: { periods.stands(in: $0) || once.stands(in: $0) }) { return }
    if periods.stands(in: Array(subject.view.title.utf8)) { return }
    // The parts of a total are for as long as the total.
    let totals = settings.words("totals")
    if subject.labels.contains(where: { totals.stands(in: $0.text) && periods.stands(in: $0.text) }) {
      return
    }
    for (label, quantities) in subject.quantified where label.carrier == .node {
      guard !quantities.isEmpty, !once.stands(in: label.text), !periods.stands(in: label.text),
        !label.isQuestion
      else { continue }
      let bare = quantities.first { quantity in
        guard isBare(quantity), let bounds = quantity.bounds,
          !namesYear(label.text[..<quantity.range.lowerBound])
        else { return false }
        return bounds.high >= settings.limit
      }
      guard let bare, !sources(of: label, subject).contains(where: { once.stands(in: $0) }) else { continue }
      report.add(
        label.range(of: bare.stretch),
        "\"\(label.string(bare.stretch))\" in \"\(label.words)\" has no period",
        help: "say for how long: `/month`, `/year`; or for what: total, loss, saved")
    }
  }

  /// A bill for nobody knows how long. Most diagrams have none, and everything else about them need not be looked at.
  private static func isBare(_ quantity: Quantity) -> Bool {
    quantity.kind == .cost && quantity.period.isEmpty && quantity.per.isEmpty && quantity.qualifier.isEmpty
  }

  /// The texts of the nodes that lead to a node: "Breakdown per user" speaks for its parts.
  private static func sources(of label: DiagramContent.Label, _ subject: RuleSubject) -> [[UInt8]] {
    guard let graph = subject.flowchart?.graph else { return [] }
    let ids = Set(
      graph.links.filter { graph.nodes[$0.to].id == label.subject }.map { graph.nodes[$0.from].id })
    return subject.labels.filter { $0.carrier == .node && ids.contains($0.subject) }.map(\.text)
  }

  /// `2024: ` says for how long.
  private static func namesYear(_ text: ArraySlice<UInt8>) -> Bool {
    let rest = text.reversed().drop { $0 <= 0x20 || $0 == UInt8(ascii: ":") }.prefix(5)
    let digits = rest.prefix { $0 &- UInt8(ascii: "0") < 10 }
    return digits.count == 4 && digits.last == UInt8(ascii: "2")
  }

  private static func isGraph(_ syntax: Diagram) -> Bool {
    switch syntax {
    case .flowchart, .block, .architecture, .c4: true
    default: false
    }
  }
}
