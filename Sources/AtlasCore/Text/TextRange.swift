/// A half-open stretch of bytes of one text. Lines and columns are computed from it only where they are shown.
public struct TextRange: Hashable, Sendable {
  public var start: UInt32
  public var end: UInt32

  /// Precondition: `start <= end`.
  @inlinable
  public init(_ start: Int, _ end: Int) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
  }

  /// The empty range at `offset`.
  @inlinable
  public init(at offset: Int) { self.init(offset, offset) }

  @inlinable public var lowerBound: Int { Int(start) }
  @inlinable public var upperBound: Int { Int(end) }
  @inlinable public var count: Int { Int(end) - Int(start) }
  @inlinable public var isEmpty: Bool { start == end }
  @inlinable public var bounds: Range<Int> { Int(start)..<Int(end) }

  @inlinable
  public func contains(_ offset: Int) -> Bool { Int(start) <= offset && offset < Int(end) }

  @inlinable
  public func encloses(_ other: TextRange) -> Bool { start <= other.start && other.end <= end }

  /// The smallest range that covers both.
  @inlinable
  public func union(_ other: TextRange) -> TextRange {
    TextRange(Int(min(start, other.start)), Int(max(end, other.end)))
  }

  @inlinable
  public func shifted(by distance: Int) -> TextRange {
    TextRange(Int(start) + distance, Int(end) + distance)
  }
}

extension TextRange: Comparable {
  /// Orders by start, then by end: the order in which findings are reported.
  @inlinable
  public static func < (left: TextRange, right: TextRange) -> Bool {
    (left.start, left.end) < (right.start, right.end)
  }
}

extension TextRange: CustomStringConvertible {
  public var description: String { "\(start)..<\(end)" }
}
