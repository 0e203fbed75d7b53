import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct IshikawaTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.ishikawa, micro: 0, docs: 1, corpus: 0)
  }

  @Test(
    arguments: [
      ("ishikawa", 2), ("ishikawa x", nil), ("ISHIKAWA\na", nil), ("Ishikawa-Beta\na", nil),
      ("ishikawa-betax\na", nil),
      ("ishikawa\n\na", 3), ("ishikawa  \na", 2), ("ishikawa\n  \na", 3), ("ishikawa\n%%\na", nil),
      ("ishikawa\na\n\nb", nil), ("ishikawa\na\n \nb", nil), ("ishikawa\na %% c\nb", nil),
      ("ishikawa\nishikawa", 2), ("ishikawa\na\n ishikawa-x", 3),
    ] as [(String, Int?)])
  func statementsAreThoseOfMermaid(_ code: String, _ line: Int?) {
    let diagram = Mermaid.parse(Array(code.utf8))
    #expect((diagram.verdict == .invalid) == (line != nil))
    #expect(diagram.mermaidErrorLine == line)
  }

  @Test func indentationMakesTheTree() {
    let diagram = Mermaid.parse(Array("ishikawa\ne\n  a\n    b\n  c\n d\n        f".utf8))
    guard case .ishikawa(let ishikawa) = diagram.syntax else {
      Issue.record("no Ishikawa diagram")
      return
    }
    #expect(ishikawa.nodes.map(\.depth) == [0, 1, 2, 1, 1, 2])
  }
}
