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

  /// What rules ask for.
  enum Property: String, CaseIterable {
    case fill, stroke, color, rx, ry
    case fontWeight = "font-weight"
    case fontSize = "font-size"
  }

  struct Declaration: Sendable {
    /// Nil for one that no rule asks for.
    var property: Property?
    /// Without white space around it and without `!important`.
    var value: TextRange
    /// Nil where the value is no colour.
    var colour: Colour?
  }

  var range: TextRange
  var target: Target
  var declarations: [Declaration]

  /// Where several declare the same, the browser takes the last.
  func last(_ property: Property) -> Declaration? { declarations.last { $0.property == property } }

  var fill: Declaration? { last(.fill) }

  var classes: [String] {
    if case .classes(let names) = target { names } else { [] }
  }

  init(_ range: TextRange, _ target: Target, _ styles: [TextRange], _ source: MermaidSource) {
    self.range = range
    self.target = target
    declarations = []
    declarations.reserveCapacity(styles.count)
    for style in styles {
      if let declaration = Self.declaration(style, source.original) { declarations.append(declaration) }
    }
  }

  private static func declaration(_ style: TextRange, _ bytes: [UInt8]) -> Declaration? {
    guard let colon = bytes[style.bounds].firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let property = trimmed(TextRange(style.lowerBound, colon), bytes)
    var value = trimmed(TextRange(colon + 1, style.upperBound), bytes)
    let important: StaticString = "!important"
    if important.ends(bytes, value) {
      value = trimmed(TextRange(value.lowerBound, value.upperBound - important.utf8CodeUnitCount), bytes)
    }
    return Declaration(
      property: Property(bytes[property.bounds]), value: value, colour: Colour(bytes[value.bounds]))
  }

  private static func trimmed(_ range: TextRange, _ bytes: [UInt8]) -> TextRange {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return TextRange(start, end)
  }
}

extension StyleBlock.Property {
  /// In any case.
  fileprivate init?(_ text: ArraySlice<UInt8>) {
    let known: StyleBlock.Property? =
      switch (text.count, text.last.map { $0 | 0x20 }) {
      case (4, UInt8(ascii: "l")): .fill
      case (6, UInt8(ascii: "e")): .stroke
      case (5, UInt8(ascii: "r")): .color
      case (2, UInt8(ascii: "x")): .rx
      case (2, UInt8(ascii: "y")): .ry
      case (11, UInt8(ascii: "t")): .fontWeight
      case (9, UInt8(ascii: "e")): .fontSize
      default: nil
      }
    guard let known, text.elementsEqual(known.rawValue.utf8, by: { ASCII.lowered($0) == $1 }) else {
      return nil
    }
    self = known
  }
}

extension StaticString {
  /// Whether a stretch of bytes ends with it.
  fileprivate func ends(_ bytes: [UInt8], _ range: TextRange) -> Bool {
    guard range.count >= utf8CodeUnitCount else { return false }
    let start = range.upperBound - utf8CodeUnitCount
    return (0..<utf8CodeUnitCount).allSatisfy { bytes[start + $0] == utf8Start[$0] }
  }
}
