import AtlasCore
import AtlasMermaid
import AtlasRules
import Testing

/// What the rules about planes must not say, what they must, and what their fixes write.
struct PlaneRuleTests {
  @Test(arguments: [
    // Another word that ends so, a comment, a node's id and label, a link, another kind of diagram.
    ("stream-plane", "flowchart LR\n  subgraph U[Upstream planes]\n    A\n  end\n"),
    ("stream-plane", "flowchart LR\n  %% the stream plane is gone\n  A[Orders]\n"),
    ("stream-plane", "flowchart LR\n  StreamPlane[Kafka 3.5] --> B\n"),
    ("stream-plane", "flowchart LR\n  A\n  click A \"https://docs.test/stream-plane\"\n"),
    ("stream-plane", "sequenceDiagram\n  participant S as Stream Plane\n"),
    ("stream-residue", "flowchart LR\n  subgraph STREAM[Event Stream]\n    A\n  end\n"),
    (
      "stream-residue",
      "flowchart LR\n  subgraph Edge\n    Streams[Kafka Streams 3.5]\n  end\n  subgraph State\n    B\n  end\n"
    ),
    ("stream-residue", "flowchart LR\n  A:::stream\n  classDef stream fill:#0066CC\n"),
    ("legacy-stream-colour", "flowchart LR\n  A[\"#AA00AA\"]\n  style A fill:#AA00AB\n"),
    ("plane-colour", "flowchart LR\n  subgraph State\n    A[(Redis 7)]\n  end\n  style A fill:#ff8800\n"),
    (
      "plane-colour",
      "flowchart LR\n  subgraph State\n    A:::failed\n  end\n  classDef failed fill:#CC0000\n"
    ),
    (
      "plane-colour",
      "flowchart LR\n  subgraph K[Kubernetes Control Plane]\n    A\n  end\n  style A fill:#0066CC\n"
    ),
    // A style beats a class, the class named last the one before, and any class the default.
    (
      "plane-colour",
      "flowchart LR\n  subgraph State\n    A:::edgeStyle\n  end\n  classDef edgeStyle fill:#06c\n  style A fill:#f80\n"
    ),
    (
      "plane-colour",
      "flowchart LR\n  subgraph State\n    A:::edgeStyle\n  end\n  class A x\n  classDef x fill:#f80\n  classDef edgeStyle fill:#06c\n"
    ),
    (
      "plane-colour",
      "flowchart LR\n  subgraph State\n    A:::x\n  end\n  classDef x fill:#f80\n  classDef default fill:#06c\n"
    ),
    // The innermost plane holds, and what links say of a subgraph is no node.
    (
      "plane-colour",
      "flowchart LR\n  subgraph State\n    subgraph Edge\n      A\n    end\n  end\n  style A fill:#06c\n"
    ),
    (
      "unstyled-node",
      "flowchart LR\n  subgraph State\n    A:::stateStyle\n  end\n  B:::edgeStyle --> State\n"
    ),
    ("plane-colour", "flowchart LR\n  A[(the state plane)]\n  style A fill:#0066CC\n"),
    ("plane-colour", "flowchart LR\n  subgraph State\n    A\n  end\n  style A fill:#3B82F600\n"),
    ("plane-colour", "flowchart LR\n  subgraph StatePlane\n    A\n  end\n  style A fill:#F59E0B\n"),
    ("palette-variant", "flowchart LR\n  A[\"#3B82F6\"]:::edgeStyle\n  classDef edgeStyle fill:#06C\n"),
    ("mixed-palette", "flowchart LR\n  A[\"#10B981\"]:::edgeStyle\n  classDef edgeStyle fill:#0066CC\n"),
    ("stroke-mismatch", "flowchart LR\n  A\n  style A fill:#0066cc,stroke:#049\n"),
    ("stroke-mismatch", "flowchart LR\n  A\n  style A fill:#123456,stroke:#654321\n"),
    ("low-contrast", "flowchart LR\n  A\n  style A fill:#0066CC,color:white\n"),
    ("low-contrast", "flowchart LR\n  A\n  style A fill:#00AA00,color:#fff,font-weight:bold\n"),
    ("hex-in-label", "flowchart LR\n  A[see issue #123456] --> B[Bestellung #4711]\n"),
    ("hex-in-label", "sequenceDiagram\n  rect #AABBCC\n  A->>B: x\n  end\n"),
    ("colour-name-mismatch", "flowchart LR\n  subgraph S[Green #10B981, Orange #F59E0B]\n    A\n  end\n"),
    ("colour-name-mismatch", "flowchart LR\n  subgraph S[Redis #8B5CF6]\n    A\n  end\n"),
    // Comments are told with the page.
    ("colour-name-mismatch", "flowchart LR\n  %% control: red #8B5CF6\n  A\n"),
    ("emoji-plane", "flowchart LR\n  subgraph S[⚙ Service Plane]\n    A\n  end\n"),
    ("emoji-plane", "flowchart LR\n  subgraph S[Edge Optimization]\n    A\n  end\n"),
    ("plane-class-name", "flowchart LR\n  A:::alert\n  classDef alert fill:#CC0000\n"),
    ("plane-class-name", "flowchart LR\n  Blue[blue]\n  classDef default fill:#0066CC\n"),
    (
      "missing-planes",
      "flowchart LR\n  subgraph D[Data Plane]\n    A\n  end\n  subgraph C[Control Plane]\n    B\n  end\n"
    ),
    ("missing-planes", "flowchart LR\n  subgraph S[ARM Control Plane]\n    A\n  end\n"),
    ("missing-planes", "stateDiagram-v2\n  state EdgePlane {\n    A\n  }\n"),
    ("no-plane", "flowchart LR\n  A --> B --> C --> D --> E\n"),
    ("unstyled-node", "flowchart LR\n  A:::x --> B\n  classDef x fill:#123456\n"),
    (
      "unstyled-node",
      "flowchart LR\n  A:::edgeStyle --> B\n  classDef default fill:#fff\n  classDef edgeStyle fill:#06C\n"
    ),
    ("rounded-corners", "flowchart LR\n  A:::x\n  classDef x fill:#fff\n"),
    ("plane-order", "flowchart LR\n  A:::stateStyle --> B:::edgeStyle\n"),
    (
      "plane-order",
      "flowchart LR\n  subgraph Edge\n    A\n  end\n  subgraph State\n    B\n  end\n  A --> B\n  B --- A\n"
    ),
  ])
  func theRuleIsSilent(_ code: String, _ text: String) throws {
    #expect(Mermaid.parse(Array(text.utf8)).verdict == .valid)
    #expect(try RuleExamples.findings(of: code, in: text).map(\.message) == [])
  }

  @Test(arguments: [
    ("stream-plane", "flowchart LR\n  subgraph STREAM_PLANE[Queues]\n    A\n  end\n", "STREAM_PLANE"),
    ("stream-plane", "flowchart LR\n  A:::streamPlane\n  classDef streamPlane fill:#fff\n", "streamPlane"),
    ("stream-residue", "flowchart LR\n  A:::streamStyle\n", "streamStyle"),
    ("stream-residue", "flowchart LR\n  A:::stream\n  classDef stream fill:#a0a,stroke:#777\n", "stream"),
    ("legacy-stream-colour", "flowchart LR\n  A\n  style A stroke:#770077\n", "#770077"),
    (
      "plane-colour",
      "flowchart LR\n  subgraph State\n    A:::edgeStyle\n  end\n  classDef edgeStyle fill:#06c\n",
      "A:::edgeStyle"
    ),
    (
      "plane-colour", "flowchart LR\n  A:::stateStyle\n  classDef stateStyle fill:rebeccapurple\n",
      "rebeccapurple"
    ),
    (
      "plane-colour", "flowchart LR\n  subgraph State\n    A\n  end\n  classDef default fill:#06c\n", "A"
    ),
    (
      "plane-colour", "flowchart LR\n  subgraph State\n    A\n  end\n  style State fill:#06c\n", "#06c"
    ),
    ("legacy-stream-colour", "flowchart LR\n  A --> B\n  linkStyle 0 stroke:#a0a\n", "#a0a"),
    (
      "missing-planes",
      "flowchart LR\n  subgraph Edge\n    A\n  end\n  subgraph C[Istio Control Plane]\n    B\n  end\n", "Edge"
    ),
    ("hex-in-label", "flowchart LR\n  A -->|\"blue (#059669)\"| B\n", "#059669"),
    ("colour-name-mismatch", "flowchart LR\n  subgraph S[control: red #8B5CF6]\n    A\n  end\n", "#8B5CF6"),
    ("low-contrast", "flowchart LR\n  A\n  style A fill:yellow,color:#fff\n", "#fff"),
    (
      "rounded-corners", "flowchart LR\n  A:::edgeStyle\n  classDef edgeStyle fill:#06c,rx:6\n",
      "classDef edgeStyle fill:#06c,rx:6"
    ),
  ])
  func theRuleSpeaksOfTheseWords(_ code: String, _ text: String, _ words: String) throws {
    let diagram = Mermaid.parse(Array(text.utf8))
    #expect(try RuleExamples.findings(of: code, in: diagram).map(diagram.words) == [words])
  }

  @Test(arguments: [
    (
      "palette-variant",
      "flowchart LR\n  A:::edgeStyle\n  classDef edgeStyle fill:#3b82f6,stroke:#2563EB,color:#fff\n",
      "flowchart LR\n  A:::edgeStyle\n  classDef edgeStyle fill:#0066CC,stroke:#004499,color:#fff\n"
    ),
    (
      "plane-colour", "flowchart LR\n  A:::stateStyle\n  classDef stateStyle fill:#0066CC,stroke:#049\n",
      "flowchart LR\n  A:::stateStyle\n  classDef stateStyle fill:#FF8800,stroke:#CC6600\n"
    ),
    (
      "hex-in-label", "flowchart LR\n  subgraph E[Edge Plane - Blue #3B82F6<br/>CDN]\n    A\n  end\n",
      "flowchart LR\n  subgraph E[Edge Plane<br/>CDN]\n    A\n  end\n"
    ),
    (
      "emoji-plane", "flowchart LR\n  subgraph EdgePlane\n    A\n  end\n",
      "flowchart LR\n  subgraph EdgePlane[\"🌐 EdgePlane\"]\n    A\n  end\n"
    ),
    (
      "emoji-plane", "flowchart LR\n  subgraph Edge Plane\n    A\n  end\n",
      "flowchart LR\n  subgraph \"🌐 Edge Plane\"\n    A\n  end\n"
    ),
    (
      "emoji-plane", "flowchart LR\n  subgraph C[Control Plane]\n    A\n  end\n",
      "flowchart LR\n  subgraph C[🎛️ Control Plane]\n    A\n  end\n"
    ),
    (
      "plane-class-name",
      "flowchart LR\n  A:::edge --> B\n  class B edge\n  classDef edge fill:#0066CC\n",
      "flowchart LR\n  A:::edgeStyle --> B\n  class B edgeStyle\n  classDef edgeStyle fill:#0066CC\n"
    ),
    (
      "stream-plane", "flowchart LR\n  subgraph StreamPlane[Stream Plane]\n    A\n  end\n",
      "flowchart LR\n  subgraph StatePlane[💾 State Plane]\n    A\n  end\n"
    ),
    (
      "rounded-corners", "flowchart LR\n  A:::edgeStyle\n  classDef edgeStyle fill:#06c,rx:6\n",
      "flowchart LR\n  A:::edgeStyle\n  classDef edgeStyle fill:#06c,rx:8\n"
    ),
  ])
  func theFixWritesThis(_ code: String, _ text: String, _ repaired: String) throws {
    let repair = try RuleExamples.repaired(text, by: code)
    #expect(repair.text == repaired)
    #expect(repair.refusals.isEmpty)
  }

  @Test(
    arguments: [
      // The id is spoken of elsewhere; the State Plane is there already; the name is taken.
      (
        "emoji-plane", "flowchart LR\n  subgraph Edge\n    A\n  end\n  style Edge fill:#06c\n", "[\"🌐 Edge\"]"
      ),
      (
        "plane-class-name",
        "flowchart LR\n  A:::edge\n  classDef edge fill:#06c\n  classDef edgeStyle fill:#06c\n", nil
      ),
      (
        "stream-plane",
        "flowchart LR\n  subgraph StatePlane\n    A\n  end\n  subgraph StreamPlane\n    B\n  end\n", nil
      ),
    ] as [(String, String, String?)])
  func aFixLeavesIdsAlone(_ code: String, _ text: String, _ inserted: String?) throws {
    let finding = try #require(RuleExamples.findings(of: code, in: text).first)
    #expect(finding.fix?.edits.first?.replacement == inserted)
  }

  @Test func aColourOfNoPlaneIsLessUrgentThanOneOfAnotherPlane() throws {
    let text =
      "flowchart LR\n  subgraph State\n    A\n    B\n  end\n  style A fill:#0066CC\n  style B fill:#123\n"
    let lint = try JSONReader.read(Array(#"{"rules": {"plane-colour": {"priority": "HIGH"}}}"#.utf8))
    let specification = LintSpecification(lint: lint, planes: RuleExamples.planes, severities: nil)
    let findings = Linter.findings(in: Mermaid.parse(Array(text.utf8)), by: specification)
    #expect(findings.map(\.priority) == [.high, .medium])
  }

  @Test(arguments: [("tailwind", 0), ("atlas", 1), ("auto", 0)])
  func theProfileSaysWhichPaletteHolds(_ profile: String, _ count: Int) throws {
    let planes = try JSONReader.read(
      Array(
        ##"""
        {"profile": "\##(profile)", "planes": {"edge": {"class": "edgeStyle"}}, "palettes": {
          "atlas": {"edge": {"fill": "#0066CC", "stroke": "#004499"}},
          "tailwind": {"edge": {"fill": "#3B82F6", "stroke": "#2563EB"}}}}
        """##.utf8))
    let lint = try JSONReader.read(Array(#"{"rules": {"palette-variant": {"priority": "LOW"}}}"#.utf8))
    let diagram = Mermaid.parse(
      Array("flowchart LR\n  A:::edgeStyle\n  classDef edgeStyle fill:#3B82F6\n".utf8))
    let specification = LintSpecification(lint: lint, planes: planes, severities: nil)
    #expect(Linter.findings(in: diagram, by: specification).count == count)
  }

  @Test func aPackWithoutPlanesHasNothingToSayOfThem() throws {
    let text = "flowchart LR\n  subgraph StreamPlane\n    A\n  end\n  style A fill:#AA00AA\n"
    let rules = RuleCatalog.rules.map { #""\#($0.description.id)": {"priority": "LOW"}"# }.joined(
      separator: ",")
    let lint = try JSONReader.read(Array(#"{"rules": {\#(rules)}}"#.utf8))
    let specification = LintSpecification(lint: lint, planes: nil, severities: nil)
    let codes = Linter.findings(in: Mermaid.parse(Array(text.utf8)), by: specification).map(\.code)
    #expect(!codes.contains { $0.contains("plane") || $0.contains("stream") || $0.contains("palette") })
  }
}
