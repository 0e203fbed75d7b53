/// Reads a label as people see it into what `LabelPieces` keeps of it.
struct LabelDecoder {
  typealias Stretch = LabelPieces.Stretch

  private let raw: UnsafeBufferPointer<UInt8>
  /// Where the label begins in the bytes of its diagram.
  private let base: Int
  /// No byte of a label is shown as more than one, so the raw bytes' room is enough.
  private let text: UnsafeMutableBufferPointer<UInt8>
  private var count = 0
  private var emphasis: [Int] = []
  private var stretches: [Stretch] = []

  private init(
    _ raw: UnsafeBufferPointer<UInt8>, from base: Int, into text: UnsafeMutableBufferPointer<UInt8>
  ) {
    self.raw = raw
    self.base = base
    self.text = text
  }

  static func decode(
    _ raw: UnsafeBufferPointer<UInt8>, from base: Int
  ) -> (text: [UInt8], emphasis: [Int], stretches: [Stretch]) {
    var emphasis: [Int] = []
    var stretches: [Stretch] = []
    let text = [UInt8](unsafeUninitializedCapacity: raw.count) { text, count in
      var decoder = LabelDecoder(raw, from: base, into: text)
      decoder.decode()
      count = decoder.count
      emphasis = decoder.emphasis
      stretches = decoder.stretches
    }
    return (text, emphasis, stretches)
  }

  private mutating func decode() {
    var plain = 0
    var place = Self.special(in: raw, from: 0)
    guard place < raw.count else { return copy(0, raw.count) }
    stretches.reserveCapacity(8)
    while place < raw.count {
      appendPlain(plain, place)
      plain = place
      let end = readSpecial(place)
      if end > place { plain = end }
      place = Self.special(in: raw, from: max(end, place + 1))
    }
    appendPlain(plain, raw.count)
  }

  /// One letter for each byte, `s` for those that can begin something other than themselves: a table that needs no set-up.
  private static let specials: StaticString = """
    .............s..................\
    ...s..s...s.................s...\
    ............................s...\
    ................................\
    ................................\
    ................................\
    ................................\
    ..ssssssssssssssssssssssssssssss
    """

  /// The first place from one on where a byte stands that does not stand for itself.
  @inline(__always)
  private static func special(in raw: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var place = start
    while place < raw.count, specials.utf8Start[Int(raw[place])] != UInt8(ascii: "s") { place += 1 }
    return place
  }

  /// Bytes that stand for themselves.
  private mutating func appendPlain(_ start: Int, _ end: Int) {
    guard start < end else { return }
    let isNext = stretches.last.map { $0.end == 0 && Int($0.start) + count - Int($0.text) == base + start }
    if isNext != true {
      stretches.append(Stretch(text: Int32(count), start: Int32(base + start), end: 0))
    }
    copy(start, end)
  }

  private mutating func copy(_ start: Int, _ end: Int) {
    _ = text[count...].update(fromContentsOf: raw[start..<end])
    count += end - start
  }

  /// A byte that a stretch of the raw bytes stands for.
  private mutating func append(_ byte: UInt8, _ start: Int, _ end: Int) {
    stretches.append(Stretch(text: Int32(count), start: Int32(base + start), end: Int32(base + end)))
    precondition(count < text.count, "BUG: a label is shown longer than it is written")
    text[count] = byte
    count += 1
  }

  /// Reads what begins here and says where it ends; where nothing special begins, the same place.
  private mutating func readSpecial(_ start: Int) -> Int {
    switch raw[start] {
    case UInt8(ascii: "<"): return readTag(start)
    case UInt8(ascii: "#"), UInt8(ascii: "&"): return readEntity(start)
    case UInt8(ascii: "\\"):
      guard start + 1 < raw.count, raw[start + 1] == UInt8(ascii: "n") else { return start }
      append(UInt8(ascii: "\n"), start, start + 2)
      return start + 2
    case UInt8(ascii: "\r"):
      let last = start + 1 < raw.count && raw[start + 1] == UInt8(ascii: "\n") ? start + 2 : start + 1
      append(UInt8(ascii: "\n"), start, last)
      return last
    case UInt8(ascii: "*"):
      guard start + 1 < raw.count, raw[start + 1] == UInt8(ascii: "*") else { return start }
      emphasis.append(count)
      return start + 2
    default: return start + decorationLength(start)
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
  private mutating func readTag(_ start: Int) -> Int {
    var index = start + 1
    let isClosing = index < raw.count && raw[index] == UInt8(ascii: "/")
    if isClosing { index += 1 }
    let name = index
    while index < raw.count,
      raw[index] | 0x20 &- UInt8(ascii: "a") < 26
        || (index > name && raw[index] &- UInt8(ascii: "0") < 10)
    {
      index += 1
    }
    let nameEnd = index
    guard nameEnd > name, nameEnd - name <= 6 else { return start }
    while index < raw.count, raw[index] != UInt8(ascii: ">"), raw[index] != UInt8(ascii: "<"),
      index - start < 300
    { index += 1 }
    guard index < raw.count, raw[index] == UInt8(ascii: ">") else { return start }
    if isWord(name, nameEnd, "br") {
      append(UInt8(ascii: "\n"), start, index + 1)
      return index + 1
    }
    guard Self.tags.contains(where: { isWord(name, nameEnd, $0) }) else { return start }
    if !isClosing, Self.emphasising.contains(where: { isWord(name, nameEnd, $0) }) {
      emphasis.append(count)
    }
    return index + 1
  }

  private static let emphasising: [StaticString] = ["b", "strong", "i", "em"]

  private func isWord(_ start: Int, _ end: Int, _ word: StaticString) -> Bool {
    guard end - start == word.utf8CodeUnitCount else { return false }
    for offset in 0..<word.utf8CodeUnitCount
    where ASCII.lowered(raw[start + offset]) != word.utf8Start[offset] {
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
  private mutating func readEntity(_ start: Int) -> Int {
    var index = start + 1
    if raw[start] == UInt8(ascii: "&"), index < raw.count, raw[index] == UInt8(ascii: "#") { index += 1 }
    let isNumeric = raw[start] == UInt8(ascii: "#") || index > start + 1
    let name = index
    while index < raw.count, index - name < 10, isNameByte(raw[index]) { index += 1 }
    guard index > name, index < raw.count, raw[index] == UInt8(ascii: ";") else { return start }
    if isNumeric, let scalar = scalar(name, index) {
      for byte in String(scalar).utf8 { append(byte, start, index + 1) }
      return index + 1
    }
    for entity in Self.entities where isWord(name, index, entity.name) {
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

  private func scalar(_ start: Int, _ end: Int) -> Unicode.Scalar? {
    var value: UInt32 = 0
    let isHex = raw[start] | 0x20 == UInt8(ascii: "x")
    for index in (isHex ? start + 1 : start)..<end {
      let byte = raw[index]
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
  private func decorationLength(_ start: Int) -> Int {
    guard start + 2 < raw.count else { return 0 }
    let second = raw[start + 1]
    switch (raw[start], second, raw[start + 2]) {
    case (0xF0, 0x9F, _): return start + 3 < raw.count ? 4 : 0
    case (0xEF, 0xB8, 0x8F), (0xE2, 0x80, 0x8D): return 3
    case (0xE2, 0x8C...0x8F, _), (0xE2, 0x94...0x9D, _), (0xE2, 0xAC...0xAD, _): return 3
    case (0xE2, 0x9E, 0x80...0x93), (0xE2, 0x9E, 0x95...0x97): return 3
    default: return 0
    }
  }
}
