import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct CynefinTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.cynefin, micro: 1, docs: 0, corpus: 0)
  }

  @Test(arguments: [
    ("cynefin-beta", true), ("cynefin-beta:", true), ("cynefin-beta: complex", true),
    ("cynefin-beta :", false),
    ("cynefin-beta%% x", false), ("cynefin-beta %% x", true), ("cynefin-beta complex \"a\" clear", true),
    ("cynefin-beta\ncomplex\n\"a\"\n'b'", true),
    ("cynefin-beta\n\"a\"", false), ("cynefin-beta\ncomplex: \"a\"", false),
    ("cynefin-beta\ncomplexity", false),
    ("cynefin-beta\nclearcomplex", true), ("cynefin-beta\nComplex", false), ("cynefin-beta\nsimple", false),
    ("cynefin-beta\ncomplex \"a\" title x", true), ("cynefin-beta\ntitle x\ncomplex", true),
    ("cynefin-beta\ncomplex --> clear", true), ("cynefin-beta\ncomplex-->clear:'x'", true),
    ("cynefin-beta\ncomplex --> clear \"x\"", false), ("cynefin-beta\ncomplex --> clear :", false),
    ("cynefin-beta\ncomplex -> clear", false), ("cynefin-beta\ncomplex\n--> clear", false),
    ("cynefin-beta\ncomplex --> clear clear", false), ("cynefin-beta\n\n\ncomplex\n\n\n\"a\"\n\n", true),
    ("cynefin-beta\ncomplex\n- a", false), ("cynefin-beta\ncynefin-beta", false),
    ("cynefin-beta\n%% x", true),
  ])
  func diagramsAreThoseOfMermaid(_ code: String, _ isValid: Bool) {
    #expect((Mermaid.parse(Array(code.utf8)).verdict == .valid) == isValid)
  }

  @Test func whatIsLeftOutIsWarnedOf() {
    let diagram = Mermaid.parse(Array("cynefin-beta\nclear \"a\"\nclear \"b\"\nclear --> clear\n".utf8))
    #expect(diagram.verdict == .valid)
    #expect(diagram.findings.map(\.code) == ["duplicate-entry", "ignored-text"])
  }

  @Test func everyErrorIsReported() {
    let diagram = Mermaid.parse(Array("cynefin-beta\n\"a\"\nclear : \"x\"\nclear --> clear \"x\"\n".utf8))
    #expect(diagram.findings.count { $0.severity == .error } == 3)
    #expect(diagram.mermaidErrorLine == 2)
  }
}
