import AtlasCore
import AtlasMarkdown

/// One text that evidence is looked for in: a label of a diagram, a paragraph or a row of its page, a block of commands. The
/// words and quantities in it were found once for all criteria.
///
/// An object, since criteria go through all texts again and again: a copy of its parts each time costs more than what is
/// asked of them.
final class EvidenceText: Sendable {
  enum Kind: Hashable, Sendable {
    case node(Int)
    case link(Int)
    case subgraph
    /// A message, a note, a title, a slice.
    case label
    case heading
    case paragraph
    case listItem
    case row
    case code(CodeLanguage)
  }

  /// Where its bytes were taken from.
  enum Origin: Sendable {
    case label(LabelPieces, TextRange)
    /// The cells of a row; one text otherwise.
    case page([InlineText])
    case code(Fence)
  }

  let kind: Kind
  let origin: Origin
  /// What a reader sees; the cells of a row apart by " | ", the lines of a label by line ends.
  let bytes: [UInt8]
  let cues: [Lexicon.Cue]
  /// The lists that `cues` are of.
  let lists: ListSet
  let quantities: [Quantity]
  /// The kinds that `quantities` are of.
  let kinds: MetricKinds
  /// The stretches written as code.
  let codeSpans: [Range<Int>]
  /// Of a row.
  let cells: [Range<Int>]
  /// The lists of which the headings above it, or the header of its row, have words.
  let listsAbove: ListSet
  /// Of a row: the lists of which its header has words.
  let listsInHeader: ListSet

  init(
    kind: Kind, origin: Origin, bytes: [UInt8], cues: [Lexicon.Cue], quantities: [Quantity],
    codeSpans: [Range<Int>] = [], cells: [Range<Int>] = [],
    listsAbove: ListSet = ListSet(), listsInHeader: ListSet = ListSet()
  ) {
    self.kind = kind
    self.origin = origin
    self.bytes = bytes
    self.cues = cues
    lists = ListSet(cues)
    self.quantities = quantities
    kinds = MetricKinds(of: quantities)
    self.codeSpans = codeSpans
    self.cells = cells
    self.listsAbove = listsAbove
    self.listsInHeader = listsInHeader
  }

  var isLabel: Bool {
    switch kind {
    case .node, .link, .subgraph, .label: true
    case .heading, .paragraph, .listItem, .row, .code: false
    }
  }

  var isCode: Bool { if case .code = kind { true } else { false } }

  func cues(of list: Int) -> [Lexicon.Cue] {
    // Of most lists a text has no word, and an empty array takes no room.
    guard lists.contains(list) else { return [] }
    return cues.filter { $0.list == list }
  }

  func first(of list: Int) -> Lexicon.Cue? {
    guard lists.contains(list) else { return nil }
    return cues.first { $0.list == list }
  }

  func isUnderHeader(_ list: Int) -> Bool { listsInHeader.contains(list) }

  func isUnder(_ list: Int) -> Bool { listsAbove.contains(list) }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The stretch that is read in one go with a place of it: of a label and a row all of it, of prose the sentence.
  func sentence(around range: Range<Int>) -> Range<Int> {
    switch kind {
    case .node, .link, .subgraph, .label, .row, .heading: return bytes.indices
    case .code: return line(around: range)
    case .paragraph, .listItem: break
    }
    var start = range.lowerBound
    while start > 0, !isSentenceEnd(start - 1) { start -= 1 }
    var end = range.upperBound
    while end < bytes.count, !isSentenceEnd(end) { end += 1 }
    return start..<end
  }

  /// Its first line with a letter: a time of day or a rule may stand above it.
  var name: Range<Int> {
    var start = 0
    while start < bytes.count {
      let line = line(around: start..<start)
      if bytes[line].contains(where: { ($0 | 0x20) &- UInt8(ascii: "a") < 26 }) { return line }
      start = line.upperBound + 1
    }
    return bytes.indices
  }

  /// The line that a place is on.
  func line(around range: Range<Int>) -> Range<Int> {
    let start = bytes[..<range.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let end = bytes[min(range.upperBound, bytes.count)...].firstIndex(of: 0x0A) ?? bytes.count
    return start..<max(start, end)
  }

  private func isSentenceEnd(_ place: Int) -> Bool {
    switch bytes[place] {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"):
      place + 1 == bytes.count || bytes[place + 1] <= 0x20
    default: false
    }
  }
}

// MARK: Numbers beside words

extension EvidenceText {
  /// A quantity of some kinds in the stretch that is read in one go with a place.
  func quantity(of kinds: MetricKinds, near range: Range<Int>) -> Quantity? {
    guard self.kinds.overlaps(kinds) else { return nil }
    let sentence = sentence(around: range)
    return quantities.first {
      kinds.contains($0.kind) && sentence.lowerBound <= $0.range.lowerBound
        && $0.range.lowerBound < sentence.upperBound
    }
  }

  /// A number with `%` in a stretch.
  func hasPercent(in range: Range<Int>) -> Bool {
    for place in range where bytes[place] == UInt8(ascii: "%") {
      var before = place
      if before > range.lowerBound, bytes[before - 1] == 0x20 { before -= 1 }
      if before > range.lowerBound, isDigit(before - 1) { return true }
    }
    return false
  }

  /// A number with a unit of time in a stretch: `5 min`, `<30s`, `4 hours`.
  func hasDuration(in range: Range<Int>) -> Bool {
    range.contains { place in
      guard isDigit(place), !isDigit(place + 1) else { return false }
      var unit = place + 1
      while unit < range.upperBound, bytes[unit] == 0x20 || bytes[unit] == UInt8(ascii: "-") { unit += 1 }
      var end = unit
      while end < range.upperBound, Lexicon.isWord(bytes[end]) { end += 1 }
      return Self.unitsOfTime.contains(String(decoding: bytes[unit..<end], as: UTF8.self).lowercased())
    }
  }

  private static let unitsOfTime: Set<String> = [
    "ms", "s", "sec", "secs", "second", "seconds", "m", "min", "mins", "minute", "minutes", "h", "hr", "hrs",
    "hour", "hours", "d", "day", "days",
  ]

  /// An amount of money or a percentage in a stretch.
  func hasAmount(in range: Range<Int>) -> Bool {
    hasPercent(in: range)
      || quantities.contains { $0.kind == .cost && range.contains($0.range.lowerBound) }
  }

  /// Whether a word of a list stands in a stretch.
  func has(_ list: Int, in range: Range<Int>) -> Bool {
    lists.contains(list) && cues.contains { $0.list == list && range.contains($0.range.lowerBound) }
  }

  /// Whether one of some texts in lower case stands in a stretch, in any case and inside of words too.
  func holds(anyOf parts: WordParts, in range: Range<Int>) -> Bool { parts.stand(in: bytes, range) }

  func hasDigit(in range: Range<Int>) -> Bool { range.contains { isDigit($0) } }

  func isDigit(_ place: Int) -> Bool {
    bytes.indices.contains(place) && bytes[place] &- UInt8(ascii: "0") < 10
  }

  /// The first digits from a place on.
  func number(from start: Int) -> Range<Int>? {
    bytes.withUnsafeBufferPointer { bytes in
      var first = start
      while first < bytes.count, bytes[first] &- UInt8(ascii: "0") >= 10 { first += 1 }
      guard first < bytes.count else { return nil }
      var end = first + 1
      while end < bytes.count, bytes[end] &- UInt8(ascii: "0") < 10 { end += 1 }
      return first..<end
    }
  }

  /// The cell of a row that a place is in.
  func cell(of range: Range<Int>) -> Int? { cells.firstIndex { $0.contains(range.lowerBound) } }

  /// The word that begins behind a place, past blanks; nil where something else comes first.
  func word(after place: Int) -> Range<Int>? {
    var start = place
    while start < bytes.count, bytes[start] == 0x20 || bytes[start] == 0x0A { start += 1 }
    var end = start
    while end < bytes.count, Lexicon.isWord(bytes[end]) || bytes[end] & 0xC0 == 0x80 { end += 1 }
    return start < end ? start..<end : nil
  }

  /// Whether a word is this one, in any case.
  ///
  /// - Parameter name: of small letters of ASCII alone.
  func isWord(_ word: Range<Int>, _ name: StaticString) -> Bool {
    guard word.count == name.utf8CodeUnitCount else { return false }
    return word.indices.allSatisfy { place in
      bytes[place] | 0x20 == name.utf8Start[place - word.lowerBound]
    }
  }

  func isAny(_ word: Range<Int>, of words: Set<String>) -> Bool { words.contains(string(word).lowercased()) }
}

/// What a block of code is, as far as evidence goes. Programs are no evidence: what they name may never have happened.
enum CodeLanguage: Hashable, Sendable {
  case shell, query, configuration, output, program

  init(_ name: String) {
    self =
      switch name.lowercased() {
      case "bash", "sh", "shell", "zsh", "console", "shell-session", "terminal", "powershell", "ps1": .shell
      case "sql", "promql", "kql", "cql", "logql", "spl", "lucene": .query
      case "yaml", "yml", "toml", "ini", "json", "hcl", "terraform", "nginx", "conf", "properties", "xml":
        .configuration
      case "", "text", "txt", "log", "logs", "plaintext", "none", "output": .output
      default: .program
      }
  }
}
