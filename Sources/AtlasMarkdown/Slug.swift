/// The fragment by which GitHub links to a heading: lower case, without punctuation, `-` for spaces, and `-1`, `-2`, …
/// for headings that say the same.
package struct Slug {
  private var taken: [String: Int] = [:]

  package init() {}

  /// The slug of a heading's text, without a number.
  package static func plain(_ text: String) -> String {
    var slug: [UInt8] = []
    slug.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      guard scalar.isASCII else {
        // Lower case may be several characters.
        for lower in scalar.properties.lowercaseMapping.unicodeScalars where isKept(lower) {
          slug.append(contentsOf: UTF8.encode(lower)!)
        }
        continue
      }
      let byte = UInt8(truncatingIfNeeded: scalar.value)
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): slug.append(byte | 0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
        UInt8(ascii: "-"):
        slug.append(byte)
      case UInt8(ascii: " "): slug.append(UInt8(ascii: "-"))
      default: break
      }
    }
    return String(decoding: slug, as: UTF8.self)
  }

  /// The slug of the page's next heading.
  package mutating func next(_ text: String) -> String {
    let plain = Slug.plain(text)
    var slug = plain
    while taken[slug] != nil {
      taken[plain, default: 0] += 1
      slug = "\(plain)-\(taken[plain, default: 0])"
    }
    taken[slug] = 0
    return slug
  }

  /// Letters, marks, digits, connectors such as `_`, and hyphens stay.
  private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      switch scalar {
      case "a"..."z", "0"..."9", "_", "-": return true
      default: return false
      }
    }
    switch scalar.properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation:
      return true
    default: return false
    }
  }
}
