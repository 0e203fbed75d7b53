import AtlasCore
import AtlasMermaid

package enum PlaceholderText: LintRule {
  package static let description = RuleDocumentation(
    id: "placeholder",
    finds: "a text that somebody meant to replace: `TBD`, `FIXME`, `REPLACE`, `XXX`, `lorem ipsum`, `???`",
    matters: "At three in the morning a made-up value is worse than none.",
    bad: "pie\n  title Traffic of TBD\n  \"Reads\" : 80\n",
    good: "pie\n  title Traffic of the order service\n  \"Reads\" : 80\n")

  /// Whole words, in this spelling alone: "replace" is a verb, and "Test" is no placeholder.
  private static let words: [[UInt8]] = [
    "TODO", "FIXME", "TBD", "TBA", "XXX", "REPLACE", "lorem ipsum", "Lorem ipsum", "???",
  ].map { Array($0.utf8) }

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    for text in subject.texts.texts {
      guard let word = words.first(where: { holds($0, in: text.bytes) }) else { continue }
      let shown = String(decoding: word, as: UTF8.self)
      report.add(
        text.range, "the text \"\(text.string)\" holds the placeholder \"\(shown)\"",
        help: "give the real value, and where it comes from")
    }
  }

  private static func holds(_ word: [UInt8], in bytes: [UInt8]) -> Bool {
    guard bytes.count >= word.count else { return false }
    for start in 0...(bytes.count - word.count) where bytes[start] == word[0] {
      let end = start + word.count
      guard bytes[start..<end].elementsEqual(word) else { continue }
      let before = start > 0 && isWord(bytes[start - 1])
      let after = end < bytes.count && isWord(bytes[end])
      if !isWord(word[0]) || (!before && !after) { return true }
    }
    return false
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_")
      || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }
}
