/// A text that is edited step by step and remembers how each step relates to the bytes it began with, so that the
/// whole can be told as one list of edits of the original.
public struct TextRevision: Sendable {
  /// The text is these, one after the other.
  private enum Piece: Sendable {
    case original(Range<Int>)
    case inserted([UInt8])

    var count: Int {
      switch self {
      case .original(let range): range.count
      case .inserted(let bytes): bytes.count
      }
    }

    func part(_ range: Range<Int>) -> Piece {
      switch self {
      case .original(let whole):
        .original((whole.lowerBound + range.lowerBound)..<(whole.lowerBound + range.upperBound))
      case .inserted(let bytes): .inserted(Array(bytes[range]))
      }
    }
  }

  public let original: [UInt8]
  private var pieces: [Piece]

  public init(_ original: [UInt8]) {
    self.original = original
    pieces = [.original(0..<original.count)]
  }

  /// The text as it is now.
  public var bytes: [UInt8] {
    var result: [UInt8] = []
    for piece in pieces {
      switch piece {
      case .original(let range): result += original[range]
      case .inserted(let bytes): result += bytes
      }
    }
    return result
  }

  /// Applies edits of the text as it is now. Precondition: in the order of their ranges, which do not overlap.
  public mutating func apply(_ edits: [TextEdit]) {
    var result: [Piece] = []
    var remaining = pieces[...]
    var position = 0

    /// Takes the pieces up to `end` of the present text.
    func take(to end: Int, keeping: Bool) {
      while position < end, let piece = remaining.popFirst() {
        let count = min(piece.count, end - position)
        if keeping { result.append(piece.part(0..<count)) }
        if count < piece.count { remaining = [piece.part(count..<piece.count)] + remaining }
        position += count
      }
    }

    for edit in edits {
      take(to: edit.range.lowerBound, keeping: true)
      take(to: edit.range.upperBound, keeping: false)
      if !edit.replacement.isEmpty { result.append(.inserted(Array(edit.replacement.utf8))) }
    }
    take(to: .max, keeping: true)
    pieces = result
  }

  /// The byte of the original at, or next before, a byte of the present text.
  public func originalOffset(of offset: Int) -> Int {
    var position = 0
    var last = 0
    for piece in pieces {
      if case .original(let range) = piece {
        if offset < position + range.count { return range.lowerBound + max(0, offset - position) }
        last = range.upperBound
      } else if offset < position + piece.count {
        return last
      }
      position += piece.count
    }
    return last
  }

  /// The edits that make the present text of the original; neighbours are joined.
  public var edits: [TextEdit] {
    var edits: [TextEdit] = []
    var position = 0
    var inserted: [UInt8] = []

    func close(at end: Int) {
      guard position < end || !inserted.isEmpty else { return }
      edits.append(TextEdit(TextRange(position, end), String(decoding: inserted, as: UTF8.self)))
      inserted = []
    }

    for piece in pieces {
      switch piece {
      case .original(let range):
        close(at: range.lowerBound)
        position = range.upperBound
      case .inserted(let bytes): inserted += bytes
      }
    }
    close(at: original.count)
    return edits
  }
}
