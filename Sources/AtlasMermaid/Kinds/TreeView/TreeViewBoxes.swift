import AtlasCore

/// Turns a tree that is drawn with `├──` and `│` into an indented one, as mermaid.js does before it reads a tree view.
struct TreeViewBoxes {
  /// The text that mermaid.js reads; the original source where nothing is drawn.
  private(set) var source: MermaidSource
  /// What mermaid.js rejects while it rewrites the text.
  private(set) var rejections: [(range: TextRange, message: String, help: String)] = []
  /// For each line of the new text the line of the old one, from 1; empty where nothing is drawn.
  private var lineNumbers: [Int] = []

  init(_ source: MermaidSource) {
    self.source = source
    let scanner = Scanner(source)
    guard TreeViewBoxes.mayHaveBoxes(scanner.bytes) else { return }
    let lines = TreeViewBoxes.lines(of: scanner)
    guard let header = lines.firstIndex(where: { TreeViewBoxes.isHeader(scanner, $0) }) else { return }
    let rows = lines[(header + 1)...]
    let drawn = rows.filter { TreeViewBoxes.kind(scanner, $0) == .row }
    guard drawn.contains(where: { TreeViewBoxes.contains(scanner, $0, isBox) }) else { return }
    let width = drawn.lazy.compactMap { TreeViewBoxes.branch(scanner, $0)?.column }.first { $0 > 0 } ?? 4
    rewrite(scanner, lines, header: header, width: width)
  }

  /// Which line mermaid.js names for a line of the new text.
  func lineNumber(_ line: Int) -> Int {
    line >= 1 && line <= lineNumbers.count ? lineNumbers[line - 1] : line
  }

  // MARK: Rewriting

  private mutating func rewrite(_ scanner: Scanner, _ lines: [Range<Int>], header: Int, width: Int) {
    var changes: [TextChange] = []
    for (index, line) in lines.enumerated() {
      guard index > header else {
        lineNumbers.append(index + 1)
        continue
      }
      let isKept: Bool
      switch TreeViewBoxes.kind(scanner, line) {
      case .text: isKept = true
      case .trunk: isKept = false
      case .row: isKept = row(scanner, line, width: width, &changes)
      }
      if isKept {
        lineNumbers.append(index + 1)
      } else {
        // With the line end before it, which is there because the header stands above.
        changes.append(TextChange(range: (line.lowerBound - 1)..<line.upperBound))
      }
    }
    source = source.changed(changes)
  }

  /// Whether the row stays, and its changes.
  private mutating func row(
    _ scanner: Scanner, _ line: Range<Int>, width: Int, _ changes: inout [TextChange]
  ) -> Bool {
    guard let branch = TreeViewBoxes.branch(scanner, line) else {
      if TreeViewBoxes.isOnlyBoxes(scanner, line) { return false }
      if !TreeViewBoxes.contains(scanner, line, isBox),
        scanner.endOfWhitespace(line.lowerBound) > line.lowerBound
      {
        rejections.append(
          (
            scanner.trimmedRange(line.lowerBound, line.upperBound),
            "the line is indented and has no branch, in a tree that is drawn with branches",
            "begin it with `├── ` or `└── `"
          ))
      }
      return true
    }
    var name = branch.offset + 3
    while name < line.upperBound, isHorizontal(scanner, name) { name += 3 }
    // Tabs become blanks before the name is looked for.
    while name < line.upperBound, CharacterClass.isBlank(scanner.bytes[name]) { name += 1 }
    let end = max(scanner.trimmed(name, line.upperBound).upperBound, name)
    guard name < end, scanner.endOfWhitespace(name) < end else {
      rejections.append(
        (
          scanner.trimmedRange(line.lowerBound, line.upperBound), "a branch leads to no file and no folder",
          "write a name behind it, or remove the line"
        ))
      return true
    }
    let depth = Int((Double(branch.column) / Double(width)).rounded(.toNearestOrAwayFromZero)) + 1
    changes.append(
      TextChange(range: line.lowerBound..<name, replacement: [UInt8](repeating: 0x20, count: depth * 4)))
    for index in name..<end where scanner.bytes[index] == 0x09 {
      changes.append(TextChange(range: index..<(index + 1), replacement: [0x20, 0x20, 0x20, 0x20]))
    }
    if end < line.upperBound { changes.append(TextChange(range: end..<line.upperBound)) }
    return true
  }

  // MARK: Lines

  private enum LineKind {
    /// Empty, a comment or a title: kept as it is.
    case text
    /// White space and `│` alone: dropped.
    case trunk
    case row
  }

  private static func lines(of scanner: Scanner) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    while true {
      let end = scanner.endOfLine(start)
      lines.append(start..<end)
      if end >= scanner.bytes.count { return lines }
      start = end + 1
    }
  }

  private static func isHeader(_ scanner: Scanner, _ line: Range<Int>) -> Bool {
    let text = scanner.trimmed(line.lowerBound, line.upperBound)
    return text.count == 13 && scanner.matches("treeView-beta", at: text.lowerBound)
  }

  private static func kind(_ scanner: Scanner, _ line: Range<Int>) -> LineKind {
    let start = scanner.endOfWhitespace(line.lowerBound)
    if start >= line.upperBound || scanner.matches("%%", at: start) || isTitle(scanner, start) {
      return .text
    }
    return consists(scanner, line, isTrunk) ? .trunk : .row
  }

  private static func isTitle(_ scanner: Scanner, _ start: Int) -> Bool {
    if scanner.matches("title", at: start) { return CharacterClass.isBlank(scanner.byte(at: start + 5)) }
    let mark = scanner.byte(at: scanner.endOfBlanks(start + 8))
    if scanner.matches("accTitle", at: start) { return mark == 0x3A }
    return scanner.matches("accDescr", at: start) && (mark == 0x3A || mark == 0x7B)
  }

  /// The first branch of a line, and how many characters stand before it; a tab counts as four.
  private static func branch(_ scanner: Scanner, _ line: Range<Int>) -> (offset: Int, column: Int)? {
    var column = 0
    var index = line.lowerBound
    while index < line.upperBound {
      if isBranch(scanner, index) { return (index, column) }
      let length = CharacterClass.characterLength(scanner.bytes, index)
      column += scanner.bytes[index] == 0x09 ? 4 : length == 4 ? 2 : 1
      index += length
    }
    return nil
  }

  private static func isOnlyBoxes(_ scanner: Scanner, _ line: Range<Int>) -> Bool {
    consists(scanner, line, isBox)
  }

  private static func consists(
    _ scanner: Scanner, _ line: Range<Int>, _ isMember: (Scanner, Int) -> Bool
  ) -> Bool {
    var index = line.lowerBound
    while index < line.upperBound {
      let space = CharacterClass.whitespaceLength(scanner.bytes, index)
      if space == 0, !isMember(scanner, index) { return false }
      index += space == 0 ? 3 : space
    }
    return true
  }

  private static func contains(
    _ scanner: Scanner, _ line: Range<Int>, _ isMember: (Scanner, Int) -> Bool
  ) -> Bool {
    line.contains { isMember(scanner, $0) }
  }

  /// All boxes begin with the same two bytes; a text without them needs no look at its lines.
  private static func mayHaveBoxes(_ bytes: [UInt8]) -> Bool {
    var index = 0
    while let found = ByteSearch.first(0xE2, in: bytes, from: index) {
      if found + 1 < bytes.count, bytes[found + 1] == 0x94 { return true }
      index = found + 1
    }
    return false
  }
}

/// The last byte of the character at an offset, where it is one of U+2500 to U+253F.
private func box(_ scanner: Scanner, _ index: Int) -> UInt8 {
  guard scanner.byte(at: index) == 0xE2, scanner.byte(at: index + 1) == 0x94 else { return 0 }
  return scanner.byte(at: index + 2)
}

/// `─` or `━`.
private func isHorizontal(_ scanner: Scanner, _ index: Int) -> Bool {
  let last = box(scanner, index)
  return last == 0x80 || last == 0x81
}

/// `│` or `┃`.
private func isTrunk(_ scanner: Scanner, _ index: Int) -> Bool {
  let last = box(scanner, index)
  return last == 0x82 || last == 0x83
}

/// `└`, `┗`, `├` or `┣`.
private func isBranch(_ scanner: Scanner, _ index: Int) -> Bool {
  switch box(scanner, index) {
  case 0x94, 0x97, 0x9C, 0xA3: true
  default: false
  }
}

private func isBox(_ scanner: Scanner, _ index: Int) -> Bool {
  isHorizontal(scanner, index) || isTrunk(scanner, index) || isBranch(scanner, index)
}
