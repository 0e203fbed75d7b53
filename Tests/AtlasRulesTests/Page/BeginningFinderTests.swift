import Testing

@testable import AtlasRules

struct BeginningFinderTests {
  private static let lists: [[String]] = [
    ["stream plane", "kafka"], ["a"], ["ab", "abc", "b"], ["", "x"], ["примéр", "@[", "z`"],
  ]

  private static let texts = [
    "", "a", "ab", "Stream Plane, STREAM plan, kAfKa", "xabcb\nAB", "ПРИМéР примéр @[ @{ Z` z@",
    "stream plan",
  ]

  @Test(arguments: lists, texts)
  func findsWhatLookingAtEveryPlaceFinds(beginnings: [String], text: String) {
    let (finder, bytes) = (BeginningFinder(beginnings.map { Array($0.utf8) }), Array(text.utf8))
    let lowered = bytes.map(ASCII.lowered)
    for start in 0...bytes.count + 1 {
      let found = bytes.withUnsafeBufferPointer { finder.first(in: $0, from: start) }
      let expected = (0..<bytes.count).first { place in
        place >= start && beginnings.contains { lowered[place...].starts(with: $0.utf8) }
      }
      #expect(found == expected, "from \(start)")
    }
  }
}
