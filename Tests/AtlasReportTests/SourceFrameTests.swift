import Testing

@testable import AtlasReport

struct SourceFrameTests {
  /// The frame for the stretch between the bytes `start` and `end` of `line`.
  private func frame(_ line: String, _ start: Int, _ end: Int, width: Int = 40) -> [String] {
    let frame = SourceFrame(line: line, start: start, end: end, width: width)
    return [frame.text, frame.carets]
  }

  @Test func caretsStandUnderTheStretch() {
    #expect(frame("  A --> B", 2, 3) == ["  A --> B", "  ^"])
    #expect(frame("  A --> B", 4, 7) == ["  A --> B", "    ^^^"])
  }

  @Test func anEmptyStretchHasOneCaret() {
    #expect(frame("abc", 1, 1) == ["abc", " ^"])
    #expect(frame("abc", 3, 3) == ["abc", "   ^"])
    #expect(frame("é", 2, 2) == ["é", " ^"])
    #expect(frame("", 0, 0) == ["", "^"])
  }

  @Test func whatLiesBeyondTheLineIsItsEnd() {
    #expect(frame("abc\r\n", 3, .max) == ["abc", "   ^"])
    #expect(frame("abé", 40, 50) == ["abé", "   ^"])
    #expect(frame("abc", -4, 1) == ["abc", "^"])
    #expect(frame("abc", 2, 1) == ["abc", "  ^"])
  }

  @Test func tabsReachTheNextStop() {
    #expect(frame("\tab", 1, 3) == ["    ab", "    ^^"])
    #expect(frame("a\tb", 1, 2) == ["a   b", " ^^^"])
  }

  @Test func wideAndCombinedCharactersTakeTheirColumns() {
    // 決 and 済 are three bytes and two columns each.
    #expect(frame("決済 x", 7, 8) == ["決済 x", "     ^"])
    #expect(frame("決済", 3, 6) == ["決済", "  ^^"])
    // A family is one picture of four people and joiners, ⚠️ a narrow sign made wide, é a letter and an accent.
    #expect(frame("👩‍👩‍👧x", 18, 19) == ["👩‍👩‍👧x", "  ^"])
    #expect(frame("⚠️x", 6, 7) == ["⚠️x", "  ^"])
    #expect(frame("👍🏽x", 8, 9) == ["👍🏽x", "  ^"])
    #expect(frame("e\u{301}x", 3, 4) == ["e\u{301}x", " ^"])
  }

  @Test func aPlaceInsideACharacterIsThatCharacter() {
    #expect(frame("a決b", 2, 3) == ["a決b", " ^^"])
  }

  @Test func whatWouldDisturbTheTerminalIsShownAsText() {
    #expect(frame("a\u{1B}b", 2, 3) == ["a␛b", "  ^"])
    #expect(frame("a\u{202E}b", 4, 5) == ["a<U+202E>b", "         ^"])
  }

  @Test func longLinesAreCutAroundTheCaret() {
    let line = String(repeating: "0123456789", count: 20)
    #expect(frame(line, 0, 2, width: 20) == ["012345678901234567…", "^^"])
    #expect(frame(line, 100, 103, width: 20) == ["…456789012345678901…", "       ^^^"])
    #expect(frame(line, 200, 200, width: 20) == ["…234567890123456789", "                   ^"])
  }

  @Test func caretsEndWithTheCutLine() {
    let line = String(repeating: "0123456789", count: 20)
    #expect(frame(line, 5, 200, width: 20) == ["012345678901234567…", "     ^^^^^^^^^^^^^"])
  }

  @Test func everyFrameFitsItsWidth() {
    let line = String(repeating: "\t決a👍🏽é", count: 400)
    for start in stride(from: 0, through: line.utf8.count, by: 7) {
      let frame = SourceFrame(line: line, start: start, end: start + 9, width: 30)
      let columns = frame.text.unicodeScalars.reduce(0) { $0 + DisplayWidth.of($1) }
      // The tone of the hand is drawn onto it and counted here as if it stood alone.
      let tones = frame.text.unicodeScalars.count { $0.value == 0x1F3FD }
      #expect(columns - 2 * tones <= 30)
      #expect(frame.carets.utf8.count <= 30 && frame.carets.utf8.contains(UInt8(ascii: "^")))
    }
  }
}
