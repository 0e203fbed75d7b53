extension Scanner {
  /// The offset of the first byte of the line that holds an offset; of a longer line, at most so many bytes back.
  func startOfLine(_ offset: Int, limit: Int = .max) -> Int {
    var index = min(offset, bytes.count)
    let end = limit < index ? index - limit : 0
    while index > end, bytes[index - 1] != 0x0A { index -= 1 }
    return index
  }
}
