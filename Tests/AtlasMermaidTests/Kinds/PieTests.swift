import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct PieTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.pie, micro: 18, docs: 5, corpus: 72)
  }

  @Test(arguments: [
    ("pie\n \"a\" : 12", true), ("pie\n \"a\" : 1.", false), ("pie\n \"a\" : 12.", false),
    ("pie\n \"a\" : 0", true),
    ("pie\n \"a\" : 05", false), ("pie\n \"a\" : 1.25", true), ("pie\n \"a\" : 1.2.3", false),
    ("pie\n \"a\" : -0", true), ("pie\n \"a\" : -1", false), ("pie showData title x\n", true),
    ("piex\n", false),
    ("pie%% c\n\"a\":1", true), ("pie\n'a':1", true), ("pie\n\"a\":1 \"b\":2", false),
    ("pie title x # y", true),
  ])
  func numbersAndHeadersAreThoseOfMermaid(_ code: String, _ isValid: Bool) {
    #expect((Mermaid.parse(Array(code.utf8)).verdict == .valid) == isValid)
  }

  @Test func everyErrorIsReported() {
    let diagram = Mermaid.parse(Array("pie\n \"a\" 1\n \"b\" : 2\n c : 3\n".utf8))
    #expect(diagram.verdict == .invalid)
    #expect(diagram.findings.count >= 2)
    // The unknown character comes first: the lexer reads the whole text before the parser sees any of it.
    #expect(diagram.mermaidErrorLine == 4)
    guard case .pie(let pie) = diagram.syntax else { return #expect(Bool(false), "no pie") }
    #expect(pie.slices.count == 1)
  }
}
