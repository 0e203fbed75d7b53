/// The lexer's outer modes. The first sixteen, which are all that real diagrams need, stand in one word.
struct FlowModeStack {
  private var word: UInt64 = 0
  private var count = 0
  private var deeper: [FlowLexer.Mode] = []

  @inline(__always)
  mutating func push(_ mode: FlowLexer.Mode) {
    if count < 16 {
      word = word << 4 | UInt64(mode.rawValue)
    } else {
      deeper.append(mode)
    }
    count += 1
  }

  /// The mode pushed last; the initial one where there is none.
  @inline(__always)
  mutating func pop() -> FlowLexer.Mode {
    guard count > 0 else { return .initial }
    count -= 1
    if count >= 16 { return deeper.removeLast() }
    let mode = FlowLexer.Mode(rawValue: UInt8(word & 15)) ?? .initial
    word >>= 4
    return mode
  }

  mutating func removeAll() { self = FlowModeStack() }
}
