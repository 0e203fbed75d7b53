import AtlasCore
import AtlasMermaid
import AtlasRules
import Testing

/// What each rule about links and descriptions must not take for a fault, and what it must not miss.
struct InteractionRulesTests {
  @Test(arguments: [
    ("click-unsafe", "flowchart LR\n  A[\"javascript:alert(1)\"] --> B\n  %% click A \"javascript:x\"\n"),
    ("click-unsafe", "flowchart LR\n  A --> B\n  click A \"https://atlas.dev/javascript:x?data:1\" \"t\"\n"),
    ("click-unsafe", "flowchart LR\n  javascript --> data\n  click data \"/data:sets\" \"t\"\n"),
    ("click-tooltip", "flowchart LR\n  A --> B\n  click A call open() \"Opens A\"\n"),
    (
      "click-tooltip", "gantt\n  section S\n  Task :a, 2024-01-01, 1d\n  click a href \"https://atlas.dev\"\n"
    ),
    ("click-missing", "flowchart LR\n  A --> B --> C\n"),
    ("click-missing", "sequenceDiagram\n  A->>B: x\n  C->>D: y\n  E->>F: z\n"),
    ("a11y-descr", "flowchart LR\n  accDescr {\n    Two boxes\n  }\n  A --> B\n"),
    ("a11y-descr", "mindmap\n  root\n    A\n"),
    ("a11y-descr", "sankey-beta\nA,B,10\n"),
  ])
  func isSilent(code: String, text: String) throws {
    #expect(Mermaid.parse(Array(text.utf8)).verdict == .valid)
    #expect(try RuleExamples.findings(of: code, in: text).isEmpty)
  }

  @Test(arguments: [
    ("click-unsafe", "flowchart LR\n  A --> B\n  click A href \" JavaScript:alert(1)\" \"t\" _blank\n"),
    ("click-unsafe", "flowchart LR\n  A --> B\n  click A \"javascript#58;alert(1)\"\n"),
    ("click-unsafe", "classDiagram\n  class A\n  click A href \"vbscript:x\"\n"),
    ("click-unsafe", "gantt\n  section S\n  Task :a, 2024-01-01, 1d\n  click a href \"data:text/html,x\"\n"),
    ("click-tooltip", "classDiagram\n  class A\n  click A href \"https://atlas.dev\"\n"),
    ("click-tooltip", "flowchart LR\n  A --> B\n  click A open\n"),
    ("a11y-descr", "flowchart LR\n  A[\"accDescr: no\"] --> B\n  %% accDescr: no\n"),
  ])
  func speaksOn(code: String, text: String) throws {
    #expect(Mermaid.parse(Array(text.utf8)).verdict == .valid)
    #expect(try RuleExamples.findings(of: code, in: text).count == 1)
  }

  @Test func anUnsafeClickIsRemovedAndNothingElse() throws {
    let text =
      "flowchart LR\n  A --> B\n  click A \"javascript:x\" \"t\"\n  click B \"https://atlas.dev\" \"t\"\n"
    let repair = try RuleExamples.repaired(text, by: "click-unsafe")
    #expect(repair.text == "flowchart LR\n  A --> B\n  click B \"https://atlas.dev\" \"t\"\n")
  }

  @Test func aTooltiplessClickIsShownAsAWhole() throws {
    let diagram = Mermaid.parse(Array("flowchart LR\n  A --> B\n  click A \"https://atlas.dev\"\n".utf8))
    let finding = try #require(RuleExamples.findings(of: "click-tooltip", in: diagram).first)
    #expect(diagram.words(finding) == "click A \"https://atlas.dev\"")
  }

  @Test func aDescriptionIsMadeOnlyWhereItsRuleIsNamed() throws {
    let text = "flowchart LR\n  A --> B\n"
    let specification = try RuleExamples.specification(of: "a11y-descr")
    let repair = DiagramRepair(Array(text.utf8), policy: .init()) {
      Linter.findings(in: $0, by: specification)
    }
    #expect(repair.text == text && repair.steps.isEmpty)
    #expect(try RuleExamples.repaired(text, by: "a11y-descr").text != text)
  }

  /// Every kind that is said to lack a description can carry one, where mermaid's own words around it stay the same.
  @Test(arguments: [
    (
      "flowchart LR\n  subgraph E[\"Edge; #1 {x} - #3B82F6\"]\n    A --> B\n  end\n",
      "Flowchart with 2 nodes and 1 link in 1 group: Edge 1 x"
    ),
    ("flowchart LR\n  accTitle: Boxes\n  A --> B\n", "Flowchart with 2 nodes and 1 link"),
    ("sequenceDiagram\n  participant A\n  A->>B: x\n", "Sequence diagram with 1 participant and 1 message"),
    ("stateDiagram-v2\n  [*] --> Idle\n", "State diagram with 1 transition"),
    ("classDiagram\n  A --> B\n", "Class diagram with 1 relation"),
    ("erDiagram\n  A ||--o{ B : has\n", "Entity relationship diagram with 1 relation"),
    ("gantt\n  section S\n  Task :a, 2024-01-01, 1d\n", "Gantt chart with 1 task"),
    ("pie\n  \"a\" : 1\n  \"b\" : 2\n", "Pie chart with 2 slices"),
    ("timeline\n  2024 : x\n", "Timeline with 1 period and 1 event"),
    ("journey\n  section S\n    Sit: 5: Me\n", "User journey with 1 task"),
    ("quadrantChart\n  A: [0.1, 0.2]\n", "Quadrant chart with 1 point"),
    ("xychart-beta\n  bar [1, 2]\n", "XY chart"),
    ("gitGraph\n  commit\n", "Git graph with 1 commit"),
    ("requirementDiagram\n  element e {\n  type: x\n  }\n", "Requirement diagram"),
    ("radar-beta\n  axis a, b\n  curve c{1, 2}\n", "Radar chart with 2 axes and 1 curve"),
    ("treemap-beta\n\"A\"\n  \"B\": 1\n", "Treemap"),
    ("packet-beta\n0-7: \"x\"\n", "Packet diagram"),
    ("architecture-beta\n  service a(server)[A]\n", "Architecture diagram with 1 service"),
  ])
  func aDescriptionCanBeMade(text: String, summary: String) throws {
    #expect(Mermaid.parse(Array(text.utf8)).verdict == .valid)
    let repair = try RuleExamples.repaired(text, by: "a11y-descr")
    #expect(repair.refusals.isEmpty)
    let description = try #require(repair.after.accessibility.description)
    #expect(repair.after.source.string(description) == summary)
    #expect(repair.after.verdict == .valid)
  }
}
