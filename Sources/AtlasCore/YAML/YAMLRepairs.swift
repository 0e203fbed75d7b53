/// Makes up for what js-yaml takes and libyaml does not, by changing single bytes of a copy of the text so that every
/// offset stays the same, and by putting right afterwards what the change did to values.
///
/// - A tab that only separates (after `-`, `?` or `:`, on an empty line, before a comment) becomes a space.
/// - The `\ud83d\ude00` of JSON, half a character each, becomes two escapes for private characters.
/// - A text without a line end at its end gets one, which decides what `|` and `>` give.
/// - Before a `:` that has no key, in brackets, a blank becomes a `?`, or the `:` itself does.
/// - U+0085, U+2028 and U+2029, line ends for libyaml only, become characters that are never assigned.
struct YAMLRepairs {
  /// The text that libyaml reads.
  private(set) var text: [UInt8]
  /// The length of the text that was given.
  let count: Int
  /// Where tabs became spaces.
  private var tabs: [Int] = []
  /// Where the `d` of an escaped surrogate became an `e`.
  private var surrogates: [Int] = []
  private var hasStandIns = false

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
  }

  // MARK: before and between the attempts

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
      return repairTabs(at: offset, inFlow: inFlow)
    case "found invalid Unicode character escape code":
      return repairSurrogates(from: offset)
    case "did not find expected node content":
      return repairEmptyKey(at: offset, inFlow: inFlow)
    default: return false
    }
  }

  /// A `?` says that a key comes, and here none does: what js-yaml makes of a `:` without one.
  private mutating func repairEmptyKey(at offset: Int, inFlow: Bool) -> Bool {
    guard inFlow, offset > 0, offset + 1 < text.count, text[offset] == UInt8(ascii: ":") else { return false }
    let question = UInt8(ascii: "?")
    let next = text[offset + 1]
    let isSpaced = isBlank(next) || next == UInt8(ascii: "\n")
    if isSpaced || ",[]{}".utf8.contains(next), isBlank(text[offset - 1]) || text[offset - 1] == 0x0A {
      text[offset - 1] = question
    } else if isSpaced {
      text[offset] = question
      text[offset + 1] = UInt8(ascii: ":")
    } else if ",]}".utf8.contains(next) {
      text[offset] = question
    } else {
      return false
    }
    return true
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
    if hasStandIns { value = withLineEnds(value) }
    let changed = surrogates.count { range.contains($0) }
    return changed == 0 ? value : withSurrogates(value, count: changed)
  }

  private func withLineEnds(_ value: String) -> String {
    String(
      String.UnicodeScalarView(
        value.unicodeScalars.map { scalar in
          switch scalar.value {
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
