/// The lines of a block of code that holds settings or text: what no program runs is read line by line.
enum BlockLines {
  /// Without the blanks around them; empty ones are left out.
  static func lines(of bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      defer { start = end + 1 }
      guard let first = bytes[start..<end].firstIndex(where: { $0 > 0x20 }),
        let last = bytes[start..<end].lastIndex(where: { $0 > 0x20 })
      else { continue }
      found.append(first..<(last + 1))
    }
    return found
  }

  /// The lines that a line belongs to, the nearest first: those above it that begin further to the left. An item of a list
  /// belongs to the line above the list.
  static func parents(of place: Int, in lines: [Range<Int>], of bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var limit = indentation(of: lines[place], in: bytes)
    var above = place
    while limit > 0, above > 0 {
      above -= 1
      let other = indentation(of: lines[above], in: bytes)
      guard other < limit else { continue }
      limit = other
      found.append(lines[above])
    }
    return found
  }

  private static func indentation(of line: Range<Int>, in bytes: [UInt8]) -> Int {
    let start = bytes[..<line.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let isItem = [UInt8(ascii: "-"), UInt8(ascii: "*")].contains(bytes[line.lowerBound])
    return line.lowerBound - start + (isItem ? 1 : 0)
  }
}
