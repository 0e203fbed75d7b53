/// Lists as messages write them.
enum Listing {
  /// `"a", "b" and "c"`; of more than `limit` the first ones `and 5 more`.
  static func quoted(_ texts: [String], limit: Int = 4) -> String {
    list(texts.map { "\"\(shortened($0))\"" }, limit: limit)
  }

  /// `a, b or c`
  static func choice(_ words: [String]) -> String { list(words, limit: words.count, "or") }

  static func list(_ texts: [String], limit: Int, _ word: String = "and") -> String {
    guard texts.count > 1 else { return texts.first ?? "" }
    guard texts.count <= limit + 1 else {
      return texts[..<limit].joined(separator: ", ") + " and \(texts.count - limit) more"
    }
    return texts.dropLast().joined(separator: ", ") + " \(word) " + texts[texts.count - 1]
  }

  static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  /// On one line, and not longer than a message bears.
  static func shortened(_ text: String, _ limit: Int = 60) -> String {
    let line = text.unicodeScalars.filter { $0 != "\"" }.map { $0 == "\n" ? " " : Character($0) }
    return line.count <= limit ? String(line) : String(line[..<(limit - 1)]) + "…"
  }
}
