/// Finds where a text goes on with one of some letters, in either case and wherever they stand: what is found is for others
/// to look at closely.
struct BeginningFinder: Sendable {
  private struct Beginning {
    /// In lower case.
    var letters: [UInt8]
    /// The first four of them as a number, and which of its bits count.
    var head: UInt32
    var mask: UInt32

    init(_ letters: [UInt8]) {
      self.letters = letters
      (head, mask) = (0, 0)
      for letter in letters.prefix(4) {
        head = head << 8 | UInt32(letter | 0x20)
        mask = mask << 8 | 0xFF
      }
      let rest = UInt32(8 * (4 - min(4, letters.count)))
      (head, mask) = (head << rest, mask << rest)
    }
  }

  private let beginnings: [Beginning]
  /// By the last five bits of a first byte, which are the same in either case: a bit for those of each second one. Nearly
  /// every byte of a text is passed over by this alone.
  private var seconds: [UInt32] = Array(repeating: 0, count: 32)

  /// - Parameter beginnings: in lower case.
  init(_ beginnings: [[UInt8]]) {
    self.beginnings = beginnings.map(Beginning.init)
    for letters in beginnings {
      guard let first = letters.first else {
        // Nothing stands everywhere.
        seconds = Array(repeating: .max, count: 32)
        return
      }
      seconds[Int(first & 31)] |= letters.count > 1 ? 1 << UInt32(letters[1] & 31) : .max
    }
  }

  func first(in text: UnsafeBufferPointer<UInt8>, from start: Int = 0) -> Int? {
    seconds.withUnsafeBufferPointer { seconds in
      var next = start
      while next < text.count {
        let place = next
        next += 1
        let second = seconds[Int(text[place] & 31)]
        if second == 0 || next < text.count && second >> UInt32(text[next] & 31) & 1 == 0 { continue }
        if stands(in: text, at: place) { return place }
      }
      return nil
    }
  }

  private func stands(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    var head: UInt32 = 0
    for place in start..<start + 4 {
      head = head << 8 | (place < text.count ? UInt32(text[place] | 0x20) : 0)
    }
    for number in beginnings.indices where head & beginnings[number].mask == beginnings[number].head {
      if Self.stands(beginnings[number].letters, in: text, at: start) { return true }
    }
    return false
  }

  private static func stands(
    _ letters: [UInt8], in text: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> Bool {
    guard text.count - start >= letters.count else { return false }
    for offset in letters.indices where ASCII.lowered(text[start + offset]) != letters[offset] {
      return false
    }
    return true
  }
}
