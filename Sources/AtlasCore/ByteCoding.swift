/// Appends values in the compact form in which results are kept: integers as LEB128, text and bytes length-prefixed.
public struct ByteWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  /// - Parameter count: about as many bytes as will be written.
  public init(reserving count: Int) { bytes.reserveCapacity(count) }

  /// Takes over what another writer wrote.
  public mutating func append(_ written: [UInt8]) { bytes.append(contentsOf: written) }

  public mutating func write(byte: UInt8) { bytes.append(byte) }

  public mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  public mutating func write(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Precondition: not negative; a negative count is a bug of the caller.
  public mutating func write(_ value: Int) {
    precondition(value >= 0, "BUG: ByteWriter writes counts, which are never negative")
    write(UInt64(value))
  }

  public mutating func write(signed value: Int) {
    write(UInt64(bitPattern: Int64(value << 1) ^ Int64(value >> 63)))
  }

  public mutating func write(_ value: Double) {
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  public mutating func write(_ digest: Digest) {
    withUnsafeBytes(of: digest.high.bigEndian) { bytes.append(contentsOf: $0) }
    withUnsafeBytes(of: digest.low.bigEndian) { bytes.append(contentsOf: $0) }
  }

  public mutating func write(_ range: TextRange) {
    write(UInt64(range.start))
    write(UInt64(range.end - range.start))
  }

  /// Ranges of which most begin near where the one before begins: how far behind, and how long each is.
  public mutating func write(ranges: [TextRange]) {
    bytes.reserveCapacity(bytes.count + ranges.count * 3)
    write(ranges.count)
    var last = 0
    for range in ranges {
      write(signed: range.lowerBound - last)
      write(range.count)
      last = range.lowerBound
    }
  }

  public mutating func write(_ text: String) {
    // Most of what a record may say in words is left out.
    guard !text.isEmpty else { return bytes.append(0) }
    var text = text
    text.withUTF8 { utf8 in
      write(utf8.count)
      bytes.append(contentsOf: utf8)
    }
  }

  public mutating func write(_ content: [UInt8]) {
    write(content.count)
    bytes.append(contentsOf: content)
  }

  public mutating func write(_ content: ArraySlice<UInt8>) {
    write(content.count)
    bytes.append(contentsOf: content)
  }

  public mutating func write<Element>(
    _ elements: [Element], _ writeElement: (Element, inout ByteWriter) -> Void
  ) {
    write(elements.count)
    for element in elements { writeElement(element, &self) }
  }
}

/// What a `ByteReader` found wrong: the bytes are not what the writer wrote. Whoever reads the cache treats it as a miss.
public struct ByteCodingError: Error {
  public init() {}
}

/// Reads back, in the same order, what a `ByteWriter` wrote. Never traps on damaged bytes.
public struct ByteReader: Sendable {
  private let bytes: [UInt8]
  private var offset = 0

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  public var isAtEnd: Bool { offset == bytes.count }

  public mutating func byte() throws(ByteCodingError) -> UInt8 {
    guard offset < bytes.count else { throw ByteCodingError() }
    defer { offset += 1 }
    return bytes[offset]
  }

  public mutating func flag() throws(ByteCodingError) -> Bool { try byte() != 0 }

  public mutating func unsigned() throws(ByteCodingError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = try byte()
      guard shift < 64 else { throw ByteCodingError() }
      value |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return value }
      shift += 7
    }
  }

  public mutating func integer() throws(ByteCodingError) -> Int {
    guard let value = Int(exactly: try unsigned()) else { throw ByteCodingError() }
    return value
  }

  public mutating func signed() throws(ByteCodingError) -> Int {
    let value = try unsigned()
    return Int(truncatingIfNeeded: Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1))
  }

  public mutating func double() throws(ByteCodingError) -> Double {
    let raw = try take(8)
    return Double(bitPattern: raw.reversed().reduce(0) { $0 << 8 | UInt64($1) })
  }

  public mutating func digest() throws(ByteCodingError) -> Digest {
    let raw = try take(16)
    func word(at start: Int) -> UInt64 {
      raw.withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: start, as: UInt64.self)) }
    }
    return Digest(high: word(at: 0), low: word(at: 8))
  }

  public mutating func range() throws(ByteCodingError) -> TextRange {
    let start = try unsigned()
    let (end, overflow) = start.addingReportingOverflow(try unsigned())
    guard !overflow, end <= UInt64(UInt32.max) else { throw ByteCodingError() }
    return TextRange(Int(start), Int(end))
  }

  /// What `write(ranges:)` wrote.
  public mutating func ranges() throws(ByteCodingError) -> [TextRange] {
    let count = try integer()
    guard count <= bytes.count - offset else { throw ByteCodingError() }
    var ranges: [TextRange] = []
    ranges.reserveCapacity(count)
    var last = 0
    for _ in 0..<count {
      let start = last &+ (try signed())
      let length = try integer()
      guard start >= 0, start <= Int(UInt32.max), length <= Int(UInt32.max) - start else {
        throw ByteCodingError()
      }
      last = start
      ranges.append(TextRange(start, start + length))
    }
    return ranges
  }

  public mutating func string() throws(ByteCodingError) -> String {
    String(decoding: try take(try integer()), as: UTF8.self)
  }

  public mutating func content() throws(ByteCodingError) -> [UInt8] { Array(try take(try integer())) }

  /// Passes over a text or bytes.
  public mutating func skipContent() throws(ByteCodingError) { _ = try take(try integer()) }

  public mutating func array<Element>(
    _ readElement: (inout ByteReader) throws(ByteCodingError) -> Element
  ) throws(ByteCodingError) -> [Element] {
    let count = try integer()
    guard count <= bytes.count - offset else { throw ByteCodingError() }
    var elements: [Element] = []
    elements.reserveCapacity(count)
    for _ in 0..<count { elements.append(try readElement(&self)) }
    return elements
  }

  private mutating func take(_ count: Int) throws(ByteCodingError) -> ArraySlice<UInt8> {
    guard count <= bytes.count - offset else { throw ByteCodingError() }
    defer { offset += count }
    return bytes[offset..<(offset + count)]
  }
}
