import AtlasCore

/// The classes and namespaces a class diagram has so far: mermaid.js asks while it parses, and again when it draws.
struct ClassMeaning {
  private var classes = NameTable()
  /// Where each class is made, by its number.
  private var places: [TextRange] = []
  /// What is shown for a class, where that is nothing but white space.
  private var blanks: [Int: TextRange] = [:]
  /// With their outer namespaces' names before them, and those outer ones too.
  private var namespaces = NameTable()
  private var openNamespaces: [[UInt8]] = []

  mutating func define(_ name: ArraySlice<UInt8>, at range: TextRange) {
    guard classes.number(of: name) == places.count else { return }
    if isBlank(name) { blanks[places.count] = range }
    places.append(range)
  }

  /// The label of a class that is there; the last one counts.
  mutating func setLabel(_ label: LabelText, of name: ArraySlice<UInt8>, _ source: MermaidSource) {
    guard let number = classes.existing(name) else { return }
    blanks[number] = isBlank(source.original[label.range.bounds]) ? label.range : nil
  }

  private func isBlank(_ text: ArraySlice<UInt8>) -> Bool { text.allSatisfy { $0 <= 0x20 } }

  func isDefined(_ name: ArraySlice<UInt8>) -> Bool { classes.existing(name) != nil }

  mutating func openNamespace(_ name: [UInt8]) {
    let full = openNamespaces.last.map { $0 + [0x2E] + name } ?? name
    openNamespaces.append(full)
    for index in full.indices where full[index] == 0x2E { _ = namespaces.number(of: full[0..<index]) }
    _ = namespaces.number(of: full[...])
  }

  mutating func closeNamespace() { _ = openNamespaces.popLast() }

  /// Classes that mermaid.js cannot draw: those that show nothing, and those with the name of a namespace.
  func report(to diagnostics: inout Diagnostics, _ source: MermaidSource) {
    for range in blanks.values.sorted() {
      diagnostics.cannotRender(
        range, "a class cannot be shown as nothing but blanks", "write a name or a label")
    }
    guard namespaces.count > 0 else { return }
    for number in places.indices where namespaces.existing(classes.name(number)) != nil {
      diagnostics.cannotRender(
        places[number], "\"\(source.string(places[number]))\" is the name of a class and of a namespace",
        "give one of them another name")
    }
  }

  /// What mermaid.js makes of a member behind a colon, which it reads as markup first: nil where it stops.
  static func form(ofLabel text: ArraySlice<UInt8>) -> ClassMember.Form? {
    text.contains(0x3C) ? form(of: MarkupText.withoutTags(text)[...]) : form(of: text)
  }

  /// What mermaid.js makes of a member between braces: nil where it stops.
  static func form(of text: ArraySlice<UInt8>) -> ClassMember.Form? {
    if text.starts(with: [0x3C, 0x3C]), text.suffix(2).elementsEqual([0x3E, 0x3E]) { return .annotation }
    guard let close = text.firstIndex(of: 0x29), close > text.startIndex else { return .attribute }
    return hasParameters(MarkupText.withoutTags(text)) ? .method : nil
  }

  /// A character, `(`, and a `)` behind it, all on one line.
  private static func hasParameters(_ text: [UInt8]) -> Bool {
    var isOpen = false
    var index = 0
    while index < text.count {
      let terminator = CharacterClass.lineTerminatorLength(text, index)
      if terminator > 0 {
        isOpen = false
        index += terminator
        continue
      }
      if text[index] == 0x29, isOpen { return true }
      if text[index] == 0x28, index > 0, !endsLine(text, index) { isOpen = true }
      index += 1
    }
    return false
  }

  private static func endsLine(_ text: [UInt8], _ index: Int) -> Bool {
    text[index - 1] == 0x0D || (index >= 3 && CharacterClass.lineTerminatorLength(text, index - 3) == 3)
  }
}

/// Text as a browser reads it that is given it as markup.
enum MarkupText {
  /// Without tags and comments. A tag that never ends takes everything behind it along.
  static func withoutTags(_ text: ArraySlice<UInt8>) -> [UInt8] {
    guard text.contains(0x3C) else { return Array(text) }
    var result: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      guard text[index] == 0x3C, index + 1 < text.endIndex, beginsTag(text, index + 1) else {
        result.append(text[index])
        index += 1
        continue
      }
      guard let end = text[index...].firstIndex(of: 0x3E) else { break }
      index = end + 1
    }
    return result
  }

  private static func beginsTag(_ text: ArraySlice<UInt8>, _ index: Int) -> Bool {
    let byte = text[index]
    return CharacterClass.isLetter(byte) || byte == 0x2F || byte == 0x21 || byte == 0x3F
  }
}
