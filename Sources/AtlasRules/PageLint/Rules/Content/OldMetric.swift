import AtlasCore

/// A page whose newest dated figure is years old.
enum OldMetric: PageRule {
  static let description = RuleDocumentation(
    id: "metric-old",
    finds: "a page whose newest dated figure is from before a year, and that names no later year at all",
    matters:
      "Hardware, prices and loads change within a few years: what a system did then says little about building it now.",
    bad: """
      # Orders

      In 2019 the API served 12K req/s.
      """,
    good: """
      # Orders

      In 2019 the API served 12K req/s, in 2024 it served 90K req/s.
      """)

  static let options: [RuleOption] = [
    .limit(2023, in: 1990...2100, "the year that the newest dated figure has to reach")
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    var newest: (year: Int, statement: PageStatement, quantity: Quantity)?
    for statement in page.claims.statements
    where statement.isCertain && statement.kinds.overlaps(.measured) && statement.mayNameYear {
      // One sentence may hold many figures.
      var known: (sentence: Range<Int>, year: Int?)?
      let quantities = statement.quantities
      for place in quantities.indices where MetricKinds.measured.contains(quantities[place].kind) {
        let offset = quantities[place].range.lowerBound
        let isSame =
          known.map { $0.sentence.lowerBound <= offset && offset <= $0.sentence.upperBound } ?? false
        if !isSame {
          let sentence = statement.sentence(at: offset)
          known = (sentence, statement.year(in: sentence))
        }
        guard let year = known?.year, year > newest?.year ?? 0 else { continue }
        newest = (year, statement, quantities[place])
      }
    }
    guard let newest, Double(newest.year) < settings.limit, !isKnown(settings.limit, to: page) else { return }
    let words = newest.statement.string(newest.quantity.range.bounds)
    report.add(
      newest.statement, newest.quantity.range,
      "the newest dated figure of the page, \(Listing.quoted([words])), is of \(newest.year)",
      help: "look up what it is today, or say of which year the other figures are")
  }

  /// Whether the page names such a year anywhere, as that of a source or of its last revision: then its figures without a
  /// year may be of then.
  private static func isKnown(_ year: Double, to page: PageSubject) -> Bool {
    page.claims.statements.contains { Double($0.year(in: $0.bytes.indices) ?? 0) >= year }
      || page.claims.sources.contains { Double($0.year ?? 0) >= year }
  }
}
