import AtlasCore

/// The acronyms that need no explanation, and the words that are written in capital letters and are none: what the rule
/// `acronym` says of them in the specification, for everybody who asks.
struct KnownAcronyms: Sendable {
  private let words: Set<String>

  init(_ words: [String]) { self.words = Set(words) }

  /// - Parameter entry: what the specification says of the rule.
  init(entry: JSONNode?) {
    let entry = entry ?? JSONNode(.object([]), range: TextRange(at: 0))
    var words: [String] = []
    for option in UnexplainedAcronym.options {
      if case .texts(let texts) = option.value(in: entry) { words += texts }
    }
    self.init(words)
  }

  func contains(_ acronym: String) -> Bool { words.contains(acronym) }
}

/// The acronyms that some texts explain: those that they write out, and those that they use as ordinary words too.
struct ExplainedAcronyms: Sendable {
  private var spelt: Set<String> = []
  private var ordinary: Set<ShortWord> = []

  /// Takes in a text; what is known is not looked at.
  mutating func read(_ reader: AcronymReader, _ known: KnownAcronyms) {
    ordinary.formUnion(reader.ordinary)
    for (text, range) in reader.acronyms where !known.contains(text) && !spelt.contains(text) {
      if Expansion(reader.bytes, range).spells(text) { spelt.insert(text) }
    }
  }

  func contains(_ acronym: String) -> Bool {
    if spelt.contains(acronym) { return true }
    return ShortWord(Array(acronym.utf8)[...]).map(ordinary.contains) ?? false
  }
}

/// A word of up to eight bytes in small letters.
struct ShortWord: Hashable, Sendable {
  private let bits: UInt64

  init?(_ word: ArraySlice<UInt8>) {
    guard word.count <= 8 else { return nil }
    bits = word.reduce(0) { $0 << 8 | UInt64($1 | 0x20) }
  }
}

/// The words of a text that may be acronyms, and the words that show which of them are just written large.
struct AcronymReader {
  let bytes: [UInt8]
  /// Without a plural's s.
  private(set) var acronyms: [(text: String, range: Range<Int>)] = []
  /// Words of two to six letters, all but the first of them small.
  private(set) var ordinary: [ShortWord] = []

  /// - Parameter code: the stretches that are written as code, which hold no acronyms.
  /// - Parameter quantities: what the text states; the names of sources hold none either.
  init(_ bytes: [UInt8], code: [Range<Int>], _ quantities: [Quantity]) {
    self.bytes = bytes
    let others = code + quantities.filter { $0.kind == .source }.map(\.range.bounds)
    var place = 0
    while place < bytes.count {
      guard WordSet.isWord(bytes[place]) else {
        place += 1
        continue
      }
      let start = place
      while place < bytes.count, WordSet.isWord(bytes[place]) { place += 1 }
      let word = start..<place
      if isOrdinary(word), let short = ShortWord(bytes[word]) { ordinary.append(short) }
      guard let acronym = acronym(word), isAlone(word), !others.contains(where: { $0.overlaps(word) })
      else { continue }
      // "CONTROL PLANE" is a text in capital letters.
      guard !isLargeLine(word) else { continue }
      acronyms.append((string(acronym), acronym))
    }
  }

  private func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private static func isCapital(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "A") < 26 }

  private func isLargeWord(_ word: Range<Int>) -> Bool {
    word.count > 1 && bytes[word].allSatisfy { Self.isCapital($0) }
  }

  private func isOrdinary(_ word: Range<Int>) -> Bool {
    (2...6).contains(word.count)
      && bytes[word].dropFirst().allSatisfy { $0 &- UInt8(ascii: "a") < 26 }
      && bytes[word.lowerBound] | 0x20 &- UInt8(ascii: "a") < 26
  }

  private func acronym(_ word: Range<Int>) -> Range<Int>? {
    var end = word.upperBound
    if word.count > 2, bytes[end - 1] == UInt8(ascii: "s") { end -= 1 }
    let letters = word.lowerBound..<end
    return (2...6).contains(letters.count) && bytes[letters].allSatisfy { Self.isCapital($0) } ? letters : nil
  }

  /// No part of an address, a path, a name with digits or a setting: `us-EAST`, `INC-2021`, `X/Y`, `A.B`.
  private func isAlone(_ word: Range<Int>) -> Bool {
    if word.lowerBound > 0 {
      let before = bytes[word.lowerBound - 1]
      if "-./@#$=&%_:".utf8.contains(before), word.lowerBound > 1, WordSet.isWord(bytes[word.lowerBound - 2])
      {
        return false
      }
      if "@#$%_<".utf8.contains(before) { return false }
    }
    guard word.upperBound < bytes.count else { return true }
    let next = bytes[word.upperBound]
    if "_=@(>".utf8.contains(next) { return false }
    if "-./:&".utf8.contains(next), word.upperBound + 1 < bytes.count,
      WordSet.isWord(bytes[word.upperBound + 1])
    {
      return false
    }
    return true
  }

  /// Whether another word of the line is in capital letters and long, or every word is.
  private func isLargeLine(_ word: Range<Int>) -> Bool {
    let isEnd: (UInt8) -> Bool = { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "|") }
    let start = bytes[..<word.lowerBound].lastIndex(where: isEnd).map { $0 + 1 } ?? 0
    let end = bytes[word.upperBound...].firstIndex(where: isEnd) ?? bytes.count
    var others = 0
    var large = 0
    var longest = 0
    var place = start
    while place < end {
      guard WordSet.isWord(bytes[place]) else {
        place += 1
        continue
      }
      let first = place
      while place < end, WordSet.isWord(bytes[place]) { place += 1 }
      guard first != word.lowerBound,
        bytes[first..<place].contains(where: { $0 | 0x20 &- UInt8(ascii: "a") < 26 })
      else { continue }
      others += 1
      if isLargeWord(first..<place) {
        large += 1
        longest = max(longest, place - first)
      }
    }
    return others > 0 && large * 2 > others && longest > 4
  }
}

/// What stands around an acronym, to see whether it spells it out.
private struct Expansion {
  private let before: [UInt8]
  private let after: [UInt8]

  init(_ bytes: [UInt8], _ word: Range<Int>) {
    before = Self.initials(bytes[..<word.lowerBound], isReversed: true)
    after = Self.initials(bytes[word.upperBound...], isReversed: false)
  }

  /// Whether the words on one side begin with the acronym's letters in order; small words between them do not count.
  func spells(_ acronym: String) -> Bool {
    let letters = acronym.lowercased().utf8.map { $0 }
    return Self.follows(after, letters) || Self.follows(before, letters.reversed())
  }

  private static func follows(_ initials: [UInt8], _ letters: [UInt8]) -> Bool {
    guard let first = letters.first, !initials.isEmpty else { return false }
    // Of the words nearest to the acronym one or two may be no part of it: "(the CRDT)".
    for start in 0..<min(2, initials.count) where initials[start] == first {
      var next = 0
      for initial in initials[start...].prefix(letters.count + 3) where next < letters.count {
        if initial == letters[next] { next += 1 }
      }
      if next == letters.count { return true }
    }
    return false
  }

  /// The first letters of the words on one side, the nearest first. A hyphen or a capital inside a word begins another.
  private static func initials(_ bytes: ArraySlice<UInt8>, isReversed: Bool) -> [UInt8] {
    var initials: [UInt8] = []
    var previous: UInt8 = 0x20
    let near = isReversed ? bytes.suffix(120) : bytes.prefix(120)
    for byte in near {
      let isLetter = byte | 0x20 &- UInt8(ascii: "a") < 26
      let follows = previous | 0x20 &- UInt8(ascii: "a") < 26
      let isNew = !follows || (byte &- UInt8(ascii: "A") < 26 && previous &- UInt8(ascii: "a") < 26)
      if isLetter, isNew { initials.append(byte | 0x20) }
      previous = byte
    }
    return isReversed ? initials.reversed() : initials
  }
}
