/// One token of a sequence diagram. All offsets are in the cleaned text.
struct SequenceToken {
  enum Kind: UInt8 {
    case endOfText, lineEnd
    /// A character that begins nothing: mermaid skips it where a statement could begin.
    case invalid
    /// Where mermaid's lexer gives up.
    case unreadable
    case header
    case participant, actor, create, destroy, box
    case loop, rect, opt, alt, par, parOver, critical, `break`
    case `else`, and, option, end
    case note, leftOf, rightOf, over
    case links, link, properties, details
    case activate, deactivate, autonumber, off
    case title, accessibility
    case number, comma, plus, minus, circle, arrow
    /// The name of a participant.
    case name
    case `as`, configStart, config, configEnd
    /// What follows a colon.
    case text
    /// What follows a keyword up to the end of its line.
    case rest
  }

  var kind: Kind
  var start: Int
  var end: Int
  /// The part that means something: a name or text without the white space around it and without its colon.
  var content: Range<Int>
  var arrow: SequenceArrow = .solid
  /// The `#` that ends a text before its line ends; mermaid drops what follows.
  var cut: Int?

  init(_ kind: Kind, _ start: Int, _ end: Int) {
    self.kind = kind
    self.start = start
    self.end = end
    content = start..<end
  }
}

extension SequenceToken {
  /// The words that begin something wherever a token may begin, in any case. A word ends before any character that is
  /// no ASCII letter, digit or underscore: `end-user` begins with `end`.
  static func keyword(_ scanner: Scanner, at offset: Int) -> (kind: Kind, length: Int)? {
    switch scanner.byte(at: offset) | 0x20 {
    case 0x61:
      return word("actor", .actor, scanner, offset) ?? word("alt", .alt, scanner, offset)
        ?? word("and", .and, scanner, offset) ?? word("activate", .activate, scanner, offset)
        ?? word("autonumber", .autonumber, scanner, offset)
    case 0x62:
      return word("box", .box, scanner, offset) ?? word("break", .break, scanner, offset)
    case 0x63:
      return word("create", .create, scanner, offset) ?? word("critical", .critical, scanner, offset)
    case 0x64:
      return word("destroy", .destroy, scanner, offset) ?? word("deactivate", .deactivate, scanner, offset)
        ?? word("details", .details, scanner, offset)
    case 0x65:
      return word("else", .else, scanner, offset) ?? word("end", .end, scanner, offset)
    case 0x6C:
      return word("loop", .loop, scanner, offset) ?? word("left of", .leftOf, scanner, offset)
        ?? word("links", .links, scanner, offset) ?? word("link", .link, scanner, offset)
    case 0x6E:
      return word("note", .note, scanner, offset)
    case 0x6F:
      return word("opt", .opt, scanner, offset) ?? word("option", .option, scanner, offset)
        ?? word("over", .over, scanner, offset) ?? word("off", .off, scanner, offset)
    case 0x70:
      return word("participant", .participant, scanner, offset) ?? word("par", .par, scanner, offset)
        ?? word("par_over", .parOver, scanner, offset) ?? word("properties", .properties, scanner, offset)
    case 0x72:
      return word("rect", .rect, scanner, offset) ?? word("right of", .rightOf, scanner, offset)
    case 0x73:
      return word("sequencediagram", .header, scanner, offset)
    default:
      return nil
    }
  }

  /// The kind of a word of the language, given in lower case.
  static func keyword(_ word: String) -> Kind? {
    let scanner = Scanner(MermaidSource(Array(word.utf8)))
    return keyword(scanner, at: 0)?.kind
  }

  @inline(__always)
  private static func word(
    _ word: StaticString, _ kind: Kind, _ scanner: Scanner, _ offset: Int
  ) -> (kind: Kind, length: Int)? {
    scanner.matchesWordAnyCase(word, at: offset) ? (kind, word.utf8CodeUnitCount) : nil
  }
}
