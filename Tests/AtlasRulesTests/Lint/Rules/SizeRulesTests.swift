import AtlasCore
import AtlasMermaid
import AtlasRules
import Testing

/// What each rule about size and legibility must not take for a fault, and what it must not miss.
struct SizeRulesTests {
  private static let long = "a label that goes on and on and on without ever coming to an end of it"

  private static func lines(_ count: Int, _ line: (Int) -> String) -> String {
    (0..<count).map { "  \(line($0))\n" }.joined()
  }

  private static let silent: [(String, String)] = [
    ("too-many-nodes", "pie\n" + lines(60) { "\"s\($0)\" : 1" }),
    ("too-many-nodes", "flowchart LR\n" + lines(60) { "%% N\($0)" } + "  A --> B\n"),
    ("too-many-nodes", "flowchart LR\n" + lines(60) { _ in "A --> A" }),
    ("too-many-edges", "sequenceDiagram\n" + lines(120) { "A->>B: m\($0)" }),
    ("too-many-edges", "flowchart LR\n" + lines(120) { _ in "A ~~~ B" }),
    ("long-label", "flowchart LR\n  %% \(long)\n  A --> B\n  click A \"https://atlas.dev/\(long)\"\n"),
    ("long-label", "sequenceDiagram\n  A->>B: \(long)\n"),
    ("long-label", "flowchart LR\n  A[\"über fünfundvierzig Bytes, doch öfter weniger\"] --> B\n"),
    (
      "long-label",
      "flowchart LR\n  A[\"<b>forty-five</b> at most, &lt;tags&gt; and #quot;codes#quot;\"] --> B\n"
    ),
    ("escaped-newline-label", #"flowchart LR\#n  A["$$\nu + \nabla$$"] --> B["C:\new\notes"]\#n"#),
    ("escaped-newline-label", #"flowchart LR\#n  A["splits at \r\n or [^\n]"] --> B["x\n+"]\#n"#),
    ("escaped-newline-label", #"flowchart LR\#n  %% a\nb\#n  A[a<br/>b] --> B\#n"#),
    (
      "font-size",
      "flowchart LR\n  A[\"font-size:8px\"] --> B\n  classDef c font-size:14px\n  class A c\n"
    ),
    (
      "font-size",
      "flowchart LR\n  A --> B\n  style A font-size:1em,stroke-width:4px\n  style B font-size:80%\n"
    ),
    ("wide-diagram", "flowchart TB\n" + lines(20) { "N\($0) --> N\($0 + 1)" }),
    ("wide-diagram", "flowchart TB\n  subgraph S\n" + services + "  end\n"),
    ("wide-diagram", "sequenceDiagram\n" + lines(40) { "participant P\($0)" }),
  ]

  private static let services = lines(20) { "N\($0)[\"Service number \($0)\"]" }

  @Test(arguments: silent)
  func isSilent(code: String, text: String) throws {
    #expect(Mermaid.parse(Array(text.utf8)).verdict == .valid)
    #expect(try RuleExamples.findings(of: code, in: text).isEmpty)
  }

  private static let spoken: [(String, String, [String])] = [
    ("too-many-nodes", "stateDiagram-v2\n" + lines(60) { "S\($0) --> S\($0 + 1)" }, ["stateDiagram-v2"]),
    (
      "long-label", "flowchart LR\n  A[a<br>b<br/>c<br />d<br>e<br>f<br>g] --> B\n",
      ["a<br>b<br/>c<br />d<br>e<br>f<br>g"]
    ),
    (
      "escaped-newline-label", #"sequenceDiagram\#n  A->>B: one\ntwo\#n  Note over A: x\ny\#n"#,
      ["\\n", "\\n"]
    ),
    (
      "font-size",
      "flowchart LR\n  A --> B\n  style A font-size: 8pt,fill:#fff\n  linkStyle 0 FONT-SIZE:0.5em\n",
      ["font-size: 8pt", "FONT-SIZE:0.5em"]
    ),
    (
      "wide-diagram", "flowchart TB\n  subgraph S\n    direction TB\n" + services + "  end\n",
      ["flowchart TB"]
    ),
    (
      "wide-diagram", "flowchart TB\n" + lines(20) { "A --> N\($0)[\"Service number \($0)\"]" },
      ["flowchart TB"]
    ),
  ]

  @Test(arguments: spoken)
  func speaksOn(code: String, text: String, words: [String]) throws {
    let diagram = Mermaid.parse(Array(text.utf8))
    #expect(try RuleExamples.findings(of: code, in: diagram).map(diagram.words) == words)
  }

  @Test(arguments: [
    (
      "long-label", "flowchart LR\n  A[\"\(long)\"] --> B\n",
      "flowchart LR\n  A[\"a label that goes on and on and on<br/>without ever coming to an end of it\"] --> B\n"
    ),
    (
      "escaped-newline-label", "flowchart LR\n  A[x\\ny\\nz] --> B\n",
      "flowchart LR\n  A[x<br/>y<br/>z] --> B\n"
    ),
    ("escaped-newline-label", "sequenceDiagram\n  A->>B: x\\ny\n", "sequenceDiagram\n  A->>B: x<br/>y\n"),
    (
      "font-size", "flowchart LR\n  A --> B\n  style A fill:#fff,font-size: 8pt\n",
      "flowchart LR\n  A --> B\n  style A fill:#fff,font-size: 12px\n"
    ),
  ])
  func isMended(code: String, text: String, mended: String) throws {
    let repair = try RuleExamples.repaired(text, by: code)
    #expect(repair.text == mended)
    #expect(repair.refusals.isEmpty)
  }

  @Test func manyMoreNodesAreUrgent() throws {
    let text = "flowchart LR\n  " + (0...120).map { "N\($0)" }.joined(separator: " --> ") + "\n"
    let finding = try #require(RuleExamples.findings(of: "too-many-nodes", in: text).first)
    #expect(finding.priority == .high && finding.severity == .error)
    let kept = try RuleExamples.findings(of: "too-many-nodes", in: text, entry: #"{"severity": "info"}"#)
      .first
    #expect(kept?.priority == .high && kept?.severity == .info)
  }

  @Test func thresholdsAreData() throws {
    let text = "flowchart LR\n  A --> B --> C\n"
    #expect(try RuleExamples.findings(of: "too-many-nodes", in: text, entry: #"{"limit": 2}"#).count == 1)
    #expect(try RuleExamples.findings(of: "too-many-edges", in: text, entry: #"{"limit": 1}"#).count == 1)
    #expect(try RuleExamples.findings(of: "wide-diagram", in: text, entry: #"{"limit": 100}"#).count == 1)
    #expect(
      try RuleExamples.findings(of: "wide-diagram", in: text, entry: #"{"limit": 300, "gap": 1000}"#).count
        == 1)
  }
}
