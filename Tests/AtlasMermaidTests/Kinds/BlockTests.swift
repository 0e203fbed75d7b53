import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct BlockTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.block, micro: 24, docs: 30, corpus: 0)
  }

  /// The line of mermaid's message; 0 where it has none, nil where the diagram is accepted.
  @Test(
    arguments: [
      ("a", nil), ("", 1), ("a[x]", 2), ("a[\"x\")", nil), ("a[ \"x\"]", 2), ("a[\"``\"\"x\"]", nil),
      ("a[\"`x`\"]", 2), ("a[\"\"]", 2), ("a[|\"x\"|]", 2), ("a --> b:2", 2), ("a:2 --> b", nil),
      ("a:2:3", 2),
      ("a: 2", 2), ("a -- x --> b", 2), ("a -- \"\" --> b", 2), ("a -- \"x\"-->b", nil), ("a -> b", 2),
      ("a<--b", 2), ("a <.-> b", nil), ("a ..- b", 2), ("a ~~~ b", nil), ("a-b", 2), ("columns -1", 2),
      ("columns x", nil), ("block\na", 3), ("a\nend", 2), ("block\nend", 2), ("default", 1),
      ("classDef x", 3),
      ("classDef a.b x", 2), ("class é x", 2), ("accTitle: x", 1), ("accDescr {}\na", nil),
      ("a<[\"x\"]>(right,)", 2), ("a<[\"x\"]>()", 2), ("a<[\"x\"]>( up , down)", nil),
      ("style a fill:red", 0), ("a\nstyle a,b fill:red", 0), ("a\nstyle root fill:red", nil),
      ("style a", nil),
      ("class q k\nstyle q fill:red", nil), ("a --> b --> c\nstyle a fill:red", 0),
    ] as [(String, Int?)])
  func statementsAreThoseOfMermaid(_ code: String, _ line: Int?) {
    let diagram = Mermaid.parse(Array("block-beta\n\(code)".utf8))
    #expect((diagram.verdict == .invalid) == (line != nil))
    #expect((diagram.mermaidErrorLine ?? 0) == (line ?? 0))
  }

  @Test(arguments: [
    "columns 0\na", "block\ncolumns 00\na\nend", "classDef 1x fill:red", "a[\"$$x^$$\"]",
    "D:0\na -- \"t\" --> b",
    "a\na<[\"x\"]>(left)", "block:b\nb<[\"x\"]>(left)\nend",
  ])
  func whatMermaidCannotDraw(_ code: String) {
    #expect(Mermaid.parse(Array("block-beta\n\(code)".utf8)).verdict == .unrenderable)
  }

  @Test(arguments: [
    "columns 0", "a<[\"x\"]>(left)\na[\"y\"]", "D:0\na --> b", "a -- \"t\" --> D\nD:0",
    "columns 0\ncolumns 1\na",
  ])
  func whatMermaidDrawsIsValid(_ code: String) {
    #expect(Mermaid.parse(Array("block-beta\n\(code)".utf8)).verdict == .valid)
  }
}
