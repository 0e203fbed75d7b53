import AtlasCore
import AtlasMarkdown

/// The text of a page that names a plane which there is no more.
enum StreamPlaneInProse: PageRule {
  static let description = RuleDocumentation(
    id: "stream-plane",
    finds: "a text of a page that names a retired plane, such as the Stream Plane",
    matters:
      "The architecture has four planes; queues, logs and stream processors hold state and belong there.",
    bad: "# Ingestion\n\nEvents enter through the Stream Plane.\n",
    good: "# Ingestion\n\nStream processing belongs to the State Plane; upstream planes do not see it.\n")

  static let options: [RuleOption] = [.texts("denials", Denial.words, "words before it that take it back")]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    let denials = PhraseFinder(settings.texts("denials"))
    for retired in page.planes.retired {
      let successor = retired.successor.map { page.planes.planes[$0].title } ?? "another plane"
      let finder = { (text: ArraySlice<UInt8>) in retired.titles.lazy.compactMap { $0.first(in: text) }.first
      }
      for place in page.prose(holding: finder) where !place.isDenied(by: denials) {
        report.add(
          place.range, "\"\(page.string(place.range))\" is a plane that there is no more",
          help: "queues, logs and stream processors belong to the \(successor)")
      }
    }
  }
}
