import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct ClassTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.class, micro: 59, docs: 38, corpus: 0)
  }

  @Test(arguments: [
    ("", Verdict.invalid), ("A", .valid), ("A B C", .valid), ("A.B-C", .valid), ("A,B", .invalid),
    ("A..B", .valid), ("A-.B", .valid), ("class A.", .invalid), ("é", .valid), ("😀", .invalid),
    // Relations.
    ("A --> B", .valid), ("A -> B", .invalid), ("A => B", .invalid), ("A <-- B", .valid),
    ("A -- o", .invalid), ("A --o B", .valid), ("A --ob", .valid), ("A \"1\" -- \"2\" B", .valid),
    ("A \"\" -- B", .valid), ("A -- B :", .invalid), ("A -- B : ", .valid), ("A -- B : a : b", .invalid),
    ("A -- B ::a", .invalid), ("A <|--|> B", .valid), ("A ()-- B", .valid), ("A --> B;", .invalid),
    ("A --> B %% c", .valid), ("A --> B %% c\nC --> D", .invalid), ("A --> B %% c\n %% d", .valid),
    // Classes.
    ("class A~T~", .valid), ("class A~List~T~~", .invalid), ("A~~ --> B", .valid), ("class A<T>", .invalid),
    ("class A~link~", .invalid), ("class `a b`", .valid), ("class `link`", .invalid),
    ("class `x`y", .invalid),
    ("class A[\"x\"]", .valid), ("class A[x]", .invalid), ("class A[\"\"]", .invalid),
    ("class A:::b c", .invalid),
    ("class A:::b-c", .invalid), ("class A <<x>>", .valid), ("class A <<x y>>", .invalid),
    ("class A {\n}", .valid), ("class A {\n \"x\"\n}", .valid), ("class A {\n\"x\"\n}", .invalid),
    ("class A {\n x { }\n}", .invalid), ("class A:::b {}", .invalid), ("class A:::b { }", .valid),
    ("class A {\n x\n} B", .invalid), ("class A }", .invalid), ("A {\n}", .invalid), ("class A, B", .invalid),
    ("class style", .valid), ("class link", .invalid), ("class o", .invalid), ("a-link --> B", .invalid),
    // Namespaces.
    ("namespace N {\n class A\n}", .valid), ("namespace N {\n}", .invalid), ("namespace N {class A}", .valid),
    ("namespace N {\n A --> B\n}", .invalid), ("namespace N\n{\n class A\n}", .invalid),
    ("namespace N.M {\n namespace O {\n class A\n }\n}", .valid),
    ("namespace N { class A } class B", .invalid),
    ("namespace N { note \"x\" }", .valid), ("namespace N {\n class A", .invalid),
    // Notes, styles, clicks.
    ("note \"x\"", .valid), ("note x", .invalid), ("note for A \"x\"", .valid), ("note for \"x\"", .invalid),
    ("classDef a fill:#fff", .valid), ("classDef a stroke-width:2px", .invalid), ("classDef a", .invalid),
    ("classDef a,b fill:red", .valid), ("style A fill:#fff;", .valid), ("style A fill:#fff,b", .valid),
    ("style A fill:#fff,stroke-width:2px", .valid), ("cssClass \"A\" b", .valid), ("cssClass A b", .invalid),
    ("click A href \"u\" \"t\" _self", .valid), ("click A \"u\"", .invalid), ("click A call f()", .valid),
    ("click A call f(x) \"t\"", .valid), ("click A f", .invalid), ("link A \"u\" _top", .valid),
    ("callback A \"f\" \"t\"", .valid), ("click A call f", .invalid),
    // The end of the text.
    ("A\naccTitle:", .invalid), ("A\naccTitle: x", .valid), ("A\naccDescr {", .invalid),
    ("A\naccDescr {}\nB", .invalid), ("A\naccDescr {x}\nB", .valid), ("direction TD", .valid),
    ("A direction LR", .valid), ("A\n%%\nB", .valid),
  ])
  func statementsAreThoseOfMermaid(_ statements: String, _ verdict: Verdict) {
    #expect(Mermaid.parse(Array(("classDiagram\n" + statements + "\n").utf8)).verdict == verdict)
  }

  @Test(arguments: [
    ("<<x>> A", Verdict.invalid), ("class A\n<<x>> A", .valid), ("A\n<<x>> A", .invalid),
    ("A : x\n<<y>> A", .valid), ("A ()-- B\n<<y>> A", .invalid), ("A ()-- B\n<<y>> B", .valid),
    ("class A~T~\n<<y>> A", .valid), ("<<x>> A ;", .invalid), ("class `q r`\n<<x>> `q r`", .valid),
    ("class `q r`\n<<x>> `qr`", .invalid),
    ("class A {\n x)\n}", .invalid), ("class A {\n (x)\n}", .invalid), ("class A {\n )x\n}", .valid),
    ("class A {\n f(a<b) c\n}", .invalid), ("class A {\n f(a < b) c\n}", .valid), ("A : x)", .invalid),
    ("A : <x)", .valid), ("class A {\n <<f)>>\n}", .valid),
    ("namespace A {\n class A\n}", .unrenderable), ("namespace A.B {\n class C\n}\nA --> C", .unrenderable),
    ("constructor --> A", .unrenderable), ("class ` `", .unrenderable), ("class ` `[\"x\"]", .valid),
    ("class A[\" \"]", .unrenderable), ("class constructor", .valid), ("constructor ()-- A", .valid),
  ])
  func meaningIsCheckedAsMermaidDoes(_ statements: String, _ verdict: Verdict) {
    #expect(Mermaid.parse(Array(("classDiagram\n" + statements + "\n").utf8)).verdict == verdict)
  }

  @Test func everyErrorIsReported() {
    let code = "classDiagram\n A -> B\n B --> C\n class D {\n x { y\n z\n }\n note hello\n D --> A;\n"
    let diagram = Mermaid.parse(Array(code.utf8))
    #expect(diagram.mermaidErrorLine == 2)
    #expect(diagram.findings.filter { $0.severity == .error }.count == 4)
    #expect(diagram.findings.contains { $0.fix?.edits.first?.replacement == "-->" })
    guard case .class(let tree) = diagram.syntax else { return #expect(Bool(false), "no class diagram") }
    #expect(tree.statements.count >= 2)
  }
}
