import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct InfoTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.info, micro: 2, docs: 0, corpus: 0)
  }

  @Test(
    arguments: [
      ("info", true), ("info showInfo", true), ("info\n\nshowInfo\n", true), ("infox", false),
      ("info%%c", true), ("info showInfo showInfo", false), ("info title x", true),
      ("info\ntitle x\naccTitle: y\naccDescr: z", true), ("info\ntitle x\nshowInfo", false),
      ("info x", false), ("info\ntitles", false), ("info\naccDescr {a\nb}", true), ("info\naccDescr", false),
    ] as [(String, Bool)])
  func contentIsThatOfMermaid(_ code: String, _ isValid: Bool) {
    #expect((Mermaid.parse(Array(code.utf8)).verdict == .valid) == isValid)
  }
}
