/// Small questions about bytes that hold text.
public enum ByteText {
  /// The offset of the first byte that is not part of valid UTF-8, or nil.
  public static func firstInvalidUTF8(in bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { firstInvalidUTF8(in: $0) }
  }

  static func firstInvalidUTF8(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    while index < bytes.count {
      if bytes[index] < 0x80 {
        index = endOfASCII(in: bytes, from: index)
        continue
      }
      let length = sequenceLength(at: index, in: bytes)
      if length == 0 { return index }
      index += length
    }
    return nil
  }

  /// The first offset from `start` on that is the text's end or holds no ASCII, eight bytes at a time where it can.
  private static func endOfASCII(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = UnsafeRawPointer(bytes.baseAddress) else { return start }
    var index = start
    while index + 8 <= bytes.count,
      base.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    { index += 8 }
    while index < bytes.count, bytes[index] < 0x80 { index += 1 }
    return index
  }

  /// The bytes as text for a message: control characters and bytes that are not UTF-8 as `\xNN`, the rest as it is.
  public static func display(_ bytes: some Collection<UInt8>) -> String {
    let bytes = Array(bytes)
    return bytes.withUnsafeBufferPointer { bytes in
      var shown: [UInt8] = []
      var index = 0
      while index < bytes.count {
        let length = sequenceLength(at: index, in: bytes)
        if length == 0 || isControl(at: index, in: bytes) {
          shown.append(contentsOf: #"\x"#.utf8)
          shown.append(hexDigit(bytes[index] >> 4))
          shown.append(hexDigit(bytes[index] & 15))
          index += 1
        } else {
          shown.append(contentsOf: bytes[index..<(index + length)])
          index += length
        }
      }
      return String(decoding: shown, as: UTF8.self)
    }
  }

  /// Whether a control character begins there: those below the space, DEL, and the first byte of U+0080 to U+009F, which
  /// terminals obey as well. The second byte of those is no text of its own, and so is shown as a number too.
  private static func isControl(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let byte = bytes[index]
    return byte < 0x20 || byte == 0x7F || (byte == 0xC2 && bytes[index + 1] < 0xA0)
  }

  /// Like `display`, with line ends and tabs as they are.
  public static func displayLines(_ bytes: some Collection<UInt8>) -> String {
    Array(bytes).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { line in
        line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { display($0) }
          .joined(separator: "\t")
      }
      .joined(separator: "\n")
  }

  /// The length of the well-formed UTF-8 sequence at `index`, or 0.
  static func sequenceLength(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let first = bytes[index]
    if first < 0x80 { return 1 }
    let (length, low, high): (Int, UInt8, UInt8)
    switch first {
    case 0xC2...0xDF: (length, low, high) = (2, 0x80, 0xBF)
    case 0xE0: (length, low, high) = (3, 0xA0, 0xBF)
    case 0xED: (length, low, high) = (3, 0x80, 0x9F)
    case 0xE1...0xEF: (length, low, high) = (3, 0x80, 0xBF)
    case 0xF0: (length, low, high) = (4, 0x90, 0xBF)
    case 0xF1...0xF3: (length, low, high) = (4, 0x80, 0xBF)
    case 0xF4: (length, low, high) = (4, 0x80, 0x8F)
    default: return 0
    }
    guard index + length <= bytes.count, (low...high).contains(bytes[index + 1]) else { return 0 }
    for next in 2..<max(length, 2) where bytes[index + next] & 0xC0 != 0x80 { return 0 }
    return length
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
