import AtlasCore

/// `accTitle: …`, `accDescr: …` and `accDescr { … }` as the jison lexers of mermaid.js read them: white space around
/// the colon may span lines, and a block ends at the first closing brace or at the end of the text.
struct AccessibilityStatement {
  enum Part {
    case title, description
  }

  var part: Part
  /// In cleaned offsets: where the text stands, untrimmed.
  var text: Range<Int>
  /// The offset behind the statement; its line end is not part of it.
  var end: Int
  var isClosed = true
  /// Whether it is written with braces.
  var isBlock = false

  /// The statement that begins at an offset, or nil.
  init?(_ scanner: Scanner, at offset: Int, anyCase: Bool = false) {
    if AccessibilityStatement.matches("accTitle", "acctitle", scanner, offset, anyCase) {
      part = .title
    } else if AccessibilityStatement.matches("accDescr", "accdescr", scanner, offset, anyCase) {
      part = .description
    } else {
      return nil
    }
    let mark = scanner.endOfWhitespace(offset + 8)
    let start = scanner.endOfWhitespace(mark + 1)
    switch scanner.byte(at: mark) {
    case 0x3A:
      end = scanner.endOfLine(start)
      text = start..<end
    case 0x7B where part == .description:
      let close = scanner.next(0x7D, from: start)
      isBlock = true
      text = start..<close
      isClosed = close < scanner.bytes.count
      end = isClosed ? close + 1 : close
    default:
      return nil
    }
  }

  /// Puts the text where it belongs.
  func store(in accessibility: inout AccessibilityText, _ scanner: Scanner) {
    let range = scanner.trimmedRange(text.lowerBound, text.upperBound)
    switch part {
    case .title: accessibility.title = range
    case .description: accessibility.description = range
    }
  }

  private static func matches(
    _ word: StaticString, _ lower: StaticString, _ scanner: Scanner, _ offset: Int, _ anyCase: Bool
  ) -> Bool {
    anyCase ? scanner.matchesAnyCase(lower, at: offset) : scanner.matches(word, at: offset)
  }
}
