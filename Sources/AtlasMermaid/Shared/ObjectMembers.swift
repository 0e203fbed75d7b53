/// The words that every JavaScript object has members by. Mermaid's layout keeps nodes by id in plain objects, and fails
/// on an edge at a node with such an id.
enum ObjectMembers {
  static func contains(_ id: ArraySlice<UInt8>) -> Bool {
    guard id.count >= 7 else { return false }
    switch id.first {
    case 0x63, 0x74, 0x76, 0x68, 0x69, 0x70, 0x5F: return words.contains(String(decoding: id, as: UTF8.self))
    default: return false
    }
  }

  private static let words: Set<String> = [
    "constructor", "toString", "valueOf", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable",
    "toLocaleString", "__proto__", "__defineGetter__", "__defineSetter__", "__lookupGetter__",
    "__lookupSetter__",
  ]
}
