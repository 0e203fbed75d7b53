import AtlasCore
import AtlasTestSupport
import Testing

@Suite struct YAMLReaderTests {
  private func read(_ text: String) throws -> YAMLNode { try YAMLReader.read(Array(text.utf8)) }

  private func failure(_ text: String) -> YAMLError? {
    do throws(YAMLError) {
      _ = try YAMLReader.read(Array(text.utf8))
      return nil
    } catch { return error }
  }

  @Test func rangesCountBytesOfTheWholeText() throws {
    let text = Array("é: 1\nkey: 'ü x'\n".utf8)
    let members = try #require(try YAMLReader.read(text).mapping)
    #expect(members.map(\.keyRange) == [TextRange(0, 2), TextRange(6, 9)])
    #expect(members.map(\.node.range) == [TextRange(4, 5), TextRange(11, 17)])
    #expect(members[1].node.style == .singleQuoted)
  }

  @Test func aStretchKeepsTheOffsetsOfItsText() throws {
    let page = Array("---\ntitle: x\n---\n".utf8)
    let node = try YAMLReader.read(page, in: TextRange(4, 13))
    #expect(node["title"]?.range == TextRange(11, 12))
  }

  @Test func aByteOrderMarkIsSkippedAndCounted() throws {
    let node = try YAMLReader.read([0xEF, 0xBB, 0xBF] + Array("a: b".utf8))
    #expect(node["a"]?.range == TextRange(6, 7))
  }

  @Test(arguments: ["", "\n", "# only a comment\n", "---\n"])
  func anEmptyDocumentIsNull(_ text: String) throws {
    #expect(try read(text).isNull)
  }

  @Test(arguments: [
    ("yes", "yes"), ("on", "on"), ("~", "null"), ("Null", "null"), ("nULL", "nULL"), ("TRUE", "true"),
    ("0x1F", "31"), ("0b101", "5"), ("0o17", "15"), ("017", "17"), ("1_000", "1000"), ("_1", "_1"),
    ("0_1", "1"), ("1_", "1_"), ("1.50", "1.5"), ("1.", "1"), (".5", "0.5"), ("-.5", "-.5"), ("1e3", "1000"),
    ("1e21", "1e+21"), ("1.5e-7", "1.5e-7"), ("0.000001", "0.000001"), ("-0", "0"), (".inf", "Infinity"),
    ("-.INF", "-Infinity"), (".nan", "NaN"), ("+.nan", "+.nan"),
    ("123456789012345680000", "123456789012345680000"),
    ("2001-01-01", "2001-01-01"), ("1.2.3", "1.2.3"), ("0x", "0x"), ("1e", "1e"), ("+12", "12"),
  ])
  func plainScalarsFollowTheJSONSchema(_ text: String, _ shown: String) throws {
    #expect(try read("a: " + text)["a"]?.value.scriptText == shown)
  }

  @Test(arguments: ["'1'", "\"1\"", "!!str 1", "|\n 1"])
  func quotedNumbersStayText(_ text: String) throws {
    #expect(try read("a: " + text)["a"]?.string?.hasPrefix("1") == true)
  }

  @Test(arguments: [
    "a: 1\na: 2", "1: a\n'1': b", "0x1F: a\n31: b", "~: a\nnull: b", "{a: 1, 'a': 2}", "<<: 1\n<<: 2",
  ])
  func aKeyThatStandsTwiceIsAnError(_ text: String) throws {
    #expect(try #require(failure(text)).message.hasSuffix("stands twice in this mapping"))
  }

  @Test func aMergeKeyIsAKeyLikeAnyOther() throws {
    let node = try read("x: &a {b: 1}\ny:\n  <<: *a\n")
    #expect(node["y"]?["<<"]?["b"]?.number?.integer == 1)
    #expect(node["y"]?["b"] == nil)
  }

  @Test func anAliasHasTheRangeWhereItStands() throws {
    let node = try read("a: &x [1]\nb: *x")
    #expect(node["b"]?.range == TextRange(13, 15))
    #expect(node["b"]?.sequence?.count == 1)
  }

  @Test func aliasesCannotExpandWithoutLimit() throws {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...20 {
      text +=
        "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
        + "]\n"
    }
    #expect(try #require(failure(text)).message.hasPrefix("aliases expand to more than"))
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func nestingIsLimited(_ opener: String) throws {
    let text = String(repeating: opener, count: 100_000)
    #expect(try #require(failure(text)).message.hasPrefix("values are nested deeper than"))
  }

  @Test(arguments: [
    "a: b: c", "a: [b", "a: 'b", "a: *x", "a: !foo b", "a: !!int b", "a: 1\n...\nb: 2", "a: @b",
    "a: 1\n b: 2",
    "a: {b c: d e: f}", "a: 1\nb", "[[[a]]]: b", "a: \"\\q\"",
  ])
  func whatIsNoYAMLSaysWhereAndWhatToDo(_ text: String) throws {
    let error = try #require(failure(text))
    #expect(error.range.upperBound <= text.utf8.count)
    #expect(!error.message.isEmpty && !error.help.isEmpty)
  }

  @Test(arguments: [
    "-\ta", "a:\n- \tb", "a: b\n\t\nc: d", "a: b\n\t# x\nc: d", "? a\n:\tb", "a: {\n\tb: c\n\t}", "\t\na: b",
    "a: \"\\ud83d\"", "a: b\u{85}c", "a: b\u{2028}c",
  ])
  func whatOnlyLibyamlRefusesIsRead(_ text: String) throws { _ = try read(text) }

  @Test(arguments: [
    "\ta: b", "-\t- a", "-\ta: b", "a:\n\tb: c", "&x a: b", "!!str a: b", "a: &x b\n*x: c", "a: |# x\n b",
    "[-]",
    "[-, a]", "a: b\u{2028}c: d",
  ])
  func whatOnlyLibyamlTakesIsRefused(_ text: String) { #expect(failure(text) != nil) }

  @Test(arguments: [
    (#""\ud83d\ude00 x""#, "\u{1F600} x"), (#""\ud83d""#, "\u{FFFD}"),
    ("a\u{2028}b\u{85}c", "a\u{2028}b\u{85}c"),
    ("|\n  x", "x\n"), (">\n  x\n  y", "x y\n"), ("|-\n  x", "x"), ("-\t", "null"),
  ])
  func valuesAreThoseOfTheTextAsItWas(_ text: String, _ value: String) throws {
    let node = try read("- " + text)
    #expect((node.sequence?[0].sequence?[0] ?? node.sequence?[0])?.value.scriptText == value)
  }

  @Test(arguments: [
    ("{:a: :b}", ":a", ":b"), ("{a: b:?c}", "a", "b:?c"), ("{?a: ?b}", "?a", "?b"),
    ("{a:, b: c}", "a", "null"),
    ("{: b}", "null", "b"), ("{\"a\"::b}", "a", ":b"), ("{a: &x.y b}", "a", "b"),
  ])
  func signsInBracketsBelongToWordsAsInJSYAML(_ text: String, _ key: String, _ value: String) throws {
    let member = try #require(try read("x: " + text)["x"]?.mapping?.first)
    #expect(member.key == key)
    #expect(member.node.value.scriptText == value)
  }

  @Test func rangesAreThoseOfTheTextAsItWas() throws {
    let text = "{a:[1], :b: 2, c: 'é'}"
    let members = try #require(try read(text).mapping)
    let source = { (range: TextRange) in String(decoding: Array(text.utf8)[range.bounds], as: UTF8.self) }
    #expect(members.map { source($0.keyRange) } == ["a", ":b", "c"])
    #expect(members.map { source($0.node.range) } == ["[1]", "2", "'é'"])
  }

  @Test func whatIsWrongIsSaidOfTheTextAsItWas() throws {
    let error = try #require(failure("{type: :}"))
    #expect(error.range == TextRange(7, 8))
    #expect(error.message == failure("{type: :, a: b}")?.message)
  }

  @Test func manyTabsDoNotMakeReadingQuadratic() {
    #expect(failure(String(repeating: "-\ta\n", count: 400_000)) != nil)
  }

  @Test func aTabThatIsReadAsASpaceStaysInTexts() throws {
    #expect(try read("a: 'x\ty'\n\t\nb:\t\"u\tv\"")["b"]?.string == "u\tv")
  }

  @Test func bytesThatAreNotUTF8AreNamed() throws {
    #expect(throws: YAMLError.self) { try YAMLReader.read([0x61, 0x3A, 0x20, 0xFF]) }
  }

  @Test func randomBytesNeverTrap() {
    var random = SeededRandom(seed: 1)
    let pieces: [[UInt8]] =
      [
        "a", ": ", "\n", "- ", "\"", "'", "[", "]", "{", "}", ", ", "#", "? ", "&x ", "*x ", "!!", "|\n", ">",
        " ",
        "\t", "\\", "\r", "\u{85}", "é", "\u{0}", "---\n", "...\n", "%",
      ].map { Array($0.utf8) } + [[0xFF], [0xC3]]
    for _ in 0..<2_000 {
      let text = (0..<Int.random(in: 0...30, using: &random)).flatMap { _ in
        pieces.randomElement(using: &random)!
      }
      do throws(YAMLError) {
        let node = try YAMLReader.read(text)
        #expect(node.range.upperBound <= text.count)
      } catch {
        #expect(error.range.upperBound <= text.count, "\(text)")
      }
    }
  }
}
