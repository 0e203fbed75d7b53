/// The words of a date as V8, the engine of Chromium and Node, reads them in `new Date(text)`.
struct ScriptDateTokens {
  enum Token: Equatable {
    case number(Int, length: Int)
    /// `:`, `-`, `+`, `.` or `)`.
    case symbol(UInt8)
    case month(Int)
    /// Hours to add: 0 or 12.
    case halfDay(Int)
    /// Hours from UTC; `z` alone is one of the names.
    case zone(Int, isZ: Bool)
    /// `t`, between date and time.
    case timeMark
    case word
    case whitespace
    /// A parenthesis with all inside, or another character that means nothing.
    case other
    case end
  }

  private let bytes: [UInt8]
  private var offset: Int
  private(set) var peek = Token.end

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = Array(bytes)
    offset = 0
    peek = read()
  }

  mutating func next() -> Token {
    let token = peek
    peek = read()
    return token
  }

  mutating func skip(_ symbol: UInt8) -> Bool {
    guard peek == .symbol(symbol) else { return false }
    _ = next()
    return true
  }

  private mutating func read() -> Token {
    guard offset < bytes.count else { return .end }
    let byte = bytes[offset]
    if CharacterClass.isDigit(byte) { return readNumber() }
    switch byte {
    case 0x3A, 0x2D, 0x2B, 0x2E, 0x29:
      offset += 1
      return .symbol(byte)
    case 0x28:
      var balance = 0
      repeat {
        if bytes[offset] == 0x29 { balance -= 1 } else if bytes[offset] == 0x28 { balance += 1 }
        offset += 1
      } while balance > 0 && offset < bytes.count
      return .other
    default: break
    }
    let space = CharacterClass.whitespaceLength(bytes, offset)
    if space > 0 {
      offset += space
      return .whitespace
    }
    if byte >= 0x41 { return readWord() }
    offset += 1
    return .other
  }

  /// The value of at most nine digits behind leading zeros; further digits only count in the length.
  private mutating func readNumber() -> Token {
    let start = offset
    while offset < bytes.count, bytes[offset] == 0x30 { offset += 1 }
    var value = 0
    var digits = 0
    while offset < bytes.count, CharacterClass.isDigit(bytes[offset]) {
      if digits < 9 { value = value * 10 + Int(bytes[offset] - 0x30) }
      digits += 1
      offset += 1
    }
    return .number(value, length: offset - start)
  }

  private mutating func readWord() -> Token {
    var prefix: [UInt8] = []
    var length = 0
    while offset < bytes.count, bytes[offset] >= 0x41, CharacterClass.whitespaceLength(bytes, offset) == 0 {
      if prefix.count < 3 { prefix.append(bytes[offset] < 0x80 ? bytes[offset] | 0x20 : 0xFF) }
      length += 1
      offset += CharacterClass.characterLength(bytes, offset)
    }
    if let month = ScriptDateTokens.months.firstIndex(of: String(decoding: prefix, as: UTF8.self)) {
      return .month(month + 1)
    }
    guard length <= 3 else { return .word }
    switch String(decoding: prefix, as: UTF8.self) {
    case "am": return .halfDay(0)
    case "pm": return .halfDay(12)
    case "t": return .timeMark
    case "z": return .zone(0, isZ: true)
    case "ut", "utc", "gmt": return .zone(0, isZ: false)
    case "cdt", "est": return .zone(-5, isZ: false)
    case "cst", "mdt": return .zone(-6, isZ: false)
    case "edt": return .zone(-4, isZ: false)
    case "mst", "pdt": return .zone(-7, isZ: false)
    case "pst": return .zone(-8, isZ: false)
    default: return .word
    }
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
}
