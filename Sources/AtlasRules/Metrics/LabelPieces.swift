import AtlasCore

/// The text of a label as people see it, cut where it breaks: `<br/>`, `\n` and line ends become one line end each,
/// entities are decoded, tags, emoji and emphasis are left out. Every byte knows where it came from.
package struct LabelPieces: Sendable {
  /// A stretch of the text that came from one place.
  private struct Stretch {
    /// Where it begins in the text; it goes on to where the next one begins.
    var text: Int32
    /// Where it begins in the raw bytes.
    var start: Int32
    /// Where what it stands for ends; 0 of bytes that stand there as they are.
    var end: Int32
  }

  /// The pieces, with a line end between two.
  package private(set) var text: [UInt8] = []
  /// Where in the text `**` or a tag for bold or italics was left out: a statement of sources is told from a name by it.
  private(set) var emphasis: [Int] = []
  /// Where the text came from; empty where it is the raw text's part as it stands.
  private var stretches: [Stretch] = []
  private let base: Int

  /// Reads the label that stands in a range of a diagram's bytes.
  package init(_ bytes: [UInt8], in range: TextRange) {
    let range = min(range.lowerBound, bytes.count)..<min(range.upperBound, bytes.count)
    base = range.lowerBound
    bytes.withUnsafeBufferPointer { bytes in
      let plain = LabelPieces.plainCount(bytes, range)
      if plain < range.count {
        text.reserveCapacity(range.count)
        stretches.reserveCapacity(8)
        decode(bytes, range, from: range.lowerBound + plain)
      } else {
        text = Array(UnsafeBufferPointer(rebasing: bytes[range]))
      }
    }
  }

  /// Where a stretch of the text stands in the raw bytes.
  package func rawRange(of range: TextRange) -> TextRange {
    guard !stretches.isEmpty else { return range.shifted(by: base) }
    guard range.lowerBound < text.count else { return TextRange(at: base) }
    let start = place(ofByte: range.lowerBound).lowerBound
    guard !range.isEmpty else { return TextRange(at: start) }
    return TextRange(start, place(ofByte: min(range.upperBound, text.count) - 1).upperBound)
  }

  /// Where a byte of the text came from.
  /// Precondition: there are stretches.
  private func place(ofByte offset: Int) -> Range<Int> {
    var low = 0
    var high = stretches.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(stretches[middle].text) <= offset { low = middle } else { high = middle }
    }
    let stretch = stretches[low]
    if stretch.end > 0 { return Int(stretch.start)..<Int(stretch.end) }
    let start = Int(stretch.start) + offset - Int(stretch.text)
    return start..<(start + 1)
  }

  /// Bytes that can begin something other than themselves.
  @inline(__always)
  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "\\"), UInt8(ascii: "*"),
      UInt8(ascii: "\r"):
      true
    default: byte >= 0xE2
    }
  }

  /// How many bytes from the start on stand for themselves.
  private static func plainCount(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    var index = range.lowerBound
    while index < range.upperBound, !isSpecial(bytes[index]) { index += 1 }
    return index - range.lowerBound
  }

  /// - Parameter first: the first special byte.
  private mutating func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, from first: Int) {
    var plain = range.lowerBound
    var index = first
    while index < range.upperBound {
      appendPlain(bytes, plain, index)
      plain = index
      let end = readSpecial(bytes, index, range.upperBound)
      if end > index { plain = end }
      index = max(end, index + 1)
      index += LabelPieces.plainCount(bytes, index..<range.upperBound)
    }
    appendPlain(bytes, plain, range.upperBound)
  }

  /// Bytes that stand for themselves.
  private mutating func appendPlain(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    guard start < end else { return }
    let isNext = stretches.last.map { $0.end == 0 && Int($0.start) + text.count - Int($0.text) == start }
    if isNext != true {
      stretches.append(Stretch(text: Int32(text.count), start: Int32(start), end: 0))
    }
    text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<end]))
  }

  private mutating func append(_ byte: UInt8, _ start: Int, _ end: Int) {
    stretches.append(Stretch(text: Int32(text.count), start: Int32(start), end: Int32(end)))
    text.append(byte)
  }

  /// Reads what begins here and says where it ends; where nothing special begins, the same place.
  private mutating func readSpecial(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    switch bytes[start] {
    case UInt8(ascii: "<"): return readTag(bytes, start, end)
    case UInt8(ascii: "#"), UInt8(ascii: "&"): return readEntity(bytes, start, end)
    case UInt8(ascii: "\\"):
      guard start + 1 < end, bytes[start + 1] == UInt8(ascii: "n") else { return start }
      append(UInt8(ascii: "\n"), start, start + 2)
      return start + 2
    case UInt8(ascii: "\r"):
      let last = start + 1 < end && bytes[start + 1] == UInt8(ascii: "\n") ? start + 2 : start + 1
      append(UInt8(ascii: "\n"), start, last)
      return last
    case UInt8(ascii: "*"):
      guard start + 1 < end, bytes[start + 1] == UInt8(ascii: "*") else { return start }
      emphasis.append(text.count)
      return start + 2
    default:
      let length = LabelPieces.decorationLength(bytes, start, end)
      return start + length
    }
  }

  // MARK: Tags

  private static let tags: [StaticString] = [
    "b", "i", "u", "s", "em", "strong", "span", "div", "p", "small", "big", "code", "sup", "sub", "font",
    "center", "a", "img",
    "table", "tr", "td", "th", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "del",
    "mark", "kbd", "tt",
  ]

  /// `<br>`, `<br/>`, `<BR />` break; other tags of HTML are nothing; `<50ms` and `<T>` are text.
  private mutating func readTag(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var index = start + 1
    let isClosing = index < end && bytes[index] == UInt8(ascii: "/")
    if isClosing { index += 1 }
    let name = index
    while index < end,
      bytes[index] | 0x20 &- UInt8(ascii: "a") < 26
        || (index > name && bytes[index] &- UInt8(ascii: "0") < 10)
    {
      index += 1
    }
    let nameEnd = index
    guard nameEnd > name, nameEnd - name <= 6 else { return start }
    while index < end, bytes[index] != UInt8(ascii: ">"), bytes[index] != UInt8(ascii: "<"),
      index - start < 300
    { index += 1 }
    guard index < end, bytes[index] == UInt8(ascii: ">") else { return start }
    if LabelPieces.isWord(bytes, name, nameEnd, "br") {
      append(UInt8(ascii: "\n"), start, index + 1)
      return index + 1
    }
    guard LabelPieces.tags.contains(where: { LabelPieces.isWord(bytes, name, nameEnd, $0) }) else {
      return start
    }
    if !isClosing, LabelPieces.emphasising.contains(where: { LabelPieces.isWord(bytes, name, nameEnd, $0) }) {
      emphasis.append(text.count)
    }
    return index + 1
  }

  private static let emphasising: [StaticString] = ["b", "strong", "i", "em"]

  private static func isWord(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ word: StaticString
  ) -> Bool {
    guard end - start == word.utf8CodeUnitCount else { return false }
    for offset in 0..<word.utf8CodeUnitCount
    where Vocabulary.lowered(bytes[start + offset]) != word.utf8Start[offset] {
      return false
    }
    return true
  }

  // MARK: Entities

  private static let entities: [(name: StaticString, text: StaticString)] = [
    ("quot", "\""), ("amp", "&"), ("lt", "<"), ("gt", ">"), ("apos", "'"), ("nbsp", " "), ("colon", ":"),
    ("semi", ";"),
    ("num", "#"), ("lpar", "("), ("rpar", ")"), ("lsqb", "["), ("rsqb", "]"), ("lbrace", "{"),
    ("rbrace", "}"),
    ("comma", ","), ("percnt", "%"), ("dollar", "$"), ("plus", "+"), ("equals", "="), ("hyphen", "-"),
    ("ndash", "–"),
    ("mdash", "—"), ("times", "×"), ("rarr", "→"), ("larr", "←"), ("le", "≤"), ("ge", "≥"), ("micro", "µ"),
    ("euro", "€"),
    ("pound", "£"), ("cent", "¢"), ("plusmn", "±"), ("asymp", "≈"), ("middot", "·"), ("bull", "•"),
    ("hellip", "…"),
    ("sol", "/"), ("vert", "|"), ("period", "."), ("ast", "*"), ("commat", "@"), ("excl", "!"),
    ("quest", "?"),
  ]

  /// `#quot;`, `#58;`, `&lt;`, `&#8594;`, `&#x2192;`
  private mutating func readEntity(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var index = start + 1
    if bytes[start] == UInt8(ascii: "&"), index < end, bytes[index] == UInt8(ascii: "#") { index += 1 }
    let isNumeric = bytes[start] == UInt8(ascii: "#") || index > start + 1
    let name = index
    while index < end, index - name < 10, isNameByte(bytes[index]) { index += 1 }
    guard index > name, index < end, bytes[index] == UInt8(ascii: ";") else { return start }
    if isNumeric, let scalar = LabelPieces.scalar(bytes, name, index) {
      for byte in String(scalar).utf8 { append(byte, start, index + 1) }
      return index + 1
    }
    for entity in LabelPieces.entities where LabelPieces.isWord(bytes, name, index, entity.name) {
      for offset in 0..<entity.text.utf8CodeUnitCount {
        append(entity.text.utf8Start[offset], start, index + 1)
      }
      return index + 1
    }
    return start
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10 || byte | 0x20 &- UInt8(ascii: "a") < 26
  }

  private static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Unicode.Scalar?
  {
    var value: UInt32 = 0
    let isHex = bytes[start] | 0x20 == UInt8(ascii: "x")
    for index in (isHex ? start + 1 : start)..<end {
      let byte = bytes[index]
      let digit: UInt8
      if byte &- UInt8(ascii: "0") < 10 {
        digit = byte &- UInt8(ascii: "0")
      } else if isHex, byte | 0x20 &- UInt8(ascii: "a") < 6 {
        digit = (byte | 0x20) &- UInt8(ascii: "a") + 10
      } else {
        return nil
      }
      value = value &* (isHex ? 16 : 10) &+ UInt32(digit)
      guard value <= 0x10FFFF else { return nil }
    }
    return isHex && end == start + 1 ? nil : Unicode.Scalar(value)
  }

  // MARK: Decoration

  /// The length of an emoji, a drawn line or a joiner here, or 0. Arrows and signs that mean something stay.
  private static func decorationLength(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    guard start + 2 < end else { return 0 }
    let second = bytes[start + 1]
    switch (bytes[start], second, bytes[start + 2]) {
    case (0xF0, 0x9F, _): return start + 3 < end ? 4 : 0
    case (0xEF, 0xB8, 0x8F), (0xE2, 0x80, 0x8D): return 3
    case (0xE2, 0x8C...0x8F, _), (0xE2, 0x94...0x9D, _), (0xE2, 0xAC...0xAD, _): return 3
    case (0xE2, 0x9E, 0x80...0x93), (0xE2, 0x9E, 0x95...0x97): return 3
    default: return 0
    }
  }
}
