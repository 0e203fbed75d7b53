/// The brackets of blocks.
enum BlockShapes {
  static func shape(of brackets: String) -> BlockNode.Shape {
    switch brackets {
    case "[]": .square
    case "()": .round
    case "(())": .circle
    case ">]": .leftArrow
    case "{}": .diamond
    case "{{}}": .hexagon
    case "([])": .stadium
    case "[[]]": .subroutine
    case "[()]": .cylinder
    case "((()))": .doubleCircle
    case "[//]": .leanRight
    case "[\\\\]": .leanLeft
    case "[/\\]": .trapezoid
    case "[\\/]": .invertedTrapezoid
    default: .unknown
    }
  }

  /// The text between an opening bracket and the bracket that closes it, where that stands before `limit`.
  static func text(in scanner: Scanner, from opening: Range<Int>, to limit: Int) -> Range<Int>? {
    if let text = closedText(in: scanner, from: opening, to: limit) { return text }
    // `[/api]` is a text that begins with a slash, and no shape.
    guard opening.count == 2 else { return nil }
    return closedText(in: scanner, from: opening.lowerBound..<(opening.lowerBound + 1), to: limit)
  }

  private static func closedText(
    in scanner: Scanner, from opening: Range<Int>, to limit: Int
  ) -> Range<Int>? {
    var closing: [UInt8] = []
    for byte in scanner.bytes[opening].reversed() {
      switch byte {
      case 0x28: closing.append(0x29)
      case 0x5B, 0x3E: closing.append(0x5D)
      case 0x7B: closing.append(0x7D)
      case 0x5C, 0x2F: closing.append(byte)
      default: break
      }
    }
    guard let last = closing.last else { return nil }
    // Brackets inside the text pair with each other.
    var depth = 0
    var index = opening.upperBound
    let inner = scanner.bytes[opening.upperBound - 1]
    while index < limit {
      if depth == 0, index + closing.count <= limit,
        scanner.bytes[index..<(index + closing.count)].elementsEqual(closing)
      {
        return scanner.trimmed(opening.upperBound, index)
      }
      if scanner.bytes[index] == inner, inner != last { depth += 1 }
      if scanner.bytes[index] == last, depth > 0 { depth -= 1 }
      index += 1
    }
    return nil
  }
}
