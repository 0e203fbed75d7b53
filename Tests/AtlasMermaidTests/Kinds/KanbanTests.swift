import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct KanbanTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.kanban, micro: 9, docs: 3, corpus: 0)
  }

  @Test(arguments: [
    ("kanban", false), ("kanban\na\n b\n  c\nd", true), ("kanban\n  a\n b", true),
    ("kanban\n  a\n b\n c", false),
    ("kanban\na@b", false), ("kanban\na@{}", true), ("kanban\na@{ x: y }", true),
    ("kanban\na @{ x: y }", true),
    ("kanban\na@{ x: y: z }", false), ("kanban\na@{ x: '}' }", false), ("kanban\na@{ x: \"}\" }", true),
    ("kanban\na@{ x^ }", false), ("kanban\na@{ x: y } b", false), ("kanban\na@{ x: y }@{ z: w }", false),
    ("kanban\na@{ x: y, }@{ z: w }", true), ("kanban\na@{\n}", false), ("kanban\na@{\nx\n}", true),
    ("kanban\na@{ shape: rect }", true), ("kanban\na@{ shape: Rect }", false),
    ("kanban\na@{ shape: a_b }", false),
    ("kanban\na@{ shape: 0 }", true), ("kanban\na@{ shape: 1 }", false), ("kanban\na@{ x: \"1\n 2\" }", true),
    ("kanban\na@{", false), ("kanban\n::icon(x)", false), ("kanban\na\nKanban b", false),
  ])
  func cardsAreThoseOfMermaid(_ code: String, _ isValid: Bool) {
    #expect((Mermaid.parse(Array(code.utf8)).verdict == .valid) == isValid)
  }
}
