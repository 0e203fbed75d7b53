import AtlasCore
import Synchronization

/// The acronyms that need no explanation, and the words that are written in capital letters and are none: what the rule
/// `acronym` says of them in the specification, for everybody who asks.
struct KnownAcronyms: Sendable {
  private var words = ShortWordSet()

  init(_ words: [String]) {
    for word in words where Self.isAcronym(word) { ShortWord(word).map { self.words.insert($0) } }
  }

  /// - Parameter entry: what the specification says of the rule.
  init(entry: JSONNode?) {
    let entry = entry ?? JSONNode(.object([]), range: TextRange(at: 0))
    var words: [String] = []
    for option in UnexplainedAcronym.options {
      if case .texts(let texts) = option.value(in: entry) { words += texts }
    }
    self.init(words)
  }

  func contains(_ acronym: ShortWord) -> Bool { words.contains(acronym) }

  /// What is no acronym in the eyes of `AcronymReader` is never asked for.
  private static func isAcronym(_ word: String) -> Bool {
    (2...6).contains(word.utf8.count) && word.utf8.allSatisfy { $0 &- UInt8(ascii: "A") < 26 }
  }
}

/// The acronyms that some texts write out.
struct SpeltAcronyms: Sendable {
  private var spelt: Set<String> = []

  /// Takes in a text; what is known is not looked at.
  ///
  /// - Returns: the acronyms that have to be explained, here or elsewhere.
  mutating func read(_ reader: AcronymReader, _ known: KnownAcronyms) -> [(text: String, range: Range<Int>)] {
    let acronyms = reader.acronyms(except: known)
    for (text, range) in acronyms where !spelt.contains(text) {
      if Expansion(reader.bytes, range).spells(text) { spelt.insert(text) }
    }
    return acronyms
  }

  func contains(_ acronym: String) -> Bool { spelt.contains(acronym) }
}

/// The acronyms that some texts explain: those that they write out, and those that they use as ordinary words too.
struct ExplainedAcronyms: Sendable {
  private var spelt = SpeltAcronyms()
  private let ordinary = OrdinaryWords()

  /// Takes in a text; what is known is not looked at.
  ///
  /// - Returns: the acronyms that have to be explained, here or elsewhere.
  @discardableResult
  mutating func read(_ reader: AcronymReader, _ known: KnownAcronyms) -> [(text: String, range: Range<Int>)] {
    ordinary.add(reader.bytes)
    return spelt.read(reader, known)
  }

  func contains(_ acronym: String) -> Bool {
    if spelt.contains(acronym) { return true }
    return ShortWord(acronym).map(ordinary.contains) ?? false
  }
}

/// The ordinary words of some texts, read when one is first asked for: most texts have no acronym to ask about.
private final class OrdinaryWords: Sendable {
  /// Guards the words, and the texts of which they are not read yet.
  private let state = Mutex<(unread: [[UInt8]], words: ShortWordSet?)>(([], nil))

  func add(_ text: [UInt8]) { state.withLock { $0.unread.append(text) } }

  func contains(_ word: ShortWord) -> Bool {
    state.withLock { state in
      var words = state.words.take() ?? ShortWordSet()
      for text in state.unread { AcronymReader.readOrdinaryWords(of: text, into: &words) }
      state.unread = []
      defer { state.words = words }
      return words.contains(word)
    }
  }
}

/// What stands around an acronym, to see whether it spells it out.
private struct Expansion {
  /// The first letters of the words on one side, the nearest first. A hyphen or a capital inside a word begins another.
  private let before: [UInt8]
  private let after: [UInt8]

  init(_ bytes: [UInt8], _ word: Range<Int>) {
    (before, after) = bytes.withUnsafeBufferPointer { bytes in
      let before = Self.initials(bytes, max(0, word.lowerBound - 120)..<word.lowerBound)
      let after = Self.initials(bytes, word.upperBound..<min(bytes.count, word.upperBound + 120))
      return (before.reversed(), after)
    }
  }

  /// Whether the words on one side begin with the acronym's letters in order; small words between them do not count.
  func spells(_ acronym: String) -> Bool {
    let letters = acronym.utf8.map { $0 | 0x20 }
    return Self.follows(after, letters) || Self.follows(before, letters.reversed())
  }

  private static func follows(_ initials: [UInt8], _ letters: [UInt8]) -> Bool {
    guard let first = letters.first else { return false }
    // Of the words nearest to the acronym one or two may be no part of it: "(the CRDT)".
    for start in 0..<min(2, initials.count) where initials[start] == first {
      var next = 0
      for place in start..<min(initials.count, start + letters.count + 3) where next < letters.count {
        if initials[place] == letters[next] { next += 1 }
      }
      if next == letters.count { return true }
    }
    return false
  }

  private static func initials(_ bytes: UnsafeBufferPointer<UInt8>, _ near: Range<Int>) -> [UInt8] {
    var initials: [UInt8] = []
    initials.reserveCapacity(32)
    var previous: UInt8 = 0x20
    for place in near {
      let byte = bytes[place]
      let isLetter = byte | 0x20 &- UInt8(ascii: "a") < 26
      let follows = previous | 0x20 &- UInt8(ascii: "a") < 26
      let isNew = !follows || (byte &- UInt8(ascii: "A") < 26 && previous &- UInt8(ascii: "a") < 26)
      if isLetter, isNew { initials.append(byte | 0x20) }
      previous = byte
    }
    return initials
  }
}
