import AtlasCore

/// Links: `-->`, `== text ==>`, `x-.-x`, and how long they are.
extension FlowLexer {
  enum LinkMatch {
    case link(end: Int)
    case start(end: Int, Mode)
  }

  /// The link that begins at `mark`, behind white space: a whole one, or the half before a text.
  @inline(__always)
  func link(at mark: Int) -> LinkMatch? {
    let first = scanner.byte(at: mark)
    var index = mark
    if first == 0x78 || first == 0x6F || first == 0x3C { index += 1 }
    switch scanner.byte(at: index) {
    case 0x2D:
      let dashes = run(of: 0x2D, at: index)
      if dashes == 1 { return dottedLink(at: index + 1, isStart: true) }
      if let end = endOfLink(index, dashes, 0x78) { return .link(end: end) }
      return .start(end: index + 2, .edgeText)
    case 0x3D:
      let count = run(of: 0x3D, at: index)
      if count == 1 { return nil }
      if let end = endOfLink(index, count, 0x78) { return .link(end: end) }
      return .start(end: index + 2, .thickEdgeText)
    case 0x2E:
      return dottedLink(at: index, isStart: false)
    default:
      return nil
    }
  }

  /// Two or more marks and a head, or three or more without.
  @inline(__always)
  func endOfLink(_ index: Int, _ count: Int, _ cross: UInt8) -> Int? {
    switch scanner.byte(at: index + count) {
    case 0x78, 0x6F, 0x3E: index + count + 1
    default: count > 2 ? index + count : nil
    }
  }

  /// Dots, a dash and perhaps a head; or, behind a dash, one dot that begins a text.
  @inline(__always)
  func dottedLink(at index: Int, isStart: Bool) -> LinkMatch? {
    let dots = run(of: 0x2E, at: index)
    guard dots > 0 else { return nil }
    let dash = index + dots
    if scanner.byte(at: dash) == 0x2D {
      switch scanner.byte(at: dash + 1) {
      case 0x78, 0x6F, 0x3E: return .link(end: dash + 2)
      default: return .link(end: dash + 1)
      }
    }
    return isStart ? .start(end: index + 1, .dottedEdgeText) : nil
  }

  @inline(__always)
  func run(of byte: UInt8, at start: Int) -> Int {
    var index = start
    while scanner.byte(at: index) == byte { index += 1 }
    return index - start
  }

  /// Whether a link, or the half of one, begins here.
  func isLink(at mark: Int) -> Bool { link(at: mark) != nil || scanner.matches("~~~", at: mark) }

  /// The end of a link of this stroke that begins here, white space before it included.
  func endOfLink(at position: Int, _ stroke: UInt8) -> Int? {
    endOfClosingLink(at: scanner.endOfBlanks(position), stroke)
  }

  /// Reads the link at a position, its white space on both sides included.
  @inline(__always)
  mutating func readLink(_ position: Int, _ mark: Int) -> FlowToken? {
    switch link(at: mark) {
    case .link(let end)?:
      inner = mark..<end
      return give(.link, spaceEnd(end))
    case .start(let end, let mode)?:
      inner = mark..<end
      return give(.startLink, spaceEnd(end), pushing: mode)
    case nil:
      return scanner.byte(at: mark) == 0x7E ? readInvisibleLink(mark) : nil
    }
  }
}
