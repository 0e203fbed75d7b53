/// Why a text is not JSON, and where.
public struct JSONError: Error, Equatable, Sendable {
  public var range: TextRange
  public var message: String
  public var help: String
}

/// Reads JSON strictly (RFC 8259): no comments, no trailing commas, no duplicate keys, no byte order mark, valid UTF-8,
/// and no nesting deeper than `JSONReader.depthLimit`, so that hostile input cannot exhaust the stack.
public struct JSONReader {
  public static let depthLimit = 200

  private let bytes: [UInt8]
  private var offset = 0
  private var depth = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The one value of the text.
  public static func read(_ bytes: [UInt8]) throws(JSONError) -> JSONNode {
    if let bad = ByteText.firstInvalidUTF8(in: bytes) {
      throw JSONError(
        range: TextRange(bad, bad + 1), message: "this byte is not UTF-8", help: "save the file as UTF-8")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw JSONError(
        range: TextRange(0, 3), message: "the file begins with a byte order mark",
        help: "save the file without it")
    }
    var reader = JSONReader(bytes)
    let node = try reader.value()
    reader.skipSpace()
    if reader.offset < bytes.count {
      throw reader.error("something stands after the end of the value", "remove it")
    }
    return node
  }

  private mutating func value() throws(JSONError) -> JSONNode {
    skipSpace()
    guard let first = peek else { throw error("the file ends where a value should stand", "complete it") }
    switch first {
    case UInt8(ascii: "{"): return try nested { (reader) throws(JSONError) in try reader.object() }
    case UInt8(ascii: "["): return try nested { (reader) throws(JSONError) in try reader.array() }
    case UInt8(ascii: "\""):
      let start = offset
      return JSONNode(.string(try string()), range: TextRange(start, offset))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: return try word()
    }
  }

  private mutating func nested(
    _ read: (inout JSONReader) throws(JSONError) -> JSONValue
  ) throws(JSONError) -> JSONNode {
    guard depth < JSONReader.depthLimit else {
      throw error("values are nested deeper than \(JSONReader.depthLimit) levels", "flatten the file")
    }
    let start = offset
    depth += 1
    defer { depth -= 1 }
    return JSONNode(try read(&self), range: TextRange(start, offset))
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    var members: [JSONMember] = []
    var keys: Set<String> = []
    offset += 1
    skipSpace()
    if consume("}") { return .object(members) }
    while true {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else {
        throw error("a key in double quotes should stand here", #"write "key": value"#)
      }
      let start = offset
      let key = try string()
      let keyRange = TextRange(start, offset)
      guard keys.insert(key).inserted else {
        throw JSONError(
          range: keyRange, message: #"the key "\#(key)" stands here twice"#, help: "keep one of them")
      }
      skipSpace()
      guard consume(":") else { throw error(#"":" should follow the key "\#(key)""#, "insert it") }
      members.append(JSONMember(key: key, keyRange: keyRange, node: try value()))
      skipSpace()
      if consume("}") { return .object(members) }
      guard consume(",") else { throw error(#""," or "}" should stand here"#, "insert it") }
    }
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    var elements: [JSONNode] = []
    offset += 1
    skipSpace()
    if consume("]") { return .array(elements) }
    while true {
      elements.append(try value())
      skipSpace()
      if consume("]") { return .array(elements) }
      guard consume(",") else { throw error(#""," or "]" should stand here"#, "insert it") }
    }
  }

  private mutating func string() throws(JSONError) -> String {
    let start = offset
    var content: [UInt8] = []
    offset += 1
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        return String(decoding: content, as: UTF8.self)
      case UInt8(ascii: "\\"): content.append(contentsOf: try escape())
      case 0..<0x20: throw error("a control character stands in the string", #"write it as \u00XX"#)
      default:
        content.append(byte)
        offset += 1
      }
    }
    throw JSONError(
      range: TextRange(start, offset), message: "the string never ends", help: #"close it with ""#)
  }

  private mutating func escape() throws(JSONError) -> [UInt8] {
    let start = offset
    offset += 1
    guard let letter = peek else { throw error("the string never ends", #"close it with ""#) }
    offset += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "u"): break
    default:
      throw JSONError(
        range: TextRange(start, offset), message: "JSON has no such escape",
        help: #"write \\ for a backslash"#)
    }
    let unit = try hexUnit(from: start)
    if UTF16.isLeadSurrogate(unit), peek == UInt8(ascii: "\\"), offset + 1 < bytes.count,
      bytes[offset + 1] == UInt8(ascii: "u")
    {
      offset += 2
      let trail = try hexUnit(from: start)
      if UTF16.isTrailSurrogate(trail) { return Array(String(decoding: [unit, trail], as: UTF16.self).utf8) }
    } else if let scalar = Unicode.Scalar(unit) {
      return Array(String(scalar).utf8)
    }
    throw JSONError(
      range: TextRange(start, offset), message: "half of a surrogate pair stands alone",
      help: "write both halves")
  }

  private mutating func hexUnit(from start: Int) throws(JSONError) -> UInt16 {
    guard offset + 4 <= bytes.count, bytes[offset..<(offset + 4)].allSatisfy(JSONReader.isHexDigit),
      let unit = UInt16(String(decoding: bytes[offset..<(offset + 4)], as: UTF8.self), radix: 16)
    else {
      throw JSONError(
        range: TextRange(start, offset), message: #"four hexadecimal digits should follow \u"#,
        help: #"as in \u00e9"#)
    }
    offset += 4
    return unit
  }

  private mutating func number() throws(JSONError) -> JSONNode {
    let start = offset
    _ = consume("-")
    let leadingZero = peek == UInt8(ascii: "0")
    let digits = skipDigits()
    var valid = digits == 1 || (digits > 1 && !leadingZero)
    if consume(".") { valid = skipDigits() > 0 && valid }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      offset += 1
      if !consume("+") { _ = consume("-") }
      valid = skipDigits() > 0 && valid
    }
    let range = TextRange(start, offset)
    let text = String(decoding: bytes[range.bounds], as: UTF8.self)
    guard valid, let double = Double(text), double.isFinite else {
      throw JSONError(
        range: range, message: "\(text) is not a number of JSON", help: "write digits, as in 12 or 0.5")
    }
    return JSONNode(.number(JSONNumber(text: text, double: double)), range: range)
  }

  private mutating func word() throws(JSONError) -> JSONNode {
    let start = offset
    while let byte = peek, (byte | 0x20) >= UInt8(ascii: "a"), (byte | 0x20) <= UInt8(ascii: "z") {
      offset += 1
    }
    let range = TextRange(start, offset)
    switch String(decoding: bytes[range.bounds], as: UTF8.self) {
    case "null": return JSONNode(.null, range: range)
    case "true": return JSONNode(.bool(true), range: range)
    case "false": return JSONNode(.bool(false), range: range)
    default:
      throw JSONError(
        range: range.isEmpty ? TextRange(start, start + 1) : range, message: "a value should stand here",
        help: #"write a "string", a number, true, false, null, a [list] or an {object}"#)
    }
  }

  private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func consume(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private mutating func skipDigits() -> Int {
    let start = offset
    while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { offset += 1 }
    return offset - start
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
  }

  private func error(_ message: String, _ help: String) -> JSONError {
    JSONError(range: TextRange(offset, min(offset + 1, bytes.count)), message: message, help: help)
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}
