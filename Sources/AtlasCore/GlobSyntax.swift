/// Reads the text of a glob: first its braces are multiplied out, then each alternative becomes a row of tokens.
enum GlobSyntax {
  enum Token: Hashable {
    /// One byte of a set.
    case one(ByteSet)
    /// Any number of bytes of a set.
    case many(ByteSet)
    /// `**/`: nothing, or anything that ends in a `/`.
    case folders
  }

  /// What one pattern may stand for when its braces are multiplied out.
  static let mostAlternatives = 1024
  private static let deepestBraces = 32

  /// A byte of the pattern and where it stands; `isPlain` when a backslash took its meaning away.
  struct Character: Hashable {
    var byte: UInt8
    var offset: Int
    var isPlain: Bool

    func `is`(_ scalar: Unicode.Scalar) -> Bool { !isPlain && byte == UInt8(ascii: scalar) }
  }

  // MARK: Braces

  static func alternatives(of pattern: String) throws(GlobError) -> [[Character]] {
    let characters = try characters(of: pattern)
    var index = 0
    let found = try sequence(characters, &index, depth: 0, pattern)
    guard index == characters.count else {
      throw GlobError(
        pattern, characters[index].offset, #""}" without "{" before it"#,
        help: #"write "\}" for the character itself"#)
    }
    return found
  }

  private static func characters(of pattern: String) throws(GlobError) -> [Character] {
    guard !pattern.isEmpty else {
      throw GlobError(pattern, 0, "an empty pattern matches nothing", help: "remove it")
    }
    var characters: [Character] = []
    let bytes = Array(pattern.utf8)
    var offset = 0
    while offset < bytes.count {
      let isEscape = bytes[offset] == UInt8(ascii: "\\")
      guard !isEscape || offset + 1 < bytes.count else {
        throw GlobError(
          pattern, offset, #"a "\" at the end takes nothing"#, help: #"write "\\" for the character itself"#)
      }
      characters.append(
        Character(byte: bytes[isEscape ? offset + 1 : offset], offset: offset, isPlain: isEscape))
      offset += isEscape ? 2 : 1
    }
    return characters
  }

  /// Everything up to the end, or up to the `,` or `}` that ends one choice of the surrounding braces.
  private static func sequence(
    _ characters: [Character], _ index: inout Int, depth: Int, _ pattern: String
  ) throws(GlobError) -> [[Character]] {
    var found: [[Character]] = [[]]
    while index < characters.count {
      let character = characters[index]
      if character.is("}") || depth > 0 && character.is(",") { return found }
      if character.is("[") {
        let end = endOfClass(characters, index)
        for position in found.indices { found[position] += characters[index..<end] }
        index = end
      } else if character.is("{") {
        found = try multiply(
          found, by: braces(characters, &index, depth: depth + 1, pattern), character, pattern)
      } else {
        for position in found.indices { found[position].append(character) }
        index += 1
      }
    }
    return found
  }

  private static func braces(
    _ characters: [Character], _ index: inout Int, depth: Int, _ pattern: String
  ) throws(GlobError) -> [[Character]] {
    let open = characters[index].offset
    guard depth <= deepestBraces else {
      throw GlobError(
        pattern, open, "braces lie more than \(deepestBraces) deep in each other", help: "list the choices")
    }
    var found: [[Character]] = []
    repeat {
      index += 1
      found += try sequence(characters, &index, depth: depth, pattern)
    } while index < characters.count && characters[index].is(",")
    guard index < characters.count else {
      throw GlobError(
        pattern, open, #""{" is never closed"#,
        help: #"write "}" after the choices, or "\{" for the character itself"#)
    }
    index += 1
    return found
  }

  private static func multiply(
    _ heads: [[Character]], by tails: [[Character]], _ open: Character, _ pattern: String
  ) throws(GlobError) -> [[Character]] {
    guard heads.count * tails.count <= mostAlternatives else {
      throw GlobError(
        pattern, open.offset,
        "the braces stand for more than \(mostAlternatives) patterns", help: "write fewer of them")
    }
    return heads.flatMap { head in tails.map { head + $0 } }
  }

  /// Braces and commas in a class are characters of it. An open class is found out when it is read.
  private static func endOfClass(_ characters: [Character], _ start: Int) -> Int {
    var index = start + 1
    while index < characters.count, !characters[index].is("]") { index += 1 }
    return min(index + 1, characters.count)
  }

  // MARK: Tokens

  static func tokens(of alternative: [Character], in pattern: String) throws(GlobError) -> [Token] {
    var names = alternative.split(omittingEmptySubsequences: false) { $0.is("/") }
    guard let first = names.first, !alternative.isEmpty else {
      throw GlobError(pattern, 0, "one of the choices is empty and matches nothing", help: "remove it")
    }
    if first.isEmpty {
      throw GlobError(
        pattern, 0, "patterns are relative to the project folder", help: #"remove the leading "/""#)
    }
    if names.count > 1, text(first) == "." { names.removeFirst() }
    let matchesBelow = names.last?.isEmpty == true
    if matchesBelow { names.removeLast() }

    var tokens: [Token] = []
    for (index, name) in names.enumerated() {
      let isLast = index == names.count - 1
      if isGlobStar(name) {
        // `**/**` is `**`.
        if isLast { tokens += everything } else if tokens.last != .folders { tokens.append(.folders) }
        continue
      }
      try check(name, pattern)
      tokens += try self.tokens(ofName: name, pattern)
      if !isLast || matchesBelow { tokens.append(.one(.slash)) }
    }
    if matchesBelow, !(names.last.map(isGlobStar) ?? false) { tokens += everything }
    return tokens
  }

  /// One byte or more, slashes too.
  private static let everything: [Token] = [.one(.all), .many(.all)]

  private static func isGlobStar(_ name: ArraySlice<Character>) -> Bool {
    name.count == 2 && name.allSatisfy { $0.is("*") }
  }

  private static func text(_ name: ArraySlice<Character>) -> String {
    String(decoding: name.map(\.byte), as: UTF8.self)
  }

  private static func check(_ name: ArraySlice<Character>, _ pattern: String) throws(GlobError) {
    guard let first = name.first else {
      throw GlobError(pattern, 0, #""//" matches nothing, as no name is empty"#, help: #"write one "/""#)
    }
    if text(name) == "." || text(name) == ".." {
      throw GlobError(
        pattern, first.offset,
        #"paths are written without "\#(text(name))""#, help: "name the folder from the project's")
    }
  }

  private static func tokens(
    ofName name: ArraySlice<Character>, _ pattern: String
  ) throws(GlobError) -> [Token] {
    var tokens: [Token] = []
    var index = name.startIndex
    while index < name.endIndex {
      let character = name[index]
      index += 1
      if character.is("*") {
        if tokens.last != .many(.inName) { tokens.append(.many(.inName)) }
      } else if character.is("?") {
        tokens += [.one(.inName), .many(.continuation)]
      } else if character.is("[") {
        tokens += try characterClass(name, &index, open: character, pattern)
      } else {
        tokens.append(.one(ByteSet([character.byte])))
      }
    }
    return tokens
  }

  private static func characterClass(
    _ name: ArraySlice<Character>, _ index: inout Int, open: Character, _ pattern: String
  ) throws(GlobError) -> [Token] {
    var set = ByteSet()
    let isNegated = index < name.endIndex && name[index].is("^")
    if isNegated { index += 1 }
    while index < name.endIndex, !name[index].is("]") {
      let low = name[index]
      var high = low
      if index + 2 < name.endIndex, name[index + 1].is("-"), !name[index + 2].is("]") {
        high = name[index + 2]
        index += 2
      }
      index += 1
      guard low.byte < 0x80, high.byte < 0x80 else {
        throw GlobError(
          pattern, low.offset, "a class holds ASCII characters only", help: "write the others as {ä,ö}")
      }
      guard low.byte <= high.byte else {
        throw GlobError(pattern, low.offset, "the range runs backwards", help: "write its lower end first")
      }
      for byte in low.byte...high.byte { set.insert(byte) }
    }
    guard index < name.endIndex else {
      throw GlobError(
        pattern, open.offset,
        #""[" is never closed in its name"#, help: #"write "]" after it, or "\[" for the character itself"#)
    }
    index += 1
    guard !set.isEmpty else {
      throw GlobError(pattern, open.offset, "an empty class matches nothing", help: "remove it")
    }
    if !isNegated { return [.one(set.without(.slash))] }
    // One character that is not in the set may be several bytes.
    return [.one(ByteSet.inName.without(set)), .many(.continuation)]
  }
}

/// A set of byte values.
struct ByteSet: Hashable {
  private var words: InlineWords = InlineWords()

  private struct InlineWords: Hashable {
    var a: UInt64 = 0
    var b: UInt64 = 0
    var c: UInt64 = 0
    var d: UInt64 = 0
  }

  init() {}

  init(_ bytes: some Sequence<UInt8>) { for byte in bytes { insert(byte) } }

  static let all = ByteSet(UInt8.min...UInt8.max)
  static let slash = ByteSet([BytePath.separator])
  static let inName = all.without(slash)
  /// The second and later bytes of a UTF-8 sequence.
  static let continuation = ByteSet(0x80...0xBF)

  var isEmpty: Bool { words == InlineWords() }

  /// The byte of a set that has one; else nil.
  var onlyByte: UInt8? {
    var found: UInt8?
    for (number, word) in [words.a, words.b, words.c, words.d].enumerated() where word != 0 {
      guard found == nil, word & (word - 1) == 0 else { return nil }
      found = UInt8(number * 64 + word.trailingZeroBitCount)
    }
    return found
  }

  func contains(_ byte: UInt8) -> Bool {
    let word =
      switch byte >> 6 {
      case 0: words.a
      case 1: words.b
      case 2: words.c
      default: words.d
      }
    return word >> UInt64(byte & 63) & 1 == 1
  }

  mutating func insert(_ byte: UInt8) {
    let bit = UInt64(1) << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: words.a |= bit
    case 1: words.b |= bit
    case 2: words.c |= bit
    default: words.d |= bit
    }
  }

  func without(_ other: ByteSet) -> ByteSet {
    var rest = self
    rest.words.a &= ~other.words.a
    rest.words.b &= ~other.words.b
    rest.words.c &= ~other.words.c
    rest.words.d &= ~other.words.d
    return rest
  }
}
