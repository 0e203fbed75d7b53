import AtlasCore

/// What the specification and pipeline.json say of the rules, for one category.
package struct LintSpecification: Sendable {
  /// By rule; a rule that is not named, or is off, is not applied.
  package let settings: [String: RuleSettings]
  /// The rules about diagrams, and those about pages, that are applied, in the order of the catalog.
  let diagramRules: [(rule: any LintRule.Type, code: String, settings: RuleSettings)]
  let pageRules: [(rule: any PageRule.Type, code: String, settings: RuleSettings)]
  package let planes: PlanePalette
  /// How quantities in texts are read.
  package let metrics: MetricSpecification

  /// `lint`, `planes` and `metrics` are sections of the spec pack, `severities` the stage's option of that
  /// name. Their shapes were checked when they were read. Without `metrics` the standard vocabulary holds.
  package init(lint: JSONNode?, planes: JSONNode?, metrics: JSONNode? = nil, severities: JSONNode?) {
    self.init(lint: lint, planes: PlanePalette(planes), metrics: metrics, severities: severities)
  }

  /// - Parameter other: that of another category: where both say the same of a rule, they share what the rule has made of it.
  package init(
    lint: JSONNode?, planes: PlanePalette, metrics: JSONNode?, severities: JSONNode?,
    like other: LintSpecification? = nil
  ) {
    let metrics = MetricSpecification(metrics: metrics, kinds: nil).readingAllKinds
    // What a rule makes of its settings may hold products too.
    let other = other.flatMap { $0.metrics.products == metrics.products ? $0 : nil }
    var settings: [String: RuleSettings] = [:]
    for member in lint?["rules"]?.members ?? [] {
      guard let rule = RuleCatalog.rule(member.key) else { continue }
      let word = severities?[member.key]?.string ?? member.node["severity"]?.string
      if word == "off" { continue }
      let entry = RuleSettings(
        priority: member.node["priority"]?.string.flatMap(Priority.init(rawValue:)) ?? .low,
        severity: word.flatMap(Severity.init(rawValue:)), options: rule.options, entry: member.node)
      let same = other?.settings[member.key].flatMap { $0.saysTheSame(as: entry) ? $0 : nil }
      settings[member.key] = same ?? entry
    }
    self.settings = settings
    diagramRules = RuleCatalog.rules.compactMap { rule in
      let code = rule.description.id
      return settings[code].map { (rule, code, $0) }
    }
    pageRules = RuleCatalog.pageRules.compactMap { rule in
      let code = rule.description.id
      return settings[code].map { (rule, code, $0) }
    }
    self.planes = planes
    self.metrics = metrics
  }
}
