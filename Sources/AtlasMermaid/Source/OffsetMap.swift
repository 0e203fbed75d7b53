import AtlasCore

/// Leads from offsets in the cleaned text back to offsets in the original bytes. No pieces means that both are equal,
/// as in most diagrams.
struct OffsetMap: Sendable {
  /// A stretch of the text and where it came from. Verbatim stretches have equal counts and map byte by byte; the
  /// others replaced what stood there. What lies between two pieces in the original was removed.
  struct Piece: Equatable, Sendable {
    var text: Int
    var textCount: Int
    var original: Int
    var originalCount: Int
    var isVerbatim: Bool
  }

  private(set) var pieces: [Piece] = []
  private let originalCount: Int

  init(identityOf count: Int) { originalCount = count }

  /// The original offset of a text offset at which something begins.
  func start(_ offset: Int) -> Int {
    guard !pieces.isEmpty else { return min(offset, originalCount) }
    let piece = pieces[index(ofPieceAt: offset)]
    let inside = max(offset - piece.text, 0)
    if piece.isVerbatim { return min(piece.original + min(inside, piece.originalCount), originalCount) }
    return inside < piece.textCount ? piece.original : piece.original + piece.originalCount
  }

  /// The original offset of a text offset at which something ends: never behind what was removed there.
  func end(_ offset: Int) -> Int {
    guard !pieces.isEmpty else { return min(offset, originalCount) }
    let piece = pieces[index(ofPieceAt: max(offset - 1, 0))]
    if piece.isVerbatim {
      return min(piece.original + min(max(offset - piece.text, 0), piece.originalCount), originalCount)
    }
    return piece.original + piece.originalCount
  }

  func range(_ start: Int, _ end: Int) -> TextRange {
    guard !pieces.isEmpty else { return TextRange(min(start, originalCount), min(end, originalCount)) }
    let piece = pieces[index(ofPieceAt: start)]
    // Nearly every range lies in one verbatim stretch: then one search finds both ends.
    if piece.isVerbatim, piece.text <= start, start < end, end <= piece.text + piece.textCount {
      let distance = piece.original - piece.text
      return TextRange(min(start + distance, originalCount), min(end + distance, originalCount))
    }
    let first = self.start(start)
    return start == end ? TextRange(at: first) : TextRange(first, max(first, self.end(end)))
  }

  /// The stretch of the text that some original bytes became.
  func text(ofOriginal range: TextRange) -> Range<Int> {
    guard !pieces.isEmpty else { return range.bounds }
    let piece = pieces[index(ofPieceAtOriginal: range.lowerBound)]
    let (start, end) = (range.lowerBound - piece.original, range.upperBound - piece.original)
    // Nearly every range lies in one verbatim stretch: then one search finds both ends.
    if piece.isVerbatim, start >= 0, end < piece.textCount { return piece.text + start..<piece.text + end }
    let first = text(ofOriginal: range.lowerBound)
    return first..<max(first, text(ofOriginal: range.upperBound))
  }

  /// The text offset of an original offset; of a removed byte, where it would stand.
  func text(ofOriginal offset: Int) -> Int {
    guard !pieces.isEmpty else { return offset }
    let piece = pieces[index(ofPieceAtOriginal: offset)]
    let inside = max(offset - piece.original, 0)
    if piece.isVerbatim { return piece.text + min(inside, piece.textCount) }
    return inside == 0 ? piece.text : piece.text + piece.textCount
  }

  /// The map after edits of the text; `edits` are in order and do not overlap, `textCount` is the count before them.
  func applying(_ edits: [TextChange], textCount: Int) -> OffsetMap {
    var result = OffsetMap(identityOf: originalCount)
    var text = 0
    var position = 0
    for edit in edits {
      result.keep(position..<edit.range.lowerBound, of: self, at: &text)
      if !edit.replacement.isEmpty {
        let range = self.range(edit.range.lowerBound, edit.range.upperBound)
        result.pieces.append(
          Piece(
            text: text, textCount: edit.replacement.count, original: range.lowerBound,
            originalCount: range.count, isVerbatim: false))
        text += edit.replacement.count
      }
      position = edit.range.upperBound
    }
    result.keep(position..<textCount, of: self, at: &text)
    if result.pieces.isEmpty {
      result.pieces = [
        Piece(text: 0, textCount: 0, original: originalCount, originalCount: 0, isVerbatim: true)
      ]
    }
    return result
  }

  /// Makes room for a byte at the end of the text that stands for nothing. The identity needs none: its offsets past
  /// the original are its end.
  mutating func append(at text: Int) {
    guard !pieces.isEmpty else { return }
    pieces.append(
      Piece(text: text, textCount: 1, original: originalCount, originalCount: 0, isVerbatim: false))
  }

  private mutating func keep(_ range: Range<Int>, of map: OffsetMap, at text: inout Int) {
    guard !range.isEmpty else { return }
    guard !map.pieces.isEmpty else {
      pieces.append(
        Piece(
          text: text, textCount: range.count, original: range.lowerBound, originalCount: range.count,
          isVerbatim: true))
      text += range.count
      return
    }
    var index = map.index(ofPieceAt: range.lowerBound)
    while index < map.pieces.count, map.pieces[index].text < range.upperBound {
      var piece = map.pieces[index]
      let lower = max(piece.text, range.lowerBound)
      let upper = min(piece.text + piece.textCount, range.upperBound)
      if piece.isVerbatim {
        piece.original += lower - piece.text
        piece.originalCount = upper - lower
      }
      piece.text = text
      piece.textCount = max(upper - lower, 0)
      text += piece.textCount
      if piece.textCount > 0 { pieces.append(piece) }
      index += 1
    }
  }

  private func index(ofPieceAtOriginal offset: Int) -> Int {
    var low = 0
    var high = pieces.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if pieces[middle].original <= offset { low = middle } else { high = middle }
    }
    return low
  }

  private func index(ofPieceAt offset: Int) -> Int {
    var low = 0
    var high = pieces.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if pieces[middle].text <= offset { low = middle } else { high = middle }
    }
    return low
  }
}

/// Some bytes of a text and what takes their place.
struct TextChange {
  var range: Range<Int>
  var replacement: [UInt8] = []
}

/// A text that remembers where its bytes came from while it is being edited.
struct EditedText: Sendable {
  private(set) var bytes: [UInt8]
  private(set) var map: OffsetMap

  init(_ original: [UInt8]) {
    bytes = original
    map = OffsetMap(identityOf: original.count)
  }

  init(_ bytes: [UInt8], _ map: OffsetMap) {
    self.bytes = bytes
    self.map = map
  }

  /// Precondition: the changes are in order and do not overlap.
  mutating func apply(_ changes: [TextChange]) {
    guard !changes.isEmpty else { return }
    map = map.applying(changes, textCount: bytes.count)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 16)
    var position = 0
    for change in changes {
      result.append(contentsOf: bytes[position..<change.range.lowerBound])
      result.append(contentsOf: change.replacement)
      position = change.range.upperBound
    }
    result.append(contentsOf: bytes[position...])
    bytes = result
  }

  /// Adds a byte at the end that the original does not have.
  mutating func append(_ byte: UInt8) {
    map.append(at: bytes.count)
    bytes.append(byte)
  }

  /// Replaces bytes one for one, which moves nothing.
  mutating func replace(_ offsets: [Int], by byte: UInt8) {
    for offset in offsets { bytes[offset] = byte }
  }
}
