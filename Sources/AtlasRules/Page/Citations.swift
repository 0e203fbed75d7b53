import AtlasCore
import AtlasMarkdown

/// The texts of a page that list sources: those under a heading such as "Sources & References" that says nothing else and
/// under the headings below it, and the list behind a paragraph that ends with "Sources:".
struct Citations: Sendable {
  /// By the number of its block.
  private var texts: [Bool]

  init(_ page: MarkdownPage, _ texts: [PageText], _ sections: [PageSection]) {
    self.texts = Array(repeating: false, count: page.blocks.count)
    let sections = Self.areOfSources(sections, page)
    var isAnnounced = false
    for text in texts {
      if text.kind != .listItem { isAnnounced = Self.announcesSources(text) }
      if sections[text.section] || (isAnnounced && text.kind == .listItem) { self.texts[text.block] = true }
    }
  }

  func contains(_ text: PageText) -> Bool { texts[text.block] }

  /// By the number of the section.
  private static func areOfSources(_ sections: [PageSection], _ page: MarkdownPage) -> [Bool] {
    /// The level of the heading that says so.
    var open: Int?
    return sections.map { section in
      guard let number = section.heading else { return false }
      let level = page.headings[number].level
      if let outer = open, level <= outer { open = nil }
      if open == nil {
        var text = page.headings[number].text
        if text.withUTF8(namesSources) { open = level }
      }
      return open != nil
    }
  }

  private static func announcesSources(_ text: PageText) -> Bool {
    guard text.kind == .paragraph, let bytes = text.parts.first?.bytes else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      var end = bytes.count
      while end > 0, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
      guard end > 0, bytes[end - 1] == UInt8(ascii: ":") else { return false }
      var start = end - 1
      while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
      return end - start < 60 && namesSources(UnsafeBufferPointer(rebasing: bytes[start..<end]))
    }
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

  static func namesSources(_ heading: UnsafeBufferPointer<UInt8>) -> Bool {
    guard holdsStem(heading) else { return false }
    var words: [String] = []
    var place = 0
    while place < heading.count {
      let start = place
      while place < heading.count, heading[place] | 0x20 &- UInt8(ascii: "a") < 26 { place += 1 }
      if place < heading.count, heading[place] >= 0x80 {
        return namesSources(String(decoding: heading, as: UTF8.self))
      }
      if place > start {
        let word = String(decoding: heading[start..<place].map { $0 | 0x20 }, as: UTF8.self)
        guard nouns.contains(word) || others.contains(word) else { return false }
        words.append(word)
      }
      place += 1
    }
    return areSources(words)
  }

  /// The same of a heading that is not ASCII.
  private static func namesSources(_ heading: String) -> Bool {
    let words = heading.lowercased().split { !$0.isLetter }.map(String.init)
    return areSources(words) && words.allSatisfy { nouns.contains($0) || others.contains($0) }
  }

  private static func areSources(_ words: [String]) -> Bool {
    words == ["further", "reading"] || words.contains(where: nouns.contains)
  }

  /// Every such heading has one of a few words in it, and hardly any other heading has.
  private static func holdsStem(_ heading: UnsafeBufferPointer<UInt8>) -> Bool {
    stems.first(in: heading) != nil
  }

  private static let stems = BeginningFinder(
    ["source", "reference", "reading", "citation", "bibliography"].map { Array($0.utf8) })
}
