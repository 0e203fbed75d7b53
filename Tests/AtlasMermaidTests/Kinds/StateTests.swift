import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct StateTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.state, micro: 44, docs: 21, corpus: 13)
  }

  @Test(arguments: [
    // White space before a line end takes it with it: no statement needs one, but `click` does.
    ("A --> B  \n C", Verdict.valid), ("A B C", .valid), ("click A \"u\" \"t\"\nB", .valid),
    ("click A \"u\" \"t\" \nB", .invalid), ("click A href \"u\" \"t\"", .invalid),
    // What a colon may have behind it.
    ("A :", .invalid), ("A : ", .valid), ("A : a : b", .valid), ("A : a ::", .invalid), ("A ::b", .valid),
    ("A::: b", .valid), ("A:::b:::c", .invalid),
    // A line with a direction is one whatever stands before it.
    ("# direction LR", .valid), ("A -- direction tb x", .valid), ("A --> B direction TD", .valid),
    ("state A {\n # direction LR\n }", .unrenderable), ("A -->\n direction LR", .invalid),
    // `state` takes anything up to the end of its line, and mostly forgets it.
    ("state A : b", .valid), ("state A b c", .valid), ("state A b {\n C\n}", .invalid),
    ("state Foo\nstate Bar {\n C\n}", .invalid), ("state \"\" as A", .invalid), ("state \"x\" as ", .valid),
    ("state <<fork>>", .valid), ("state f <<fork>> g", .valid),
    ("state f <<fork>> state c <<join>> }", .valid),
    ("state f <<join>> state c <<fork>> {\n A\n}", .invalid), ("state f <<fork>> {\n A\n}", .invalid),
    ("state \"x\"\n as A {\n B\n}", .valid), ("state \"x\" as A%% c\n", .valid),
    // Braces.
    ("}", .valid), ("A {\n}", .invalid), ("state A {", .invalid), ("state A {\n {\n }\n }", .invalid),
    ("--", .invalid), ("state A {\n B --\n C\n }", .valid),
    // Notes.
    ("A\nnote right of A : a: b", .invalid), ("A\nnote right of A\n : b", .valid),
    ("A\nnote right of A\n b\n end note", .valid), ("A\nnote right of A b end note", .invalid),
    ("note \"x\" as N", .valid), ("note \"as\" as N", .invalid), ("note rightof A : b", .invalid),
    // Words.
    ("scale 1 width", .valid), ("scale 1", .invalid), ("accDescr {", .valid), ("accTitle:", .valid),
    ("default --> A", .invalid), ("A --> default", .invalid), ("defaults --> A", .valid),
    ("state A {\n default --> B\n }", .valid), ("classDef default fill:#fff", .invalid),
    ("classDef a", .valid), ("classDef a\nb", .valid), ("class A", .valid), ("class A, B c", .valid),
    ("style A, B fill:#fff", .valid), ("style A", .valid), ("%%{ x", .valid),
  ])
  func statementsAreThoseOfMermaid(_ statements: String, _ verdict: Verdict) {
    #expect(Mermaid.parse(Array(("stateDiagram-v2\n" + statements + "\n").utf8)).verdict == verdict)
  }

  @Test(arguments: [
    ("state A {\n}", Verdict.unrenderable), ("state A {\n state B\n}", .unrenderable),
    ("state A {\n A --> B\n}", .unrenderable), ("state A {\n B\n}\nstate B {\n A\n}", .unrenderable),
    ("state A {\n B\n}\nstate C {\n B\n}", .unrenderable), ("state A {\n B\n}\nA --> B", .valid),
    ("state A {\n B\n --\n}", .unrenderable), ("state A {\n B\n --\n C\n}", .valid),
    ("note right of A : b", .unrenderable), ("note right of A : b\nA : c", .valid),
    ("A : b\nA : c\nstate A {\n D\n}", .invalid), ("A : b\nstate A {\n D\n}", .valid),
    ("state \"b\" as A<i> {\n D\n}", .invalid), ("root --> A", .unrenderable), ("root", .valid),
    ("classDef 1a fill:#fff", .unrenderable), ("classDef 1a", .valid), ("classDef a }{", .unrenderable),
  ])
  func meaningIsCheckedAsMermaidDoes(_ statements: String, _ verdict: Verdict) {
    #expect(Mermaid.parse(Array(("stateDiagram-v2\n" + statements + "\n").utf8)).verdict == verdict)
  }

  @Test func everyErrorIsReported() {
    let code =
      "stateDiagram-v2\n A-B --> C\n C --> D\n state E {\n F -> G\n }\n note over C : x\n C --> D :\n"
    let diagram = Mermaid.parse(Array(code.utf8))
    #expect(diagram.mermaidErrorLine == 2)
    #expect(diagram.findings.filter { $0.severity == .error }.count == 4)
    #expect(diagram.findings.contains { $0.fix?.edits.first?.replacement == "-->" })
  }
}
