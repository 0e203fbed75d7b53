import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct JourneyTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.journey, micro: 9, docs: 2, corpus: 0)
  }

  @Test(arguments: [
    ("journey", true), ("journeyx", false), ("journey\na: 5", true), ("journey\na:", false),
    ("journey\na: ", true), ("journey\na", false), ("journey\na\n: 5", false), ("journey\n: 5", false),
    ("journey\nsection A: b", false), ("journey\nsection\nA\nb: 1", true), ("journey\nsection", false),
    ("journey\na; b: 5", false), ("journey\na: 5; b", false), ("journey\na: 5 # b", true),
    ("journey\na # b: 5", false), ("journey\n# b", true), ("journey\ntitle a#b", true),
    ("journey\ntitle a;b", false), ("journey a: 1 %% b", true), ("journey\nJourney: 5", false),
    ("journey\naccTitle: x", true), ("journey\naccTitle:", false), ("journey\naccDescr {", false),
  ])
  func statementsAreThoseOfMermaid(_ code: String, _ isValid: Bool) {
    #expect((Mermaid.parse(Array(code.utf8)).verdict == .valid) == isValid)
  }
}
