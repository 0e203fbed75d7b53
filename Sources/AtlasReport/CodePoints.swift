/// Columns counted in code points, which SARIF and GitHub want, from columns in UTF-8 bytes, which reports hold.
enum CodePoints {
  /// The column (from 1) of what stands at `byteColumn` (from 1). Without the line's text it is `byteColumn` itself,
  /// which is right where the line is ASCII up to there; past the line's end it is the end.
  static func column(ofByteColumn byteColumn: Int, in line: String?) -> Int {
    guard var line, byteColumn > 1 else { return max(byteColumn, 1) }
    return line.withUTF8 { utf8 in
      var column = 1
      for byte in utf8.prefix(byteColumn - 1) where byte & 0xC0 != 0x80 { column += 1 }
      return column
    }
  }
}
