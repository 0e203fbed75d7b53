import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct MindmapTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.mindmap, micro: 28, docs: 15, corpus: 7)
  }

  @Test(arguments: [
    ("mindmap", false), ("mindmap\n", true), ("mindmap a", true), ("mindmapa", false),
    ("mindmap\na\nb", false),
    ("mindmap\n a\n  b\n   c\n  d", true), ("mindmap\n  a\n b", false),
    ("mindmap\na\n\tb\n\u{A0}\u{A0}c", true),
    ("mindmap\na[]", false), ("mindmap\na[x)", true), ("mindmap\na(x(y)", false), ("mindmap\na{x}", false),
    ("mindmap\na]b", true), ("mindmap\na[x]b", false), ("mindmap\na[x] %% b", true),
    ("mindmap\na[x] %% b\n\n b", false), ("mindmap\na[x}y]", false), ("mindmap\na{{x}y}}", false),
    ("mindmap\na[\"x]y\"]", true), ("mindmap\na[\"x\"y]", false), ("mindmap\na[y\"x\"]", true),
    ("mindmap\na[\"\"]", false), ("mindmap\na[\"`x`\"]", true), ("mindmap\na[\"`x`y`\"]", false),
    ("mindmap\na\n::icon(x)", true), ("mindmap\na\n::icon()", true), ("mindmap\n::icon(x)\na", false),
    ("mindmap\na\n:::b c", true), ("mindmap\na\n:::\n b", true), ("mindmap\na :::b", true),
    ("mindmap\n%%\na", true), ("mindmap\na\n mindmap b", false),
  ])
  func nodesAreThoseOfMermaid(_ code: String, _ isValid: Bool) {
    #expect((Mermaid.parse(Array(code.utf8)).verdict == .valid) == isValid)
  }

  @Test func everySecondRootIsReportedAndKeptInTheTree() {
    let diagram = Mermaid.parse(Array("mindmap\n a\n  b\n c\n  d\n e\n".utf8))
    #expect(diagram.mermaidErrorLine == nil)
    #expect(diagram.findings.map(\.code) == ["semantic-error", "semantic-error"])
    guard case .mindmap(let map) = diagram.syntax else { return #expect(Bool(false), "no mindmap") }
    #expect(map.nodes.map(\.depth) == [0, 1, 1, 2, 1])
    #expect(map.nodes.map(\.parent) == [nil, 0, 0, 2, 0])
  }
}
