/// The lines of a block of code that holds settings or text: what no program runs is read line by line.
///
/// Without the blanks around them; empty ones are left out.
struct BlockLines: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var start = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Range<Int>? {
    while start < bytes.count, bytes[start] <= 0x20 { start += 1 }
    guard start < bytes.count else { return nil }
    let first = start
    while start < bytes.count, bytes[start] != 0x0A { start += 1 }
    var end = start
    while bytes[end - 1] <= 0x20 { end -= 1 }
    return first..<end
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
