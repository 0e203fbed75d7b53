import AtlasCore
import AtlasMarkdown

/// Capital letters that a newcomer has to look up.
enum UnexplainedAcronym: PageRule {
  static let description = RuleDocumentation(
    id: "acronym",
    finds: "acronyms that the page does not explain",
    matters: """
      Who joined last week is on call too. An acronym costs them a search each, and the wrong expansion costs more.
      """,
    bad: """
      # Carts

      ```mermaid
      flowchart LR
        cart["Cart<br/>CRDT"] --> store["Store"]
      ```
      """,
    good: """
      # Carts

      A cart is a conflict-free replicated data type (CRDT).

      ```mermaid
      flowchart LR
        cart["Cart<br/>CRDT"] --> store["Store"]
      ```
      """)

  static let options: [RuleOption] = [
    .limit(0, in: 0...100, "how many acronyms of a page may stay unexplained"),
    .texts("known", AcronymLists.known, "acronyms that need no explanation"),
    .texts("words", AcronymLists.words, "words that are written in capital letters and are no acronyms"),
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    let known = settings.set("known").union(settings.set("words"))
    var found: [Acronym] = []
    var places: [String: Int] = [:]
    var ordinary: Set<ShortWord> = []
    for statement in page.claims.statements where statement.isCertain {
      let words = AcronymReader(statement)
      for (text, range) in words.acronyms where !known.contains(text) {
        let place = places[text] ?? found.count
        if place == found.count {
          places[text] = place
          found.append(Acronym(text: text, statement: statement, range: range))
        }
        if !found[place].isExplained { found[place].isExplained = Expansion(statement, range).spells(text) }
      }
      ordinary.formUnion(words.ordinary)
    }
    found.removeAll { $0.isExplained || ordinary.contains(ShortWord($0.text.utf8)) }
    guard Double(found.count) > settings.limit, let first = found.first else { return }
    report.add(
      first.statement, TextRange(first.range.lowerBound, first.range.upperBound),
      "the page does not explain \(Listing.quoted(found.map(\.text), limit: 12))",
      help: "write each out where it stands first, such as write-ahead log (WAL), or add it to a glossary")
  }

  private struct Acronym {
    var text: String
    var statement: PageStatement
    var range: Range<Int>
    var isExplained = false
  }
}

/// The words of a text that may be acronyms, and the words that show which of them are just written large.
private struct AcronymReader {
  /// Without a plural's s.
  private(set) var acronyms: [(text: String, range: Range<Int>)] = []
  /// Of two to six letters, all but the first of them small.
  private(set) var ordinary: [ShortWord] = []
  private let bytes: [UInt8]

  init(_ statement: PageStatement) {
    bytes = statement.bytes
    let code = statement.codeRanges
    let others = statement.quantities.filter { $0.kind == .source }.map(\.range.bounds)
    var place = 0
    while place < bytes.count {
      guard WordSet.isWord(bytes[place]) else {
        place += 1
        continue
      }
      let start = place
      while place < bytes.count, WordSet.isWord(bytes[place]) { place += 1 }
      let word = start..<place
      if isOrdinary(word) { ordinary.append(ShortWord(bytes[word])) }
      guard let acronym = acronym(word), isAlone(word), !code.contains(where: { $0.overlaps(word) }),
        !others.contains(where: { $0.overlaps(word) })
      else { continue }
      // "CONTROL PLANE" is a text in capital letters.
      guard !isLargeLine(word) else { continue }
      acronyms.append((string(acronym), acronym))
    }
  }

  private func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private static func isCapital(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "A") < 26 }

  private func isLargeWord(_ word: Range<Int>) -> Bool {
    word.count > 1 && bytes[word].allSatisfy { Self.isCapital($0) }
  }

  private func isOrdinary(_ word: Range<Int>) -> Bool {
    (2...6).contains(word.count)
      && bytes[word].dropFirst().allSatisfy { $0 &- UInt8(ascii: "a") < 26 }
      && bytes[word.lowerBound] | 0x20 &- UInt8(ascii: "a") < 26
  }

  private func acronym(_ word: Range<Int>) -> Range<Int>? {
    var end = word.upperBound
    if word.count > 2, bytes[end - 1] == UInt8(ascii: "s") { end -= 1 }
    let letters = word.lowerBound..<end
    return (2...6).contains(letters.count) && bytes[letters].allSatisfy { Self.isCapital($0) } ? letters : nil
  }

  /// No part of an address, a path, a name with digits or a setting: `us-EAST`, `INC-2021`, `X/Y`, `A.B`.
  private func isAlone(_ word: Range<Int>) -> Bool {
    if word.lowerBound > 0 {
      let before = bytes[word.lowerBound - 1]
      if "-./@#$=&%_:".utf8.contains(before), word.lowerBound > 1, WordSet.isWord(bytes[word.lowerBound - 2])
      {
        return false
      }
      if "@#$%_<".utf8.contains(before) { return false }
    }
    guard word.upperBound < bytes.count else { return true }
    let next = bytes[word.upperBound]
    if "_=@(>".utf8.contains(next) { return false }
    if "-./:&".utf8.contains(next), word.upperBound + 1 < bytes.count,
      WordSet.isWord(bytes[word.upperBound + 1])
    {
      return false
    }
    return true
  }

  /// Whether another word of the line is in capital letters and long, or every word is.
  private func isLargeLine(_ word: Range<Int>) -> Bool {
    let isEnd: (UInt8) -> Bool = { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "|") }
    let start = bytes[..<word.lowerBound].lastIndex(where: isEnd).map { $0 + 1 } ?? 0
    let end = bytes[word.upperBound...].firstIndex(where: isEnd) ?? bytes.count
    var others = 0
    var large = 0
    var longest = 0
    var place = start
    while place < end {
      guard WordSet.isWord(bytes[place]) else {
        place += 1
        continue
      }
      let first = place
      while place < end, WordSet.isWord(bytes[place]) { place += 1 }
      guard first != word.lowerBound,
        bytes[first..<place].contains(where: { $0 | 0x20 &- UInt8(ascii: "a") < 26 })
      else { continue }
      others += 1
      if isLargeWord(first..<place) {
        large += 1
        longest = max(longest, place - first)
      }
    }
    return others > 0 && large * 2 > others && longest > 4
  }
}

/// A word of up to eight ASCII letters, whatever their case, as one number: a page has thousands of them.
private struct ShortWord: Hashable {
  private var letters: UInt64 = 0

  init(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { letters = letters << 8 | UInt64(byte | 0x20) }
  }
}

/// What stands around an acronym, to see whether it spells it out.
private struct Expansion {
  private let before: [UInt8]
  private let after: [UInt8]

  init(_ statement: PageStatement, _ word: Range<Int>) {
    let bytes = statement.bytes
    before = Self.initials(bytes[..<word.lowerBound], isReversed: true)
    after = Self.initials(bytes[word.upperBound...], isReversed: false)
  }

  /// Whether the words on one side begin with the acronym's letters in order; small words between them do not count.
  func spells(_ acronym: String) -> Bool {
    let letters = acronym.lowercased().utf8.map { $0 }
    return Self.follows(after, letters) || Self.follows(before, letters.reversed())
  }

  private static func follows(_ initials: [UInt8], _ letters: [UInt8]) -> Bool {
    guard let first = letters.first, !initials.isEmpty else { return false }
    // Of the words nearest to the acronym one or two may be no part of it: "(the CRDT)".
    for start in 0..<min(2, initials.count) where initials[start] == first {
      var next = 0
      for initial in initials[start...].prefix(letters.count + 3) where next < letters.count {
        if initial == letters[next] { next += 1 }
      }
      if next == letters.count { return true }
    }
    return false
  }

  /// The first letters of the words on one side, the nearest first. A hyphen or a capital inside a word begins another.
  private static func initials(_ bytes: ArraySlice<UInt8>, isReversed: Bool) -> [UInt8] {
    var initials: [UInt8] = []
    var previous: UInt8 = 0x20
    let near = isReversed ? bytes.suffix(120) : bytes.prefix(120)
    for byte in near {
      let isLetter = byte | 0x20 &- UInt8(ascii: "a") < 26
      let follows = previous | 0x20 &- UInt8(ascii: "a") < 26
      let isNew = !follows || (byte &- UInt8(ascii: "A") < 26 && previous &- UInt8(ascii: "a") < 26)
      if isLetter, isNew { initials.append(byte | 0x20) }
      previous = byte
    }
    return isReversed ? initials.reversed() : initials
  }
}

extension PageStatement {
  /// The stretches of `bytes` that are written as code.
  fileprivate var codeRanges: [Range<Int>] {
    guard case .page(let text) = origin else { return [] }
    var start = 0
    var ranges: [Range<Int>] = []
    for part in text.parts {
      for span in part.spans where span.kind == .code {
        ranges.append((start + span.range.lowerBound)..<(start + span.range.upperBound))
      }
      start += part.bytes.count + PageStatement.separator.count
    }
    return ranges
  }
}
