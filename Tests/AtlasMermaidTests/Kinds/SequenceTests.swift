import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct SequenceTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.sequence, micro: 167, docs: 46, corpus: 207)
  }
}
