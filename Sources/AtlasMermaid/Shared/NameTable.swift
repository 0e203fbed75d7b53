/// Gives equal names equal small numbers. Names are stretches of one text.
struct NameTable {
  private let bytes: [UInt8]
  private var names: [Range<Int>] = []
  /// A number + 1 per slot, 0 where free; the count is a power of two.
  private var slots = [Int32](repeating: 0, count: 64)

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var count: Int { names.count }

  /// Where the name of a number stood first.
  func name(_ number: Int) -> Range<Int> { names[number] }

  /// The number of a name: the next free one where it is new.
  /// Complexity: constant on average.
  mutating func number(of name: Range<Int>) -> Int {
    if names.count * 2 >= slots.count { grow() }
    var slot = self.slot(of: name)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if isEqual(names[number], name) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    names.append(name)
    slots[slot] = Int32(names.count)
    return names.count - 1
  }

  /// The number of a name that is there already.
  func existing(_ name: Range<Int>) -> Int? {
    var slot = self.slot(of: name)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if isEqual(names[number], name) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private func slot(of name: Range<Int>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in name { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash ^ (hash >> 32)) & (slots.count - 1)
  }

  private func isEqual(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    guard left.count == right.count else { return false }
    var other = right.lowerBound
    for index in left {
      if bytes[index] != bytes[other] { return false }
      other += 1
    }
    return true
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 4)
    for (number, name) in names.enumerated() {
      var slot = self.slot(of: name)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number + 1)
    }
  }
}
