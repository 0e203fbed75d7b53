/// The `{#id}` that may end a heading, as attribute lists have it: `{#id .class}` too.
enum HeadingID {
  /// The heading's text without its attribute list, and the id that the list gives.
  static func split(_ text: String) -> (text: String, id: String?) {
    guard text.utf8.last == UInt8(ascii: "}") else { return (text, nil) }
    let bytes = Array(text.utf8)
    guard let open = bytes.lastIndex(of: UInt8(ascii: "{")) else {
      return (text, nil)
    }
    let words = bytes[(open + 1)..<(bytes.count - 1)].split {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ":")
    }
    guard let id = words.first(where: { $0.first == UInt8(ascii: "#") && $0.count > 1 }) else {
      return (text, nil)
    }
    var end = open
    while end > 0, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
    return (String(decoding: bytes[..<end], as: UTF8.self), String(decoding: id.dropFirst(), as: UTF8.self))
  }
}
