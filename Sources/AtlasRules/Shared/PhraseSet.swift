import AtlasCore

/// Phrases to look for in texts, in any case, where they begin a word. Made once, asked often.
struct PhraseSet: Sendable {
  /// By the first byte, lower case.
  private let byFirstByte: [[[UInt8]]]
  /// For each byte: whether a phrase begins with it, in either case, and whether it is part of a word.
  private let traits: [UInt8]

  private static let mayBegin: UInt8 = 1
  private static let isWord: UInt8 = 2

  /// Precondition: the phrases are lower-case ASCII and not empty.
  init(_ phrases: [String]) {
    var byFirstByte: [[[UInt8]]] = Array(repeating: [], count: 256)
    var traits = (0...255).map { Self.isWord(UInt8($0)) ? Self.isWord : 0 }
    for phrase in phrases {
      let bytes = Array(phrase.utf8)
      byFirstByte[Int(bytes[0])].append(bytes)
      traits[Int(bytes[0])] |= Self.mayBegin
      traits[Int(Self.upper(bytes[0]))] |= Self.mayBegin
    }
    self.byFirstByte = byFirstByte
    self.traits = traits
  }

  /// The offset of the first place at which any of the phrases stands.
  /// Complexity: one look into a table for each byte of the text, but where a phrase may begin.
  func first(in text: ArraySlice<UInt8>) -> Int? {
    text.withUnsafeBufferPointer { bytes in
      traits.withUnsafeBufferPointer { traits in
        var previous: UInt8 = 0
        for start in bytes.indices {
          let trait = traits[Int(bytes[start])]
          if trait & Self.mayBegin != 0, previous & Self.isWord == 0, begins(at: start, in: bytes) {
            return text.startIndex + start
          }
          previous = trait
        }
        return nil
      }
    }
  }

  private func begins(at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    byFirstByte[Int(Self.lower(bytes[start]))].contains { phrase in
      guard start + phrase.count <= bytes.count else { return false }
      return phrase.indices.allSatisfy { Self.lower(bytes[start + $0]) == phrase[$0] }
    }
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }

  private static func upper(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte & 0xDF : byte
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    let letter = lower(byte)
    return (letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z"))
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || byte >= 0x80
  }
}
