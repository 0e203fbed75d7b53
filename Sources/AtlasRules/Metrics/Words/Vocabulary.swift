/// The words that the grammar knows, found by the hash of their lower-case bytes.
struct Vocabulary: Sendable {
  /// What a word means as a unit; no references in it, because it is asked for at every number.
  struct Entry: Sendable {
    /// Of a unit: what one of it is in the base unit, `numerator * 10^exponent`.
    var numerator = 1.0
    var exponent = 0
    /// Of a month: 1 to 12; of a zone: minutes from UTC, or `Vocabulary.noOffset`.
    var number = 0
    /// Of a time, or of "monthly": what a bill for it is called.
    var period = Period.none
    var currency = Currency.none
  }

  static let noOffset = 10_000

  private(set) var entries: [Entry] = []
  /// The lower-case bytes of all words, one behind the other, and where each ends.
  private var texts: [UInt8] = []
  private var ends: [Int32] = []
  /// What reports call each: `p50` for median, `rto`; empty where the word says it itself.
  private(set) var names: [String] = []
  /// What each entry can do, in the order of the entries.
  private(set) var roles: [WordRoles] = []
  /// The products whose name begins with an entry, the longest name first.
  private var products: [Int: [Product]] = [:]
  private var hashes: [UInt32] = []
  private var slots: [Int16]
  private let mask: Int

  init() {
    slots = Array(repeating: -1, count: 8192)
    mask = 8191
  }

  /// The hash of no bytes; `mixed` adds one.
  static let emptyHash: UInt32 = 2_166_136_261

  @inline(__always)
  static func mixed(_ hash: UInt32, _ byte: UInt8) -> UInt32 { (hash ^ UInt32(byte)) &* 16_777_619 }

  /// The entry of a word, or -1. `hash` is of its lower-case bytes.
  @inline(__always)
  func index(of bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, hash: UInt32) -> Int {
    var slot = Int(hash ^ (hash >> 15)) & mask
    while true {
      let index = Int(slots[slot])
      if index < 0 { return -1 }
      if hashes[index] == hash, isEqual(index, bytes, start, end) { return index }
      slot = (slot + 1) & mask
    }
  }

  func index(of word: [UInt8]) -> Int {
    word.withUnsafeBufferPointer { bytes in
      var hash = Vocabulary.emptyHash
      for byte in bytes { hash = Vocabulary.mixed(hash, ASCII.lowered(byte)) }
      return index(of: bytes, 0, bytes.count, hash: hash)
    }
  }

  func products(startingAt entry: Int) -> [Product] { products[entry] ?? [] }

  mutating func addProduct(_ product: Product, at entry: Int) {
    guard entry >= 0 else { return }
    products[entry, default: []].append(product)
    products[entry]?.sort { $0.rest.count > $1.rest.count }
  }

  /// Adds a word, or roles to a word that is there. What is not stated leaves what was stated before.
  @discardableResult
  mutating func add(
    _ word: String, _ roles: WordRoles, numerator: Double? = nil, exponent: Int? = nil, name: String? = nil,
    number: Int? = nil, period: Period? = nil, currency: Currency? = nil
  ) -> Int {
    let text = word.utf8.map(ASCII.lowered)
    var index = index(of: text)
    if index < 0, entries.count < mask / 2 {
      index = entries.count
      entries.append(Entry())
      texts += text
      ends.append(Int32(texts.count))
      names.append("")
      self.roles.append([])
      var hash = Vocabulary.emptyHash
      for byte in text { hash = Vocabulary.mixed(hash, byte) }
      hashes.append(hash)
      var slot = Int(hash ^ (hash >> 15)) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int16(index)
    }
    guard index >= 0 else { return index }
    self.roles[index].formUnion(roles)
    if let numerator { entries[index].numerator = numerator }
    if let exponent { entries[index].exponent = exponent }
    if let name { names[index] = name }
    if let period { entries[index].period = period }
    if let currency { entries[index].currency = currency }
    if let number { entries[index].number = number }
    return index
  }

  /// Adds every word of a list that is separated by white space.
  mutating func add(words: String, _ roles: WordRoles, name: String? = nil) {
    for word in words.split(whereSeparator: \.isWhitespace) { add(String(word), roles, name: name) }
  }

  @inline(__always)
  private func isEqual(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let first = index == 0 ? 0 : Int(ends[index - 1])
    guard Int(ends[index]) - first == end - start else { return false }
    return texts.withUnsafeBufferPointer { texts in
      for offset in 0..<(end - start)
      where texts[first + offset] != ASCII.lowered(bytes[start + offset]) {
        return false
      }
      return true
    }
  }
}
