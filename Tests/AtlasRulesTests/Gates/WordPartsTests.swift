import Testing

@testable import AtlasRules

struct WordPartsTests {
  private static let lists: [[String]] = [["grafana", "/d/"], ["é", "x"], ["a"], [""], []]
  private static let texts = ["", "a", "https://GRAFANA.test/d/7", "caf\u{65}\u{301}", "café X", "/d", "xx"]

  @Test(arguments: lists, texts)
  func standWhereTheTextContainsOne(parts: [String], text: String) {
    let words = text.lowercased()
    #expect(WordParts(parts).stand(in: words) == parts.contains { words.contains($0) })
  }
}
