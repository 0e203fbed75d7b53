import Glibc

/// A colour of CSS as mermaid hands it to the browser: `#rgb`, `#rrggbb`, either with an alpha, or a name, in any case.
package struct Colour: Hashable, Sendable {
  /// `0xRRGGBB`
  package let rgb: UInt32

  package init(rgb: UInt32) { self.rgb = rgb }

  /// Nil where the text is no colour that this program knows, such as `none`, `inherit` or `var(--x)`, or where it is
  /// seen through.
  package init?(_ text: some Collection<UInt8>) {
    guard text.first == UInt8(ascii: "#") else {
      guard text.count <= 20, let rgb = Self.named[String(decoding: text, as: UTF8.self).lowercased()] else {
        return nil
      }
      self.rgb = rgb
      return
    }
    var (digits, count): (UInt32, Int) = (0, 0)
    for byte in text.dropFirst() {
      guard count < 8, let digit = Self.hexValue(byte) else { return nil }
      digits = digits << 4 | digit
      count += 1
    }
    switch count {
    case 3: rgb = Self.doubled(digits)
    case 4 where digits & 15 == 15: rgb = Self.doubled(digits >> 4)
    case 6: rgb = digits
    case 8 where digits & 255 == 255: rgb = digits >> 8
    default: return nil
    }
  }

  /// `#f80` is `#ff8800`.
  private static func doubled(_ digits: UInt32) -> UInt32 {
    ((digits >> 8) << 16 | ((digits >> 4) & 15) << 8 | digits & 15) * 17
  }

  package init?(_ text: String) { self.init(text.utf8) }

  static func hexValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x37)
    case 0x61...0x66: UInt32(byte - 0x57)
    default: nil
    }
  }

  private var channels: [Double] { [16, 8, 0].map { Double(rgb >> $0 & 0xFF) / 255 } }
}

// MARK: Contrast

extension Colour {
  static let black = Colour(rgb: 0)
  static let white = Colour(rgb: 0xFFFFFF)

  /// The relative luminance of WCAG 2.
  private var luminance: Double {
    let linear = channels.map { $0 <= 0.03928 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  /// The contrast ratio of WCAG 2, from 1 to 21.
  func contrast(with other: Colour) -> Double {
    let (light, dark) = (max(luminance, other.luminance), min(luminance, other.luminance))
    return (light + 0.05) / (dark + 0.05)
  }
}

// MARK: Words

extension Colour {
  /// The words that people use for colours, each with the hues that it may mean. The ranges overlap, because nobody
  /// agrees where green ends; what is outside of them nobody would call so.
  private static let words: [String: [ClosedRange<Double>]] = [
    "red": [0...22, 335...360], "orange": [12...50], "amber": [25...60], "yellow": [38...75],
    "green": [65...178], "emerald": [130...178], "teal": [155...200], "cyan": [165...215],
    "blue": [180...262], "indigo": [220...285], "violet": [240...320], "purple": [245...325],
    "magenta": [285...340], "pink": [290...360, 0...15],
  ]

  static func isWord(_ word: String) -> Bool { words[word] != nil }

  /// Whether people may call it so.
  /// Precondition: `isWord(word)`.
  func mayBeCalled(_ word: String) -> Bool {
    let (high, low) = (channels.max() ?? 0, channels.min() ?? 0)
    // Greys have no hue to disagree with.
    guard high - low > 0.08 else { return false }
    let hue = self.hue(high, high - low)
    return Self.words[word]?.contains { $0.contains(hue) } ?? true
  }

  private func hue(_ high: Double, _ chroma: Double) -> Double {
    let (red, green, blue) = (channels[0], channels[1], channels[2])
    let sixths =
      if high == red {
        (green - blue) / chroma
      } else if high == green {
        (blue - red) / chroma + 2
      } else {
        (red - green) / chroma + 4
      }
    return (sixths < 0 ? sixths + 6 : sixths) * 60
  }
}

extension Colour {
  /// Whether it is nearly white: a ground to draw on rather than the colour of something.
  var isPale: Bool { luminance > 0.7 }
}
