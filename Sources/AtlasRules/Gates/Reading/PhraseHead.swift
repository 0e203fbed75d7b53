/// The first eight bytes of a phrase as one number, so that one comparison passes over nearly every phrase that does not
/// stand at a place.
struct PhraseHead: Sendable {
  private var bytes: UInt64 = 0
  /// The bits that a text has to share. A letter may be large where the phrase may, a blank may be a hyphen or a line end.
  private var mask: UInt64 = 0
  /// The number of bytes that are the phrase's wherever it may begin.
  let told: Int

  init(_ phrase: some Collection<UInt8>, isExact: Bool) {
    let start = phrase.prefix(8)
    told = start.prefix { $0 != 0x20 }.count
    for (place, byte) in start.enumerated() {
      let isAnyCase = !isExact && byte &- UInt8(ascii: "a") < 26
      let bits: UInt8 = byte == 0x20 ? 0 : isAnyCase ? 0xDF : 0xFF
      bytes |= UInt64(byte) << UInt64(place * 8)
      mask |= UInt64(bits) << UInt64(place * 8)
    }
  }

  /// Whether the phrase may begin where a text has these bytes.
  @inline(__always)
  func mayBegin(_ text: UInt64) -> Bool { (bytes ^ text) & mask == 0 }

  /// Eight bytes of a text from a place on, the first the lowest; past the end there are none but zeros.
  @inline(__always)
  static func bytes(of text: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt64 {
    if start + 8 <= text.count, let base = text.baseAddress {
      return UInt64(littleEndian: UnsafeRawPointer(base + start).loadUnaligned(as: UInt64.self))
    }
    var bytes: UInt64 = 0
    for place in start..<text.count { bytes |= UInt64(text[place]) << UInt64((place - start) * 8) }
    return bytes
  }
}

/// What a byte may be in the eyes of a lexicon.
struct ByteTraits: OptionSet, Sendable {
  var rawValue: UInt8

  static let beginsWord = ByteTraits(rawValue: 1)
  /// The second byte of a character is what the first is.
  static let continuesWord = ByteTraits(rawValue: 2)
  static let beginsPhrase = ByteTraits(rawValue: 4)
  /// The last byte of a phrase that is the end of words.
  static let endsPhrase = ByteTraits(rawValue: 8)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ byte: UInt8) {
    self = Lexicon.isWord(byte) ? [.beginsWord, .continuesWord] : byte & 0xC0 == 0x80 ? .continuesWord : []
  }
}
