import AtlasCore
import AtlasMermaid
import AtlasRules
import Testing

/// What each rule about the structure of a diagram must not take for a fault, and what it must not miss.
struct StructureRulesTests {
  @Test(arguments: [
    ("undefined-class", "flowchart LR\n  A --> B\n  %% class A hot\n"),
    ("undefined-class", "flowchart LR\n  A[\"class B hot\"] --> B:::default\n"),
    ("undefined-class", "mindmap\n  root\n    A:::urgent\n"),
    ("undefined-class", "classDiagram\n  class Order\n  Order : +pay()\n"),
    ("undefined-class", "stateDiagram-v2\n  classDef hot fill:#f00\n  [*] --> Idle:::hot\n"),
    (
      "unused-classdef",
      "flowchart LR\n  A --> B\n  classDef default fill:#fff\n  classDef cluster fill:#eee\n"
    ),
    ("unused-classdef", "flowchart LR\n  A[\"classDef x\"] --> B\n  %% classDef hot fill:#f00\n"),
    (
      "unused-classdef",
      "flowchart LR\n  subgraph S\n    A --> B\n  end\n  classDef hot fill:#f00\n  class S hot\n"
    ),
    ("unused-classdef", "erDiagram\n  A:::hot ||--o{ B : has\n  classDef hot fill:#f00\n"),
    (
      "class-on-unknown-node",
      "flowchart LR\n  subgraph S\n    A --> B\n  end\n  style S fill:#eee\n  class S hot\n"
    ),
    ("class-on-unknown-node", "flowchart LR\n  A e1@--> B\n  class e1 fast\n  e1@{ animate: true }\n"),
    ("class-on-unknown-node", "flowchart LR\n  style A fill:#eee\n  A --> B\n"),
    ("class-on-unknown-node", "stateDiagram-v2\n  class Idle hot\n  [*] --> Idle\n"),
    (
      "class-on-unknown-node", "flowchart LR\n  subgraph one two\n    A --> B\n  end\n  class subGraph0 hot\n"
    ),
    ("duplicate-edge", "flowchart LR\n  A -->|read| B\n  A -->|write| B\n  A -.-> B\n  B --> A\n"),
    ("duplicate-edge", "sequenceDiagram\n  A->>B: ping\n  A->>B: ping\n"),
    ("duplicate-edge", "flowchart LR\n  A --> B\n  %% A --> B\n  A ~~~ B\n  A ~~~ B\n"),
    ("self-loop", "stateDiagram-v2\n  Healthy --> Healthy\n"),
    ("self-loop", "flowchart LR\n  A -->|retry| A\n"),
    ("self-loop", "sequenceDiagram\n  A->>A: think\n"),
    (
      "isolated-node",
      "flowchart LR\n  A --> S\n  subgraph S\n    B\n    subgraph T\n      C\n    end\n  end\n"
    ),
    ("isolated-node", "flowchart LR\n  A\n  B\n"),
    ("isolated-node", "flowchart LR\n  A e1@--> B\n  e1@{ animate: true }\n"),
    ("isolated-node", "flowchart LR\n  A --> B\n  %% C\n"),
    ("no-edges", "flowchart LR\n  A --> A\n"),
    ("no-edges", "flowchart LR\n  subgraph S\n    A --> B\n  end\n"),
    ("no-edges", "stateDiagram-v2\n  Idle\n"),
    ("no-edges", "flowchart LR\n"),
    (
      "undirected-edge", "flowchart LR\n  A -.- N[a remark]\n  A --o B\n  A ~~~ C\n  A -- \"x --- y\" --> B\n"
    ),
    ("undirected-edge", "erDiagram\n  A ||--|| B : has\n"),
    ("diagram-focus", "flowchart LR\n  A --> B\n  C --> D\n  E --> F\n  G --> H\n  I --> J\n"),
  ])
  func isSilent(code: String, text: String) throws {
    #expect(Mermaid.parse(Array(text.utf8)).verdict == .valid)
    #expect(try RuleExamples.findings(of: code, in: text).isEmpty)
  }

  @Test(arguments: [
    ("undefined-class", "flowchart LR\n  A:::hot --> B:::hot\n", ["hot"]),
    ("undefined-class", "stateDiagram-v2\n  [*] --> Idle:::cold\n", ["cold"]),
    ("undefined-class", "classDiagram\n  class Order:::red\n", ["red"]),
    ("unused-classdef", "flowchart LR\n  A:::a --> B\n  classDef a,b,c fill:#fff\n", ["b", "c"]),
    ("class-on-unknown-node", "flowchart LR\n  class A hot\n  A --> B\n", ["A"]),
    ("class-on-unknown-node", "flowchart LR\n  A --> B\n  style A,B fill:#fff\n", ["A,B"]),
    ("class-on-unknown-node", "flowchart LR\n  A --> B\n  click Z \"https://atlas.dev\"\n", ["Z"]),
    ("class-on-unknown-node", "classDiagram\n  class Order\n  style Ordre fill:#fff\n", ["Ordre"]),
    ("duplicate-edge", "flowchart LR\n  A & B --> C\n  B --> C\n", ["-->"]),
    ("duplicate-edge", "flowchart LR\n  A -- x<br/>y --> B\n  A -->|x<br>y| B\n", ["-->|x<br>y|"]),
    ("self-loop", "flowchart LR\n  A & B --> B\n", ["-->"]),
    ("isolated-node", "flowchart LR\n  A --> B\n  C[x]\n  A ~~~ C\n  D\n", ["C[x]"]),
    ("no-edges", "graph TD\n  A ~~~ B\n", ["graph TD"]),
    ("undirected-edge", "flowchart LR\n  A === B\n  A & B <--> C\n", ["===", "<-->"]),
  ])
  func speaksOn(code: String, text: String, words: [String]) throws {
    let diagram = Mermaid.parse(Array(text.utf8))
    #expect(try RuleExamples.findings(of: code, in: diagram).map(diagram.words) == words)
  }

  @Test(arguments: [
    (
      "unused-classdef", "flowchart LR\n  A:::a --> B\n  classDef a,b fill:#fff\n  classDef c fill:#000;\n",
      "flowchart LR\n  A:::a --> B\n  classDef a fill:#fff\n"
    ),
    ("unused-classdef", "flowchart LR\n  A --> B\n  classDef a,b fill:#fff\n", "flowchart LR\n  A --> B\n"),
    (
      "unused-classdef", "flowchart LR\n  A --> B; classDef a fill:#fff\n",
      "flowchart LR\n  A --> B\n"
    ),
    ("duplicate-edge", "flowchart LR\n  A --> B\n  A --> B\n  A --> B\n", "flowchart LR\n  A --> B\n"),
  ])
  func isMended(code: String, text: String, mended: String) throws {
    let repair = try RuleExamples.repaired(text, by: code)
    #expect(repair.text == mended)
    #expect(repair.refusals.isEmpty)
  }

  @Test(arguments: [
    "flowchart LR\n  A --> B\n  A --> B --> C\n",
    "flowchart LR\n  A --> B\n  A --> B[Store]\n",
    "flowchart LR\n  A --> B\n  A --> B\n  linkStyle 0 stroke:#f00\n",
    "flowchart LR\n  A --> B\n  subgraph S\n    A --> B\n  end\n",
  ])
  func aDuplicateThatSaysMoreIsLeftToPeople(text: String) throws {
    let findings = try RuleExamples.findings(of: "duplicate-edge", in: text)
    #expect(findings.count == 1 && findings.first?.fix == nil)
  }

  @Test func aClassOfTheSiteIsKnown() throws {
    let text = "flowchart LR\n  A:::brand --> B\n"
    #expect(try RuleExamples.findings(of: "undefined-class", in: text).count == 1)
    #expect(
      try RuleExamples.findings(of: "undefined-class", in: text, entry: #"{"known": ["brand"]}"#).isEmpty)
  }

  @Test func theHelpNamesTheNearestWord() throws {
    let misspelt = "flowchart LR\n  A:::stateStile --> B\n  classDef stateStyle fill:#f80\n"
    #expect(
      try RuleExamples.findings(of: "undefined-class", in: misspelt).first?.help.contains("\"stateStyle\"")
        == true)
    let list = "flowchart LR\n  A --> B\n  style A,B fill:#fff\n"
    #expect(
      try RuleExamples.findings(of: "class-on-unknown-node", in: list).first?.help.hasPrefix(
        "it takes one id") == true)
  }
}
