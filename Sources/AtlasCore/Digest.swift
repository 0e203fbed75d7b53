import CXXHash

/// XXH3-128 of some bytes: decides what has to be done again on one machine. It is not cryptographic.
public struct Digest: Hashable, Sendable, BitwiseCopyable {
  public var high: UInt64
  public var low: UInt64

  @inlinable
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The digest of the given bytes.
  public init(of bytes: [UInt8]) {
    self = bytes.withUnsafeBytes { Digest(of: $0) }
  }

  public init(of bytes: UnsafeRawBufferPointer) {
    let hash = XXH3_128bits(bytes.baseAddress, bytes.count)
    self.init(high: hash.high64, low: hash.low64)
  }

  public init(of text: String) {
    var text = text
    self = text.withUTF8 { Digest(of: UnsafeRawBufferPointer($0)) }
  }

  /// No digest has this value in practice; stands for "nothing there".
  public static let zero = Digest(high: 0, low: 0)
}

extension Digest: Comparable {
  @inlinable
  public static func < (left: Digest, right: Digest) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

extension Digest: CustomStringConvertible {
  /// 32 hexadecimal digits, as `xxh128sum` prints them.
  public var description: String {
    String(unsafeUninitializedCapacity: 32) { digits in
      withDigits { digits.update(fromContentsOf: $0) }
    }
  }

  /// The digits of `description`.
  func withDigits<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { digits in
      for place in 0..<16 {
        let shift = UInt64(60 - 4 * place)
        digits[place] = Digest.digit(of: high >> shift & 0xF)
        digits[16 + place] = Digest.digit(of: low >> shift & 0xF)
      }
      return body(UnsafeBufferPointer(digits))
    }
  }

  /// The first eight digits, enough to tell digests apart in a message.
  public var short: String { String(description.prefix(8)) }

  /// Reads what `description` wrote.
  public init?(_ text: some StringProtocol) {
    let digits = Array(text.utf8)
    guard digits.count == 32 else { return nil }
    var words: (UInt64, UInt64) = (0, 0)
    for (index, digit) in digits.enumerated() {
      guard let value = Digest.value(ofDigit: digit) else { return nil }
      if index < 16 { words.0 = words.0 << 4 | value } else { words.1 = words.1 << 4 | value }
    }
    self.init(high: words.0, low: words.1)
  }

  private static func digit(of value: UInt64) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + UInt8(value) : UInt8(ascii: "a") + UInt8(value - 10)
  }

  private static func value(ofDigit digit: UInt8) -> UInt64? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(digit - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(digit - UInt8(ascii: "a") + 10)
    default: nil
    }
  }
}
