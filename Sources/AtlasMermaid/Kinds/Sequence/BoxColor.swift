/// The colour at the beginning of a box's text: a CSS colour word, or `rgb(…)` and its relatives. Everything else there
/// is part of the title.
enum BoxColor {
  /// The bytes of the colour that the text begins with, or nil.
  static func length(in text: ArraySlice<UInt8>) -> Int? {
    if let length = functionLength(in: text) { return length }
    let word = text.prefix { CharacterClass.isWord($0) }
    guard !word.isEmpty, word.count <= 24 else { return nil }
    return words.contains(String(decoding: word, as: UTF8.self).lowercased()) ? word.count : nil
  }

  /// Mermaid takes everything up to the last `)` for the colour, and nothing where that is none.
  private static func functionLength(in text: ArraySlice<UInt8>) -> Int? {
    let name = text.prefix { CharacterClass.isLetter($0) }
    guard ["rgb", "rgba", "hsl", "hsla"].contains(String(decoding: name, as: UTF8.self)),
      let open = text[name.endIndex...].first(where: { $0 != 0x20 }), open == 0x28,
      let start = text.firstIndex(of: 0x28), let end = text.lastIndex(of: 0x29), start < end
    else { return nil }
    let isValue = text[(start + 1)..<end].allSatisfy {
      CharacterClass.isWord($0) || $0 == 0x20 || $0 == 0x25 || 0x2B...0x2F ~= $0
    }
    return isValue && start == name.endIndex ? end + 1 - text.startIndex : nil
  }

  private static let words = ColorNames.all.union(
    """
    currentcolor inherit initial unset revert canvas canvastext linktext visitedtext activetext \
    buttonface buttontext buttonborder field fieldtext highlight highlighttext selecteditem \
    selecteditemtext mark marktext graytext accentcolor accentcolortext activeborder activecaption \
    appworkspace background buttonhighlight buttonshadow captiontext inactiveborder inactivecaption \
    inactivecaptiontext infobackground infotext menu menutext scrollbar threeddarkshadow threedface \
    threedhighlight threedlightshadow threedshadow window windowframe windowtext
    """.split(separator: " ").map(String.init))
}
