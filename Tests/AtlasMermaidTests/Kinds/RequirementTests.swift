import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct RequirementTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.requirement, micro: 22, docs: 8, corpus: 0)
  }

  @Test(
    arguments: [
      ("requirementDiagram", nil), ("requirementdiagram", nil), ("requirementDiagramx", 1),
      ("requirementDiagram x", 1),
      ("requirementDiagram \n", 1), ("requirementDiagram # c\n", nil), ("requirementDiagram\ntitle x", 2),
      ("requirementDiagram\nrequirement a { \nid: 1\n}", 2),
      ("requirementDiagram\nrequirement a {\nid: 1 \n}", nil),
      ("requirementDiagram\nrequirement a {\ntext: a-b\n}", 3),
      ("requirementDiagram\nrequirement test {\n}", 2),
      ("requirementDiagram\nrequirement a {\nid: \"\"\n}", 3),
      ("requirementDiagram\nrequirement a {\nrisk: x\n}", 3),
      ("requirementDiagram\nrequirement a {\ntype: x\n}", 3),
      ("requirementDiagram\nrequirement a {\nid: 1 }", 4),
      ("requirementDiagram\nrequirement a {\ntext: the direction LR\n}", 3),
      ("requirementDiagram\nrequirement a {\n} element b {\n}", nil), ("requirementDiagram\nclass a", 2),
      ("requirementDiagram\nclassDef k fill:red,", 2), ("requirementDiagram\nclassDef k width:50%", 2),
      ("requirementDiagram\nclassDef k size:1.2em", 2), ("requirementDiagram\na:::k,l", nil),
      ("requirementDiagram\na - x -> b", 2), ("requirementDiagram\na -> b", 2),
    ] as [(String, Int?)])
  func statementsAreThoseOfMermaid(_ code: String, _ line: Int?) {
    let diagram = Mermaid.parse(Array(code.utf8))
    #expect((diagram.verdict == .invalid) == (line != nil))
    #expect(diagram.mermaidErrorLine == line)
  }

  @Test(arguments: [
    "element a {\n}\na - copies -> b", "requirement \" \" {\n}", "requirement a {\ntext: \"$$x^$$\"\n}",
    "requirement constructor {\n}\nconstructor - copies -> constructor",
  ])
  func whatMermaidCannotDraw(_ code: String) {
    #expect(Mermaid.parse(Array("requirementDiagram\n\(code)".utf8)).verdict == .unrenderable)
  }
}
