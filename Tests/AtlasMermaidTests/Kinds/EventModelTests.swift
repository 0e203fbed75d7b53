import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct EventModelTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.eventmodeling, micro: 1, docs: 11, corpus: 0)
  }

  @Test(arguments: [
    ("eventmodeling", true), ("eventmodelingx", false), ("eventmodeling%% x", true),
    ("eventmodeling.", false),
    ("eventmodeling title x", true), ("eventmodeling\ntitle x", false), ("eventmodeling\n  title x", false),
    ("eventmodeling accTitle: x", true), ("eventmodeling tf 01 ui A title x", true),
    ("eventmodeling tf 01 ui A\ttitle", true),
  ])
  func headersAndTitlesAreThoseOfMermaid(_ code: String, _ isValid: Bool) {
    #expect((Mermaid.parse(Array(code.utf8)).verdict == .valid) == isValid)
  }

  @Test(arguments: [
    ("tf 01 ui A", true), ("tf 1 ui A", true), ("tf 1234 ui A", false), ("tf ui A", false),
    ("tf 01 A", false),
    ("tf01 ui A", false), ("tf 01ui A", true), ("tf 01 ui A.B.C", true), ("tf 01 ui A . B", true),
    ("tf 01 ui A-B", false), ("tf 01 ui event", false), ("tf 01 ui events", true), ("tf 01\nui\nA", true),
    ("tf 01 ui A tf 02 ui B", true), ("tf 02 evt B ->> 01 ->> 99", true), ("tf 02 evt B ->> A", false),
    ("tf 02 evt B -> 01", false), ("tf 02 evt B [[X]]", true), ("tf 02 evt B [[X.Y]]", false),
    ("tf 02 evt B [X]", false), ("tf 02 evt B {}", true), ("tf 02 evt B { a } }", true),
    ("tf 02 evt B {\n}", false), ("tf 02 evt B `json` 'x'", true), ("tf 02 evt B `yaml` 'x'", false),
    ("tf 02 evt B 'x", false), ("tf 02 evt B 'a' b 'c'", true), ("tf 02 evt B [[X]] ->> 01", false),
    ("entity A", true), ("entity A.B", true), ("entity note", false), ("data A {\nx\n}", true),
    ("data A { x }", false), ("data A {\n}", true), ("data A {\n }", false), ("data A {\n}x", false),
    ("data A.B {\n}", false), ("note 01 {\nx\n}", true), ("note A {\n}", false),
    ("gwt 01 given evt A then evt B", true), ("gwt 01 given evt A when cmd B then evt C", true),
    ("gwt 01 when cmd B then evt C", false), ("gwt 01 given evt A", false),
    ("gwt 01 given evt A.B then evt C", false),
    ("gwt 01 given evt A cmd B then evt C ui D", true), ("// x", true), ("/* x\n */", true), ("/* x", false),
    ("tf 01 ui é", false), ("tf 01 ui A\u{A0}tf 02 ui B", true),
  ])
  func statementsAreThoseOfMermaid(_ body: String, _ isValid: Bool) {
    #expect((Mermaid.parse(Array(("eventmodeling\n" + body).utf8)).verdict == .valid) == isValid)
  }

  @Test func arrowsFromNowhereAreWarnedOf() {
    let code = "eventmodeling\ntf 01 cmd A ->> 02 [[D]]\ntf 01 evt B ->> 01\n"
    let diagram = Mermaid.parse(Array(code.utf8))
    #expect(diagram.verdict == .valid)
    #expect(diagram.findings.map(\.code) == ["ignored-text", "ignored-text", "duplicate-entry"])
  }

  @Test func everyErrorIsReported() {
    let diagram = Mermaid.parse(Array("eventmodeling\ntf ui A\ntf 02 evt B\nnote x\n".utf8))
    #expect(diagram.findings.count == 2)
    #expect(diagram.mermaidErrorLine == 2)
    guard case .eventmodeling(let model) = diagram.syntax else {
      return #expect(Bool(false), "no event model")
    }
    #expect(model.statements.count == 1)
  }
}
