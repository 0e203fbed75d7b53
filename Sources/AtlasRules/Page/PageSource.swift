import AtlasCore

/// Where a page says that something comes from.
package struct PageSource: Hashable, Sendable {
  package enum Form: Hashable, Sendable {
    /// `Source: …`, `References: …`
    case statement
    /// An item of a section of sources.
    case listed
    /// A link to another site in a text, or a click of a diagram.
    case link
    /// `(Netflix Q2 2024)`
    case citation
  }

  package var form: Form
  package var title: String
  /// Empty where the page does not say.
  package var url: String
  /// The year, or the quarter (`2022-Q4`), that the page gives it; empty where it does not say.
  package var date: String
  /// Whether a publication, a year or an address is named: what tells a citation from any other words.
  package var hasEvidence: Bool
  /// The number of the diagram that names it; nil for the page itself.
  package var diagram: Int?
  /// In the page, or in the diagram.
  package var range: TextRange

  package var year: Int? { Int(date.prefix(4)) }
}
