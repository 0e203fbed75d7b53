import AtlasCore

/// A block of a page. Blocks come in the order of the page, each before those it holds.
package struct Block: Sendable {
  package enum Kind: Sendable, Equatable {
    case paragraph
    /// The index in the page's headings.
    case heading(Int)
    case quote
    case list(isOrdered: Bool)
    /// With the state of its check box, where it has one.
    case listItem(isChecked: Bool?)
    case table(columnCount: Int)
    case tableRow(isHeader: Bool)
    /// The index in the page's fences.
    case code(Int)
    case html
    case thematicBreak
    case footnote
  }

  package var kind: Kind
  package var range: TextRange
  /// The index of the block that holds it.
  package var parent: Int?
  /// How many blocks hold it.
  package var depth: Int
  /// The text of a paragraph or heading.
  package var text: InlineText?
  /// The cells of a table row.
  package var cells: [TableCell] = []
}

/// A cell of a table row.
package struct TableCell: Sendable {
  /// The cell's text in the page, without the white space around it.
  package var range: TextRange
  package var text: InlineText
}

/// A heading of a page.
package struct Heading: Sendable {
  package var level: Int
  /// What it says, without an explicit `{#id}`.
  package var text: String
  package var range: TextRange
  /// GitHub's fragment for it, with a number where an earlier heading has the same.
  package var slug: String
  /// The id that `{#id}` at its end gives it.
  package var explicitID: String?
}

/// A link or image of a page.
package struct Link: Sendable {
  package enum Kind: Sendable {
    /// `[text](destination)`
    case inline
    /// `[text][label]`, resolved.
    case reference
    /// `<https://…>`, or a bare address.
    case autolink
    /// `href=` of an HTML tag.
    case html
  }

  package var kind: Kind
  /// Whether it shows what it points to: `![…](…)` or `src=`.
  package var isImage: Bool
  package var destination: String
  package var text: String
  package var title: String
  /// The whole of it in the page.
  package var range: TextRange
  /// Where the destination is written, where that is in the link itself.
  package var destinationRange: TextRange?
}

/// An HTML comment of a page.
package struct Comment: Sendable {
  /// What stands between `<!--` and `-->`, without the white space around it.
  package var text: String
  package var range: TextRange
  /// Whether it stands on its own, and not in the text of a paragraph.
  package var isBlock: Bool
}
