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
  private var triggers = Triggers()

  /// Which bytes occur at all.
  private struct Triggers {
    var carriageReturn = false
    var percent = false
    var hash = false
    var tag = false
    var attribute = false
  }

  init(_ original: [UInt8]) {
    self.original = original
    edited = EditedText(original)
    triggers = Preparation.triggers(of: original)
  }

  mutating func run() {
    if triggers.carriageReturn { unifyLineEnds() }
    if triggers.attribute, triggers.tag { changeAttributeQuotes() }
    removeFrontMatter()
    if triggers.percent {
      removeDirectives()
      removeComments()
    }
    trimStart()
  }

  /// The second run; says whether it changed anything.
  mutating func runAgain() -> Bool {
    guard triggers.percent || edited.bytes.first == 0x2D else { return false }
    let before = edited.bytes
    run()
    return edited.bytes != before
  }

  /// What only `Diagram.fromText` does: `#name;` codes are encoded, and a line end is added.
  mutating func finish() {
    if triggers.hash { encodeEntities() }
    let count = edited.bytes.count
    if edited.map.pieces.isEmpty {
      edited.append(0x0A)
    } else {
      edited.apply([TextChange(range: count..<count, replacement: [0x0A])])
    }
  }

  /// The text in which mermaid looks for the type, where that is another than the cleaned text: front matter,
  /// directives and the rests of lines behind `%%` removed once more.
  var detectionText: [UInt8]? {
    guard triggers.percent || edited.bytes.first == 0x2D else { return nil }
    var copy = self
    copy.removeFrontMatter(reading: false)
    copy.removeDirectives()
    return copy.withoutCommentsForDetection()
  }

  // MARK: Steps

  private static func triggers(of bytes: [UInt8]) -> Triggers {
    var triggers = Triggers()
    var last: UInt8 = 0
    for byte in bytes {
      // Everything of interest is below "=", and letters are above it.
      if byte <= 0x3D {
        switch byte {
        case 0x0D: triggers.carriageReturn = true
        case 0x22: if last == 0x3D { triggers.attribute = true }
        case 0x23: triggers.hash = true
        case 0x25: if last == 0x25 { triggers.percent = true }
        case 0x3C: triggers.tag = true
        default: break
        }
      }
      last = byte
    }
    return triggers
  }

  /// CRLF and CR become LF.
  private mutating func unifyLineEnds() {
    let bytes = edited.bytes
    var changes: [TextChange] = []
    var lone: [Int] = []
    for index in bytes.indices where bytes[index] == 0x0D {
      if index + 1 < bytes.count, bytes[index + 1] == 0x0A {
        changes.append(TextChange(range: index..<(index + 1)))
      } else {
        lone.append(index)
      }
    }
    edited.replace(lone, by: 0x0A)
    edited.apply(changes)
    triggers.carriageReturn = false
  }

  /// In anything that looks like a tag, `="…"` becomes `='…'`, which moves nothing.
  private mutating func changeAttributeQuotes() {
    let bytes = edited.bytes
    var quotes: [Int] = []
    var index = 0
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
    if reading, frontMatter == nil || frontMatter?.error == nil { frontMatter = FrontMatter(found, in: edited) }
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
    var index = 0
    while index < bytes.count {
      let start = index
      while true {
        let length = CharacterClass.whitespaceLength(bytes, index)
        if length == 0 { break }
        index += length
      }
      if index + 2 < bytes.count, bytes[index] == 0x25, bytes[index + 1] == 0x25, bytes[index + 2] != 0x7B,
        bytes[index + 2] != 0x0A
      {
        var end = index + 2
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        comments.append(edited.map.range(index, end))
        if end < bytes.count { end += 1 }
        changes.append(TextChange(range: start..<end))
        index = end
        continue
      }
      while index < bytes.count {
        let length = CharacterClass.lineTerminatorLength(bytes, index)
        index += max(length, 1)
        if length > 0 { break }
      }
    }
    edited.apply(changes)
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
    while index < bytes.count {
      if bytes[index] == 0x25, index + 1 < bytes.count, bytes[index + 1] == 0x25 {
        var end = index
        var terminator = 0
        while end < bytes.count {
          terminator = CharacterClass.lineTerminatorLength(bytes, end)
          if terminator > 0 { break }
          end += 1
        }
        // The expression wants a LF; a line that ends otherwise, or not at all, stays.
        if end < bytes.count, bytes[end] == 0x0A {
          while let last = result.last, last <= 0x20, CharacterClass.whitespaceLength([last], 0) > 0 {
            result.removeLast()
          }
          result.append(0x0A)
          index = end + 1
          continue
        }
      }
      result.append(bytes[index])
      index += 1
    }
    return result
  }
}
