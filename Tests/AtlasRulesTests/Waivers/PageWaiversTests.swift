import AtlasCore
import AtlasMarkdown
import AtlasRules
import Testing

struct PageWaiversTests {
  private static func waivers(_ page: String) -> PageWaivers {
    let bytes = Array(page.utf8)
    let fences = MarkdownPage(parsing: bytes).fences.filter(\.isMermaid)
    return PageWaivers(
      bytes, isOneDiagram: false,
      fences.map { fence in
        PageWaivers.Diagram(content: fence.content, pageRange: { fence.pageRange(ofContent: $0) })
      })
  }

  private static func inDiagram(_ text: String) -> String { "# T\n\n```mermaid\n\(text)\n```\n" }

  @Test(arguments: [
    ("%% atlas-ignore self-loop -- why\nflowchart LR\n  A --> A\n  B --> B", [5, 6, 7], []),
    ("---\ntitle: T\n---\n%% atlas-ignore self-loop -- why\nflowchart LR\n  A --> A", [9], []),
    ("%%{init: {}}%%\n%% atlas-ignore self-loop -- why\nflowchart LR\n  A --> A", [7], []),
    ("flowchart LR\n  %% atlas-ignore self-loop -- why\n  A --> A\n  B --> B", [6], [7]),
    ("flowchart LR\n  %% atlas-ignore self-loop -- why\n\n  %% another\n  A --> A\n  B --> B", [8], [9]),
    ("flowchart LR\n  %% atlas-ignore-diagram self-loop -- why\n  A --> A\n  B --> B", [6, 7], []),
    ("%% atlas-ignore-next-line self-loop -- why\nflowchart LR\n  A --> A", [5], [6]),
  ])
  func aCommentOfADiagramCoversWhatStandsAfterIt(text: String, waived: [Int], told: [Int]) {
    var waivers = Self.waivers(Self.inDiagram(text))
    for line in waived { #expect(waivers.reason(for: "self-loop", line: line, diagram: 0) == "why") }
    for line in told { #expect(waivers.reason(for: "self-loop", line: line, diagram: 0) == nil) }
    #expect(waivers.reason(for: "no-edges", line: waived[0], diagram: 0) == nil)
  }

  @Test func aCommentAtTheTopOfAPageCoversThePage() {
    var waivers = Self.waivers(
      "---\nkey: x\n---\n<!-- atlas-ignore no-diagram -- a tutorial -->\n\n# T\n\ntext\n")
    #expect(waivers.reason(for: "no-diagram", line: 8, diagram: nil) == "a tutorial")
    #expect(waivers.reason(for: "no-diagram", line: 1, diagram: 3) == "a tutorial")
  }

  @Test func aCommentBeforeADiagramCoversTheDiagramAlone() {
    let diagram = "```mermaid\nflowchart LR\n  A --> A\n```\n"
    var waivers = Self.waivers("# T\n\n<!-- atlas-ignore self-loop -- why -->\n\(diagram)\n\(diagram)")
    #expect(waivers.reason(for: "self-loop", line: 6, diagram: 0) == "why")
    #expect(waivers.reason(for: "self-loop", line: 6, diagram: nil) == "why")
    #expect(waivers.reason(for: "self-loop", line: 11, diagram: 1) == nil)
  }

  @Test func aCommentInThePageCoversTheNextLine() {
    var waivers = Self.waivers(
      "# T\n\ntext\n\n<!-- atlas-ignore placeholder -- a quotation -->\n\nTODO\n\nTODO\n")
    #expect(waivers.reason(for: "placeholder", line: 7, diagram: nil) == "a quotation")
    #expect(waivers.reason(for: "placeholder", line: 9, diagram: nil) == nil)
  }

  @Test(arguments: [
    ("%% atlas-ignore self-loop", "waiver-malformed"), ("%% atlas-ignore self-loop --", "waiver-malformed"),
    ("%% atlas-ignore -- why", "waiver-malformed"), ("%% atlas-ignore", "waiver-malformed"),
    ("%% atlas-ignore-lines self-loop -- why", "waiver-malformed"),
    ("%% atlas-ignore self-lop -- why", "waiver-unknown"),
    ("%% atlas-ignore waiver-unused -- why", "waiver-unknown"),
    ("%% atlas-ignore no-edges -- why", "waiver-unused"),
  ])
  func whatIsWrongWithAWaiverIsSaidAtItsPlace(comment: String, rule: String) {
    var waivers = Self.waivers(Self.inDiagram("flowchart LR\n  \(comment)\n  A --> A"))
    #expect(waivers.reason(for: "self-loop", line: 6, diagram: 0) == nil)
    let problems = waivers.problems { _, _ in true }
    #expect(problems.map(\.rule) == [rule])
    #expect(problems.map(\.diagram) == [0])
  }

  @Test func aRuleThatWasNotAppliedLeavesNoWaiverUnused() {
    let waivers = Self.waivers(Self.inDiagram("flowchart LR\n  %% atlas-ignore no-edges -- why\n  A --> B"))
    #expect(waivers.problems { _, _ in false }.isEmpty)
  }

  @Test(arguments: [
    "atlas is ignored", "atlas-build ran", "%% atlas", "<!-- see atlas-ignoring -->",
  ])
  func whatIsNoWaiverIsNone(text: String) {
    let page = Self.inDiagram("flowchart LR\n  A[\"\(text.filter { $0 != "%" })\"]") + "\n\(text)\n"
    #expect(Self.waivers(page).waivers.isEmpty)
  }

  @Test func severalRulesShareAReason() {
    var waivers = Self.waivers(
      Self.inDiagram(
        "%% atlas-ignore self-loop, no-edges a11y-title -- one, two -- three\nflowchart LR\n  A --> A"))
    for code in ["self-loop", "no-edges", "a11y-title"] {
      #expect(waivers.reason(for: code, line: 5, diagram: 0) == "one, two -- three")
    }
  }
}
