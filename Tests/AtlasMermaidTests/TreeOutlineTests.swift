import AtlasCore
import Testing

@testable import AtlasMermaid

struct TreeOutlineTests {
  /// Writes down what stands somewhere.
  private struct Places: TreeSink {
    var lines: [String] = []
    mutating func open(_ name: StaticString, _ range: TextRange) { lines.append("\(name) \(range) {") }
    mutating func close() { lines.append("}") }
    mutating func token(_ name: StaticString, _ range: TextRange) { lines.append("\(name) \(range)") }
    mutating func word(_ name: StaticString, _ value: String) {}
    mutating func number(_ name: StaticString, _ value: Int) {}
  }

  @Test(arguments: [
    "flowchart LR\n  A[API] -->|reads| B[(Orders)]\n  subgraph S\n    C\n  end\n  click A \"https://a.io\"\n",
    "sequenceDiagram\n  Alice->>Bob: Hello\n  alt yes\n    Bob-->>Alice: Hi\n  end\n",
    "pie title Pets\n  \"Dogs\" : 386\n", "stateDiagram-v2\n  [*] --> Still\n", "flowchart LR\n  A --> [", "",
  ])
  func anOutlineTellsWhatTheTreeTells(text: String) {
    let syntax = Mermaid.parse(Array(text.utf8)).syntax
    var (tree, outline) = (Places(), Places())
    syntax.describe(to: &tree)
    TreeOutline(syntax).describe(to: &outline)
    #expect(outline.lines == tree.lines)
  }
}
