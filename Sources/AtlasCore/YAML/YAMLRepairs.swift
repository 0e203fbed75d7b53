/// Makes up for what js-yaml takes and libyaml does not, by changing a copy of the text, and by putting right afterwards
/// what the change did to values and offsets.
///
/// - A tab that only separates (after `-`, `?` or `:`, on an empty line, before a comment) becomes a space.
/// - The `\ud83d\ude00` of JSON, half a character each, becomes two escapes for private characters.
/// - A `---` with text behind it becomes spaces.
/// - A text without a line end at its end gets one, which decides what `|` and `>` give.
/// - In brackets, a `:` that has no key gets a `?` before it, and one that touches the bracket or comma after it a blank;
///   one that belongs to a word, like a `?` that begins one, becomes a character that is never assigned.
/// - The signs in the name of an anchor become letters.
/// - U+0085, U+2028 and U+2029, line ends for libyaml only, become characters that are never assigned.
struct YAMLRepairs {
  /// The text that libyaml reads.
  private(set) var text: [UInt8]
  /// The length of the text, without a line end that was added to it.
  private(set) var count: Int
  /// Where tabs became spaces.
  private var tabs: [Int] = []
  /// Where the `d` of an escaped surrogate became an `e`.
  private var surrogates: [Int] = []
  private var hidesSigns = false
  /// Where bytes stand that the given text does not have, in their order.
  private var insertions: [Int] = []
  private var hasStandIns = false

  /// What stands for a `:` and a `?` that are part of a word: unassigned, and letters to libyaml.
  private static let colonStandIn: [UInt8] = [0xCD, 0xB9]
  private static let questionStandIn: [UInt8] = [0xCE, 0x80]

  /// The problem that a word in brackets was read without the `?` that touches it; libyaml does not see one.
  static let wordWithQuestion = "a word begins with a question mark"

  /// The problem that an anchor was read by the letters of its name alone.
  static let anchorWithSigns = "an anchor's name goes on"

  /// How many bytes are read again at most; a text that needs more is refused as libyaml says.
  private static let byteLimit = 1 << 24
  private var rounds = 0

  /// The line ends of libyaml that are none, and what stands for them: as long, unassigned, and no line ends.
  private static let standIns: [(lineEnd: [UInt8], standIn: [UInt8])] = [
    ([0xC2, 0x85], [0xCD, 0xB8]), ([0xE2, 0x80, 0xA8], [0xEF, 0xB7, 0x90]),
    ([0xE2, 0x80, 0xA9], [0xEF, 0xB7, 0x91]),
  ]

  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = Array(text)
    count = text.count
    if let last = text.last, last != UInt8(ascii: "\n"), last != UInt8(ascii: "\r") {
      self.text.append(UInt8(ascii: "\n"))
    }
    replaceLineEnds()
    blankDocumentStart()
  }

  // MARK: before and between the attempts

  /// Behind the `---` of the first line with text, js-yaml reads on as if it were not there.
  private mutating func blankDocumentStart() {
    let start = text.firstIndex { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") } ?? 0
    guard text[start...].starts(with: "---".utf8),
      let next = text[(start + 3)...].first(where: { !isBlank($0) }), !"#\r\n".utf8.contains(next)
    else { return }
    for place in start..<(start + 3) { text[place] = UInt8(ascii: " ") }
  }

  private mutating func replaceLineEnds() {
    guard text.contains(where: { $0 == 0xC2 || $0 == 0xE2 }) else { return }
    for (lineEnd, standIn) in YAMLRepairs.standIns {
      let places = YAMLRepairs.occurrences(of: lineEnd, in: text)
      guard !places.isEmpty, YAMLRepairs.occurrences(of: standIn, in: text).isEmpty else { continue }
      for place in places { text.replaceSubrange(place..<(place + lineEnd.count), with: standIn) }
      hasStandIns = true
    }
  }

  /// Changes what stopped libyaml at `offset`; false where it has nothing to make up for.
  mutating func repair(_ problem: String, at offset: Int, inFlow: Bool) -> Bool {
    rounds += 1
    guard rounds * text.count <= YAMLRepairs.byteLimit else { return false }
    switch problem {
    case "found character that cannot start any token", "found a tab character that violates indentation":
      return inFlow && repairQuestion(at: offset - 1) || repairTabs(at: offset, inFlow: inFlow)
    case "did not find expected alphabetic or numeric character", YAMLRepairs.anchorWithSigns:
      return repairAnchor(at: offset)
    case YAMLRepairs.wordWithQuestion:
      return repairQuestion(at: offset)
    case "found invalid Unicode character escape code":
      return repairSurrogates(from: offset)
    case "did not find expected node content":
      return inFlow && (repairColonWithoutKey(at: offset) || repairQuestion(at: offset))
    case "found unexpected ':'":
      return repairTouchingColon(at: offset)
    default: return false
    }
  }

  /// A `?` says that a key comes, and here none does: what js-yaml makes of a `:` without one. With more text behind
  /// it, the `:` begins a word.
  private mutating func repairColonWithoutKey(at offset: Int) -> Bool {
    guard offset < text.count, text[offset] == UInt8(ascii: ":") else { return false }
    guard separates(offset) else { return hide(at: offset, YAMLRepairs.colonStandIn) }
    insert(Array("? ".utf8), at: offset)
    return true
  }

  /// A `:` behind a word in brackets: a separator to js-yaml before a bracket or comma, a part of the word else.
  private mutating func repairTouchingColon(at offset: Int) -> Bool {
    guard offset < text.count, text[offset] == UInt8(ascii: ":") else { return false }
    guard separates(offset) else { return hide(at: offset, YAMLRepairs.colonStandIn) }
    insert([UInt8(ascii: " ")], at: offset + 1)
    return true
  }

  /// A `?` in brackets that touches a word is the word's first character.
  private mutating func repairQuestion(at offset: Int) -> Bool {
    guard offset >= 0, offset + 1 < text.count, text[offset] == UInt8(ascii: "?"),
      !isBlank(text[offset + 1]), !"\r\n,[]{}".utf8.contains(text[offset + 1])
    else { return false }
    return hide(at: offset, YAMLRepairs.questionStandIn)
  }

  /// The name of an anchor goes on to the next blank or bracket; libyaml wants letters and digits.
  private mutating func repairAnchor(at offset: Int) -> Bool {
    var end = offset
    while end < text.count, !" \t\r\n,[]{}".utf8.contains(text[end]) { end += 1 }
    guard end > offset else { return false }
    for place in offset..<end { text[place] = UInt8(ascii: "x") }
    return true
  }

  /// Whether js-yaml takes the `:` at `offset`, in brackets, for the end of a key.
  private func separates(_ offset: Int) -> Bool {
    guard offset + 1 < text.count else { return true }
    let next = text[offset + 1]
    return isBlank(next) || next == UInt8(ascii: "\n") || next == UInt8(ascii: "\r")
      || ",[]{}".utf8.contains(next)
  }

  /// Puts what libyaml takes for a letter in the place of a sign that belongs to a word.
  private mutating func hide(at offset: Int, _ standIn: [UInt8]) -> Bool {
    guard hidesSigns || YAMLRepairs.occurrences(of: standIn, in: text).isEmpty else { return false }
    text[offset] = standIn[0]
    insert([standIn[1]], at: offset + 1)
    hidesSigns = true
    return true
  }

  private mutating func insert(_ added: [UInt8], at offset: Int) {
    text.insert(contentsOf: added, at: offset)
    count += added.count
    let moved = { (place: Int) in place < offset ? place : place + added.count }
    tabs = tabs.map(moved)
    surrogates = surrogates.map(moved)
    insertions = (insertions.map(moved) + (offset..<(offset + added.count))).sorted()
  }

  private mutating func repairTabs(at offset: Int, inFlow: Bool) -> Bool {
    guard offset < text.count, text[offset] == tab else { return false }
    var end = offset
    while end < text.count, isBlank(text[end]) { end += 1 }
    guard mayFollow(end, inFlow: inFlow) || hasContentBefore(offset) else { return false }
    for place in offset..<end where text[place] == tab {
      text[place] = UInt8(ascii: " ")
      tabs.append(place)
    }
    return true
  }

  /// Whether nothing of a value follows the white space that ends at `end`.
  private func mayFollow(_ end: Int, inFlow: Bool) -> Bool {
    guard end < text.count else { return true }
    switch text[end] {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "#"): return true
    case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","): return inFlow
    default: return false
    }
  }

  private func hasContentBefore(_ offset: Int) -> Bool {
    text[lineStart(of: offset)..<offset].contains { !isBlank($0) }
  }

  private mutating func repairSurrogates(from offset: Int) -> Bool {
    // libyaml points at the backslash or into the escape.
    var place = max(0, offset - 2)
    var found = false
    while place < text.count, text[place] != UInt8(ascii: "\"") {
      guard text[place] == UInt8(ascii: "\\") else {
        place += 1
        continue
      }
      if place + 3 < text.count, text[place + 1] == UInt8(ascii: "u"),
        text[place + 2] | 0x20 == UInt8(ascii: "d"),
        text[place + 3] > UInt8(ascii: "7")
      {
        text[place + 2] = UInt8(ascii: "e")
        surrogates.append(place + 2)
        found = true
      }
      place += 2
    }
    return found
  }

  // MARK: afterwards

  /// Whether ranges of the changed text are those of the given one.
  var keepsOffsets: Bool { insertions.isEmpty }

  /// Whether the byte at `offset` is none of the given text.
  func isInsertion(_ offset: Int) -> Bool { insertions.contains(offset) }

  /// The range in the given text of one in the changed text, both counted from `base`.
  func original(_ range: TextRange, base: Int) -> TextRange {
    let lower = original(range.lowerBound - base)
    return TextRange(base + lower, base + max(lower, original(range.upperBound - base)))
  }

  private func original(_ offset: Int) -> Int {
    offset - (insertions.firstIndex { $0 >= offset } ?? insertions.count)
  }

  /// The first tab that became a space between the beginning of the line and `offset`: no mapping or list by
  /// indentation may begin after it.
  func firstTab(before offset: Int) -> Int? {
    if tabs.isEmpty { return nil }
    let start = lineStart(of: offset)
    return tabs.filter { start <= $0 && $0 < offset }.min()
  }

  /// What a scalar read from `range` says without the changes; nil where that cannot be told.
  func restored(_ value: String, from range: Range<Int>) -> String? {
    var value = value
    if hasStandIns || hidesSigns { value = withoutStandIns(value) }
    let changed = surrogates.count { range.contains($0) }
    return changed == 0 ? value : withSurrogates(value, count: changed)
  }

  private func withoutStandIns(_ value: String) -> String {
    String(
      String.UnicodeScalarView(
        value.unicodeScalars.map { scalar in
          switch scalar.value {
          case 0x379: ":"
          case 0x380: "?"
          case 0x378: "\u{85}"
          case 0xFDD0: "\u{2028}"
          case 0xFDD1: "\u{2029}"
          default: scalar
          }
        }))
  }

  /// Joins the halves again; one without its other half is no character, and becomes U+FFFD.
  private func withSurrogates(_ value: String, count: Int) -> String? {
    var units: [UInt16] = []
    var found = 0
    for unit in value.utf16 {
      if 0xE800...0xEFFF ~= unit { found += 1 }
      units.append(0xE800...0xEFFF ~= unit ? unit - 0x1000 : unit)
    }
    return found == count ? String(decoding: units, as: UTF16.self) : nil
  }

  // MARK: bytes

  private let tab = UInt8(ascii: "\t")

  private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == tab }

  private func lineStart(of offset: Int) -> Int {
    var start = min(offset, text.count)
    while start > 0, text[start - 1] != UInt8(ascii: "\n"), text[start - 1] != UInt8(ascii: "\r") {
      start -= 1
    }
    return start
  }

  private static func occurrences(of pattern: [UInt8], in text: [UInt8]) -> [Int] {
    var found: [Int] = []
    var index = 0
    while index + pattern.count <= text.count {
      if text[index] == pattern[0], text[index..<(index + pattern.count)].elementsEqual(pattern) {
        found.append(index)
        index += pattern.count
      } else {
        index += 1
      }
    }
    return found
  }
}
