import AtlasCore
import AtlasMermaid
import Testing

/// Mermaid's preparation of a text, and the way back to the original bytes.
struct PreparationTests {
  @Test(arguments: [
    ("a\r\nb\rc", "a\nb\nc\n"),
    ("\n\n  pie", "pie\n"),
    ("pie\n\n  %% gone\n%%\nx", "pie\n%%\nx\n"),
    ("pie\n%%{init: {\"theme\": \"dark\"}}%%\nx", "pie\n\nx\n"),
    ("pie\n%%{init: theme:dark}%%", "pie\n:dark}%%\n"),
    ("%%{wrap}%%\npie", "pie\n"),
    ("pie %%{init: {", "pie \n"),
    ("---\ntitle: x\n---\npie", "pie\n"),
    ("  ---\n  title: x\n  ---\n  pie", "pie\n"),
    ("---\n\n---\npie", "pie\n"),
    ("graph\nA[\"<a href=\"x\">y</a>\"]", "graph\nA[\"<a href='x'>y</a>\"]\n"),
    ("graph\nA[#quot;x#35;]", "graph\nA[ﬂ°quot¶ßxﬂ°°35¶ß]\n"),
    ("graph\nstyle A fill:#fff;", "graph\nstyle A fill:#fff\n"),
    ("graph\nclassDef a fill:#fff;color:#000;", "graph\nclassDef a fill:ﬂ°fff¶ßcolor:#000\n"),
  ])
  func textIsWhatMermaidSees(_ original: String, _ cleaned: String) {
    #expect(String(decoding: MermaidSource(Array(original.utf8)).text, as: UTF8.self) == cleaned)
  }

  @Test func everyKeptByteLeadsBackToItself() {
    let original = Array(
      "---\r\ntitle: x\r\n---\r\n\r\npie\r\n%% c\r\n\"a#quot;b\" : 1\r\n  %% d\r\n%%{init: {}}%%\r\n\"c\" : 2"
        .utf8)
    let source = MermaidSource(original)
    for text in ["pie", "\"a#quot;b\"", "\"c\""] {
      let bytes = Array(text.utf8)
      let place = original.indices.first { original[$0...].starts(with: bytes) } ?? 0
      let range = TextRange(place, place + bytes.count)
      let cleaned = String(decoding: source.cleanedText(of: range), as: UTF8.self)
      #expect(cleaned == text.split(separator: "#quot;").joined(separator: "ﬂ°quot¶ß"))
    }
    #expect(source.comments.map { source.string($0) } == ["%% c", "%% d"])
    #expect(source.directives.map { source.string($0).prefix(7) } == ["%%{init"])
    #expect(source.frontMatter.map { source.string($0.content) } == "title: x")
  }

  @Test(arguments: [
    ("displayMode: c\nconfig: t", true), ("displayMode: c\nconfig: 5", true),
    ("displayMode: c\nconfig: 0", false),
    ("displayMode: c\nconfig: [a]", false), ("displayMode: c\nconfig: {gantt: t}", true),
    ("displayMode: c\nconfig: {gantt: 0}", false), ("displayMode: 0\nconfig: t", false),
    ("displayMode: []\nconfig: t", false), ("displayMode: {}\nconfig: t", true), ("config: t", false),
    ("title: {toString: a}", true), ("displayMode: {toString: a}", true), ("title: {a: b}", false),
  ])
  func frontMatterThatMermaidCannotUseIsAnErrorInAnyKind(_ yaml: String, _ isError: Bool) throws {
    for diagram in ["gantt\n", "flowchart LR\nA\n"] {
      let parsed = Mermaid.parse(Array("---\n\(yaml)\n---\n\(diagram)".utf8))
      #expect((parsed.verdict == .invalid) == isError)
      #expect(parsed.findings.allSatisfy { $0.range.upperBound <= yaml.utf8.count + 4 })
    }
  }

  @Test(
    arguments: [
      ("graphTD", .flowchart), ("flowchart-elk", .flowchart), ("swimlane-beta", .flowchart), ("infox", .info),
      ("Flowchart TD", nil), ("gitgraph", nil), ("radar", nil), ("ERROR", .error), ("Ishikawa", .ishikawa),
      ("graph\nA[C4Dynamic]", .c4), ("C4Contexts", .c4), ("graph\n%% C4Dynamic\nA", .flowchart),
      ("graph\nA --> B %% C4Dynamic\n", .flowchart), ("sequenceD diagram", nil), ("zenuml\nA", .zenuml),
      ("", nil),
      ("classDiagram-v3", .class), ("cynefin-beta:", .cynefin), ("cynefin-betax", nil), ("---\npie", nil),
    ] as [(String, DiagramKind?)])
  func kindIsDetectedAsMermaidDoes(_ code: String, _ kind: DiagramKind?) {
    #expect(Mermaid.parse(Array(code.utf8)).kind == kind)
  }
}
