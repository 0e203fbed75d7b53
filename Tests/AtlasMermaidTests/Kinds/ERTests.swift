import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct ERTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.er, micro: 48, docs: 19, corpus: 2)
  }

  @Test(arguments: [
    ("", Verdict.valid), ("A", .valid), ("A B", .valid), ("\"a b\"", .valid), ("\"a%\"", .invalid),
    ("\"\"", .invalid), ("A.B*-", .valid), ("😀", .valid), ("A?", .invalid), ("a,b", .invalid),
    // Relations.
    ("A ||--o{ B : x", .valid), ("A||--o{B:x", .valid), ("A ||--o{ B", .invalid), ("A ||--o{ B :", .invalid),
    ("A ||--o{ B : \"\"", .valid), ("A ||--o{ B : x y", .valid), ("A ||--o{ B : one", .invalid),
    ("A ||--o{ B : 1", .invalid), ("A ||--o{ B :\n x", .invalid), ("A ||-- B : x", .invalid),
    ("A--B : x", .invalid), ("A one to many B : x", .valid), ("A only one to one B : x", .valid),
    ("A 1 to 0+ B : x", .valid), ("A 1--1 B : x", .valid), ("1 1--1 1 : x", .invalid),
    ("1 1 -- 1 1 : x", .invalid),
    ("11 ||--|| 2.5 : x", .valid), ("2x ||--|| A : x", .valid), ("A u--|| B : x", .valid),
    ("u ||--|| B : x", .valid), ("A |o--ob B : x", .invalid), ("A }O--|| B : x", .valid),
    ("A many(0)--many(1) B : x", .valid), ("ones ||--|| onely : x", .valid), ("to-do ||--|| B : x", .invalid),
    ("A:::c ||--|| B:::c,d : x", .valid), ("A[\"x\"] ||--|| B : x", .invalid),
    // Entities.
    ("A {}", .valid), ("A { }", .valid), ("A[x]", .valid), ("A[x y]", .invalid),
    ("A[\"x y\"]:::c {}", .valid),
    ("A[x]{int i}", .valid), ("A {\n int\n}", .invalid), ("A {\n int id PK,FK\n}", .valid),
    ("A {\n int id PK FK\n}", .invalid), ("A {\n int id \"c\" PK\n}", .invalid), ("A {\n PK id\n}", .invalid),
    ("A {\n PKs id\n}", .valid), ("A {\n int? id\n}", .valid), ("A {\n int ? id\n}", .valid),
    ("A {\n int id?\n}", .invalid), ("A {\n int 1d\n}", .invalid), ("A {\n `a b` `c\nd`\n}", .valid),
    ("A {\n a~b c~ d\n}", .valid), ("A {\n a~b c~ d }\n}", .invalid), ("A {\n a~b d\n}", .invalid),
    ("A {\n µ µ\n}", .valid),
    ("A {\n ª x\n}", .invalid), ("A {\n int id NOT NULL\n}", .valid), ("A {\n int id %% c\n}", .invalid),
    ("A {\n int id", .invalid), ("A {\n int id \"c\n}", .invalid), ("A {\n int id }\n}", .invalid),
    // Styles.
    ("style A fill:#fff", .valid), ("style A fill:#fff ", .invalid), ("style A fill:#fff;", .valid),
    ("style A fill:#fff; B", .valid), ("style A fill:#fff \n\nB", .valid),
    ("style A opacity:0.5", .invalid),
    ("style A", .invalid), ("style A,B a,b", .valid), ("style A a,", .invalid),
    ("classDef a-b c:d e", .valid),
    ("class A b", .valid), ("class A,B c,d", .valid), ("class A", .invalid), ("class A b c", .valid),
    // The rest.
    ("A ||--o{ B : x;", .invalid), ("%%", .invalid), ("%% c", .valid), ("A %% c", .invalid),
    ("# direction LR", .valid), ("direction XX", .valid), ("\" \"", .unrenderable), ("\" \"[x]", .valid),
    ("A[\" \"]", .unrenderable), ("accTitle:", .invalid), ("accTitle: x", .valid),
    ("accDescr {", .invalid), ("accDescr {x", .invalid), ("accDescr {}", .valid), ("title x", .valid),
    ("erDiagram", .invalid), ("ACCTITLE : direction LR", .valid),
  ])
  func statementsAreThoseOfMermaid(_ statements: String, _ verdict: Verdict) {
    #expect(Mermaid.parse(Array(("erDiagram\n" + statements + "\n").utf8)).verdict == verdict)
  }

  @Test func everyErrorIsReported() {
    let code = "erDiagram\n A ||--o{ B\n A {\n int id PK FK\n x\n }\n A ||--o{ B : ok\n one ||--|| C : x\n"
    let diagram = Mermaid.parse(Array(code.utf8))
    #expect(diagram.mermaidErrorLine == 2)
    #expect(diagram.findings.filter { $0.severity == .error }.count == 4)
    #expect(diagram.findings.first?.fix?.edits.first?.replacement == " : \"\"")
    guard case .er(let tree) = diagram.syntax else { return #expect(Bool(false), "no diagram") }
    #expect(tree.statements.count == 2)
  }
}
