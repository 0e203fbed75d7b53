import AtlasCore

/// How a statement is taken out of a text without a trace.
enum StatementRemoval {
  /// The edit that removes a statement: its whole line where it stands alone there, else up to the `;` that parts it from
  /// its neighbour. Nil where something else shares its line.
  static func edit(of statement: TextRange, in bytes: [UInt8]) -> TextEdit? {
    var start = statement.lowerBound
    while start > 0, isBlank(bytes[start - 1]) { start -= 1 }
    var end = statement.upperBound
    // Some statements take the end of their line with them.
    while end > statement.lowerBound, bytes[end - 1] <= 0x20 { end -= 1 }
    while end < bytes.count, isBlank(bytes[end]) { end += 1 }
    let hasSemicolon = end < bytes.count && bytes[end] == UInt8(ascii: ";")
    if hasSemicolon {
      end += 1
      while end < bytes.count, isBlank(bytes[end]) { end += 1 }
    }
    let beginsLine = start == 0 || isLineEnd(bytes[start - 1])
    let endsLine = end == bytes.count || isLineEnd(bytes[end])
    switch (beginsLine, endsLine) {
    case (true, true):
      if end < bytes.count {
        end += bytes[end] == UInt8(ascii: "\r") && end + 1 < bytes.count && bytes[end + 1] == 0x0A ? 2 : 1
      } else if start > 0 {
        start -= start > 1 && bytes[start - 1] == 0x0A && bytes[start - 2] == 0x0D ? 2 : 1
      }
      return TextEdit(TextRange(start, end), "")
    case (_, false): return hasSemicolon ? TextEdit(TextRange(statement.lowerBound, end), "") : nil
    case (false, true):
      guard bytes[start - 1] == UInt8(ascii: ";") else { return nil }
      return TextEdit(TextRange(start - 1, end), "")
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
