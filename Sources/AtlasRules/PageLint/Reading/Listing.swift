/// Lists as messages write them.
enum Listing {
  /// `"a", "b" and "c"`; of more than `limit` the first ones `and 5 more`.
  static func quoted(_ texts: [String], limit: Int = 4) -> String {
    list(texts.count, limit: limit, "and") { "\"\(shortened(texts[$0]))\"" }
  }

  /// `a, b or c`
  static func choice(_ words: [String]) -> String { list(words, limit: words.count, "or") }

  static func list(_ texts: [String], limit: Int, _ word: String = "and") -> String {
    list(texts.count, limit: limit, word) { texts[$0] }
  }

  /// - Parameter text: is asked for those that are shown.
  private static func list(
    _ count: Int, limit: Int, _ word: String, _ text: (Int) -> String
  ) -> String {
    guard count > 1 else { return count == 1 ? text(0) : "" }
    let showsAll = count <= limit + 1
    let first = (0..<(showsAll ? count - 1 : limit)).map(text).joined(separator: ", ")
    return showsAll ? "\(first) \(word) \(text(count - 1))" : "\(first) and \(count - limit) more"
  }

  static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  /// On one line, and not longer than a message bears; counted in Unicode scalars.
  static func shortened(_ text: String, _ limit: Int = 60) -> String {
    var text = text
    return text.withUTF8 { bytes in
      var line: [UInt8] = []
      line.reserveCapacity(bytes.count)
      var count = 0
      /// Where the line ends if it is too long.
      var cut = 0
      for byte in bytes where byte != UInt8(ascii: "\"") {
        if byte & 0xC0 != 0x80 {
          count += 1
          if count == limit { cut = line.count }
          if count > limit { break }
        }
        line.append(byte == UInt8(ascii: "\n") ? UInt8(ascii: " ") : byte)
      }
      guard count > limit else { return String(decoding: line, as: UTF8.self) }
      return String(decoding: line[..<cut], as: UTF8.self) + "…"
    }
  }
}
