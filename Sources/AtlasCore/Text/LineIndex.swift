import Glibc

/// A place as people read it: both counted from 1, the column in UTF-8 bytes.
public struct LineColumn: Hashable, Sendable {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// Where the lines of a text begin. A line ends at LF, CRLF or a lone CR, as CommonMark has it.
public struct LineIndex: Sendable {
  private let starts: [UInt32]
  private let byteCount: Int

  /// Complexity: one pass over the bytes.
  public init(_ bytes: [UInt8]) {
    var starts: [UInt32] = [0]
    starts.reserveCapacity(bytes.count / 32 + 1)
    bytes.withUnsafeBufferPointer { bytes in
      // Most texts hold no CR, and then the C library finds the line ends many bytes at a time.
      if LineIndex.first(UInt8(ascii: "\r"), in: bytes, from: 0) == nil {
        var index = 0
        while let end = LineIndex.first(UInt8(ascii: "\n"), in: bytes, from: index) {
          index = end + 1
          starts.append(UInt32(index))
        }
      } else {
        LineIndex.appendLinesWithCarriageReturns(bytes, &starts)
      }
    }
    self.starts = starts
    self.byteCount = bytes.count
  }

  private static func first(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard start < bytes.count, let base = bytes.baseAddress,
      let found = memchr(base + start, Int32(byte), bytes.count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  private static func appendLinesWithCarriageReturns(
    _ bytes: UnsafeBufferPointer<UInt8>, _ starts: inout [UInt32]
  ) {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\r"), index < bytes.count, bytes[index] == UInt8(ascii: "\n") { index += 1 }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { starts.append(UInt32(index)) }
    }
  }

  /// The number of lines; a text that ends with a line end has an empty last line.
  public var lineCount: Int { starts.count }

  /// The offset at which line `line` (from 1) begins; past the last line, the end of the text.
  public func start(ofLine line: Int) -> Int {
    line - 1 < starts.count ? Int(starts[max(line - 1, 0)]) : byteCount
  }

  /// The bytes of line `line` (from 1), its line end included.
  public func range(ofLine line: Int) -> TextRange {
    TextRange(start(ofLine: line), start(ofLine: line + 1))
  }

  /// Complexity: logarithmic in the number of lines.
  public func position(of offset: Int) -> LineColumn {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= offset { low = middle } else { high = middle }
    }
    return LineColumn(line: low + 1, column: offset - Int(starts[low]) + 1)
  }
}
