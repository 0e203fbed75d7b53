import Testing

@testable import AtlasPipeline

struct FingerprintTextTests {
  /// Fingerprints are kept in baselines, so what is taken for a digit must stay what it was: a character, not a byte.
  @Test(arguments: [
    "", "12", "12 nodes and 3 links", "line 4: \"é5 and 6é\"", "5\u{FE0F}\u{20E3} steps", "9\u{301} of 4",
    "p99 → 40ms", "7… 8", "²3",
  ])
  func digitsAreLeftOutAsCharacters(message: String) {
    #expect(
      ReportAssembly.withoutDigits(message) == Array(message.filter { !("0"..."9").contains($0) }.utf8))
  }
}
