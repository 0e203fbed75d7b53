import AtlasCore
import AtlasMermaid
import Testing

/// The suites as wholes; `Kinds` has a test for each kind.
struct ConformanceTests {
  @Test(
    .enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"),
    arguments: zip(Conformance.Suite.allCases, [904, 484, 2_950]))
  func everyVerdictIsThatOfMermaid(suite: Conformance.Suite, count: Int) {
    let tally = Conformance.wholeTally(of: suite)
    print(
      "\(suite) as a whole: \(tally.agreed)/\(tally.total) verdicts, \(tally.linesAgreed)/\(tally.linesTotal) error lines"
    )
    for miss in tally.misses.prefix(20) { print("  " + miss) }
    #expect(tally.total == count)
    #expect(tally.agreed == count)
    #expect(tally.linesAgreed == tally.linesTotal)
  }
}
