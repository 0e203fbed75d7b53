import AtlasCore

/// Mermaid's own preparation of a diagram's text, step by step, with the places of what it removes.
///
/// `mermaid.parse` runs the steps of `run` twice and `mermaid.render` once, then both run `finish`. Each step looks
/// for its trigger byte first, so that an ordinary diagram costs one look at each byte.
struct Preparation {
  let original: [UInt8]
  private(set) var edited: EditedText
  private(set) var frontMatter: FrontMatter?
  private(set) var directives: [TextRange] = []
  private(set) var comments: [TextRange] = []

  init(_ original: [UInt8]) {
    self.original = original
    edited = EditedText(original)
  }

  mutating func run() {
    unifyLineEnds()
    changeAttributeQuotes()
    removeFrontMatter()
    if hasPercentSigns {
      removeDirectives()
      removeComments()
    }
    trimStart()
  }

  /// The second run; says whether it changed anything.
  mutating func runAgain() -> Bool {
    guard edited.bytes.first == 0x2D || hasPercentSigns else { return false }
    let before = edited.bytes
    run()
    return edited.bytes != before
  }

  /// What only `Diagram.fromText` does: `#name;` codes are encoded, and a line end is added.
  mutating func finish() {
    encodeEntities()
    edited.append(0x0A)
  }

  /// The text in which mermaid looks for the type, where that is another than the cleaned text: front matter,
  /// directives and the rests of lines behind `%%` removed once more.
  var detectionText: [UInt8]? {
    guard edited.bytes.first == 0x2D || hasPercentSigns else { return nil }
    var copy = self
    copy.removeFrontMatter(reading: false)
    copy.removeDirectives()
    return copy.withoutCommentsForDetection()
  }

  private var hasPercentSigns: Bool { ByteSearch.first("%%", in: edited.bytes) != nil }

  // MARK: Steps

  /// CRLF and CR become LF.
  private mutating func unifyLineEnds() {
    let bytes = edited.bytes
    guard let first = ByteSearch.first(0x0D, in: bytes) else { return }
    var changes: [TextChange] = []
    var lone: [Int] = []
    for index in first..<bytes.count where bytes[index] == 0x0D {
      if index + 1 < bytes.count, bytes[index + 1] == 0x0A {
        changes.append(TextChange(range: index..<(index + 1)))
      } else {
        lone.append(index)
      }
    }
    edited.replace(lone, by: 0x0A)
    edited.apply(changes)
  }

  /// In anything that looks like a tag, `="…"` becomes `='…'`, which moves nothing.
  private mutating func changeAttributeQuotes() {
    let bytes = edited.bytes
    guard ByteSearch.first("=\"", in: bytes) != nil, var index = ByteSearch.first(0x3C, in: bytes) else {
      return
    }
    var quotes: [Int] = []
    while index < bytes.count {
      guard bytes[index] == 0x3C, index + 1 < bytes.count, CharacterClass.isWord(bytes[index + 1]) else {
        index += 1
        continue
      }
      var nameEnd = index + 1
      while nameEnd < bytes.count, CharacterClass.isWord(bytes[nameEnd]) { nameEnd += 1 }
      guard let end = bytes[nameEnd...].firstIndex(of: 0x3E) else { break }
      var inside = nameEnd
      while inside + 1 < end {
        if bytes[inside] == 0x3D, bytes[inside + 1] == 0x22,
          let close = bytes[(inside + 2)..<end].firstIndex(of: 0x22)
        {
          quotes += [inside + 1, close]
          inside = close
        }
        inside += 1
      }
      index = end + 1
    }
    edited.replace(quotes, by: 0x27)
  }

  /// `---`, lines of YAML, and `---` with the same indentation, at the very beginning.
  private mutating func removeFrontMatter(reading: Bool = true) {
    guard let found = FrontMatterFinder.find(in: edited.bytes) else { return }
    if reading, frontMatter == nil || frontMatter?.error == nil {
      frontMatter = FrontMatter(found, in: edited)
    }
    edited.apply([TextChange(range: found.all)])
  }

  private mutating func removeDirectives() {
    let found = DirectiveFinder.find(in: edited.bytes)
    directives += found.map { edited.map.range($0.lowerBound, $0.upperBound) }
    edited.apply(found.map { TextChange(range: $0) })
  }

  /// Lines that begin with `%%`, and the white space before them, blank lines included. A bare `%%` stays, because a
  /// comment needs a character; so does what begins with `%%{`.
  private mutating func removeComments() {
    let bytes = edited.bytes
    var changes: [TextChange] = []
    var position = 0
    while let mark = ByteSearch.first("%%", in: bytes, from: position) {
      let start = Preparation.startOfBlankLines(before: mark, from: position, in: bytes)
      guard let start, mark + 2 < bytes.count, bytes[mark + 2] != 0x7B, bytes[mark + 2] != 0x0A else {
        position = mark + 1
        continue
      }
      let end = ByteSearch.first(0x0A, in: bytes, from: mark) ?? bytes.count
      comments.append(edited.map.range(mark, end))
      position = min(end + 1, bytes.count)
      changes.append(TextChange(range: start..<position))
    }
    edited.apply(changes)
  }

  /// Where the first of the lines begins that hold nothing but white space before an offset; nil when something else
  /// stands before it on its line.
  private static func startOfBlankLines(before mark: Int, from limit: Int, in bytes: [UInt8]) -> Int? {
    var index = mark
    var start: Int?
    while index > limit {
      let byte = bytes[index - 1]
      if byte == 0x20 || byte &- 9 < 5 {
        if byte == 0x0A || byte == 0x0D { start = index }
        index -= 1
        continue
      }
      if byte < 0x80 { return start }
      var character = index - 1
      while character > limit, bytes[character] & 0xC0 == 0x80 { character -= 1 }
      guard CharacterClass.whitespaceLength(bytes, character) == index - character else { return start }
      if CharacterClass.lineTerminatorLength(bytes, character) > 0 { start = index }
      index = character
    }
    // The text's beginning, and the end of the comment before, begin a line too.
    return index == 0 || bytes[index - 1] == 0x0A ? index : start
  }

  private mutating func trimStart() {
    let bytes = edited.bytes
    var end = 0
    while true {
      let length = CharacterClass.whitespaceLength(bytes, end)
      if length == 0 { break }
      end += length
    }
    if end > 0 { edited.apply([TextChange(range: 0..<end)]) }
  }

  private mutating func encodeEntities() {
    guard ByteSearch.first(0x3B, in: edited.bytes) != nil, ByteSearch.first(0x23, in: edited.bytes) != nil
    else {
      return
    }
    edited.apply(EntityCodes.lastSemicolons(of: "style", in: edited.bytes))
    edited.apply(EntityCodes.lastSemicolons(of: "classDef", in: edited.bytes))
    edited.apply(EntityCodes.encodings(in: edited.bytes))
  }

  /// White space, `%%` and the rest of the line, wherever they stand, become one line end.
  private func withoutCommentsForDetection() -> [UInt8] {
    let bytes = edited.bytes
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    var lineEnd = 0
    while index < bytes.count {
      if bytes[index] == 0x25, index + 1 < bytes.count, bytes[index + 1] == 0x25 {
        if lineEnd <= index {
          lineEnd = index
          while lineEnd < bytes.count, CharacterClass.lineTerminatorLength(bytes, lineEnd) == 0 {
            lineEnd += 1
          }
        }
        // The expression wants a LF; a line that ends otherwise, or not at all, stays.
        if lineEnd < bytes.count, bytes[lineEnd] == 0x0A {
          while let last = result.last, last <= 0x20, CharacterClass.whitespaceLength([last], 0) > 0 {
            result.removeLast()
          }
          result.append(0x0A)
          index = lineEnd + 1
          continue
        }
      }
      result.append(bytes[index])
      index += 1
    }
    return result
  }
}
