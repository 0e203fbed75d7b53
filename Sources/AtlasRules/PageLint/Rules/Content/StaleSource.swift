import AtlasCore

/// A page that rests on sources of years ago. It holds from a day on, and is told only where somebody says what day it is.
enum StaleSource: PageRule {
  static let description = RuleDocumentation(
    id: "source-stale",
    finds:
      "a page whose newest dated source is older than 24 months, and earlier, as a note, one that soon will be; only with `--as-of` or `SOURCE_DATE_EPOCH`",
    matters:
      "Loads, prices and designs change within two years: older figures describe a system that is not there any more.",
    bad: """
      # Orders

      The API serves 12K req/s at p99: 80ms.

      **Source**: Acme Engineering Blog 2019
      """,
    good: """
      # Orders

      The API serves 12K req/s at p99: 80ms.

      **Source**: Acme Engineering Blog 2025
      """)

  static let options: [RuleOption] = [
    .limit(24, in: 1...1200, "the age in months from which on a source is stale"),
    .number("early", 18, in: 1...1200, "the age in months from which on a note says that it soon will be"),
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    guard let newest = newest(of: page.claims.sources) else { return }
    let stale = newest.day.adding(months: Int(settings.limit))
    let early = newest.day.adding(months: Int(settings.number("early")))
    let title = newest.source.title.isEmpty ? newest.source.url : newest.source.title
    let place = (diagram: newest.source.diagram, range: newest.source.range)
    let said = "the newest dated source of the page, \(Listing.quoted([title])), is of \(newest.source.date)"
    let help = "look the figures up again, and name the newer source with its date"
    report.add(
      inDiagram: place.diagram, on: FindingDays(from: stale), place.range,
      "\(said): older than \(Int(settings.limit)) months", help: help)
    guard early < stale else { return }
    report.add(
      inDiagram: place.diagram, on: FindingDays(from: early, until: stale), place.range,
      "\(said): soon older than \(Int(settings.limit)) months", help: help, severity: .info)
  }

  /// A source is as young as its date allows: one of 2022 is of the last day of that year.
  private static func newest(of sources: [PageSource]) -> (source: PageSource, day: CalendarDay)? {
    var newest: (source: PageSource, day: CalendarDay)?
    for source in sources {
      guard let day = CalendarDay(lastOf: source.date), day > newest?.day ?? .distantPast else { continue }
      newest = (source, day)
    }
    return newest
  }
}
