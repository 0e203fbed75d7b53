import AtlasCore

/// Reads one style, such as `fill:#2563EB`.
enum StyleProperty {
  /// Where the value begins, behind the colon, if the style is of a property: in any case, with white space anywhere.
  static func value(of property: StaticString, in style: TextRange, _ bytes: [UInt8]) -> Int? {
    var place = style.lowerBound
    for number in 0...property.utf8CodeUnitCount {
      while place < style.upperBound, bytes[place] <= 0x20 { place += 1 }
      let letter = number < property.utf8CodeUnitCount ? property.utf8Start[number] : UInt8(ascii: ":")
      guard place < style.upperBound, ASCII.lowered(bytes[place]) == letter else { return nil }
      place += 1
    }
    return place
  }
}
