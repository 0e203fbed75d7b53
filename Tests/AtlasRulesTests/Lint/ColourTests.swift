import AtlasRules
import Testing

struct ColourTests {
  @Test(
    arguments: [
      ("#0066CC", 0x0066CC), ("#06c", 0x0066CC), ("#06CF", 0x0066CC), ("#0066ccff", 0x0066CC),
      ("RED", 0xFF0000),
      ("rebeccapurple", 0x663399),
    ] as [(String, UInt32)])
  func aColourIsReadInAllItsForms(_ text: String, _ rgb: UInt32) {
    #expect(Colour(text) == Colour(rgb: rgb))
  }

  @Test(arguments: ["", "#", "#12345", "#0066CC80", "none", "var(--edge)", "#gggggg", "0066CC", "#+12345"])
  func whatIsNoOpaqueColourIsNone(_ text: String) {
    #expect(Colour(text) == nil)
  }
}
