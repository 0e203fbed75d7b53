import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct C4Tests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.c4, micro: 20, docs: 5, corpus: 0)
  }

  @Test(
    arguments: [
      ("title x", nil), ("", 3), ("Person(a, \"A\")", nil), ("Person(a)", 3), ("Person (a, \"A\")", 2),
      ("Person()", 2), ("Lay_D(a, b)", 2), ("Person(a,\"A\") Person(b,\"B\")", 2),
      ("Person(a,\"A\") %% c\nPerson(b,\"B\")", 2),
      ("Person(a)\nPerson(b, \"B\")", nil), ("Boundary(q,\"Q\") {\n}", 3),
      ("Boundary(q,\"Q\") { Person(a,\"A\") }", 2),
      ("Boundary(q,\"Q\")\n{\nPerson(a,\"A\")\n}", nil), ("Boundary(q,\"Q\") {\ntitle x\n}", 3),
      ("Boundary(q,\"Q\") {\nPerson(a,\"A\")\n", 5), ("}", 2), ("accDescr {}\nPerson(a,\"A\")", 2),
      ("accDescr {x} Person(a,\"A\")", nil), ("title a;b", 2), ("Person(a,,\"A\")", nil),
      ("Person(a,$x=y)", 2),
      ("direction TB", 2), ("person(a, \"A\")", 2),
    ] as [(String, Int?)])
  func statementsAreThoseOfMermaid(_ code: String, _ line: Int?) {
    let diagram = Mermaid.parse(Array("C4Context\n\(code)".utf8))
    #expect((diagram.verdict == .invalid) == (line != nil))
    #expect(diagram.mermaidErrorLine == line)
  }

  @Test(
    arguments: [
      ("flowchart TD\nA[C4Container]", 1), ("%%\nflowchart\nC4Container", 2), ("title x\nC4Dynamic", 1),
      ("x direction TB\nC4Component", nil), ("pie\n\"C4Deployment\": 1", 1),
    ] as [(String, Int?)])
  func wordsThatHijackTheKindAreTold(_ code: String, _ line: Int?) {
    let diagram = Mermaid.parse(Array(code.utf8))
    #expect(diagram.kind == .c4)
    #expect(diagram.verdict == .invalid)
    #expect(diagram.mermaidErrorLine == line)
    #expect(diagram.findings.first?.code == SyntaxRule.unknownDiagramType.rawValue)
    #expect(diagram.findings.count == 1)
  }

  @Test(arguments: [
    "Person(a,\"A\")\nRel(a,b,\"x\")", "Boundary(q,\"Q\") {\nPerson(a,\"A\")\n}\nRel(a,q,\"x\")",
    "Person(a,$x=\"y\")",
    "Person(a,\"A\")\nRel(a,a,$x=\"y\")", "Boundary(\"\"){\nPerson(a,\"A\")\n}",
  ])
  func whatMermaidCannotDraw(_ code: String) {
    #expect(Mermaid.parse(Array("C4Context\n\(code)".utf8)).verdict == .unrenderable)
  }

  @Test(arguments: [
    "Rel(\"a\",\"b\")", "Person(a,\"A\", $sprite=\"x\")", "Container(a,\"A\",$techn=\"t\",$descr=\"d\")",
  ])
  func whatMermaidDrawsIsValid(_ code: String) {
    #expect(Mermaid.parse(Array("C4Context\n\(code)".utf8)).verdict == .valid)
  }
}
