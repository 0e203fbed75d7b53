import AtlasCore

/// Makes diagrams that nobody would write of such that somebody wrote: characters, words and lines deleted, inserted,
/// doubled and swapped, words of the language in odd places, two diagrams glued together.
struct Mutator {
  private var random: Numbers
  private let seeds: [[UInt8]]
  /// What to insert: words of the seeds themselves, and what trips lexers.
  private let words: [[UInt8]]

  init(seeds: [[UInt8]], seed: UInt64) {
    random = Numbers(state: seed)
    self.seeds = seeds
    var words = Mutator.spice.map { Array($0.utf8) }
    var known = Set(words)
    for text in seeds.prefix(400) {
      for word in Mutator.runs(of: text)
      where text[word].count < 24 && known.insert(Array(text[word])).inserted {
        words.append(Array(text[word]))
      }
    }
    self.words = words
  }

  /// The next diagram: one of the seeds with one to three changes.
  mutating func next() -> [UInt8] {
    var text = pick(seeds)
    for _ in 0...Int.random(in: 0..<3, using: &random) { change(&text) }
    // What is cut inside a character is none any more, and mermaid.js would be shown something else.
    return Array(String(decoding: text, as: UTF8.self).utf8)
  }

  private mutating func change(_ text: inout [UInt8]) {
    guard !text.isEmpty else { return }
    let place = Int.random(in: 0..<text.count, using: &random)
    let end = min(text.count, place + Int.random(in: 1...4, using: &random))
    switch Int.random(in: 0..<16, using: &random) {
    case 0, 1: text.removeSubrange(place..<end)
    case 2...5: text.insert(contentsOf: pick(words), at: place)
    case 6: text.insert(contentsOf: text[place..<end], at: place)
    case 7 where place + 1 < text.count: text.swapAt(place, place + 1)
    case 8: changeRun(&text) { _, _ in [] }
    case 9: changeRun(&text) { run, _ in run + run }
    case 10: changeRun(&text) { $1.pick($1.words) }
    case 11: changeLine(&text) { _, _ in [] }
    case 12: changeLine(&text) { line, _ in line + line }
    case 13: changeLine(&text) { $1.pickLine($1.pick($1.seeds)) + $0 }
    case 14: swapLines(&text)
    default: text = Array(text[..<place]) + pick(seeds)
    }
  }

  private mutating func changeRun(_ text: inout [UInt8], _ make: ([UInt8], inout Mutator) -> [UInt8]) {
    let runs = Mutator.runs(of: text)
    guard let run = runs.randomElement(using: &random) else { return }
    text.replaceSubrange(run, with: make(Array(text[run]), &self))
  }

  private mutating func changeLine(_ text: inout [UInt8], _ make: ([UInt8], inout Mutator) -> [UInt8]) {
    let lines = LineIndex(text)
    let range = lines.range(ofLine: Int.random(in: 1...lines.lineCount, using: &random)).bounds
    text.replaceSubrange(range, with: make(Array(text[range]), &self))
  }

  private mutating func swapLines(_ text: inout [UInt8]) {
    let lines = LineIndex(text)
    guard lines.lineCount > 2 else { return }
    let line = Int.random(in: 1..<(lines.lineCount - 1), using: &random)
    let (first, second) = (lines.range(ofLine: line).bounds, lines.range(ofLine: line + 1).bounds)
    text.replaceSubrange(first.lowerBound..<second.upperBound, with: text[second] + text[first])
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &random)]
  }

  private mutating func pickLine(_ text: [UInt8]) -> [UInt8] {
    let lines = LineIndex(text)
    return Array(text[lines.range(ofLine: Int.random(in: 1...lines.lineCount, using: &random)).bounds])
  }

  /// Words and runs of punctuation, without the white space between them.
  private static func runs(of text: [UInt8]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0
    while start < text.count {
      let kind = Mutator.kind(of: text[start])
      var end = start + 1
      while end < text.count, Mutator.kind(of: text[end]) == kind { end += 1 }
      if kind != .blank { runs.append(start..<end) }
      start = end
    }
    return runs
  }

  private enum ByteKind { case blank, word, mark }

  private static func kind(of byte: UInt8) -> ByteKind {
    switch byte {
    case 0x09...0x0D, 0x20: .blank
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x80...: .word
    default: .mark
    }
  }

  private static let spice = [
    "\n", "\n\n", " ", "  ", "\t", "\r\n", "\"", "\"\"", "'", "`", "(", ")", "[", "]", "{", "}", "<", ">",
    "|", ":", "::",
    ":::", ";", ",", ".", "-", "--", "---", "-->", "->", "->>", "==>", "-.->", "~~~", "~", "=", "+", "*", "/",
    "\\", "@",
    "@{", "&", "%", "%%", "%% c\n", "#", "#quot;", "#35;", "^", "!", "?", "$", "_", "0", "1", "-1", "1.5",
    "1e3", "é", "→",
    "😀", "\u{A0}", "\u{200B}", "\u{FEFF}", "ﬁ", "<br/>", "<b a=\"x\">", "end", "title", "title x",
    "accTitle: x\n",
    "accDescr: x\n", "accDescr {x}\n", "section", "direction LR", "style", "class", "classDef", "click",
    "default", "note",
    "---\n", "%%{init: {}}%%", "graph", "subgraph", "as", "of", "constructor", "__proto__",
  ]
}

/// Numbers that look random and are the same for the same seed (SplitMix64).
private struct Numbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
