/// Finds the YAML front matter that mermaid.js removes.
///
/// It must begin the text, perhaps indented; the closing line must have the same indentation. White space behind the
/// first `---` may span lines: the opening's line end is the last one there for which a closing line is found.
enum FrontMatterFinder {
  struct Found {
    var all: Range<Int>
    var content: Range<Int>
    /// The bytes before the first dashes.
    var indentation: Int
  }

  static func find(in bytes: [UInt8]) -> Found? {
    var start = 0
    while start < bytes.count, bytes[start] != 0x0A, bytes[start] != 0x0D {
      let length = CharacterClass.whitespaceLength(bytes, start)
      if length == 0 { break }
      start += length
    }
    guard isDashes(bytes, start) else { return nil }
    let indentation = bytes[0..<start]
    var spaceEnd = start + 3
    while true {
      let length = CharacterClass.whitespaceLength(bytes, spaceEnd)
      if length == 0 { break }
      spaceEnd += length
    }
    for open in (start + 3..<spaceEnd).reversed() where bytes[open] == 0x0A {
      var close = open + 1
      while close < bytes.count {
        if bytes[close] == 0x0A, let end = end(ofClosingAt: close + 1, indentation, bytes) {
          return Found(all: 0..<end, content: (open + 1)..<max(open + 1, close), indentation: start)
        }
        close += 1
      }
    }
    return nil
  }

  private static func isDashes(_ bytes: [UInt8], _ index: Int) -> Bool {
    index + 2 < bytes.count && bytes[index] == 0x2D && bytes[index + 1] == 0x2D && bytes[index + 2] == 0x2D
  }

  /// The offset behind the last line end of the white space that follows the closing dashes; it needs one.
  private static func end(
    ofClosingAt start: Int, _ indentation: ArraySlice<UInt8>, _ bytes: [UInt8]
  ) -> Int? {
    guard bytes[start...].starts(with: indentation), isDashes(bytes, start + indentation.count) else {
      return nil
    }
    var index = start + indentation.count + 3
    var end: Int?
    while true {
      let length = CharacterClass.whitespaceLength(bytes, index)
      if length == 0 { return end }
      index += length
      if bytes[index - 1] == 0x0A || bytes[index - 1] == 0x0D { end = index }
    }
  }
}
