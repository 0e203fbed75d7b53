import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct VennTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.venn, micro: 0, docs: 5, corpus: 0)
  }

  /// The line of mermaid's message; 0 where it has none, nil where the diagram is accepted.
  @Test(
    arguments: [
      ("set A", nil), ("set A set B", nil), ("union A,B", 0), ("set A\nunion A", 0),
      ("set A\nunion A,A", nil),
      ("set A\nunion A !", 3), ("set A\nunion A\n!", 0), ("set A\nunion A:3 !", 3), ("set A:1e5", 2),
      ("set A:x", 2),
      ("set A%% c\nset B", 2), ("set A [x]", nil), ("set A[x\"y]", 2), ("set A\n  text x", nil),
      ("set A\n  style A fill:red\n  text x", 4), ("set A\n\n\ttext x", nil), ("  text x", 2), ("set set", 2),
      ("set A\nstyle A fill:#fff, stroke: rgb(1, 2,3)", nil), ("set A\nstyle A fill", 3), ("title", 2),
      ("set A\nset B\nset \"C\"\nunion C,A,B:.5", nil),
    ] as [(String, Int?)])
  func statementsAreThoseOfMermaid(_ code: String, _ line: Int?) {
    let diagram = Mermaid.parse(Array("venn-beta\n\(code)".utf8))
    #expect((diagram.verdict == .invalid) == (line != nil))
    #expect((diagram.mermaidErrorLine ?? 0) == (line ?? 0))
  }

  @Test(arguments: [
    "", "title x", "text A foo", "set constructor", "set A\nset B\nunion A,B:-5",
    "set A:0\nset B\nunion A,B:-.1",
    "set A\nstyle A fill:6",
  ])
  func whatMermaidCannotDraw(_ code: String) {
    #expect(Mermaid.parse(Array("venn-beta\n\(code)".utf8)).verdict == .unrenderable)
  }

  @Test(arguments: [
    "set A:-1\nset B\nunion A,B:-5", "set A\nunion A,A:-5", "set A:0", "set A\nstyle A fill:red",
  ])
  func whatMermaidDrawsIsValid(_ code: String) {
    #expect(Mermaid.parse(Array("venn-beta\n\(code)".utf8)).verdict == .valid)
  }
}
