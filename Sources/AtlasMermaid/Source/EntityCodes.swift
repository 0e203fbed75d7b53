import AtlasCore

/// Mermaid's own codes for characters in a text: `#quot;`, `#35;`. Before parsing they become letters that no grammar
/// takes for punctuation, and before drawing HTML entities.
public enum EntityCodes {
  /// What stands for `&`, before a name; a second degree sign makes it `&#`, before a number.
  static let opening: [UInt8] = Array("ﬂ°".utf8)
  static let numericOpening: [UInt8] = Array("ﬂ°°".utf8)
  /// What stands for `;`.
  static let closing: [UInt8] = Array("¶ß".utf8)

  /// `#word;`, each replaced.
  static func encodings(in bytes: [UInt8]) -> [TextChange] {
    var changes: [TextChange] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == 0x23 else {
        index += 1
        continue
      }
      let start = index
      index += 1
      var isNumber = true
      while index < bytes.count, CharacterClass.isWord(bytes[index]) {
        if !CharacterClass.isDigit(bytes[index]) { isNumber = false }
        index += 1
      }
      guard index > start + 1, index < bytes.count, bytes[index] == 0x3B else { continue }
      let name = bytes[(start + 1)..<index]
      index += 1
      changes.append(
        TextChange(range: start..<index, replacement: (isNumber ? numericOpening : opening) + name + closing))
    }
    return changes
  }

  /// The way back: what `encodings` replaced, as people write it.
  static func written(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == opening[0], let (name, end) = encodedName(bytes[index...]) {
        result.append(0x23)
        result += name
        result.append(0x3B)
        index = end
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  /// The name in the code at the beginning of some bytes, and the offset behind the code.
  private static func encodedName(_ bytes: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, Int)? {
    guard bytes.starts(with: opening) else { return nil }
    let isNumber = bytes.starts(with: numericOpening)
    let start = bytes.startIndex + (isNumber ? numericOpening.count : opening.count)
    let end = bytes[start...].firstIndex { !CharacterClass.isWord($0) } ?? bytes.endIndex
    guard end > start, bytes[end...].starts(with: closing) else { return nil }
    return (bytes[start..<end], end + closing.count)
  }

  /// A line that holds the word, then a `:` and, with no white space between, a `#`, then a `;`, loses its last `;`:
  /// it would make an entity of a colour.
  static func lastSemicolons(of word: StaticString, in bytes: [UInt8]) -> [TextChange] {
    var changes: [TextChange] = []
    var line = 0
    while line < bytes.count {
      var end = line
      while end < bytes.count, CharacterClass.lineTerminatorLength(bytes, end) == 0 { end += 1 }
      if let last = lastSemicolon(of: word, in: bytes, line..<end) {
        changes.append(TextChange(range: last..<(last + 1)))
      }
      line = end + max(CharacterClass.lineTerminatorLength(bytes, end), 1)
    }
    return changes
  }

  /// The lines with one semicolon more where `lastSemicolons` would take one away.
  static func protectingSemicolons(in bytes: inout [UInt8], from start: Int) {
    guard bytes[start...].contains(0x3B) else { return }
    for word in ["style", "classDef"] as [StaticString] {
      for change in lastSemicolons(of: word, in: Array(bytes[start...])).reversed() {
        bytes.insert(0x3B, at: start + change.range.lowerBound)
      }
    }
  }

  private static func lastSemicolon(of word: StaticString, in bytes: [UInt8], _ line: Range<Int>) -> Int? {
    guard let semicolon = bytes[line].lastIndex(of: 0x3B),
      let found = firstIndex(of: word, in: bytes, line.lowerBound..<semicolon)
    else { return nil }
    var index = found + word.utf8CodeUnitCount
    // From each colon, a run without white space that reaches a hash.
    var isAfterColon = false
    while index < semicolon {
      let space = CharacterClass.whitespaceLength(bytes, index)
      if space > 0 {
        isAfterColon = false
        index += space
        continue
      }
      if bytes[index] == 0x23, isAfterColon { return semicolon }
      if bytes[index] == 0x3A { isAfterColon = true }
      index += 1
    }
    return nil
  }

  private static func firstIndex(of word: StaticString, in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    let count = word.utf8CodeUnitCount
    var index = range.lowerBound
    while index + count <= range.upperBound {
      if bytes[index] == word.utf8Start[0],
        (1..<count).allSatisfy({ bytes[index + $0] == word.utf8Start[$0] })
      {
        return index
      }
      index += 1
    }
    return nil
  }
}

extension EntityCodes {
  /// The text with `#name;` and `#number;` as the characters they stand for; unknown names stay as they are.
  static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(0x23) else { return String(decoding: bytes, as: UTF8.self) }
    var result: [UInt8] = []
    var position = bytes.startIndex
    let text = Array(bytes)
    let base = bytes.startIndex
    for change in encodings(in: text) {
      let range = (change.range.lowerBound + base)..<(change.range.upperBound + base)
      result += bytes[position..<range.lowerBound]
      result += character(bytes[range].dropFirst().dropLast()) ?? Array(bytes[range])
      position = range.upperBound
    }
    result += bytes[position...]
    return String(decoding: result, as: UTF8.self)
  }

  private static func character(_ name: ArraySlice<UInt8>) -> [UInt8]? {
    if let known = names[String(decoding: name, as: UTF8.self)] { return Array(known.utf8) }
    guard name.allSatisfy(CharacterClass.isDigit), name.count < 8,
      let scalar = Unicode.Scalar(name.reduce(UInt32(0)) { $0 * 10 + UInt32($1 - 0x30) })
    else { return nil }
    return Array(String(scalar).utf8)
  }

  private static let names = [
    "quot": "\"", "amp": "&", "lt": "<", "gt": ">", "apos": "'", "nbsp": "\u{A0}", "hash": "#", "semi": ";",
    "colon": ":", "comma": ",", "lpar": "(", "rpar": ")", "lbrack": "[", "rbrack": "]", "lbrace": "{",
    "rbrace": "}", "vert": "|", "bsol": "\\", "sol": "/", "grave": "`", "num": "#", "excl": "!",
    "equals": "=",
    "plus": "+", "percnt": "%", "commat": "@", "lowbar": "_", "copy": "©", "reg": "®", "deg": "°",
    "middot": "·",
    "bull": "•", "hellip": "…", "ndash": "–", "mdash": "—", "larr": "←", "rarr": "→", "uarr": "↑",
    "darr": "↓",
    "harr": "↔", "infin": "∞", "ne": "≠", "le": "≤", "ge": "≥", "times": "×", "divide": "÷", "euro": "€",
    "pound": "£", "yen": "¥", "hearts": "♥", "check": "✓", "cross": "✗",
  ]
}
