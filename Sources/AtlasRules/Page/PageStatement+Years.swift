import AtlasCore

extension PageStatement {
  /// The last year that a stretch of the text names: of a date, or a number by itself that can be one.
  package func year(in stretch: Range<Int>) -> Int? {
    guard mayNameYear else { return nil }
    var found: Int?
    for quantity in quantities where quantity.kind == .date && stretch.overlaps(quantity.range.bounds) {
      for part in quantity.name.split(separator: "/") {
        guard let year = Int(part.prefix(4)), Self.plausible.contains(year) else { continue }
        found = max(found ?? 0, year)
      }
    }
    var place = stretch.lowerBound
    while place < stretch.upperBound {
      guard WordSet.isWord(bytes[place]) else {
        place += 1
        continue
      }
      let start = place
      while place < stretch.upperBound, WordSet.isWord(bytes[place]) { place += 1 }
      guard place - start == 4, isAlone(start..<place), isAnnounced(start),
        !quantities.contains(where: { $0.kind != .date && $0.range.bounds.overlaps(start..<place) }),
        let year = Int(string(start..<place)), Self.plausible.contains(year)
      else { continue }
      found = max(found ?? 0, year)
    }
    return found
  }

  /// Whether a year can stand anywhere in the text: hardly one has a date, or `19` or `20` with two more digits.
  var mayNameYear: Bool {
    if kinds.contains(.date) { return true }
    return bytes.withUnsafeBufferPointer { bytes in
      let zero = UInt8(ascii: "0")
      for place in 0..<max(0, bytes.count - 3) where bytes[place] == zero + 1 || bytes[place] == zero + 2 {
        let century = (bytes[place] &- zero) &* 10 &+ (bytes[place + 1] &- zero)
        guard century == 19 || century == 20 else { continue }
        if bytes[place + 2] &- zero < 10, bytes[place + 3] &- zero < 10 { return true }
      }
      return false
    }
  }

  /// Years in which systems of this kind have run; smaller and larger numbers count something.
  private static let plausible = 1995...2039

  /// No part of a longer number, an amount or an address, and counting nothing that stands behind it.
  private func isAlone(_ word: Range<Int>) -> Bool {
    if word.lowerBound > 0, "$€£.,:/#+-_=".utf8.contains(bytes[word.lowerBound - 1]) {
      let before = word.lowerBound > 1 ? bytes[word.lowerBound - 2] : 0x20
      if bytes[word.lowerBound - 1] != UInt8(ascii: "-") || !WordSet.isWord(before) { return false }
    }
    guard word.upperBound + 1 < bytes.count else { return true }
    let (next, after) = (bytes[word.upperBound], bytes[word.upperBound + 1])
    if "%+.,:/x".utf8.contains(next), WordSet.isWord(after) { return false }
    return true
  }

  /// A number alone is a year behind "in" and the like, in brackets, behind a publication, and where a cell, a line or an
  /// item begins: "2048 shards" are none.
  private func isAnnounced(_ offset: Int) -> Bool {
    let next = offset + 4 < bytes.count ? bytes[offset + 4] : 0x0A
    guard let before = bytes[..<offset].lastIndex(where: { $0 != 0x20 }) else {
      return !isLetter(behind: offset + 4)
    }
    if bytes[before] == UInt8(ascii: "(") { return next == UInt8(ascii: ")") || next == UInt8(ascii: ",") }
    if "\n|".utf8.contains(bytes[before]) { return !isLetter(behind: offset + 4) }
    return Self.announcements.contains { isWord($0, endingAt: before + 1) }
  }

  /// Whether a word in lower case stands before an offset, behind a blank or where the text begins.
  private func isWord(_ word: [UInt8], endingAt end: Int) -> Bool {
    let start = end - word.count
    guard start >= 0, start == 0 || bytes[start - 1] == 0x20 else { return false }
    return word.indices.allSatisfy { ASCII.lowered(bytes[start + $0]) == word[$0] }
  }

  /// "2019 nodes"
  private func isLetter(behind offset: Int) -> Bool {
    guard let next = bytes[min(offset, bytes.count)...].first(where: { $0 != 0x20 }) else { return false }
    return next | 0x20 &- UInt8(ascii: "a") < 26
  }

  private static let announcements = [
    "in", "since", "by", "of", "until", "during", "early", "mid", "late", "year", "updated", "before",
    "after", "blog",
    "report", "reports", "summit", "qcon", "conference", "talk", "paper", "invent", "re:invent", "kubecon",
    "filings",
  ].map { Array($0.utf8) }
}
