/// The fragment by which GitHub links to a heading: lower case, without punctuation, `-` for spaces, and `-1`, `-2`, …
/// for headings that say the same.
package struct Slug {
  private var taken = [String: Int](minimumCapacity: 40)

  package init() {}

  /// The slug of a heading's text, without a number.
  package static func plain(_ text: String) -> String {
    var text = text
    return text.withUTF8 { text in
      // A character beyond ASCII may be longer in lower case.
      guard text.allSatisfy({ $0 < 0x80 }) else {
        return plainOfUnicode(String(decoding: text, as: UTF8.self))
      }
      return String(unsafeUninitializedCapacity: text.count) { slug in
        var count = 0
        for byte in text {
          guard let kept = kept(byte) else { continue }
          slug[count] = kept
          count += 1
        }
        return count
      }
    }
  }

  private static func plainOfUnicode(_ text: String) -> String {
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
      if let kept = kept(UInt8(truncatingIfNeeded: scalar.value)) { slug.append(kept) }
    }
    return String(decoding: slug, as: UTF8.self)
  }

  /// What an ASCII character is in a slug; nil where it is left out.
  @inline(__always)
  private static func kept(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      byte
    case UInt8(ascii: " "): UInt8(ascii: "-")
    default: nil
    }
  }

  /// The slug of the page's next heading.
  package mutating func next(_ text: String) -> String {
    let plain = Slug.plain(text)
    // Nearly every heading is the first to say what it says.
    guard let count = taken.updateValue(0, forKey: plain) else { return plain }
    taken[plain] = count
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
