import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct WardleyTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.wardley, micro: 1, docs: 19, corpus: 0)
  }

  @Test(arguments: [
    ("", true), ("component A [0.5, 0.5]", true), ("component A [0.5,0.5]", true),
    ("component A[0.5, 0.5]", true),
    ("component A [1, 0.5]", false), ("component A [1.0, 0.5]", true), ("component A [.5, 0.5]", false),
    ("component A [0.5, 100.0]", true), ("component A [0.5, 100.1]", false), ("component A [0.5, 0.5", false),
    ("component A b c [0.5, 0.5]", true), ("component A 2 [0.5, 0.5]", false),
    ("component A2 [0.5, 0.5]", true),
    ("component A (x) & y [0.5, 0.5]", false), ("component R&D (x) [0.5, 0.5]", true),
    ("component market [0.5, 0.5]", false), ("component Market [0.5, 0.5]", true),
    ("component X market [0.5, 0.5]", true), ("component \"market\" [0.5, 0.5]", true),
    ("component _x [0.5, 0.5]", true), ("component title [0.5, 0.5]", false),
    ("component titles [0.5, 0.5]", true),
    ("components A [0.5, 0.5]", true), ("componentA [0.5, 0.5]", true),
    ("component A [0.5, 0.5] label [-5, - 3]", true), ("component A [0.5, 0.5] label [5.0, 3]", false),
    ("component A [0.5, 0.5] (build)", true), ("component A [0.5, 0.5] (building)", false),
    ("component A [0.5, 0.5] (inertia)", true), ("component A [0.5, 0.5] (buy) inertia", true),
    ("component A [0.5, 0.5] inertia (buy)", false), ("component A [0.5, 0.5] (buy) (inertia)", true),
    ("component A [0.5, 0.5] (x)", false), ("anchor A [0.5, 0.5] inertia", false),
    ("component A [0.5, 0.5] %% x", true), ("component A [0.5, 0.5] # x", false),
    ("component A [0.5, 0.5] label [05, 3]", false), ("size [05, 3]", false), ("size [10, 20]", true),
  ])
  func componentsAreThoseOfMermaid(_ body: String, _ isValid: Bool) { expect(body, isValid) }

  @Test(arguments: [
    ("A -> B", true), ("A->B", true), ("A --> B", true), ("A -.-> B", true), ("A > B", true),
    ("A - B", false),
    ("A B", false), ("\"A\" \"B\"", true), ("\"A\" B", true), ("A +'x'> B", true), ("A +'x' B", false),
    ("A +'x\ny'<> B", true), ("A+> -> B", true), ("A -> B+<; text", true), ("A -> B ;", false),
    ("A -> B ; ", true), ("A -> B -> C", false), ("a-b -> c", true), ("a->b", true), ("A; x", false),
    ("A ==> B", false), ("evolution A -> B", true), ("evolution A", false),
    ("evolution A@0.5 / B -> C", true),
    ("evolution A@1 -> C", false), ("evolve A 0.5", true), ("evolve A 500.0", true), ("evolve A 1", false),
    ("note \"x\" [0.5, 0.5]", true), ("note x [0.5, 0.5]", false), ("annotations [1, 2]", true),
    ("annotations [101, 2]", false), ("annotation 1,[0.5, 2] \"x\"", true),
    ("annotation 1 [0.5, 2] \"x\"", false),
    ("accelerator A [0.5, 0.5]", true), ("deaccelerator A [1, 2]", false),
    ("component K [0.5, 0.5]\npipeline K {\ncomponent a [0.5]\n}", true),
    ("component K [0.5, 0.5]\npipeline \"K\" {\n\ncomponent a [0.5]\n\n}", true),
    ("pipeline K {\ncomponent a [0.5]\n}", false), ("component K [0.5, 0.5]\npipeline K {\n}", false),
    ("component K [0.5, 0.5]\npipeline K { component a [0.5]\n}", false),
    ("component K [0.5, 0.5]\npipeline K {\ncomponent a [0.5]}", false),
    ("component K [0.5, 0.5]\npipeline K {\ncomponent a [0.5, 0.5]\n}", false),
    ("component \"a\\\"b\" [0.5, 0.5]\npipeline 'a\"b' {\ncomponent c [0.5]\n}", true),
  ])
  func otherStatementsAreThoseOfMermaid(_ body: String, _ isValid: Bool) { expect(body, isValid) }

  @Test func whatIsLeftOutIsWarnedOf() {
    let code = "wardley-beta\ncomponent A [0.5, 0.5]\ncomponent A [0.5, 0.6]\nA -> B\nevolve C 0.5\n"
    let diagram = Mermaid.parse(Array(code.utf8))
    #expect(diagram.verdict == .valid)
    #expect(diagram.findings.map(\.code) == ["duplicate-entry", "ignored-text", "ignored-text"])
  }

  @Test func everyErrorIsReported() {
    let diagram = Mermaid.parse(
      Array("wardley-beta\nsize [a, 1]\ncomponent buyer [0.5, 0.5]\nA ->\n".utf8))
    #expect(diagram.findings.map(\.code) == ["parse-error", "reserved-id", "parse-error"])
    #expect(diagram.mermaidErrorLine == 2)
  }

  private func expect(_ body: String, _ isValid: Bool) {
    #expect((Mermaid.parse(Array(("wardley-beta\n" + body).utf8)).verdict == .valid) == isValid)
  }
}
