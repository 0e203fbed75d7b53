import AtlasCLI
import AtlasCore
import AtlasReport
import Testing

@Suite struct DiagnosticTests {
  private func rendered(
    _ contents: String, _ start: Int, _ end: Int, width: Int = 100
  ) -> [String] {
    rendered(Array(contents.utf8), start, end, width: width)
  }

  private func rendered(_ contents: [UInt8], _ start: Int, _ end: Int, width: Int = 100) -> [String] {
    let place = DiagnosticPlace(path: "pipeline.json", contents: contents, range: TextRange(start, end))
    return Diagnostic(.error, "wrong", place: place).render(width: width).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init).dropLast()
  }

  @Test func aUsageErrorIsASentenceAndWhereToLook() throws {
    let error = UsageError(.unknownFlag("--formt", nearest: "--format"), topic: .command(.run))
    #expect(
      Diagnostic(error).render() == """
        error: unknown flag --formt; did you mean --format?
        help: 'atlas-build run --help' shows what run takes

        """)
  }

  @Test func aPlaceIsShownWithItsLineAndACaret() {
    let contents = Array("{\n  \"stages\": [\n    {\"need\": 1}\n  ]\n}\n".utf8)
    let place = DiagnosticPlace(path: "sub/pipeline.json", contents: contents, range: TextRange(21, 27))
    let diagnostic = Diagnostic(
      .error, #"unknown key "need"; did you mean "needs"?"#, help: "the keys of a stage are name and needs",
      place: place)
    #expect(
      diagnostic.render() == """
        sub/pipeline.json:3:6: error: unknown key "need"; did you mean "needs"?
            3 |     {"need": 1}
              |      ^^^^^^
        help: the keys of a stage are name and needs

        """)
  }

  @Test func aWarningSaysSo() {
    #expect(Diagnostic(.warning, "no page matches").render() == "warning: no page matches\n")
  }

  @Test(arguments: [
    // An empty range, a range over the line's end, one at the end of the file, and one behind it.
    ("ab\ncd\n", 4, 4, "pipeline.json:2:2: error: wrong", "    2 | cd", "      |  ^"),
    ("ab\ncd\n", 1, 5, "pipeline.json:1:2: error: wrong", "    1 | ab", "      |  ^"),
    ("abcd\r\nx", 1, 6, "pipeline.json:1:2: error: wrong", "    1 | abcd", "      |  ^^^"),
    ("ab\n", 3, 3, "pipeline.json:2:1: error: wrong", "    2 | ", "      | ^"),
    ("ab", 90, 99, "pipeline.json:1:3: error: wrong", "    1 | ab", "      |   ^"),
    ("", 0, 0, "pipeline.json:1:1: error: wrong", "    1 | ", "      | ^"),
    // What takes more or fewer columns than bytes.
    ("\t\tab", 2, 4, "pipeline.json:1:3: error: wrong", "    1 |         ab", "      |         ^^"),
    ("図表ab", 6, 8, "pipeline.json:1:7: error: wrong", "    1 | 図表ab", "      |     ^^"),
    ("a図b", 1, 4, "pipeline.json:1:2: error: wrong", "    1 | a図b", "      |  ^^"),
    ("\u{1B}[2Jab", 4, 6, "pipeline.json:1:5: error: wrong", "    1 | ␛[2Jab", "      |     ^^"),
  ])
  func theCaretStandsUnderWhatIsMeant(
    _ contents: String, _ start: Int, _ end: Int, _ first: String, _ line: String, _ carets: String
  ) {
    #expect(rendered(contents, start, end) == [first, line, carets])
  }

  @Test func bytesThatAreNoTextAreShownAsReplaced() {
    #expect(
      rendered([0x61, 0xFF, 0x62], 1, 2) == [
        "pipeline.json:1:2: error: wrong", "    1 | a\u{FFFD}b", "      |  ^",
      ])
  }

  @Test(arguments: [0, 10, 60, 70, 200, 399, 400])
  func aLongLineIsCutToAWindowAroundTheCaret(_ start: Int) {
    let contents = String(repeating: "x", count: start) + "HERE" + String(repeating: "y", count: 400)
    let lines = rendered(contents, start, start + 4, width: 80)
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= 80 })
    let caret = lines[2].firstIndex(of: "^").map { lines[2].distance(from: lines[2].startIndex, to: $0) }
    #expect(lines[2].filter { $0 == "^" } == "^^^^")
    #expect(lines[1].dropFirst(caret ?? 0).hasPrefix("HERE"))
  }

  @Test(arguments: [20, 40, 80])
  func aLongStretchIsMarkedAsFarAsItShows(_ width: Int) {
    for start in [0, 5, 300] {
      let lines = rendered(String(repeating: "x", count: 900), start, 890, width: width)
      #expect(DisplayWidth.of(lines[2]) <= DisplayWidth.of(lines[1]))
      #expect(lines[2].contains("^"))
    }
  }

  @Test func colourChangesNoWord() {
    let place = DiagnosticPlace(path: "a.json", contents: Array("x y z".utf8), range: TextRange(2, 3))
    let diagnostic = Diagnostic(.error, "wrong", help: "mend it", place: place)
    let colored = diagnostic.render(style: TextStyle(usesColor: true))
    #expect(colored.contains("\u{1B}[1;31merror:\u{1B}[0m"))
    #expect(withoutColor(colored) == diagnostic.render())
  }
}
