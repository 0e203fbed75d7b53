import AtlasCore

/// What there is to know of a gate or of one of its criteria, as Markdown, which reads well in a terminal too.
package struct GatePage: Sendable {
  package let id: String
  /// One line.
  package let summary: String
  package let markdown: String

  /// Nil where neither a gate nor a criterion has the id.
  ///
  /// - Parameter specification: tells the criteria of a gate, with their weights.
  package init?(_ id: String, _ specification: GateSpecification) {
    self.id = id
    if let gate = GateCatalog.gate(id) {
      summary = "\(gate.name): \(gate.asks)"
      markdown = Self.page(of: gate, specification.gates.first { $0.id == id })
    } else if let criterion = CriterionCatalog.description(of: id) {
      summary = "the diagram \(criterion.asks)"
      markdown = Self.page(of: criterion, specification)
    } else {
      return nil
    }
  }

  /// Gates first, then criteria, in the order of the catalogs.
  package static let allIDs = GateCatalog.ids + CriterionCatalog.ids

  private static func page(of gate: GateDocumentation, _ specified: GateSpecification.Gate?) -> String {
    var page = "# \(gate.id)\n\n\(gate.name). \(gate.asks)\n\n\(gate.matters)\n"
    guard let specified else { return page + "\nThe specification does not define it.\n" }
    page += "\nPasses from a score of \(specified.threshold) on, of 100. Its criteria:\n\n"
    for id in specified.criteria {
      let weight =
        specified.weights[id].map { " (weight \(Int(exactly: $0).map(String.init) ?? "\($0)"))" } ?? ""
      page += "- `\(id)`\(weight): \(CriterionCatalog.description(of: id)?.asks ?? "")\n"
    }
    return page
      + "\nA criterion that no machine can judge is asked of a person, and the gate is not passed before the answer.\n"
  }

  private static func page(of criterion: CriterionDocumentation, _ specification: GateSpecification) -> String
  {
    let gates = specification.gates.filter { $0.criteria.contains(criterion.id) }.map { "`\($0.id)`" }
    var page = """
      # \(criterion.id)

      The diagram \(criterion.asks).

      Enough by itself: \(criterion.strong).

      """
    if !criterion.weak.isEmpty { page += "\nTwo of these are enough: \(criterion.weak).\n" }
    page += "\nWhat to add: \(criterion.missing).\n"
    if !gates.isEmpty { page += "\nAsked by: \(gates.joined(separator: ", ")).\n" }
    let shown = criterion.examples.filter { $0.place != .diagram && !$0.text.contains("\n") }
    for (strength, title) in [
      (CriterionDocumentation.Example.Strength.strong, "Evidence"), (.weak, "Half of it"),
      (.silent, "No evidence"),
    ] {
      let texts = shown.filter { $0.strength == strength }
      guard !texts.isEmpty else { continue }
      page += "\n\(title):\n\n" + texts.map { "- \($0.text)\n" }.joined()
    }
    let options = CriterionCatalog.options(of: criterion.id)
    if !options.isEmpty {
      page += "\nIn data/spec/gates.json, under `criteria`:\n\n"
      page += options.map { "- `\($0.key)`: \($0.summary) (\($0.standard))\n" }.joined()
    }
    return page
  }
}
