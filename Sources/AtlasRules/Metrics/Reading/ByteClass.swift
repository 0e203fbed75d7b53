/// What a byte can begin.
struct ByteClass: Equatable {
  private let letter: UInt8

  static let space = ByteClass(letter: UInt8(ascii: " "))
  static let digit = ByteClass(letter: UInt8(ascii: "d"))
  static let letter = ByteClass(letter: UInt8(ascii: "a"))
  static let sign = ByteClass(letter: UInt8(ascii: "s"))
  /// Emphasis, quotation marks and underscores: passed over without a gap.
  static let silent = ByteClass(letter: UInt8(ascii: "q"))
  /// The first byte of a character outside ASCII.
  static let wide = ByteClass(letter: UInt8(ascii: "w"))

  /// One letter for each byte of ASCII: a table that needs no set-up.
  private static let table: StaticString = """
                                    \
     sqssssqssqsssssddddddddddssssss\
    saaaaaaaaaaaaaaaaaaaaaaaaaassssq\
    qaaaaaaaaaaaaaaaaaaaaaaaaaasssss
    """

  @inline(__always)
  static func of(_ byte: UInt8) -> ByteClass {
    byte < 0x80 ? ByteClass(letter: table.utf8Start[Int(byte)]) : .wide
  }

  static func sign(of byte: UInt8) -> Token.Sign {
    switch byte {
    case UInt8(ascii: "~"): .approximately
    case UInt8(ascii: "$"): .dollar
    case UInt8(ascii: "%"): .percent
    case UInt8(ascii: "/"): .slash
    case UInt8(ascii: ":"): .colon
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): .open
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): .close
    case UInt8(ascii: "|"): .bar
    case UInt8(ascii: ","), UInt8(ascii: "&"): .comma
    default: .stop
    }
  }
}
