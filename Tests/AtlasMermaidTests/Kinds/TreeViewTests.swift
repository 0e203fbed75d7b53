import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct TreeViewTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.treeview, micro: 0, docs: 2, corpus: 0)
  }

  @Test(
    arguments: [
      ("treeView-beta", true), ("treeView-beta ", false), ("treeView-beta a", false),
      ("treeView-beta%%c", false),
      ("treeView-beta\na b.txt\n  c/", true), ("treeView-beta\n\"a\" \n b", false),
      ("treeView-beta\n\"a\" \nb", true), ("treeView-beta\na \n b", true), ("treeView-beta\na\n \n b", false),
      ("treeView-beta\na\n \nb", true), ("treeView-beta\n\"a\"\"b\"", true), ("treeView-beta\n\"a", false),
      ("treeView-beta\na \"b\"", true), ("treeView-beta\n'a' b", true), ("treeView-beta\na :::b", true),
      ("treeView-beta\na:::b", true), ("treeView-beta\n:::b", false), ("treeView-beta\n :::b", false),
      ("treeView-beta\na\n :::b", true), ("treeView-beta\na icon(x:y)", true),
      ("treeView-beta\na icon(x y)", false),
      ("treeView-beta\na icon()", true), ("treeView-beta\na icon(x:)", false),
      ("treeView-beta\na ## b", true),
      ("treeView-beta\n##b", false), ("treeView-beta\ntitle x\na", true),
      ("treeView-beta\na\ntitle x", false),
      ("treeView-beta\ntitles", true), ("treeView-beta\na\nb title", true),
      ("treeView-beta\na %% b\n%% c\nd", true),
      ("treeView-beta\n├── a\n│   └── b\n└── c", true), ("treeView-beta\na\n├──", false),
      ("treeView-beta\n├── a\n b", false), ("treeView-beta\n├── a\nb\n│\n", true),
      ("treeView-beta\n├── \"a", false),
      ("treeView-beta\n├── title x\nb", true), ("treeView-beta\n──", true),
    ] as [(String, Bool)])
  func treesAreThoseOfMermaid(_ code: String, _ isValid: Bool) {
    #expect((Mermaid.parse(Array(code.utf8)).verdict == .valid) == isValid)
  }

  @Test(arguments: [
    "treeView-beta\na/\n    b/\n        c\n    d\n", "treeView-beta\na/\n├── b/\n│   └── c\n└── d\n",
    "treeView-beta\na/\n├─ b/\n│\n│\t└─ \u{20}c \n└─ d\n",
  ])
  func drawnAndIndentedTreesAreAlike(_ code: String) {
    let diagram = Mermaid.parse(Array(code.utf8))
    guard case .treeview(let tree) = diagram.syntax else { return #expect(Bool(false), "no tree view") }
    #expect(tree.nodes.map { diagram.source.string($0.name.range) } == ["a/", "b/", "c", "d"])
    #expect(tree.nodes.map(\.depth) == [0, 1, 2, 1])
    #expect(tree.nodes.map(\.isFolder) == [true, true, false, false])
  }

  @Test(
    arguments: [
      ("constructor", .unrenderable), ("mermaid-treeview:toString", .unrenderable), ("x:toString", .valid),
      ("nosuch", .valid), ("", .valid),
    ] as [(String, Verdict)])
  func iconsNamedAsMembersOfObjectsCannotBeDrawn(_ icon: String, _ verdict: Verdict) {
    #expect(Mermaid.parse(Array("treeView-beta\na icon(\(icon))\n".utf8)).verdict == verdict)
  }

  /// Mermaid.js leaves lines out of a drawn tree, and names the line of the page nevertheless.
  @Test func errorLinesOfDrawnTreesAreThoseOfTheText() {
    #expect(Mermaid.parse(Array("treeView-beta\na\n│\n│\n├── \"b\n".utf8)).mermaidErrorLine == 5)
  }
}
