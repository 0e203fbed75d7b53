import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct FlowchartTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.flowchart, micro: 260, docs: 135, corpus: 2471)
  }

  /// Cases that were once judged otherwise than mermaid.js 11.16.0 judges them, and traps of its grammar.
  @Test(
    arguments: [
      ("graph TD;A-->B;;B-->C;", .valid), ("graph td\nA", .invalid), ("graph TD A", .invalid),
      ("graph", .valid),
      ("graph BR\nA", .valid), ("graph\nTD\nA", .valid), ("graph TD\nend-user", .invalid),
      ("graph TD\nendpoint", .valid),
      ("graph TD\na:end", .invalid), ("graph TD\nA -- a.b --> C", .valid),
      ("graph TD\nA -. a.b .-> C", .invalid),
      ("graph TD\nA == a=b ==> C", .invalid), ("graph TD\nA[\"\"]", .invalid), ("graph TD\nA[ ]", .valid),
      ("graph TD\nA[\"x\" y]", .valid), ("graph TD\nA[y \"x\"]", .invalid), ("graph TD\nA[x@y]", .invalid),
      ("graph TD\nA[x @y]", .valid), ("graph TD\nsubgraph\nA\nend", .invalid),
      ("graph TD\nsubgraph  \"x\"\nend", .invalid),
      ("graph TD\nsubgraph end\nA\nend", .valid), ("graph TD\nA&B", .valid), ("graph TD\nA &B", .invalid),
      ("graph TD\nA --> B\nlinkStyle 00 stroke:red", .invalid), ("graph TD\nx direction LR y", .valid),
      ("graph TD\nA@{ shape: rect }\n--> B", .valid), ("graph TD\nA@{ shape: rect } ;B", .invalid),
      ("graph TD\nA[x}\n]", .invalid), ("graph TD\n😀", .invalid), ("graph TD\né --> ü", .valid),
      ("graph TD\nA(-x-)", .unrenderable), ("graph TD\nclassDef 1a fill:#fff", .unrenderable),
      ("graph TD\nclassDef a.b fill:#fff", .valid), ("graph TD\nclassDef a, fill:#fff", .unrenderable),
      ("graph TD\nA <-- t --x B", .unrenderable), ("graph TD\nconstructor --> B", .unrenderable),
      ("graph TD\nA@{ label: 5 }", .unrenderable),
      ("graph TD\nsubgraph a\nb\nend\nsubgraph b\na\nend", .unrenderable),
      ("graph TD\naccDescr {x", .valid), ("graph TD\nclick A call f\nB(x)", .valid),
      ("graph TD\nA e1@--> B\nB --> e1", .unrenderable), ("graph TD\ne1 --> A\nA e1@--> e1", .valid),
      ("graph TD\nA[C4Dynamic]", .invalid), ("\n---\ntitle: x\n---\ngraph TD\nA", .unrenderable),
    ] as [(String, Verdict)])
  func verdictIsThatOfMermaid(_ code: String, _ verdict: Verdict) {
    #expect(Mermaid.parse(Array(code.utf8)).verdict == verdict)
  }

  @Test func fiveHundredLinksAreTheLimit() {
    func diagram(_ links: Int) -> [UInt8] {
      Array(("graph TD\n" + String(repeating: "A-->B\n", count: links)).utf8)
    }
    #expect(Mermaid.parse(diagram(500)).verdict == .valid)
    let tooMany = Mermaid.parse(diagram(501))
    #expect(tooMany.verdict == .invalid)
    #expect(tooMany.findings.first?.code == "mermaid-limits")
    let product =
      "graph TD\n" + (0..<30).map { "A\($0)" }.joined(separator: " & ") + " --> "
      + (0..<17).map { "B\($0)" }.joined(separator: " & ")
    #expect(Mermaid.parse(Array(product.utf8)).verdict == .invalid)
  }

  @Test(arguments: [
    ("A[EC2: $15M (6x)]", "unquoted-special-label", "A[\"EC2: $15M (6x)\"]"),
    ("A -->|a (b)| B", "unquoted-special-label", "A -->|\"a (b)\"| B"),
    ("A[say \"hi\"]", "unquoted-special-label", "A[\"say #quot;hi#quot;\"]"),
    ("A[\"a \\\"b\\\" c\"]", "unquoted-special-label", "A[\"a #quot;b#quot; c\"]"),
    ("A[/var/log]", "unquoted-special-label", "A[\"/var/log\"]"),
    ("A[Lambda@Edge]", "unquoted-special-label", "A[\"Lambda@Edge\"]"),
    ("A{is (x)} --> B", "unquoted-special-label", "A{\"is (x)\"} --> B"),
    ("A[(a (b))]", "unquoted-special-label", "A[(\"a (b)\")]"),
    ("classDf x fill:#fff", "bad-keyword", "classDef x fill:#fff"),
    ("A -> B", "bad-keyword", "A --> B"), ("A->B", "bad-keyword", "A-->B"),
    ("A -->> B", "bad-keyword", "A --> B"),
    ("A --> end", "reserved-id", "A --> End[\"end\"]"), ("A --> B %% c", "parse-error", "A --> B\n%% c"),
    ("A [x]", "parse-error", "A[x]"), ("A---oB", "circle-edge", "A--- oB"),
  ])
  func findingNamesTheTroubleAndItsFixHelps(_ line: String, _ code: String, _ fixed: String) throws {
    let diagram = Mermaid.parse(Array(("graph TD\n" + line + "\n").utf8))
    let finding = try #require(diagram.findings.first)
    #expect(finding.code == code)
    let fix = try #require(finding.fix)
    #expect(fix.safe)
    var result = diagram.source.original
    for edit in fix.edits.reversed() {
      result.replaceSubrange(edit.range.bounds, with: Array(edit.replacement.utf8))
    }
    #expect(String(decoding: result, as: UTF8.self) == "graph TD\n" + fixed + "\n")
    #expect(Mermaid.parse(result).verdict == .valid)
  }

  @Test func everyErrorOfADiagramIsReported() {
    let diagram = Mermaid.parse(
      Array("graph TD\nA[x (1)] --> B[y (2)]\nC[ok]\nB -->|z (3)| D[w (4)]\nend\n".utf8))
    #expect(
      diagram.findings.map(\.code) == Array(repeating: "unquoted-special-label", count: 4) + [
        "unbalanced-subgraph"
      ])
    #expect(diagram.mermaidErrorLine == 2)
    guard case .flowchart(let flowchart) = diagram.syntax else { return #expect(Bool(false), "no flowchart") }
    #expect(flowchart.statements.count == 3)
  }

  @Test func meaningChangesWithLabelsAndNotWithLayout() {
    let plain = Mermaid.parse(Array("graph TD\nA[x] -->|t| B\nsubgraph s\nC\nend\n".utf8))
    let dressed = Mermaid.parse(
      Array("%% c\n\n  graph TD\n\n    A[x]   -->|t| B\n  %% d\n    subgraph s\n      C\n    end\n\n".utf8))
    #expect(plain.meaning == dressed.meaning)
    #expect(plain.textMap.ranges.count == dressed.textMap.ranges.count)
    for other in [
      "graph TD\nA[y] -->|t| B\nsubgraph s\nC\nend\n", "graph TD\nA[x] -->|t| B\nsubgraph s\nC\nD\nend\n",
      "graph TD\nA(x) -->|t| B\nsubgraph s\nC\nend\n", "graph TD\nA[x] ---|t| B\nsubgraph s\nC\nend\n",
      "graph LR\nA[x] -->|t| B\nsubgraph s\nC\nend\n", "graph TD\nA[x] -->|t| B\nsubgraph s\nend\nC\n",
    ] {
      #expect(Mermaid.parse(Array(other.utf8)).meaning != plain.meaning, "\(other)")
    }
  }

  @Test func graphPutsMentionsTogether() throws {
    let code =
      "graph TD\nsubgraph s[S]\nA[first]:::hot --> B\nend\nsubgraph two words\nC\nend\nA[last] & B --> C\nclass B hot\n"
    let diagram = Mermaid.parse(Array(code.utf8))
    guard case .flowchart(let flowchart) = diagram.syntax else { return #expect(Bool(false), "no flowchart") }
    let graph = FlowchartGraph(flowchart, diagram.source)
    #expect(graph.nodes.map(\.id) == ["A", "B", "C"])
    #expect(graph.links.map { [$0.from, $0.to] } == [[0, 1], [0, 2], [1, 2]])
    #expect(graph.subgraphs.map(\.id) == ["s", "subGraph1"])
    let first = try #require(graph.node("A"))
    #expect(first.label.map { $0.display(in: diagram.source) } == "last")
    #expect(first.classes == ["hot"])
    #expect(first.subgraph == 0)
    #expect(graph.node("B")?.classes == ["hot"])
    #expect(graph.node("C")?.subgraph == 1)
  }

  @Test(arguments: [
    (#"A@{ shape: cyl, label: "PostgreSQL 14" }"#, "PostgreSQL 14"),
    (#"A[old]@{ label: 'new one' }"#, "new one"),
    ("A@{ label: plain words }", "plain words"),
    ("A@{\n  shape: rect\n  label: \"two lines of YAML\"\n}", "two lines of YAML"),
  ])
  func propertiesGiveALabel(_ text: String, _ label: String) throws {
    let diagram = Mermaid.parse(Array("flowchart LR\n\(text)\nA --> B\n".utf8))
    #expect(diagram.verdict == .valid)
    guard case .flowchart(let flowchart) = diagram.syntax else { return #expect(Bool(false), "no flowchart") }
    let node = try #require(FlowchartGraph(flowchart, diagram.source).node("A"))
    #expect(node.label.map { diagram.source.string($0.range) } == label)
  }

  @Test func propertiesWithoutALabelLeaveTheOneInBrackets() throws {
    let diagram = Mermaid.parse(Array("flowchart LR\nA[old]@{ shape: cyl, w: \"label\" }\n".utf8))
    guard case .flowchart(let flowchart) = diagram.syntax else { return #expect(Bool(false), "no flowchart") }
    let node = try #require(FlowchartGraph(flowchart, diagram.source).node("A"))
    #expect(node.label.map { diagram.source.string($0.range) } == "old")
  }

  @Test func recoveryPassesAStringThatBeginsAtALineEnd() {
    let diagram = Mermaid.parse(Array("flowchart TD\n  subgraph> A\n    A --> B\n  end\"\n".utf8))
    #expect(diagram.verdict == .invalid)
  }
}
