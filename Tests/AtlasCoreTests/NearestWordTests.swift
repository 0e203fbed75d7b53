import AtlasCore
import Testing

@Suite struct NearestWordTests {
  @Test(arguments: [
    ("lnit", "lint"), ("need", "needs"), ("prase", "parse"), ("Metrics", "metrics"),
    ("agregate", "aggregate"),
  ])
  func aSlipFindsItsWord(typed: String, meant: String) {
    #expect(NearestWord.of(typed, in: ["parse", "lint", "gates", "metrics", "aggregate", "needs"]) == meant)
  }

  @Test(arguments: ["completely", "x", ""]) func somethingElseFindsNone(typed: String) {
    #expect(NearestWord.of(typed, in: ["parse", "lint", "gates"]) == nil)
  }
}
