/// The tokens of a sankey diagram: comma-separated values of printable ASCII. Any other character matches the empty
/// stretch of a rule that may match nothing, and so stops the parser.
struct SankeyRules: JisonRules {
  enum Token {
    case header, lineEnd, comma, quote, field, quotedField, endOfText, end, unknown
  }

  static let end = Token.end
  static let unknown = Token.unknown

  private var hasHeader: Bool
  private var isQuoted = false

  init() { hasHeader = false }

  init(hasHeader: Bool) { self.hasHeader = hasHeader }

  mutating func match(_ scanner: Scanner, at offset: Int) -> JisonMatch<Token> {
    if isQuoted { return matchQuoted(scanner, offset) }
    if !hasHeader {
      for word in ["sankey-beta", "sankey"] as [StaticString]
      where scanner.matchesWordAnyCase(word, at: offset) {
        hasHeader = true
        return .token(.header, end: offset + word.utf8CodeUnitCount)
      }
    }
    if offset >= scanner.bytes.count { return .token(.endOfText, end: offset) }
    switch scanner.byte(at: offset) {
    case 0x0A: return .token(.lineEnd, end: offset + 1)
    case 0x2C: return .token(.comma, end: offset + 1)
    case 0x22:
      isQuoted = true
      return .token(.quote, end: offset + 1)
    default:
      var end = offset
      while SankeyRules.isPlain(scanner.byte(at: end)) { end += 1 }
      return .token(.field, end: end)
    }
  }

  private mutating func matchQuoted(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token> {
    if scanner.byte(at: offset) == 0x22, scanner.byte(at: offset + 1) != 0x22 {
      isQuoted = false
      return .token(.quote, end: offset + 1)
    }
    var end = offset
    while true {
      let byte = scanner.byte(at: end)
      if byte == 0x22 {
        guard scanner.byte(at: end + 1) == 0x22 else { break }
        end += 1
      } else if !SankeyRules.isPlain(byte), byte != 0x2C, byte != 0x0A, byte != 0x0D {
        break
      }
      end += 1
    }
    return .token(.quotedField, end: end)
  }

  /// Printable ASCII but the comma and the quote.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte <= 0x7E && byte != 0x22 && byte != 0x2C
  }
}
