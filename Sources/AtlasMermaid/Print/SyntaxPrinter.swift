import AtlasCore

/// Writes a tree as text again, in one canonical layout: one statement a line, two blanks of indentation a level, keywords
/// in one spelling, no comments. Leaves are written as mermaid reads them: in its cleaned text, with the codes for
/// characters as people write them.
struct SyntaxPrinter {
  let source: MermaidSource
  let accessibility: AccessibilityText
  private(set) var bytes: [UInt8] = []
  private var depth = 0
  private var hasReachedEnd = false

  init(_ source: MermaidSource, _ accessibility: AccessibilityText) {
    self.source = source
    self.accessibility = accessibility
    bytes.reserveCapacity(source.original.count + 64)
  }

  // MARK: Layout

  /// Writes one line: the indentation, what `body` writes, and a line end.
  mutating func line(_ body: (inout SyntaxPrinter) -> Void) {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * depth))
    body(&self)
    endLine(from: start)
  }

  /// What is never closed reaches over the diagram's last line end, and brings it along.
  private mutating func endLine(from start: Int) {
    EntityCodes.protectingSemicolons(in: &bytes, from: start)
    if !hasReachedEnd || bytes.last != 0x0A { bytes.append(0x0A) }
  }

  /// The same for a line that begins with a leaf. Where that begins with two percent signs, which begin a comment at the
  /// beginning of a line, everything goes behind the line before.
  mutating func line(
    beginningWith leaf: TextRange, orJoinedBy joint: String, _ body: (inout SyntaxPrinter) -> Void
  ) {
    guard source.cleanedText(of: leaf).starts(with: [0x25, 0x25]), bytes.last == 0x0A else {
      return line(body)
    }
    bytes.removeLast()
    let start = bytes.count
    write(joint)
    body(&self)
    endLine(from: start)
  }

  /// Writes one line of fixed words.
  mutating func line(_ words: String) { line { $0.write(words) } }

  /// Whatever `body` writes stands so many levels deeper.
  mutating func nested(by levels: Int = 1, _ body: (inout SyntaxPrinter) -> Void) {
    depth += levels
    body(&self)
    depth -= levels
  }

  /// Prints each node, one behind the other.
  mutating func print(_ nodes: some Sequence<some PrintableSyntax>) {
    for node in nodes { node.print(to: &self) }
  }

  // MARK: Pieces of a line

  mutating func write(_ words: String) { bytes.append(contentsOf: words.utf8) }

  /// A leaf.
  mutating func write(_ range: TextRange) {
    bytes += text(of: range)
    if range.upperBound >= source.original.count { hasReachedEnd = true }
  }

  /// Leaves with something between them.
  mutating func write(_ ranges: [TextRange], separatedBy separator: String) {
    for (index, range) in ranges.enumerated() {
      if index > 0 { write(separator) }
      write(range)
    }
  }

  /// Words, and a leaf behind them.
  mutating func write(_ words: String, _ range: TextRange) {
    write(words)
    write(range)
  }

  /// A leaf in a place where some text must stand: a blank where the leaf has none.
  mutating func writeText(_ range: TextRange) {
    if isEmpty(range) { write(" ") } else { write(range) }
  }

  /// A line of a word and the text behind it, where there is one.
  mutating func line(_ word: String, _ text: TextRange?) {
    guard let text else { return }
    line {
      $0.write(word)
      $0.write(" ")
      $0.writeText(text)
    }
  }

  /// A label in its own form. A quoted text may have more text behind its closing quote, which then belongs to the label.
  mutating func write(_ label: LabelText) {
    let isOpen = contains(label.range, anyOf: "\"")
    switch label.form {
    case .plain: write(label.range)
    case .quoted:
      write("\"", label.range)
      if !isOpen { write("\"") }
    case .markdown:
      write("\"`", label.range)
      if !isOpen { write("`\"") }
    }
  }

  /// A text in quotes.
  mutating func writeQuoted(_ range: TextRange) {
    write("\"", range)
    write("\"")
  }

  /// Names with commas between them, each in quotes where it stood in quotes.
  mutating func writeNames(_ names: [TextRange]) {
    for (index, name) in names.enumerated() {
      if index > 0 { write(",") }
      if isInQuotes(name) { writeQuoted(name) } else { write(name) }
    }
  }

  /// A blank and a text in quotes, where there is one.
  mutating func writeQuotedNext(_ range: TextRange?) {
    guard let range else { return }
    write(" ")
    writeQuoted(range)
  }

  /// Bytes of the original diagram on lines of their own, as they are but for their line ends.
  mutating func writeOriginal(_ range: TextRange, endingLine: Bool = true) {
    bytes += source.original[range.bounds].filter { $0 != 0x0D }
    if endingLine, bytes.last != 0x0A { bytes.append(0x0A) }
  }

  // MARK: What leaves hold

  /// What mermaid sees of a leaf, with its own codes for characters as they are written.
  private func text(of range: TextRange) -> [UInt8] { EntityCodes.written(source.cleanedText(of: range)) }

  /// Whether any of these ASCII characters stands in the leaf.
  func contains(_ range: TextRange, anyOf characters: String) -> Bool {
    let text = source.cleanedText(of: range)
    return characters.utf8.contains { text.contains($0) }
  }

  /// Whether the leaf begins with one of these ASCII characters.
  func begins(_ range: TextRange, withAnyOf characters: String) -> Bool {
    source.cleanedText(of: range).first.map { characters.utf8.contains($0) } ?? false
  }

  /// Whether quotes stand around the leaf, whose range leaves them out.
  func isInQuotes(_ range: TextRange) -> Bool {
    let bytes = source.original
    return range.lowerBound > 0 && range.upperBound < bytes.count && bytes[range.lowerBound - 1] == 0x22
      && bytes[range.upperBound] == 0x22
  }

  /// Whether the leaf is letters, digits and underscores.
  func isWord(_ range: TextRange) -> Bool {
    !isEmpty(range) && source.cleanedText(of: range).allSatisfy(CharacterClass.isWord)
  }

  func isEmpty(_ range: TextRange) -> Bool { source.cleanedText(of: range).isEmpty }
}

/// A part of a tree that can be written as text again.
protocol PrintableSyntax: SyntaxNode {
  /// Writes this node and everything below it as whole lines.
  func print(to printer: inout SyntaxPrinter)
}
