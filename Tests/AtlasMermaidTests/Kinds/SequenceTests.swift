import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct SequenceTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.sequence, micro: 167, docs: 46, corpus: 212)
  }

  /// Each line is the body of a diagram; `nil` is valid, a number the line of mermaid's message, 0 an error without one.
  @Test(
    arguments: [
      // White space swallows line ends, but not behind a text.
      ("autonumber ", nil), ("autonumber \nA->>B: x", 2), ("autonumber\nA->>B: x", nil),
      ("autonumber 1 \nA->>B: x", 2), ("autonumber .5 1.25\nA->>B: x", nil), ("autonumber 1.255\n", 2),
      ("loop\n \nA->>B: x\nend  A->>B: y", nil),
      // Names.
      ("A-B->>C: x", nil), ("A--B->>C: x", 2), ("A-x: y", 2), ("x()->>B: y", nil), ("(x->>B: y", nil),
      ("a(x)->>b/c\\d: y", nil), ("A=B->>C: x", nil), ("2->>B: x", nil), ("2 ->>B: x", 2),
      ("my end->>B: x", nil),
      ("end-user->>B: x", 2), ("endpoint->>B: x", nil), ("é->>😀: x", nil), ("A->>+ B: x\nB->>- A: y", nil),
      ("A%%B->>C: x", nil), ("AB%%->>C: x", nil), ("😀%%->>C: x", nil), ("é%%->>C: x", nil),
      // Declarations.
      ("participant A,B", 2), ("participant A#x:y", nil), ("participant A#x", nil), ("participant #x", 2),
      ("participant A\nas B", 3), ("participant A as", nil), ("participant A as ", nil),
      ("participant A as B#c", nil), ("participant A<B", 2), ("participant A-B as x;participant C", nil),
      ("participant A-B@{ x }", 2), ("participant A@{ }", nil), ("participant A@{}", 2),
      ("participant A@{ a: b: c }", 0), ("participant A@{ \"a\": {\"b\": 1} }", 2),
      ("participant A@{ x }\nas B", 3), ("participant A@{x} as B", nil), ("create destroy A", nil),
      ("create A", 2), ("destroy A@{ x }", 2),
      // Statements in odd places.
      (") > /", nil), ("A->>B: x )", nil), ("+", 2), ("(", nil), ("box\n(\nend", 3),
      ("box\ncreate participant A\nend", 3),
      ("title\nA->>B: x", nil), ("title", 2), ("title:", 2), ("title: x", nil), ("title:x", 2),
      ("title ;", 2),
      ("accTitle\n:\nx", nil), ("accDescr {}", nil), ("A->> accDescr {} B: x", nil), ("accDescr {", nil),
      ("accDescr { x", nil), ("loop\naccDescr { x\nend", 6), ("accTitle: x A->>B", nil),
      ("else", 2), ("alt\nand\nend", 3), ("critical\noption\noption x\nend", nil), ("par\nelse\nend", 3),
      ("end", 2), ("loop->>B: x", 4), ("loop#x\nend", nil),
      // Texts.
      ("A->>B:x;", nil), ("A->>B: x; y", 2), ("A->>B: x #; y", nil), ("A->>B:: x", nil), ("A->>B:\n: x", 3),
      ("A->>B:%%c\n", 2), ("A->>B", 2), ("Note over A,B,C: x", 2), ("Note left of A,B: x", 2),
      // Arrows.
      ("A()->>()B: x", nil), ("A()->>+B: x", 2), ("A->>+()B: x", 2), ("A-XB: x", nil), ("A/|--B: x", nil),
      ("A\\\\-B: x", nil), ("A<->B: x", 2), ("A<<->>B: x", nil), ("A->> +B: x", nil), ("A- >>B: x", 2),
      // The meaning.
      ("A->>+B: x\nB-->>-A: y", nil), ("A->>-B: x", 0), ("deactivate A", 0), ("A->>()B: x\ndeactivate B", 0),
      ("create participant A\nB->>A: x", nil), ("create participant A\nA->>B: x", 0),
      ("create participant A\nA->>B x", 3), ("A->>B: x\ncreate participant A\nB->>A: x", 0),
      ("destroy A\nB->>C: x", 0), ("destroy A\nB->>A: x\nB->>C: y", nil), ("destroy A", nil),
      ("create participant A\ndestroy B\nC->>A: x\nC->>A: y", 0),
      ("box x\nparticipant A\nend\nbox y\nparticipant A\nend", 0),
      ("participant A\nbox x\nparticipant A\nend\nbox y\nparticipant A\nend", 0),
    ] as [(String, Int?)])
  func verdictAndLineAreThoseOfMermaid(_ body: String, _ line: Int?) {
    let diagram = Mermaid.parse(Array("sequenceDiagram\n\(body)\n".utf8))
    #expect((diagram.verdict == .invalid) == (line != nil))
    #expect((diagram.mermaidErrorLine ?? 0) == (line ?? 0))
  }

  @Test(arguments: [
    "activate X", "A->>B: x\nactivate X\nA->>B: y", "links A: {\"a\": 1}", "links A: {\"a\": [\"x\"]}",
    "actor A\nlink A: x @ y", "participant A@{ type: entity }\nlink A: x @ y",
    "properties A: {\"icon\": true}",
    "participant A@{ alias: 5 }", "participant A@{ alias: [1] } as A", "A->>B: $$ { $$",
    "Note over A: $$ a & b $$",
    "participant A as $$ } $$", "loop $$x^$$\nA->>B: y\nend",
  ])
  func whatMermaidCannotDrawIsUnrenderable(_ body: String) {
    let diagram = Mermaid.parse(Array("sequenceDiagram\n\(body)\n".utf8))
    #expect(diagram.verdict == .unrenderable)
    #expect(diagram.findings.first?.code == "unrenderable")
  }

  @Test(arguments: [
    "activate X\nX->>B: y", "links A: {\"a\": 0}", "links A: {\"a\": 1}\nlinks A: {\"a\": \"x\"}",
    "actor A\nlinks A: {}", "participant A@{ type: queue }\nlink A: x @ y",
    "actor A\nproperties A: {\"icon\": 5}",
    "participant A@{ alias: 5 } as B", "participant A@{ alias: 0 }", "A->>B: $$x^2$$",
    "A->>B: from $$5 to {$10",
    "title $$ { $$", "rect $$ { $$\nend", "A->>B: $$ {<br/>} $$", "A->>B: $$ \\{ $$",
  ])
  func whatMermaidDrawsIsValid(_ body: String) {
    #expect(Mermaid.parse(Array("sequenceDiagram\n\(body)\n".utf8)).verdict == .valid)
  }

  /// The first finding's fix makes the diagram valid and gives exactly this text.
  @Test(arguments: [
    ("A->>B: BEGIN; COMMIT;", "A->>B: BEGIN#59; COMMIT;", "sequence-semicolon", true),
    ("A->>B: a; b; c # d; e", "A->>B: a#59; b#59; c # d; e", "sequence-semicolon", true),
    ("Note over A: x; y", "Note over A: x#59; y", "sequence-semicolon", true),
    ("loop a; b\nA->>B: x\nend", "loop a#59; b\nA->>B: x\nend", "sequence-semicolon", true),
    ("A->>B: a; b; B->>C: d", "A->>B: a#59; b#59; B->>C: d", "sequence-semicolon", false),
    ("parameter A as B", "participant A as B", "bad-keyword", true),
    ("lop x\nA->>B: y\nend", "loop x\nA->>B: y\nend", "bad-keyword", true),
    ("Nota over A: x", "note over A: x", "bad-keyword", true),
    ("A=>B: x", "A->>B: x", "bad-keyword", false),
    ("A->>>B: x", "A->>B: x", "bad-keyword", false),
    ("A->>B", "A->>B:", "parse-error", true),
    ("autonumber  \nA->>B: x", "autonumber\nA->>B: x", "parse-error", true),
    ("loop x\n  A->>B: y\nA->>B: z", "loop x\n  A->>B: y\nend\nA->>B: z", "parse-error", true),
    ("loop x\n  A->>B: y", "loop x\n  A->>B: y\nend", "parse-error", true),
    (
      "loop x\n  opt y\n    A->>B: y\nend\nA->>B: z", "loop x\n  opt y\n    A->>B: y\n  end\nend\nA->>B: z",
      "parse-error", true
    ),
    ("A->>B: x\nB-->>-A: y", "A->>B: x\nB-->>A: y", "sequence-activation", false),
    ("// why\nA->>B: x", "%% why\nA->>B: x", "parse-error", false),
    ("A->>B: ticket #42 is open; done", "A->>B: ticket #35;42 is open#59; done", "text-cut", false),
  ])
  func fixRepairs(_ body: String, _ fixed: String, _ code: String, _ isSafe: Bool) throws {
    let head = "sequenceDiagram\n"
    let diagram = Mermaid.parse(Array((head + body).utf8))
    let finding = try #require(diagram.findings.first)
    #expect(finding.code == code)
    let fix = try #require(finding.fix)
    #expect(fix.safe == isSafe)
    let repaired = apply(fix.edits, to: diagram.source.original)
    #expect(String(decoding: repaired, as: UTF8.self) == head + fixed)
    #expect(Mermaid.parse(repaired).verdict == .valid)
  }

  @Test(arguments: [
    ("participant end", "unusable-id"), ("participant A--B", "unusable-id"),
    ("participant 2 B", "unusable-id"),
    ("participant /x", "unusable-id"), ("participant title x", "unusable-id"),
    ("participant A %% b", "comment-as-node"),
    ("A->>B: x # y", "text-cut"), ("loop #1\nend", "text-cut"), ("title a # b", "text-cut"),
    ("participant A as B\nparticipant A as C", "node-redefined"), ("participant A\nactor A", "ignored-text"),
    ("A->>+B: x", "ignored-text"), ("A->>B: x )\n)", "ignored-text"), ("links A: {x}", "ignored-text"),
    ("accDescr { x", "ignored-text"),
  ])
  func silentLossIsAWarning(_ body: String, _ code: String) {
    let diagram = Mermaid.parse(Array("sequenceDiagram\n\(body)\n".utf8))
    #expect(diagram.verdict == .valid)
    #expect(diagram.findings.map(\.code) == [code])
    #expect(diagram.findings.first?.severity == .warning)
  }

  @Test(arguments: [
    "participant my end", "participant A-B", "participant a.b (c)", "participant x as end", "A->>B: x #35; y",
    "A->>B: x; B->>A: y;", "A->>+B: x\nB-->>-A: y", "participant A\nparticipant A", "A->>B: x\nparticipant A",
    "participant titles", "%% a # b",
  ])
  func nothingIsSaidWhereNothingIsLost(_ body: String) {
    #expect(Mermaid.parse(Array("sequenceDiagram\n\(body)\n".utf8)).findings == [])
  }

  @Test func layoutDoesNotChangeTheMeaning() {
    let plain = Mermaid.parse(
      Array("sequenceDiagram\nparticipant A as X\nA->>+B: x\nloop y\nB-->>-A: z\nend\n".utf8))
    let dressed = Mermaid.parse(
      Array(
        "%% c\n\n sequenceDiagram;PARTICIPANT  A  as  X;\n\n  A ->> +B :x\n # c\nLOOP y\n\tB-->> - A:z # why\n  end"
          .utf8))
    #expect(plain.verdict == .valid)
    #expect(dressed.meaning == plain.meaning)
    #expect(dressed.textMap.ranges.count == plain.textMap.ranges.count)
    let other = Mermaid.parse(
      Array("sequenceDiagram\nparticipant A as X\nA->>B: x\nloop y\nB-->>A: z\nend\n".utf8))
    #expect(other.meaning != plain.meaning)
  }

  @Test func partsOfABoxAreToldApart() throws {
    let code = Array(
      "sequenceDiagram\nbox rgba(1, 2, 3, 0.5) wrap: Team (x)\nend\nbox Aqua\nend\nbox The team\nend\n".utf8)
    let diagram = Mermaid.parse(code)
    guard case .sequence(let sequence) = diagram.syntax else { return #expect(Bool(false), "no sequence") }
    let boxes = sequence.statements.compactMap { if case .box(let box) = $0 { box } else { nil } }
    #expect(boxes.map { $0.color.map(diagram.source.string) } == [nil, "Aqua", nil])
    #expect(
      boxes.map { $0.title.map { diagram.source.string($0.label.range) } } == [
        "rgba(1, 2, 3, 0.5) wrap: Team (x)", nil, "The team",
      ])
  }

  @Test func anyDepthIsAcceptedAndTheTreeStaysShallow() {
    let depth = 2_000
    let opened = Array(String(repeating: "loop x\n", count: depth).utf8)
    let closed = Array(String(repeating: "end\n", count: depth).utf8)
    let head = Array("sequenceDiagram\n".utf8)
    let nested = Mermaid.parse(head + opened + Array("A->>B: x\n".utf8) + closed)
    #expect(nested.verdict == .valid)
    #expect(nested.textMap.ranges.count < 1_000)
    #expect(nested.textMap.ranges.count > 200)
    let open = Mermaid.parse(head + opened)
    #expect(open.verdict == .invalid)
    #expect(open.mermaidErrorLine == depth + 3)
  }

  @Test func everyErrorIsReported() {
    let diagram = Mermaid.parse(
      Array("sequenceDiagram\nA->>B x\nA->>B: ok\nparticipant A,B\nA->>end: x\nloop\nB->>A: y\n".utf8))
    #expect(diagram.mermaidErrorLine == 2)
    #expect(diagram.findings.map(\.code) == ["parse-error", "parse-error", "reserved-id", "parse-error"])
  }

  private func apply(_ edits: [TextEdit], to bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for edit in edits.reversed() { result.replaceSubrange(edit.range.bounds, with: edit.replacement.utf8) }
    return result
  }
}
