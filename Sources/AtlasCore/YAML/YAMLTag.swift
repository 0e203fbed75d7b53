/// An explicit tag, `!!str` and the like: says what a value is, whatever it looks like. The JSON schema knows seven.
struct YAMLTag {
  enum NodeKind { case mapping, sequence }

  private let tag: String
  private let range: TextRange

  private static let prefix = "tag:yaml.org,2002:"

  init(_ tag: String, at range: TextRange) {
    self.tag = tag
    self.range = range
  }

  /// Whether a collection may carry the tag.
  func check(_ kind: NodeKind) throws(YAMLError) {
    switch (try name(), kind) {
    case ("", _), ("map", .mapping), ("seq", .sequence): return
    default: throw unsuitable()
    }
  }

  /// The value of a scalar that carries the tag. An absent value becomes the empty one of its type where there is one.
  func resolve(_ text: String, _ style: YAMLStyle) throws(YAMLError) -> YAMLValue {
    let absent = style == .plain && text.isEmpty
    let bytes = Array(text.utf8)
    switch try name() {
    case "": return absent ? .null : .string(text)
    case "str": return .string(text)
    case "null" where YAMLScalar.isNull(text): return .null
    case "bool":
      if let flag = YAMLScalar.bool(text) { return .bool(flag) }
    case "int":
      if let number = YAMLScalar.integer(bytes) { return .number(YAMLNumber(text: text, double: number)) }
    case "float":
      if let number = YAMLScalar.float(bytes) { return .number(YAMLNumber(text: text, double: number)) }
    case "map" where absent: return .mapping([])
    case "seq" where absent: return .sequence([])
    default: break
    }
    throw unsuitable()
  }

  /// The short name of a known tag; empty for `!`, which asks for no type.
  private func name() throws(YAMLError) -> String {
    if tag == "!" { return "" }
    let name = String(tag.dropFirst(YAMLTag.prefix.count))
    guard tag.hasPrefix(YAMLTag.prefix),
      ["str", "null", "bool", "int", "float", "map", "seq"].contains(name)
    else {
      throw YAMLError(
        range: range, message: "the tag `\(tag)` is unknown",
        help: "remove it, or quote the value that begins with `!`")
    }
    return name
  }

  private func unsuitable() -> YAMLError {
    YAMLError(range: range, message: "this value is not what its tag `\(tag)` says", help: "remove the tag")
  }
}
