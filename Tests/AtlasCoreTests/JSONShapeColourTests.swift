import AtlasCore
import Testing

struct JSONShapeColourTests {
  @Test(arguments: [
    ("#0066CC", 0), ("#06c", 0), ("0066CC", 1), ("#0066C", 1), ("blue", 1), ("#00GG00", 1), ("", 1),
  ])
  func aColourOfAConfigurationIsSixOrThreeDigits(_ text: String, _ problems: Int) throws {
    let node = try JSONReader.read(Array("\"\(text)\"".utf8))
    #expect(JSONShape.string(.colour).problems(of: node).count == problems)
  }
}
