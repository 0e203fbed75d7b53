import AtlasCore

extension Lexicon {
  /// Takes lists of phrases before texts are searched for them.
  struct Builder {
    private var lists: [[String]] = []

    /// The number of the new list.
    mutating func add(_ phrases: [String]) -> Int {
      lists.append(phrases)
      return lists.count - 1
    }

    /// - Parameter other: is taken where it has the same lists: most places of a library differ in something else.
    func lexicon(like other: Lexicon? = nil) -> Lexicon {
      if let other, other.lists.elementsEqual(lists, by: { $0.areWritten(like: $1) }) { return other }
      var tables = LexiconTables()
      for (list, phrases) in lists.enumerated() {
        for (number, phrase) in phrases.enumerated() {
          var phrase = phrase
          phrase.withUTF8 { tables.add($0, number, inList: list) }
        }
      }
      return tables.lexicon(of: lists)
    }
  }
}

/// The tables of a lexicon while phrases are added.
private struct LexiconTables {
  private var bytes: [UInt8] = []
  private var phrases: [(bucket: Int, phrase: Lexicon.Phrase)] = []
  private var endings: [Lexicon.Phrase] = []
  private var traits = (0...255).map { ByteTraits(UInt8($0)) }

  /// What the second or third byte of a short phrase may be as far as buckets tell bytes apart.
  private static let anything = Array(UInt8(0x40)..<0x60)

  mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ number: Int, inList list: Int) {
    var text = text[...]
    let isNegative = text.first == UInt8(ascii: "!")
    if isNegative { text.removeFirst() }
    let isEnding = text.count > 1 && text.first == UInt8(ascii: "*")
    if isEnding { text.removeFirst() }
    let mayGoOn = text.count > 1 && text.last == UInt8(ascii: "*")
    if mayGoOn { text.removeLast() }
    guard let first = text.first, let last = text.last else { return }
    let isExact = text.contains { $0 &- UInt8(ascii: "A") < 26 }
    let phrase = Lexicon.Phrase(
      head: PhraseHead(text, isExact: isExact), start: Int32(bytes.count), count: Int32(text.count),
      list: Int32(list), number: Int32(number), isExact: isExact, mayGoOn: mayGoOn, isNegative: isNegative)
    bytes.append(contentsOf: text)
    guard !isEnding else {
      endings.append(phrase)
      return mark(last, .endsPhrase, isExact: isExact)
    }
    mark(first, .beginsPhrase, isExact: isExact)
    let second = text.startIndex + 1
    if text.count > 2 {
      phrases.append((Lexicon.bucket(first, text[second], text[second + 1]), phrase))
    } else {
      addShort(phrase, first, text.count > 1 ? text[second] : nil)
    }
  }

  /// What a short phrase leaves open may be anything: it falls into all buckets that it may stand in.
  private mutating func addShort(_ phrase: Lexicon.Phrase, _ first: UInt8, _ second: UInt8?) {
    for second in second.map({ [$0] }) ?? Self.anything {
      for third in Self.anything { phrases.append((Lexicon.bucket(first, second, third), phrase)) }
    }
  }

  private mutating func mark(_ byte: UInt8, _ trait: ByteTraits, isExact: Bool) {
    traits[Int(byte)].insert(trait)
    if !isExact, byte &- UInt8(ascii: "a") < 26 { traits[Int(byte & 0xDF)].insert(trait) }
  }

  func lexicon(of lists: [[String]]) -> Lexicon {
    var starts = [Int32](repeating: 0, count: Lexicon.bucketCount + 1)
    for (bucket, _) in phrases { starts[bucket + 1] += 1 }
    for bucket in 0..<Lexicon.bucketCount { starts[bucket + 1] += starts[bucket] }
    var next = starts
    var sorted = phrases.map(\.phrase)
    for (bucket, phrase) in phrases {
      sorted[Int(next[bucket])] = phrase
      next[bucket] += 1
    }
    return Lexicon(
      lists: lists, bytes: bytes, phrases: sorted, bucketStarts: starts, endings: endings, traits: traits)
  }
}
