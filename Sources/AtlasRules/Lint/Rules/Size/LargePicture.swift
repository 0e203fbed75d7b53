import AtlasCore
import AtlasMermaid

package enum LargePicture: LintRule {
  package static let description = RuleDocumentation(
    id: "svg-size",
    finds: "a diagram whose picture would be larger than 500 KB, as far as its nodes, links and texts tell",
    matters: "The picture is part of the page: on a slow line the page stays empty.",
    bad: "flowchart LR\n"
      + String(repeating: "  A -->|a label that is forty characters long| B\n", count: 240),
    good: "flowchart LR\n  A -->|a label that is forty characters long| B\n")

  package static let options = [
    RuleOption.limit(500, in: 1...1_000_000, "the largest picture in KB of 1,024 bytes"),
    RuleOption.number("base", 2_000, "bytes of a picture with nothing in it"),
    RuleOption.number("node", 1_300, "bytes of a node"),
    RuleOption.number("edge", 700, "bytes of a link"),
    RuleOption.number("character", 40, "bytes of a character of a label"),
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let size = DrawingSize(subject)
    let characters = subject.labels.reduce(0) { $0 + $1.size.characters + $1.size.lines - 1 }
    let bytes =
      settings.number("base") + settings.number("node") * Double(size.nodes)
      + settings.number("edge") * Double(size.links) + settings.number("character") * Double(characters)
    guard bytes > settings.limit * 1_024 else { return }
    report.add(
      subject.diagram.headerRange,
      "the picture would have about \(Int(bytes / 1_024)) KB, and \(Int(settings.limit)) are the most",
      help: "split the diagram: one picture for each plane, or for each step")
  }
}
