import Glibc

/// Finds bytes and short texts in an array at the speed of the C library, for steps that most diagrams do not need.
package enum ByteSearch {
  /// The offset of the first such byte at or behind `start`, or nil.
  package static func first(_ byte: UInt8, in bytes: [UInt8], from start: Int = 0) -> Int? {
    bytes.withUnsafeBytes { buffer in
      guard start < buffer.count, let base = buffer.baseAddress,
        let found = memchr(base + start, Int32(byte), buffer.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  /// The offset of the last such byte, or nil.
  static func last(_ byte: UInt8, in bytes: [UInt8]) -> Int? {
    guard first(byte, in: bytes) != nil else { return nil }
    return bytes.lastIndex(of: byte)
  }

  /// The offset of the first such text at or behind `start`, or nil.
  static func first(_ text: StaticString, in bytes: [UInt8], from start: Int = 0) -> Int? {
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return nil }
      let count = text.utf8CodeUnitCount
      var index = start
      while index + count <= buffer.count {
        guard let found = memchr(base + index, Int32(text.utf8Start[0]), buffer.count - index - count + 1)
        else { return nil }
        index = UnsafeRawPointer(found) - base
        if memcmp(base + index, text.utf8Start, count) == 0 { return index }
        index += 1
      }
      return nil
    }
  }
}
