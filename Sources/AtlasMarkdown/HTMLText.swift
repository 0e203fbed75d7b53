/// Text as HTML writes it in attributes and comments.
enum HTMLText {
  private static let entities: [(name: StaticString, character: UInt8)] = [
    ("&amp;", UInt8(ascii: "&")), ("&quot;", UInt8(ascii: "\"")), ("&#39;", UInt8(ascii: "'")),
    ("&apos;", UInt8(ascii: "'")), ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")),
  ]

  /// An attribute's value, with the entities resolved that HTML needs there.
  static func decoded(_ value: some Collection<UInt8>) -> String {
    let value = Array(value)
    var text: [UInt8] = []
    var index = 0
    while index < value.count {
      let entity =
        value[index] == UInt8(ascii: "&")
        ? entities.first { entity in
          value[index...].starts(
            with: UnsafeBufferPointer(start: entity.name.utf8Start, count: entity.name.utf8CodeUnitCount))
        } : nil
      text.append(entity?.character ?? value[index])
      index += entity?.name.utf8CodeUnitCount ?? 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// What a comment says.
  static func comment(_ comment: some BidirectionalCollection<UInt8>) -> String {
    var text = Array(comment)[...].dropFirst(4)
    if text.suffix(3).elementsEqual("-->".utf8) { text = text.dropLast(3) }
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    text = text.drop(while: isSpace)
    while let last = text.last, isSpace(last) { text = text.dropLast() }
    return String(decoding: text, as: UTF8.self)
  }
}
