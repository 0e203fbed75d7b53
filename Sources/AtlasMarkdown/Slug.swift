/// The fragment by which GitHub links to a heading: lower case, without punctuation, `-` for spaces, and `-1`, `-2`, …
/// for headings that say the same.
package struct Slug {
  private var taken: [String: Int] = [:]

  package init() {}

  /// The slug of a heading's text, without a number.
  package static func plain(_ text: String) -> String {
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
