import CCMarkGFM
import Glibc

/// Which syntax a page may hold beside CommonMark. Each costs cmark a walk or two through the whole tree, and most pages
/// hold none of it.
struct CMarkSyntax {
  /// Whether there may be footnotes, or references to them.
  private(set) var hasFootnotes = false
  /// Whether there may be addresses without marks, of sites or of people.
  private(set) var hasAddresses = false
  /// Whether it matters what cmark's table of characters says of the tilde.
  var hasTilde: Bool { tildeCount > 0 }
  /// Whether text could be struck through.
  var mayStrikeThrough: Bool { tildeCount > 1 }
  /// Two stand for any number above.
  private var tildeCount = 0

  init(of text: UnsafeBufferPointer<UInt8>, _ pieces: [Range<Int>]) {
    for piece in pieces {
      let piece = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(text)[piece])
      tildeCount += Self.count(of: UInt8(ascii: "~"), in: piece, upTo: 2)
      // What an entity stands for is not known here: `&#64;` is an @.
      let hasEntity = Self.holdsEntity(piece)
      hasFootnotes = hasFootnotes || hasEntity || Self.count(of: UInt8(ascii: "^"), in: piece, upTo: 1) > 0
      hasAddresses =
        hasAddresses || hasEntity || Self.count(of: UInt8(ascii: "@"), in: piece, upTo: 1) > 0
        || Self.holds("://", piece) || Self.holds("www.", piece)
    }
  }

  private static func count(of byte: UInt8, in text: UnsafeRawBufferPointer, upTo limit: Int) -> Int {
    var count = 0
    var place = 0
    while count < limit, let next = first(byte, in: text, from: place) {
      count += 1
      place = next + 1
    }
    return count
  }

  private static func holdsEntity(_ text: UnsafeRawBufferPointer) -> Bool {
    var place = 0
    while let mark = first(UInt8(ascii: "&"), in: text, from: place) {
      place = mark + 1
      guard place < text.count else { return false }
      if text[place] == UInt8(ascii: "#") || text[place] | 0x20 &- UInt8(ascii: "a") < 26 { return true }
    }
    return false
  }

  private static func holds(_ word: StaticString, _ text: UnsafeRawBufferPointer) -> Bool {
    var place = 0
    while let found = first(word.utf8Start[0], in: text, from: place) {
      place = found + 1
      guard text.count - found >= word.utf8CodeUnitCount, let base = text.baseAddress else { return false }
      if memcmp(base + found, word.utf8Start, word.utf8CodeUnitCount) == 0 { return true }
    }
    return false
  }

  private static func first(_ byte: UInt8, in text: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard start < text.count, let base = text.baseAddress,
      let found = memchr(base + start, Int32(byte), text.count - start)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }
}
