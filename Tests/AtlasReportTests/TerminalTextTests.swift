import Testing

@testable import AtlasReport

struct TerminalTextTests {
  private func shown(_ text: String) throws -> String {
    let collected = Collected()
    var output = ReportOutput { collected.bytes.append(contentsOf: $0) }
    TerminalText.write(text, to: &output)
    try output.finish()
    return String(decoding: collected.bytes, as: UTF8.self)
  }

  private final class Collected {
    var bytes: [UInt8] = []
  }

  @Test(arguments: [
    ("plain “text” → é 決 👍", "plain “text” → é 決 👍"),
    ("two\nlines\tand\r\nmore", "two lines and more"),
    ("\u{1B}[31mred\u{7F}", "␛[31mred<U+007F>"),
    ("\u{9B}31m", "<U+009B>31m"),
    ("a\u{202E}b\u{2066}c\u{200F}d\u{61C}e\u{2028}f", "a<U+202E>b<U+2066>c<U+200F>d<U+061C>e<U+2028>f"),
    ("no-break\u{A0}space, Arabic \u{627}", "no-break\u{A0}space, Arabic \u{627}"),
    ("", ""),
  ])
  func onlyWhatIsUnsafeIsReplaced(_ text: String, _ expected: String) throws {
    #expect(try shown(text) == expected)
  }

  @Test func bothTestsOfSafetyAgreeOnEveryScalar() throws {
    for value in UInt32(0x20)..<0x3000 {
      let scalar = try #require(Unicode.Scalar(value))
      let isReplaced = try shown(String(scalar)) != String(scalar)
      #expect(isReplaced == TerminalText.mustNotReachTerminal(scalar), "U+\(String(value, radix: 16))")
    }
  }
}
