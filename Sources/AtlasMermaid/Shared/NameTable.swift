/// Gives equal names equal small numbers.
package struct NameTable: Sendable {
  /// The names one behind another, and where each ends.
  private var text: [UInt8] = []
  private var ends: [Int] = []
  /// A number + 1 per slot, 0 where free; the count is a power of two.
  private var slots = [Int32](repeating: 0, count: 64)

  package init() {}

  package var count: Int { ends.count }

  /// The number of a name: the next free one where it is new.
  /// Complexity: constant on average.
  package mutating func number(of name: ArraySlice<UInt8>) -> Int {
    if ends.count * 2 >= slots.count { grow() }
    let slot = name.withUnsafeBufferPointer { self.slot(of: $0) }
    if slots[slot] != 0 { return Int(slots[slot]) - 1 }
    if ends.isEmpty {
      // A diagram has a few dozen names of a few letters.
      text.reserveCapacity(240)
      ends.reserveCapacity(28)
    }
    text += name
    ends.append(text.count)
    slots[slot] = Int32(ends.count)
    return ends.count - 1
  }

  /// The number of a name that is there already.
  package func existing(_ name: ArraySlice<UInt8>) -> Int? {
    let slot = name.withUnsafeBufferPointer { self.slot(of: $0) }
    return slots[slot] == 0 ? nil : Int(slots[slot]) - 1
  }

  package func name(_ number: Int) -> ArraySlice<UInt8> { text[range(number)] }

  /// The slot that holds the name, or the free one where it belongs.
  private func slot(of name: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & mask
    return text.withUnsafeBufferPointer { text in
      while slots[slot] != 0, !isEqual(range(Int(slots[slot]) - 1), in: text, name) {
        slot = (slot + 1) & mask
      }
      return slot
    }
  }

  private func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

  private func isEqual(
    _ range: Range<Int>, in text: UnsafeBufferPointer<UInt8>, _ name: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard range.count == name.count else { return false }
    for index in name.indices where text[range.lowerBound + index] != name[index] { return false }
    return true
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 4)
    for number in ends.indices {
      slots[text[range(number)].withUnsafeBufferPointer { self.slot(of: $0) }] = Int32(number + 1)
    }
  }
}
