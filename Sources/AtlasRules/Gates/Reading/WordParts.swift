/// Some texts that may stand in others, inside of words too.
struct WordParts: Sendable {
  private let texts: [String]
  private let parts: [[UInt8]]
  /// The bytes that they begin with, a bit each of those below 128.
  private let firsts: (low: UInt64, high: UInt64)
  private let areASCII: Bool

  init(_ texts: [String]) {
    self.texts = texts
    parts = texts.map { Array($0.utf8) }
    var firsts: (low: UInt64, high: UInt64) = (0, 0)
    for part in parts {
      guard let first = part.first, first < 0x80 else { continue }
      if first < 64 { firsts.low |= 1 << UInt64(first) } else { firsts.high |= 1 << UInt64(first & 63) }
    }
    self.firsts = firsts
    areASCII = parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 < 0x80 } }
  }

  /// Whether one stands in a text in lower case.
  func stand(in words: String) -> Bool {
    var words = words
    let isFound = words.withUTF8 { bytes -> Bool? in
      // Beside other letters a byte tells less than a character.
      areASCII && bytes.allSatisfy { $0 < 0x80 } ? stand(in: bytes, bytes.indices) : nil
    }
    return isFound ?? texts.contains(where: words.contains)
  }

  /// Whether one that is in lower case stands in a stretch of a text, in any case.
  func stand(in bytes: [UInt8], _ range: Range<Int>) -> Bool {
    bytes.withUnsafeBufferPointer { stand(in: $0, range) }
  }

  private func stand(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    for start in range {
      let first = ASCII.lowered(bytes[start])
      if first < 0x80 {
        guard (first < 64 ? firsts.low : firsts.high) >> UInt64(first & 63) & 1 == 1 else { continue }
      } else if areASCII {
        continue
      }
      for part in parts where part.first == first && start + part.count <= range.upperBound {
        if part.indices.allSatisfy({ ASCII.lowered(bytes[start + $0]) == part[$0] }) { return true }
      }
    }
    return false
  }
}
