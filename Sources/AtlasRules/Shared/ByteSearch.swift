import Glibc

/// Looks for a byte many bytes at a time: for rules that have nothing to do without it.
enum ByteSearch {
  static func contains(_ byte: UInt8, in bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { bytes in
      bytes.baseAddress.map { memchr($0, Int32(byte), bytes.count) != nil } ?? false
    }
  }
}
