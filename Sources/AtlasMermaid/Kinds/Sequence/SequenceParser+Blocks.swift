import AtlasCore

/// Boxes and blocks: what opens, divides and closes them.
extension SequenceParser {
  /// Whether the token may begin a line of a box: only participants may.
  var canStandInBox: Bool {
    switch token.kind {
    case .lineEnd, .participant, .actor, .destroy, .end, .endOfText: true
    default: false
    }
  }

  mutating func openBox() {
    let start = token.start
    advance()
    let written = text(of: token)
    var color: TextRange?
    var title: SequenceDiagram.Text? = written
    if let length = BoxColor.length(in: scanner.bytes[token.content]) {
      let colorEnd = token.content.lowerBound + length
      color = range(token.content.lowerBound, colorEnd)
      var rest = token
      rest.content =
        min(scanner.endOfWhitespace(colorEnd), token.content.upperBound)..<token.content.upperBound
      title = text(of: rest)
    }
    if title?.label.range.isEmpty == true { title = nil }
    blocks.enter(.box, at: start, written, range: range(start, acceptedEnd), color: color, title: title)
    takeText()
  }

  mutating func openBlock() {
    let keyword = token.kind
    let start = token.start
    advance()
    blocks.enter(keyword, at: start, text(of: token), range: sectionRange(from: start))
    takeText()
  }

  mutating func openSection() {
    let start = token.start
    let keyword = token.kind
    if let block = blocks.innermost?.keyword, SequenceBlocks.sectionKeyword(of: block) == keyword {
      advance()
      blocks.enterSection(text(of: token), range: sectionRange(from: start))
      return takeText()
    }
    if diagnostics.isOpen {
      complain("\(shown) stands outside of \(SequenceRecovery.home(of: keyword))", sectionHelp(keyword))
    }
    advance()
    takeText()
  }

  mutating func closeBlock() {
    guard blocks.innermost != nil else {
      if diagnostics.isOpen {
        complain("\(shown) closes nothing: no block is open here", "remove it")
      }
      return skipLine()
    }
    recovery.noteEnd(token.start, of: blocks.open, scanner)
    blocks.leave(range(of: token), scanner)
    advance()
  }

  mutating func complainAboutBox() {
    if diagnostics.isOpen {
      complain(
        "\(shown) stands in a box, which may hold participants only",
        "close the box with `end` before it, and declare with `participant` who belongs inside")
    }
    blocks.complainedAboutBox()
  }

  /// At the end of the text every block must be closed. The innermost is reported first, with mermaid's line.
  mutating func reportOpenBlocks() {
    let missing = recovery.missingEnds(of: blocks.open, scanner)
    while let block = blocks.innermost {
      let place = missing.isEmpty ? nil : missing[blocks.open.count - 1]
      if diagnostics.isOpen { complainAboutOpenBlock(block, place) }
      let end = scanner.bytes.count
      blocks.leave(scanner.range(end, end), scanner)
    }
  }

  private mutating func complainAboutOpenBlock(_ block: SequenceBlocks.Open, _ fix: Fix?) {
    let end = scanner.endOfWord(block.start)
    let word = scanner.excerpt(block.start, end)
    if SequenceRecovery.isName(scanner, before: end) {
      return report(
        .reservedID, scanner.range(block.start, end),
        "\"\(word)\" begins a block that is never closed; it cannot begin a participant's name",
        SequenceRecovery.idHelp)
    }
    let line = scanner.bytes[0..<block.start].count { $0 == 0x0A } + 1
    report(
      .parseError, scanner.range(block.start, end), "\"\(word)\" of line \(line) is never closed",
      "write `end` on a line of its own where it ends", fix: fix)
  }

  private func sectionRange(from start: Int) -> TextRange {
    range(start, token.content.isEmpty ? acceptedEnd : token.content.upperBound)
  }

  private func sectionHelp(_ keyword: SequenceToken.Kind) -> String {
    guard let block = blocks.innermost?.keyword, let own = SequenceBlocks.sectionKeyword(of: block) else {
      return "begin the block before it, or remove it"
    }
    return "write `\(own)` here, or close the block with `end` first"
  }
}
