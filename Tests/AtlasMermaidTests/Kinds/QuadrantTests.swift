import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct QuadrantTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.quadrant, micro: 25, docs: 3, corpus: 1)
  }

  @Test(arguments: [
    ("quadrantChart", true), ("quadrantChartx", false), ("quadrantChart x-axis a", true),
    ("quadrantChart\na: [0.1, 0.2]", true), ("quadrantChart\na: [1.0, 0.2]", false),
    ("quadrantChart\na: [0,0.2]", false), ("quadrantChart\na: [0, 0.2]", true),
    ("quadrantChart\na: [1,1]", true),
    ("quadrantChart\na: [0é5, 0]", true), ("quadrantChart\na : [\n0.5\n,\n0\n]", true),
    ("quadrantChart\na: b: [0.1, 0.2]", false), ("quadrantChart\n\"a: b\" c: [0.1, 0.2]", true),
    ("quadrantChart\na \"b\": [0.1, 0.2]", false), ("quadrantChart\n-a: [0.1, 0.2]", false),
    ("quadrantChart\na-b, c: [0.1, 0.2]", true), ("quadrantChart\na(b): [0.1, 0.2]", false),
    ("quadrantChart\na", false), ("quadrantChart\nx-axis a --> b", true),
    ("quadrantChart\nx-axis a -->", true),
    ("quadrantChart\nx-axis a -> b", false), ("quadrantChart\nx-axis", false),
    ("quadrantChart\nx-axisab", true),
    ("quadrantChart\nquadrant-5 a", false), ("quadrantChart\ntitle (a)", true),
    ("quadrantChart\ntitle", true),
    ("quadrantChart\na: [0.1, 0.2] radius: 5, color: #abc", true),
    ("quadrantChart\na: [0.1, 0.2] radius: 5.5", false),
    ("quadrantChart\na: [0.1, 0.2] radius 5", false), ("quadrantChart\na: [0.1, 0.2] color: abcd", false),
    ("quadrantChart\na: [0.1, 0.2] stroke-width: 5PX", false), ("quadrantChart\na: [0.1, 0.2]\t", false),
    ("quadrantChart\nclassDef a radius: 5", true), ("quadrantChart\nclassDef  a radius: 5", false),
    ("quadrantChart\nclassDef a", false), ("quadrantChart\na:::b: [0.1, 0.2]", true),
    ("quadrantChart\na:::b : [0.1, 0.2]", true), ("quadrantChart\naccTitle:", false),
    ("quadrantChart\naccTitle: a", true), ("quadrantChart\naccDescr {", false),
  ])
  func statementsAreThoseOfMermaid(_ code: String, _ isValid: Bool) {
    #expect((Mermaid.parse(Array(code.utf8)).verdict == .valid) == isValid)
  }
}
