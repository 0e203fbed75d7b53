import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct RadarTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.radar, micro: 13, docs: 3, corpus: 0)
  }

  @Test(
    arguments: [
      ("radar-beta", true), ("radar-beta:", true), ("radar-beta :", true), ("radar-beta::", false),
      ("radar-betax", false),
      ("radar-beta axis a", true), ("radar-beta\naxis a,b\naxis c", true), ("radar-beta\naxis a b", false),
      ("radar-beta\naxis a,\nb", false), ("radar-beta\naxis a[\"A\"]", true),
      ("radar-beta\naxis a[A]", false),
      ("radar-beta\naxis a[]", false), ("radar-beta\naxis 1", false), ("radar-beta\naxis 1a", false),
      ("radar-beta\naxis a1", true), ("radar-beta\naxis a-b", true), ("radar-beta\naxis a-", false),
      ("radar-beta\naxis circles", false), ("radar-beta\naxis trueness", false),
      ("radar-beta\naxis titles", false),
      ("radar-beta\naxis axis1", true), ("radar-beta\naxis axis", false), ("radar-beta\naxis é", false),
      ("radar-beta\ncurve x{1}", true), ("radar-beta\ncurve x{}", false), ("radar-beta\ncurve x{1,}", false),
      ("radar-beta\ncurve x{\n1,\n\n2\n}", true), ("radar-beta\ncurve x{1\n,2}", false),
      ("radar-beta\ncurve x {1}", true),
      ("radar-beta\ncurve x{1},y{2}", true), ("radar-beta\ncurve x{-1}", false),
      ("radar-beta\ncurve x{05}", false),
      ("radar-beta\ncurve x{1.}", false), ("radar-beta\ncurve x{1.50}", true),
      ("radar-beta\ncurve x{a:1}", false),
      ("radar-beta\ncurve x{a:1}\naxis a", true), ("radar-beta\naxis a,b\ncurve x{a:1}", false),
      ("radar-beta\naxis a,b\ncurve x{a 1,b:2}", true), ("radar-beta\naxis a,b\ncurve x{a:1,2}", false),
      ("radar-beta\naxis a,b\ncurve x{1}", true), ("radar-beta\naxis a\ncurve x{a:1,c:2}", true),
      ("radar-beta\nticks 3,max 5", true), ("radar-beta\nticks true", false),
      ("radar-beta\nshowLegend True", false),
      ("radar-beta\ngraticule polygon", true), ("radar-beta\ngraticule square", false),
      ("radar-beta\ntitle x axis a", true), ("radar-beta\nmax -1", false),
    ] as [(String, Bool)])
  func chartsAreThoseOfMermaid(_ code: String, _ isValid: Bool) {
    #expect((Mermaid.parse(Array(code.utf8)).verdict == .valid) == isValid)
  }

  /// Mermaid.js looks for the first value over line ends, and complains about the first of them.
  @Test func errorLinesOfEmptyCurvesAreThoseOfTheBrace() {
    #expect(Mermaid.parse(Array("radar-beta\ncurve x{\n\n}\n".utf8)).mermaidErrorLine == 2)
    #expect(Mermaid.parse(Array("radar-beta\ncurve x{1,\n\n}\n".utf8)).mermaidErrorLine == 4)
  }

  @Test func whatIsLostIsWarnedOf() {
    let code = "radar-beta\naxis a,b\ncurve x{1}\ncurve y{a:1,b:2,c:3,a:4}\nmax 1\nmax 2\n"
    let diagram = Mermaid.parse(Array(code.utf8))
    #expect(diagram.verdict == .valid)
    #expect(
      diagram.findings.map(\.code) == ["ignored-text", "ignored-text", "duplicate-entry", "duplicate-entry"])
  }
}
