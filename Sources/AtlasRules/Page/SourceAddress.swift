/// What an address tells of a source.
enum SourceAddress {
  private static let placeholders: [StaticString] = [
    "example.com", "example.org", "example.net", "localhost", "127.0.0.1",
  ]

  /// Whether it leads to another site.
  static func isElsewhere(_ address: String) -> Bool {
    var address = address
    return address.withUTF8 { bytes in
      guard begins(bytes, "https://", at: 0) || begins(bytes, "http://", at: 0) else { return false }
      return bytes.count >= 2_000
        || !bytes.indices.contains { place in
          switch bytes[place] {
          case UInt8(ascii: "e"), UInt8(ascii: "l"), UInt8(ascii: "1"):
            placeholders.contains { begins(bytes, $0, at: place) }
          default: false
          }
        }
    }
  }

  private static func begins(
    _ bytes: UnsafeBufferPointer<UInt8>, _ word: StaticString, at start: Int
  ) -> Bool {
    guard bytes.count - start >= word.utf8CodeUnitCount else { return false }
    for offset in 0..<word.utf8CodeUnitCount where bytes[start + offset] != word.utf8Start[offset] {
      return false
    }
    return true
  }

  /// `https://…/2023/05/…`
  static func year(inAddress address: String) -> String? {
    var address = address
    return address.withUTF8 { bytes in
      var start = 0
      var number = 0
      while start < bytes.count {
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "/") { end += 1 }
        if end > start {
          // Behind the scheme and the host.
          if number >= 2, let year = year(in: UnsafeBufferPointer(rebasing: bytes[start..<end])) {
            return year
          }
          number += 1
        }
        start = end + 1
      }
      return nil
    }
  }

  static func year(in text: String) -> String? {
    var text = text
    return text.withUTF8 { year(in: $0) }
  }

  /// The last number of four digits that can be a year.
  static func year(in text: UnsafeBufferPointer<UInt8>) -> String? {
    var end = text.count
    while end > 0 {
      guard WordSet.isWord(text[end - 1]) else {
        end -= 1
        continue
      }
      var start = end
      while start > 0, WordSet.isWord(text[start - 1]) { start -= 1 }
      if end - start == 4, isYear(text, start) { return String(decoding: text[start..<end], as: UTF8.self) }
      end = start
    }
    return nil
  }

  /// 1970 to 2099
  private static func isYear(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    var number = 0
    for place in start..<start + 4 {
      let digit = Int(text[place] &- UInt8(ascii: "0"))
      guard digit < 10 else { return false }
      number = number * 10 + digit
    }
    return number >= 1970 && number < 2100
  }
}
