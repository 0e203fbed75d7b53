import AtlasCore
import AtlasMarkdown
import AtlasMermaid

/// The text of a page that still counts five planes.
enum FivePlanesInProse: PageRule {
  static let description = RuleDocumentation(
    id: "five-plane-text",
    finds:
      "a text of a page, or a comment in it or in its diagrams, that speaks of five planes: there are four",
    matters: "Who reads of a fifth plane looks for it in the diagrams, and draws it in the next one.",
    bad: "# Conventions\n\nEvery drawing follows the five-plane architecture.\n",
    good: "# Conventions\n\nEvery drawing follows the 4-plane architecture (not 5-plane).\n")

  static let options: [RuleOption] = [
    .texts(
      "prose",
      [
        "five-plane", "5-plane", "five planes", "5 planes", "five plane", "5 plane", "five-planes",
        "5-planes",
        "fiveplane", "5plane",
      ], "what says it"),
    .texts("proseDenials", Denial.words, "words before it that take it back"),
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    let phrases = settings.phrases("prose")
    let denials = settings.phrases("proseDenials")
    for place in page.prose(holding: phrases) where !place.isDenied(by: denials) {
      tell(place.range, page, &report)
    }
    for comment in page.page.comments {
      let bytes = page.page.bytes[comment.range.bounds]
      guard let found = phrases.first(in: bytes), !Denial.stands(before: found.lowerBound, in: bytes, denials)
      else { continue }
      tell(TextRange(found.lowerBound, found.upperBound), page, &report)
    }
    // Comments are no part of what a diagram means, and so of what rules about diagrams are keyed on.
    for (number, diagram) in page.diagrams.enumerated() {
      for comment in diagram.parsed.comments {
        let bytes = diagram.parsed.source.original[comment.bounds]
        guard let found = phrases.first(in: bytes),
          !Denial.stands(before: found.lowerBound, in: bytes, denials)
        else { continue }
        report.add(
          inDiagram: number, TextRange(found.lowerBound, found.upperBound),
          "\"\(String(decoding: bytes[found], as: UTF8.self))\": there are four planes",
          help: "write four-plane")
      }
    }
  }

  private static func tell(_ range: TextRange, _ page: PageSubject, _ report: inout PageRuleReport) {
    report.add(range, "\"\(page.string(range))\": there are four planes", help: "write four-plane")
  }
}
