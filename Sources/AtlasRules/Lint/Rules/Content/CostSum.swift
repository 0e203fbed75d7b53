import AtlasCore
import AtlasMermaid

package enum CostSum: LintRule {
  package static let description = RuleDocumentation(
    id: "cost-sum",
    finds:
      "a total of costs that differs from the sum of its parts: the slices of a pie, the nodes next to a total",
    matters: "Somebody will budget by one of the two.",
    bad: "pie title Total $250K/month\n  \"Servers $150K\" : 60\n  \"Traffic $50K\" : 20\n",
    good: "pie title Total $200K/month\n  \"Servers $150K\" : 75\n  \"Traffic $50K\" : 25\n")

  package static let options = [
    RuleOption.number("tolerance", 2, in: 0...1_000, "how many percent the sum may differ by"),
    RuleOption.texts("totals", ["total", "overall", "sum"], "words that make an amount the total"),
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    switch subject.diagram.syntax {
    case .pie(let pie): check(pie, subject, settings, &report)
    case .flowchart: checkNeighbours(subject, settings, &report)
    default: break
    }
  }

  private struct Amount {
    var label: DiagramContent.Label
    var quantity: Quantity
    var value: Double

    func isLike(_ other: Amount) -> Bool {
      quantity.period == other.quantity.period && quantity.unit == other.quantity.unit
        && quantity.per == other.quantity.per
    }
  }

  /// The one bill of a label; nil where it has none or several.
  private static func amount(of label: DiagramContent.Label, _ subject: RuleSubject) -> Amount? {
    let costs = subject.quantities[label.index].filter { $0.kind == .cost }
    guard costs.count == 1, case .value(let value) = costs[0].amount, value > 0,
      !["impact", "saving", "revenue"].contains(costs[0].qualifier)
    else { return nil }
    return Amount(label: label, quantity: costs[0], value: value)
  }

  // MARK: Pies

  private static func check(
    _ pie: PieDiagram, _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    guard pie.slices.count > 1, let title = subject.labels.first(where: { $0.carrier == .title }),
      let total = amount(of: title, subject)
    else { return }
    let slices = subject.labels.filter { $0.carrier == .other }.compactMap { amount(of: $0, subject) }
    if slices.count == pie.slices.count {
      guard Set(slices.map(\.quantity.unit)) == [total.quantity.unit] else { return }
      compare(total, slices.reduce(0) { $0 + $1.value }, settings, &report)
      return
    }
    guard slices.isEmpty else { return }
    let values = pie.slices.compactMap { Double(subject.string($0.value)) }
    let sum = values.reduce(0, +)
    // Percentages, or whatever unit makes them fit.
    let scales = [1, 1e3, 1e6, 1e9].map { sum * $0 }
    guard values.count == pie.slices.count, abs(sum - 100) > 5,
      let nearest = scales.min(by: { abs($0 - total.value) < abs($1 - total.value) }),
      nearest > total.value / 3, nearest < total.value * 3
    else { return }
    compare(total, nearest, settings, &report)
  }

  // MARK: Nodes

  /// A node that says "total" and what leads to it, or what it leads to.
  private static func checkNeighbours(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    guard let flowchart = subject.flowchart else { return }
    let words = settings.words("totals")
    guard subject.states(words),
      subject.labels.contains(where: { $0.carrier == .node && words.stands(in: $0.text) })
    else { return }
    let labelOfID = Dictionary(
      subject.labels.filter { $0.carrier == .node }.map { ($0.subject, $0) }
    ) { first, _ in first }
    for place in flowchart.nodes {
      let node = flowchart.graph.nodes[place]
      guard let label = labelOfID[node.id], let line = label.firstLine,
        words.stands(in: Array(label.text[line])), let total = amount(of: label, subject)
      else { continue }
      let sources = flowchart.links.filter { $0.to == place }.map(\.from)
      let targets = flowchart.links.filter { $0.from == place }.map(\.to)
      for neighbours in [sources, targets] where Set(neighbours).count > 1 {
        let amounts = Set(neighbours).sorted().compactMap { neighbour in
          labelOfID[flowchart.graph.nodes[neighbour].id].flatMap { amount(of: $0, subject) }
        }
        guard amounts.count == Set(neighbours).count, amounts.allSatisfy(total.isLike),
          // Another total is no part.
          !amounts.contains(where: { words.stands(in: $0.label.text) })
        else { continue }
        compare(total, amounts.reduce(0) { $0 + $1.value }, settings, &report)
      }
    }
  }

  private static func compare(
    _ total: Amount, _ sum: Double, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    guard abs(sum - total.value) > total.value * settings.number("tolerance") / 100 else { return }
    let percent = Int(((sum - total.value) / total.value * 100).rounded())
    report.add(
      total.label.range(of: total.quantity.stretch),
      "the parts of \"\(total.label.string(total.quantity.stretch))\" add up to \(short(sum)), \(abs(percent)) % \(percent < 0 ? "less" : "more")",
      help: "correct the total or the parts, or add what is missing")
  }

  /// `200K`, `1.25M`
  private static func short(_ value: Double) -> String {
    let (scale, letter) =
      value >= 1e9 ? (1e9, "B") : value >= 1e6 ? (1e6, "M") : value >= 1e3 ? (1e3, "K") : (1, "")
    let hundredths = (value / scale * 100).rounded() / 100
    return "\(Int(exactly: hundredths).map(String.init) ?? "\(hundredths)")\(letter)"
  }
}
