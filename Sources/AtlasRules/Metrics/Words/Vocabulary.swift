/// The words that the grammar knows, found by the hash of their lower-case bytes.
struct Vocabulary: Sendable {
  struct Entry: Sendable {
    var text: [UInt8]
    /// Of a unit: what one of it is in the base unit, `numerator * 10^exponent`.
    var numerator: Double
    var exponent: Int
    /// What the reports call it: `p50` for median, `AZ` for zones; empty where the word says it itself.
    var name: String
    /// Of a currency: its code's place; of a month: 1 to 12; of a zone: minutes from UTC, or `Vocabulary.noOffset`.
    var number: Int
  }

  static let noOffset = 10_000

  private(set) var entries: [Entry] = []
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

  @inline(__always)
  static func lowered(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  /// The entry of a word, or -1. `hash` is of its lower-case bytes.
  @inline(__always)
  func index(of bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, hash: UInt32) -> Int {
    var slot = Int(hash ^ (hash >> 15)) & mask
    while true {
      let index = Int(slots[slot])
      if index < 0 { return -1 }
      if hashes[index] == hash, isEqual(entries[index].text, bytes, start, end) { return index }
      slot = (slot + 1) & mask
    }
  }

  func index(of word: [UInt8]) -> Int {
    word.withUnsafeBufferPointer { bytes in
      var hash = Vocabulary.emptyHash
      for byte in bytes { hash = Vocabulary.mixed(hash, Vocabulary.lowered(byte)) }
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
    number: Int? = nil
  ) -> Int {
    let text = word.utf8.map(Vocabulary.lowered)
    var index = index(of: text)
    if index < 0, entries.count < mask / 2 {
      index = entries.count
      entries.append(Entry(text: text, numerator: 1, exponent: 0, name: "", number: 0))
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
    if let name { entries[index].name = name }
    if let number { entries[index].number = number }
    return index
  }

  /// Adds every word of a list that is separated by white space.
  mutating func add(words: String, _ roles: WordRoles, name: String? = nil) {
    for word in words.split(whereSeparator: \.isWhitespace) { add(String(word), roles, name: name) }
  }

  @inline(__always)
  private func isEqual(_ text: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool
  {
    guard text.count == end - start else { return false }
    for offset in 0..<text.count where text[offset] != Vocabulary.lowered(bytes[start + offset]) {
      return false
    }
    return true
  }
}
