import AtlasCore

/// The words that the criteria of a specification look for, in lists, found in one pass over a text whatever their number.
///
/// A phrase in lower case is found in any case, one with a capital only as it is written; a blank in it may be a hyphen. A
/// phrase stands for whole words; one that ends in `*` may go on, one that begins with `*` is the end of a word. `!phrase`
/// takes back what its list finds inside of it: `!hot spot` for `spot`. Addresses (`https://…`) hold no words.
struct Lexicon: Sendable {
  /// A place at which a phrase of a list stands.
  struct Cue: Hashable, Sendable {
    var list: Int
    /// The phrase's number in its list.
    var phrase: Int
    var range: Range<Int>
  }

  struct Phrase {
    var head: PhraseHead
    /// Where it stands in `bytes`.
    var start: Int32
    var count: Int32
    var list: Int32
    /// In its list.
    var number: Int32
    var isExact: Bool
    var mayGoOn: Bool
    var isNegative: Bool
  }

  /// The phrases as they were given, by list.
  let lists: [[String]]
  /// Of all phrases, one behind another, so that looking at a phrase touches no object of its own.
  private let bytes: [UInt8]
  /// Those that begin a word, in the order of their buckets.
  private let phrases: [Phrase]
  /// Where each bucket begins in `phrases`, and where the last one ends.
  private let bucketStarts: [Int32]
  /// Ends of words.
  private let endings: [Phrase]
  private let traits: [ByteTraits]

  init(
    lists: [[String]], bytes: [UInt8], phrases: [Phrase], bucketStarts: [Int32], endings: [Phrase],
    traits: [ByteTraits]
  ) {
    self.lists = lists
    self.bytes = bytes
    self.phrases = phrases
    self.bucketStarts = bucketStarts
    self.endings = endings
    self.traits = traits
  }

  static let bucketCount = 32_768

  @inline(__always)
  static func bucket(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
    Int(first & 31) << 10 | fold(second) << 5 | fold(third)
  }

  /// A blank may be a hyphen or a line end, so all three count as one.
  @inline(__always)
  private static func fold(_ byte: UInt8) -> Int {
    byte == UInt8(ascii: "-") || byte == 0x0A ? 0 : Int(byte & 31)
  }

  /// Every place, in the order of the text; a list may find one phrase inside another.
  /// Complexity: linear in the text, but where phrases begin.
  func cues(in text: [UInt8]) -> [Cue] {
    text.withUnsafeBufferPointer { text in
      phrases.withUnsafeBufferPointer { phrases in
        bucketStarts.withUnsafeBufferPointer { starts in
          bytes.withUnsafeBufferPointer { bytes in
            traits.withUnsafeBufferPointer { traits in
              var search = Search(
                text: text, phrases: phrases, bucketStarts: starts, bytes: bytes, traits: traits)
              return search.run(endings)
            }
          }
        }
      }
    }
  }

  /// One pass over one text, with all tables at hand.
  private struct Search {
    let text: UnsafeBufferPointer<UInt8>
    let phrases: UnsafeBufferPointer<Phrase>
    let bucketStarts: UnsafeBufferPointer<Int32>
    let bytes: UnsafeBufferPointer<UInt8>
    let traits: UnsafeBufferPointer<ByteTraits>
    private var found: [Cue] = []
    private var negatives: [Cue] = []

    init(
      text: UnsafeBufferPointer<UInt8>, phrases: UnsafeBufferPointer<Phrase>,
      bucketStarts: UnsafeBufferPointer<Int32>, bytes: UnsafeBufferPointer<UInt8>,
      traits: UnsafeBufferPointer<ByteTraits>
    ) {
      self.text = text
      self.phrases = phrases
      self.bucketStarts = bucketStarts
      self.bytes = bytes
      self.traits = traits
    }

    mutating func run(_ endings: [Phrase]) -> [Cue] {
      var index = 0
      while index < text.count {
        let traits = traits[Int(text[index])]
        guard traits.contains(.beginsWord) else {
          if traits.contains(.beginsPhrase) { look(at: index) }
          index += 1
          continue
        }
        if text[index] | 0x20 == UInt8(ascii: "h"), let end = Lexicon.endOfAddress(text, index) {
          index = end
          continue
        }
        if traits.contains(.beginsPhrase) { look(at: index) }
        let end = wordEnd(index)
        if self.traits[Int(text[end - 1])].contains(.endsPhrase) { lookAtEnd(index..<end, endings) }
        index = end
      }
      if !negatives.isEmpty {
        found.removeAll { cue in
          negatives.contains { $0.list == cue.list && $0.range.overlaps(cue.range) }
        }
      }
      return found
    }

    /// Where a word ends that begins at a place.
    @inline(__always)
    private func wordEnd(_ start: Int) -> Int {
      var end = start + 1
      while end < text.count, traits[Int(text[end])].contains(.continuesWord) { end += 1 }
      return end
    }

    @inline(__always)
    private mutating func look(at start: Int) {
      let head = PhraseHead.bytes(of: text, at: start)
      let bucket = Lexicon.bucket(
        UInt8(truncatingIfNeeded: head), UInt8(truncatingIfNeeded: head >> 8),
        UInt8(truncatingIfNeeded: head >> 16))
      var place = Int(bucketStarts[bucket])
      let last = Int(bucketStarts[bucket + 1])
      while place < last {
        if phrases[place].head.mayBegin(head) { add(at: place, start) }
        place += 1
      }
    }

    @inline(never)
    private mutating func add(at place: Int, _ start: Int) {
      let end = end(of: phrases[place], at: start, firstOpen: phrases[place].head.told)
      if end > start { add(phrases[place], start..<end) }
    }

    private mutating func add(_ phrase: Phrase, _ range: Range<Int>) {
      let cue = Cue(list: Int(phrase.list), phrase: Int(phrase.number), range: range)
      guard !phrase.isNegative else { return negatives.append(cue) }
      if found.isEmpty { found.reserveCapacity(8) }
      found.append(cue)
    }

    private mutating func lookAtEnd(_ word: Range<Int>, _ endings: [Phrase]) {
      for phrase in endings {
        let start = word.upperBound - Int(phrase.count)
        guard start > word.lowerBound, end(of: phrase, at: start) == word.upperBound else { continue }
        found.append(Cue(list: Int(phrase.list), phrase: Int(phrase.number), range: word))
      }
    }

    /// Where a phrase that begins here ends; -1 where another text stands here.
    ///
    /// - Parameter firstOpen: the number of bytes that are known to be the phrase's.
    @inline(__always)
    private func end(of phrase: Phrase, at start: Int, firstOpen: Int = 0) -> Int {
      let count = Int(phrase.count)
      guard start + count <= text.count else { return -1 }
      let base = Int(phrase.start)
      var offset = count - 1
      while offset >= firstOpen {
        let byte = bytes[base + offset]
        let other = text[start + offset]
        if other != byte {
          if byte == 0x20 {
            guard other == UInt8(ascii: "-") || other == 0x0A else { return -1 }
          } else {
            guard !phrase.isExact, other &- UInt8(ascii: "A") < 26, other | 0x20 == byte else { return -1 }
          }
        }
        offset -= 1
      }
      let end = start + count
      guard !phrase.mayGoOn else { return Lexicon.wordEnd(text, end) }
      if Lexicon.isWord(text[end - 1]), end < text.count, Lexicon.isWord(text[end]) { return -1 }
      return end
    }
  }

  private static func wordEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var end = start
    while end < text.count, isWord(text[end]) || text[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }

  private static func endOfAddress(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard text[start] | 0x20 == UInt8(ascii: "h"), start + 8 < text.count else { return nil }
    var end = start + 4
    guard text[start + 1] == UInt8(ascii: "t"), text[start + 2] == UInt8(ascii: "t"),
      text[start + 3] == UInt8(ascii: "p")
    else { return nil }
    if text[end] == UInt8(ascii: "s") { end += 1 }
    guard text[end] == UInt8(ascii: ":"), text[end + 1] == UInt8(ascii: "/"),
      text[end + 2] == UInt8(ascii: "/")
    else { return nil }
    while end < text.count, text[end] > 0x20, !#""'<>()[]`|"#.utf8.contains(text[end]) { end += 1 }
    return end
  }

  /// Letters of most languages are part of a word, so that a word of another does not hold one of ours.
  static func isWord(_ byte: UInt8) -> Bool {
    byte | 0x20 &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_")
      || (byte >= 0xC3 && byte < 0xE2)
  }
}
