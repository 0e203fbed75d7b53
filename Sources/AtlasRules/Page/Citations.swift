import AtlasCore
import AtlasMarkdown

/// The texts of a page that list sources: those under a heading such as "Sources & References" that says nothing else and
/// under the headings below it, and the list behind a paragraph that ends with "Sources:".
struct Citations {
  /// By the number of its block.
  private var texts: Set<Int> = []

  init(_ view: PageView) {
    let sections = Self.sections(view)
    var isAnnounced = false
    for text in view.texts {
      if text.kind != .listItem { isAnnounced = Self.announcesSources(text) }
      if sections.contains(text.section) || (isAnnounced && text.kind == .listItem) {
        texts.insert(text.block)
      }
    }
  }

  func contains(_ text: PageText) -> Bool { texts.contains(text.block) }

  private static func sections(_ view: PageView) -> Set<Int> {
    var sections: Set<Int> = []
    /// The level of the heading that says so.
    var open: Int?
    for (number, section) in view.sections.enumerated() {
      guard let heading = section.heading.map({ view.page.headings[$0] }) else { continue }
      if let level = open, heading.level <= level { open = nil }
      if open == nil, namesSources(Array(heading.text.utf8)[...]) { open = heading.level }
      if open != nil { sections.insert(number) }
    }
    return sections
  }

  private static func announcesSources(_ text: PageText) -> Bool {
    guard text.kind == .paragraph, let bytes = text.parts.first?.bytes else { return false }
    guard let end = bytes.lastIndex(where: { $0 != UInt8(ascii: "\n") }), bytes[end] == UInt8(ascii: ":")
    else {
      return false
    }
    let start = bytes[..<end].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return end + 1 - start < 60 && namesSources(bytes[start...end])
  }

  private static let nouns: Set<String> = [
    "source", "sources", "reference", "references", "citation", "citations", "bibliography",
  ]

  private static let others: Set<String> = [
    "data", "metrics", "production", "primary", "secondary", "key", "information", "and", "further",
    "reading",
    "external",
    "additional", "research", "links", "resources", "evidence", "notes", "verification", "validation",
    "learn",
    "more",
    "official", "public", "the", "for", "of", "this", "page",
  ]

  /// What every such heading has in it.
  private static let stems = ["source", "reference", "citation", "bibliography", "reading"].map {
    Array($0.utf8)
  }

  static func namesSources(_ heading: ArraySlice<UInt8>) -> Bool {
    guard stems.contains(where: { stands($0, in: heading) }) else { return false }
    let words = String(decoding: heading, as: UTF8.self).lowercased().split { !$0.isLetter }.map(String.init)
    if words == ["further", "reading"] { return true }
    return words.contains(where: nouns.contains)
      && words.allSatisfy { nouns.contains($0) || others.contains($0) }
  }

  private static func stands(_ stem: [UInt8], in text: ArraySlice<UInt8>) -> Bool {
    text.indices.dropLast(stem.count - 1).contains { start in
      Vocabulary.lowered(text[start]) == stem[0]
        && stem.indices.allSatisfy { Vocabulary.lowered(text[start + $0]) == stem[$0] }
    }
  }
}
