/// Writes JSON in the order it is told, so that equal values give equal bytes on every machine.
public struct JSONWriter: Sendable {
  public enum Style: Sendable {
    /// One line, no white space.
    case compact
    /// Two spaces a level; what is written with `line` stays on one line, which merges well in git.
    case pretty
  }

  public private(set) var bytes: [UInt8] = []
  private var style: Style
  private var depth = 0
  private var needsComma = false

  public init(_ style: Style) { self.style = style }

  /// The text so far as a `String`.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Hands over the text so far and forgets it, in the midst of a document too: large documents need not be held whole.
  public mutating func drain(_ take: ([UInt8]) throws -> Void) rethrows {
    try take(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  // MARK: containers

  public mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
    try container(open: "{", close: "}", body)
  }

  public mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
    try container(open: "[", close: "]", body)
  }

  public mutating func array<Element>(
    _ elements: some Sequence<Element>, _ write: (Element, inout JSONWriter) throws -> Void
  ) rethrows {
    try array { writer in
      for element in elements { try writer.element { try write(element, &$0) } }
    }
  }

  /// One element of an array.
  public mutating func element(_ body: (inout JSONWriter) throws -> Void) rethrows {
    separate()
    try body(&self)
    needsComma = true
  }

  /// Writes what `body` writes on one line, whatever the style.
  public mutating func line(_ body: (inout JSONWriter) throws -> Void) rethrows {
    let outer = style
    style = .compact
    try body(&self)
    style = outer
  }

  // MARK: members

  public mutating func member(_ key: String, _ body: (inout JSONWriter) throws -> Void) rethrows {
    separate()
    write(key)
    bytes.append(UInt8(ascii: ":"))
    if style == .pretty { bytes.append(UInt8(ascii: " ")) }
    try body(&self)
    needsComma = true
  }

  public mutating func member(_ key: String, _ value: String) { member(key) { $0.write(value) } }
  public mutating func member(_ key: String, _ value: Int) { member(key) { $0.write(value) } }
  public mutating func member(_ key: String, _ value: Bool) { member(key) { $0.write(value) } }
  public mutating func member(_ key: String, _ value: Double) { member(key) { $0.write(value) } }
  public mutating func member(_ key: String, _ digest: Digest) {
    member(key) { $0.write(digest) }
  }

  public mutating func member(_ key: String, _ value: String?) {
    if let value { member(key, value) } else { member(key) { $0.writeNull() } }
  }

  public mutating func member(_ key: String, _ values: some Sequence<String>) {
    member(key) { $0.array(values) { $1.write($0) } }
  }

  // MARK: values

  public mutating func writeNull() { bytes.append(contentsOf: "null".utf8) }
  public mutating func write(_ value: Bool) { bytes.append(contentsOf: (value ? "true" : "false").utf8) }

  public mutating func write(_ value: Int) {
    // Nearly all numbers are counts of few digits.
    guard (0..<1000).contains(value) else { return bytes.append(contentsOf: String(value).utf8) }
    if value >= 100 { bytes.append(Self.digit(value / 100)) }
    if value >= 10 { bytes.append(Self.digit(value / 10 % 10)) }
    bytes.append(Self.digit(value % 10))
  }

  private static func digit(_ value: Int) -> UInt8 { UInt8(ascii: "0") + UInt8(value) }

  /// As `Digest.description` has it.
  public mutating func write(_ digest: Digest) {
    bytes.append(UInt8(ascii: "\""))
    digest.withDigits { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whole numbers without a fraction, others in the shortest form that reads back the same; JSON has no infinities.
  public mutating func write(_ value: Double) {
    guard value.isFinite else { return writeNull() }
    if let whole = Int(exactly: value), abs(whole) < 1 << 53 { return write(whole) }
    bytes.append(contentsOf: value.description.utf8)
  }

  public mutating func write(_ value: String) {
    var value = value
    bytes.append(UInt8(ascii: "\""))
    value.withUTF8 { utf8 in
      var plainFrom = 0
      for index in utf8.indices where JSONWriter.needsEscape(utf8[index]) {
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[plainFrom..<index]))
        append(escaping: utf8[index])
        plainFrom = index + 1
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[plainFrom...]))
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Bytes that already are the JSON text of one value.
  public mutating func write(raw json: [UInt8]) { bytes.append(contentsOf: json) }

  /// The node with its members in the order of the file.
  public mutating func write(_ node: JSONNode) { write(node, sorted: false) }

  /// The node with its members sorted by the bytes of their keys.
  public mutating func write(canonical node: JSONNode) { write(node, sorted: true) }

  private mutating func write(_ node: JSONNode, sorted: Bool) {
    switch node.value {
    case .null: writeNull()
    case .bool(let flag): write(flag)
    case .number(let number): write(number.double)
    case .string(let text): write(text)
    case .array(let elements): array(elements) { $1.write($0, sorted: sorted) }
    case .object(let members):
      let ordered =
        sorted ? members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) } : members
      object { writer in
        for member in ordered { writer.member(member.key) { $0.write(member.node, sorted: sorted) } }
      }
    }
  }

  // MARK: layout

  private mutating func container(
    open: Unicode.Scalar, close: Unicode.Scalar, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    bytes.append(UInt8(ascii: open))
    needsComma = false
    depth += 1
    try body(&self)
    depth -= 1
    // Whatever was written inside left a comma pending; counting bytes would not survive `drain`.
    if style == .pretty, needsComma { newLine() }
    bytes.append(UInt8(ascii: close))
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    if style == .pretty, depth > 0 { newLine() }
    needsComma = false
  }

  private mutating func newLine() {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<depth { bytes.append(contentsOf: "  ".utf8) }
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
  }

  private mutating func append(escaping byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): bytes.append(contentsOf: #"\""#.utf8)
    case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
    case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
    case 0x0D: bytes.append(contentsOf: #"\r"#.utf8)
    case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
    case 0..<0x20, 0x7F:
      bytes.append(contentsOf: #"\u00"#.utf8)
      bytes.append(contentsOf: (byte < 16 ? "0" : "").utf8)
      bytes.append(contentsOf: String(byte, radix: 16).utf8)
    default: bytes.append(byte)
    }
  }
}
