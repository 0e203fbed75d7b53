import AtlasCore
import AtlasMermaid

/// One `classDef`, `style` or `linkStyle` statement, its declarations read.
struct StyleBlock: Sendable {
  enum Target: Hashable {
    /// `classDef a,b …`
    case classes([String])
    /// `style A …`
    case element(String)
    /// `linkStyle 0 …`
    case links
  }

  struct Declaration: Sendable {
    /// Lower case.
    var property: String
    /// Without white space around it and without `!important`.
    var value: TextRange
    /// Nil where the value is no colour.
    var colour: Colour?
  }

  var range: TextRange
  var target: Target
  var declarations: [Declaration]

  /// Where several declare the same, the browser takes the last.
  func last(_ property: String) -> Declaration? { declarations.last { $0.property == property } }

  var classes: [String] {
    if case .classes(let names) = target { names } else { [] }
  }

  init(_ range: TextRange, _ target: Target, _ styles: [TextRange], _ source: MermaidSource) {
    self.range = range
    self.target = target
    declarations = styles.compactMap { Self.declaration($0, source.original) }
  }

  private static func declaration(_ style: TextRange, _ bytes: [UInt8]) -> Declaration? {
    guard let colon = bytes[style.bounds].firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let property = trimmed(TextRange(style.lowerBound, colon), bytes)
    var value = trimmed(TextRange(colon + 1, style.upperBound), bytes)
    let important = Array("!important".utf8)
    if bytes[value.bounds].suffix(important.count).elementsEqual(important) {
      value = trimmed(TextRange(value.lowerBound, value.upperBound - important.count), bytes)
    }
    return Declaration(
      property: String(decoding: bytes[property.bounds], as: UTF8.self).lowercased(), value: value,
      colour: Colour(bytes[value.bounds]))
  }

  private static func trimmed(_ range: TextRange, _ bytes: [UInt8]) -> TextRange {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return TextRange(start, end)
  }
}
