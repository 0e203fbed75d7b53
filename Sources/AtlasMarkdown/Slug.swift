/// The fragment by which GitHub links to a heading: lower case, without punctuation, `-` for spaces, and `-1`, `-2`, …
/// for headings that say the same.
package struct Slug {
  private var taken: [String: Int] = [:]

  package init() {}

  /// The slug of a heading's text, without a number.
  package static func plain(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return plain(ascii: text) }
    var slug = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      if scalar == " " {
        slug.append("-")
      } else if isKept(scalar) {
        slug.append(scalar)
      }
    }
    return String(slug)
  }

  private static func plain(ascii text: String) -> String {
    var slug: [UInt8] = []
    slug.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): slug.append(byte | 0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
        UInt8(ascii: "-"):
        slug.append(byte)
      case UInt8(ascii: " "): slug.append(UInt8(ascii: "-"))
      default: continue
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
