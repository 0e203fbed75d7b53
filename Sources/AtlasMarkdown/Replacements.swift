import AtlasCore
import Glibc

/// Where a text stands in its page when bytes of the page were replaced by U+FFFD: single NUL bytes, and the longest
/// beginnings of characters that are none, as browsers replace them.
struct Replacements: Sendable, Equatable {
  /// Neighbouring faults of the same length, and the U+FFFD that stand for them.
  struct Run: Sendable, Equatable {
    var text: UInt32
    var page: UInt32
    /// How many bytes of the page each U+FFFD replaces.
    var faultLength: UInt32
    var count: UInt32

    var textEnd: Int { Int(text) + 3 * Int(count) }
    var pageEnd: Int { Int(page) + Int(faultLength * count) }
  }

  static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  private let runs: [Run]

  /// The text of a page, and where it differs from it; the page itself and nil where it does not.
  static func make(_ page: [UInt8]) -> ([UInt8], Replacements?) {
    guard let first = firstFault(in: page) else { return (page, nil) }
    var text = Array(page[..<first])
    text.reserveCapacity(page.count + page.count / 8)
    var runs: [Run] = []
    var index = first
    while index < page.count {
      let length = UTF8Step.length(in: page, at: index)
      if length > 0 {
        text.append(contentsOf: page[index..<(index + length)])
        index += length
      } else {
        if let last = runs.last, last.pageEnd == index, last.faultLength == UInt32(-length) {
          runs[runs.count - 1].count += 1
        } else {
          runs.append(
            Run(text: UInt32(text.count), page: UInt32(index), faultLength: UInt32(-length), count: 1))
        }
        text.append(contentsOf: replacement)
        index -= length
      }
    }
    return (text, Replacements(runs: runs))
  }

  private static func firstFault(in page: [UInt8]) -> Int? {
    let bad = ByteText.firstInvalidUTF8(in: page)
    let zero = page.withUnsafeBytes { bytes in
      bytes.baseAddress.flatMap { base in memchr(base, 0, bytes.count).map { UnsafeRawPointer($0) - base } }
    }
    return [bad, zero].compactMap { $0 }.min()
  }

  /// A range of a text as one of its page, where anything was replaced.
  static func place(_ range: TextRange, _ replacements: Replacements?) -> TextRange {
    guard let replacements else { return range }
    return TextRange(replacements.page(range.lowerBound), replacements.pageEnd(range.upperBound))
  }

  /// The page's offset of the byte at `text`; all three bytes of a U+FFFD stand for the first that it replaces.
  func page(_ text: Int) -> Int {
    guard let run = last(where: { Int($0.text) <= text }) else { return text }
    guard text < run.textEnd else { return run.pageEnd + text - run.textEnd }
    return Int(run.page) + (text - Int(run.text)) / 3 * Int(run.faultLength)
  }

  /// The page's offset of an end: after all that a U+FFFD replaces, where `text` lies in one or behind it.
  func pageEnd(_ text: Int) -> Int {
    guard let run = last(where: { Int($0.text) < text }) else { return text }
    guard text < run.textEnd else { return run.pageEnd + text - run.textEnd }
    return Int(run.page) + (text - Int(run.text) + 2) / 3 * Int(run.faultLength)
  }

  /// The text's offset of the byte at `page`.
  func text(_ page: Int) -> Int {
    guard let run = last(where: { Int($0.page) <= page }) else { return page }
    guard page < run.pageEnd else { return run.textEnd + page - run.pageEnd }
    return Int(run.text) + (page - Int(run.page)) / Int(run.faultLength) * 3
  }

  private func last(where isBefore: (Run) -> Bool) -> Run? {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if isBefore(runs[middle]) { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : runs[low - 1]
  }
}

/// One step through bytes that should be UTF-8.
enum UTF8Step {
  /// The length of the character at `index`; negative where the bytes there are none or NUL: how many of them count
  /// as one fault.
  static func length(in bytes: [UInt8], at index: Int) -> Int {
    let first = bytes[index]
    if first == 0 { return -1 }
    if first < 0x80 { return 1 }
    let (count, low, high): (Int, UInt8, UInt8)
    switch first {
    case 0xC2...0xDF: (count, low, high) = (2, 0x80, 0xBF)
    case 0xE0: (count, low, high) = (3, 0xA0, 0xBF)
    case 0xED: (count, low, high) = (3, 0x80, 0x9F)
    case 0xE1...0xEF: (count, low, high) = (3, 0x80, 0xBF)
    case 0xF0: (count, low, high) = (4, 0x90, 0xBF)
    case 0xF1...0xF3: (count, low, high) = (4, 0x80, 0xBF)
    case 0xF4: (count, low, high) = (4, 0x80, 0x8F)
    default: return -1
    }
    var length = 1
    while length < count, index + length < bytes.count {
      let next = bytes[index + length]
      guard length == 1 ? (low...high).contains(next) : next & 0xC0 == 0x80 else { return -length }
      length += 1
    }
    return length == count ? count : -length
  }
}
