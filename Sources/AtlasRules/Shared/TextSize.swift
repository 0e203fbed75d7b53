/// How much a text shows, in characters (Unicode scalars).
struct TextSize: Sendable {
  /// Without line ends.
  private(set) var characters = 0
  /// Of the longest line.
  private(set) var width = 0
  private(set) var lines = 1

  init(_ text: [UInt8]) { self = text.withUnsafeBufferPointer { TextSize($0) } }

  init(_ text: some Sequence<UInt8>) {
    var line = 0
    for byte in text {
      if byte == UInt8(ascii: "\n") {
        finish(line)
        lines += 1
        line = 0
      } else if byte & 0xC0 != 0x80 {
        line += 1
      }
    }
    finish(line)
  }

  private mutating func finish(_ line: Int) {
    characters += line
    width = max(width, line)
  }
}
