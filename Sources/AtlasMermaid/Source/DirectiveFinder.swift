/// Finds the `%%{name: …}%%` directives that mermaid.js removes, wherever they stand. One that is not closed reaches to
/// the end of the text; one whose value begins with a word reaches to the end of that word.
enum DirectiveFinder {
  static func find(in bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = 0
    while let start = ByteSearch.first("%%{", in: bytes, from: index) {
      if let end = end(ofDirectiveAt: start, bytes) {
        found.append(start..<end)
        index = end
      } else {
        index = start + 1
      }
    }
    return found
  }

  private static func end(ofDirectiveAt start: Int, _ bytes: [UInt8]) -> Int? {
    var index = skipWhitespace(bytes, start + 3)
    let name = index
    index = skipWord(bytes, index)
    guard index > name else { return nil }
    let colon = skipWhitespace(bytes, index)
    if colon < bytes.count, bytes[colon] == 0x3A { index = colon + 1 }
    index = skipWhitespace(bytes, index)
    let value = skipWord(bytes, index)
    if value > index {
      index = value
    } else {
      while index < bytes.count, !isClosing(bytes, index) {
        if bytes[index] != 0x0A, CharacterClass.lineTerminatorLength(bytes, index) > 0 { break }
        index += 1
      }
    }
    index = skipWhitespace(bytes, index)
    return isClosing(bytes, index) ? index + 3 : index
  }

  private static func isClosing(_ bytes: [UInt8], _ index: Int) -> Bool {
    index + 2 < bytes.count && bytes[index] == 0x7D && bytes[index + 1] == 0x25 && bytes[index + 2] == 0x25
  }

  private static func skipWord(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start
    while index < bytes.count, CharacterClass.isWord(bytes[index]) { index += 1 }
    return index
  }

  private static func skipWhitespace(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start
    while true {
      let length = CharacterClass.whitespaceLength(bytes, index)
      if length == 0 { return index }
      index += length
    }
  }
}
