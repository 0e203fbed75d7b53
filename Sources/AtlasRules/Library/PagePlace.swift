import AtlasCore

/// Where a page stands in the library: in a category, and there maybe in a section.
package struct PagePlace: Hashable, Sendable {
  package var category: String
  /// Nil where the category has none for the page.
  package var section: String?

  package init(category: String, section: String? = nil) {
    self.category = category
    self.section = section
  }

  /// Of what is about no page.
  package static let nowhere = PagePlace(category: "")

  /// `systems`, or `systems/architecture`.
  package var address: String { section.map { "\(category)/\($0)" } ?? category }

  /// What names the place, from wide to narrow: the category, then the section with its category.
  package var addresses: [String] { section == nil ? [category] : [category, address] }
}
