/// The arrows of a message, each by its spelling.
public enum SequenceArrow: String, CaseIterable, Sendable {
  case solidOpen = "->"
  case dottedOpen = "-->"
  case solid = "->>"
  case dotted = "-->>"
  case solidCross = "-x"
  case dottedCross = "--x"
  case solidPoint = "-)"
  case dottedPoint = "--)"
  case bidirectionalSolid = "<<->>"
  case bidirectionalDotted = "<<-->>"

  // Half arrows: one side of the head, filled or as a stick.
  case solidTop = #"-|\"#
  case solidBottom = "-|/"
  case stickTop = #"-\\"#
  case stickBottom = "-//"
  case solidTopDotted = #"--|\"#
  case solidBottomDotted = "--|/"
  case stickTopDotted = #"--\\"#
  case stickBottomDotted = "--//"

  // Half arrows whose head is at the sender.
  case solidTopReverse = "/|-"
  case solidBottomReverse = #"\|-"#
  case stickTopReverse = "//-"
  case stickBottomReverse = #"\\-"#
  case solidTopReverseDotted = "/|--"
  case solidBottomReverseDotted = #"\|--"#
  case stickTopReverseDotted = "//--"
  case stickBottomReverseDotted = #"\\--"#

  public var isDotted: Bool {
    switch self {
    case .dottedOpen, .dotted, .dottedCross, .dottedPoint, .bidirectionalDotted, .solidTopDotted,
      .solidBottomDotted, .stickTopDotted, .stickBottomDotted, .solidTopReverseDotted,
      .solidBottomReverseDotted, .stickTopReverseDotted, .stickBottomReverseDotted:
      true
    case .solidOpen, .solid, .solidCross, .solidPoint, .bidirectionalSolid, .solidTop, .solidBottom,
      .stickTop, .stickBottom, .solidTopReverse, .solidBottomReverse, .stickTopReverse, .stickBottomReverse:
      false
    }
  }

  /// Whether the head is at the sender.
  public var isReversed: Bool {
    switch self {
    case .solidTopReverse, .solidBottomReverse, .stickTopReverse, .stickBottomReverse,
      .solidTopReverseDotted, .solidBottomReverseDotted, .stickTopReverseDotted, .stickBottomReverseDotted:
      true
    default: false
    }
  }
}

extension SequenceArrow {
  /// The arrow at an offset, or nil. No arrow is the beginning of another but `->` of `->>`.
  static func match(_ scanner: Scanner, at offset: Int) -> (arrow: SequenceArrow, length: Int)? {
    switch scanner.byte(at: offset) {
    case 0x2D: forward(scanner, at: offset)
    case 0x3C: both(scanner, at: offset)
    case 0x2F, 0x5C: backward(scanner, at: offset)
    default: nil
    }
  }

  private static func forward(_ scanner: Scanner, at offset: Int) -> (SequenceArrow, Int)? {
    let isDotted = scanner.byte(at: offset + 1) == 0x2D
    let head = offset + (isDotted ? 2 : 1)
    let line = head - offset
    switch (scanner.byte(at: head), scanner.byte(at: head + 1)) {
    case (0x3E, 0x3E): return (isDotted ? .dotted : .solid, line + 2)
    case (0x3E, _): return (isDotted ? .dottedOpen : .solidOpen, line + 1)
    case (0x78, _), (0x58, _): return (isDotted ? .dottedCross : .solidCross, line + 1)
    case (0x29, _): return (isDotted ? .dottedPoint : .solidPoint, line + 1)
    case (0x7C, 0x5C): return (isDotted ? .solidTopDotted : .solidTop, line + 2)
    case (0x7C, 0x2F): return (isDotted ? .solidBottomDotted : .solidBottom, line + 2)
    case (0x5C, 0x5C): return (isDotted ? .stickTopDotted : .stickTop, line + 2)
    case (0x2F, 0x2F): return (isDotted ? .stickBottomDotted : .stickBottom, line + 2)
    default: return nil
    }
  }

  private static func both(_ scanner: Scanner, at offset: Int) -> (SequenceArrow, Int)? {
    if scanner.matches("<<->>", at: offset) { return (.bidirectionalSolid, 5) }
    if scanner.matches("<<-->>", at: offset) { return (.bidirectionalDotted, 6) }
    return nil
  }

  private static func backward(_ scanner: Scanner, at offset: Int) -> (SequenceArrow, Int)? {
    guard scanner.byte(at: offset + 2) == 0x2D else { return nil }
    let isDotted = scanner.byte(at: offset + 3) == 0x2D
    let length = isDotted ? 4 : 3
    switch (scanner.byte(at: offset), scanner.byte(at: offset + 1)) {
    case (0x2F, 0x7C): return (isDotted ? .solidTopReverseDotted : .solidTopReverse, length)
    case (0x5C, 0x7C): return (isDotted ? .solidBottomReverseDotted : .solidBottomReverse, length)
    case (0x2F, 0x2F): return (isDotted ? .stickTopReverseDotted : .stickTopReverse, length)
    case (0x5C, 0x5C): return (isDotted ? .stickBottomReverseDotted : .stickBottomReverse, length)
    default: return nil
    }
  }
}
