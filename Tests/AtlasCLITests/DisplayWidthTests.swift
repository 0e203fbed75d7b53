import AtlasCLI
import AtlasReport
import Testing

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("図表", 4), ("ｗ", 2), ("한글", 4), ("🙂", 2), ("✓", 1),
    ("✅", 2),
    ("a\u{200B}b", 2), ("→", 1), ("ไทย", 3),
  ])
  func widthCountsColumnsOfATerminal(_ text: String, _ width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdef", 5, "ab..."), ("図表図表", 7, "図表..."), ("図表図表", 6, "図..."),
    ("abcdef", 3, "..."), ("abcdef", 2, ".."), ("abcdef", 0, ""), ("abcdef", -1, ""), ("", 0, ""),
  ])
  func aTextIsCutToItsRoom(_ text: String, _ width: Int, _ cut: String) {
    #expect(DisplayWidth.cut(text, to: width) == cut)
  }
}
