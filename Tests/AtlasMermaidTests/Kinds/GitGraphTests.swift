import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct GitGraphTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.gitgraph, micro: 30, docs: 38, corpus: 0)
  }

  @Test(
    arguments: [
      ("gitGraph", true), ("gitGraph:", true), ("gitGraph :", true), ("gitGraph LR:", true),
      ("gitGraph TB :", true),
      ("gitGraph LR", false), ("gitGraph RL:", false), ("gitGraph: LR", false), ("gitGraph:commit", true),
      ("gitGraph commit", true), ("gitGraphs", false), ("gitGraph%%c", true), ("gitGraph::", false),
    ] as [(String, Bool)])
  func headsAreThoseOfMermaid(_ code: String, _ isValid: Bool) {
    #expect((Mermaid.parse(Array(code.utf8)).verdict == .valid) == isValid)
  }

  @Test(
    arguments: [
      ("commit \"m\"", true), ("commit msg: 'm' id:\"a\" tag:\"t\" type:REVERSE", true),
      ("commit id: a", false),
      ("commit type: MERGE", false), ("commits", false), ("commit;", false), ("commit \"a\" commit", false),
      ("commit id: \"a\\\"b\"", true), ("commit id: \"a\nb\"", true), ("commit id: \"a", false),
      ("branch a.b/c-d", true), ("branch a.", false), ("branch a-", true), ("branch 1.5", true),
      ("branch 1a", false),
      ("branch 12", false), ("branch \"1a\"", true), ("branch title", false), ("branch merge", false),
      ("branch \"merge\"", true), ("branch é", false), ("branch a order: 0", true),
      ("branch a order: -1", false),
      ("branch accTitle", true), ("checkout main", true), ("switch \"main\"", true), ("checkout", false),
      ("title x", true), ("accTitle: x\naccDescr: y", true), ("commit %% c", true), ("NORMAL", false),
    ] as [(String, Bool)])
  func statementsAreThoseOfMermaid(_ statement: String, _ isValid: Bool) {
    #expect((Mermaid.parse(Array("gitGraph\n\(statement)\n".utf8)).verdict == .valid) == isValid)
  }

  @Test(
    arguments: [
      ("checkout x", false), ("branch main", false), ("branch a;branch a", false),
      ("branch a;checkout main;checkout a", true),
      ("merge main", false), ("commit;branch a;merge main", false), ("branch a;commit;merge main", false),
      ("commit;branch a;commit;checkout main;merge a", true), ("commit;branch a;commit;merge main", true),
      ("commit;branch a;checkout main;merge a", false), ("commit;merge x", false),
      ("commit id:\"1\";branch a;commit;checkout main;merge a id:\"1\"", false),
      ("commit id:\"1\";commit id:\"1\"", true),
      ("commit id:\"1\";branch a;cherry-pick id:\"1\"", true),
      ("commit id:\"1\";cherry-pick id:\"1\"", false),
      ("commit id:\"1\";branch a;cherry-pick id:\"2\"", false), ("commit;branch a;cherry-pick", false),
      ("commit id:\"1\";branch a;cherry-pick id:\"1\" parent:\"0\"", false),
      ("branch a;commit id:\"1\";checkout main;cherry-pick id:\"1\"", false),
      (
        "commit id:\"1\";branch a;commit id:\"2\";checkout main;merge a id:\"m\";checkout a;cherry-pick id:\"m\"",
        false
      ),
      (
        "commit id:\"1\";branch a;commit id:\"2\";checkout main;merge a id:\"m\";checkout a;"
          + "cherry-pick id:\"m\" parent:\"1\"", true
      ),
      (
        "commit id:\"1\";branch a;commit id:\"2\";checkout main;merge a id:\"m\";checkout a;"
          + "cherry-pick id:\"m\" parent:\"3\"", false
      ),
      ("branch 'a\\x';checkout ax", true),
    ] as [(String, Bool)])
  func historiesAreThoseOfMermaid(_ statements: String, _ isValid: Bool) {
    let code = "gitGraph\n" + statements.split(separator: ";").joined(separator: "\n")
    let diagram = Mermaid.parse(Array(code.utf8))
    #expect((diagram.verdict == .valid) == isValid)
    if !isValid { #expect(diagram.findings.first?.code == SyntaxRule.semanticError.rawValue) }
  }

  @Test(
    arguments: [
      ("%%{init: {'gitGraph': {'mainBranchName': 'trunk'}}}%%\ngitGraph\ncommit\ncheckout trunk", true),
      ("%%{init: {'config': {'mainBranchName': 'trunk'}}}%%\ngitGraph\ncommit\ncheckout main", false),
      ("%%{init: {gitGraph: {mainBranchName: 'trunk'}}}%%\ngitGraph\ncommit\ncheckout main", true),
      ("---\nconfig:\n  gitGraph:\n    mainBranchName: trunk\n---\ngitGraph\ncheckout trunk", true),
      ("%%{init: {'gitGraph': {'mainBranchName': 5}}}%%\ngitGraph\ncheckout main", false),
      ("%%{INIT: {'gitGraph': {'mainBranchName': 'm'}}}%%\ngitGraph\ncheckout m", false),
      ("%%{initialize: {'gitGraph': {'mainBranchName': 'm'}}}%%\ngitGraph\ncheckout m", true),
      ("gitGraph\n%%{init: {'gitGraph': {'mainBranchName': 'm'}}}%%\ncheckout m", true),
    ] as [(String, Bool)])
  func theMainBranchIsTheConfiguredOne(_ code: String, _ isValid: Bool) {
    #expect((Mermaid.parse(Array(code.utf8)).verdict == .valid) == isValid)
  }

  @Test func everyErrorIsReported() {
    let code = "gitGraph\n comit\n branch merge\n commit id: one\n checkout main\n"
    let diagram = Mermaid.parse(Array(code.utf8))
    #expect(diagram.findings.map(\.code) == ["bad-keyword", "reserved-id", "parse-error"])
    #expect(diagram.findings.allSatisfy { $0.fix?.safe == true })
    #expect(diagram.mermaidErrorLine == 2)
    guard case .gitgraph(let graph) = diagram.syntax else { return #expect(Bool(false), "no gitGraph") }
    #expect(graph.statements.count == 2)
  }
}
