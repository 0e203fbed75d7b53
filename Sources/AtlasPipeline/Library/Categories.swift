import AtlasCore

/// Which category a page belongs to, by its path: the first of the specification's categories that matches.
package struct Categories: Sendable {
  /// Where no pattern matches.
  package static let other = "other"

  private let patterns: [(slug: String, globs: GlobSet)]

  /// From the section `taxonomy` as canonical text; patterns that cannot be read are told when the pack is checked.
  package init(taxonomy: JSONNode?) {
    patterns = (taxonomy?["categories"]?.array ?? []).map { category in
      let globs = try? GlobSet((category["paths"]?.array ?? []).compactMap(\.string))
      return (category["slug"]?.string ?? "", globs ?? .none)
    }
  }

  /// `path` is relative to its source root.
  package func category(of path: BytePath) -> String {
    patterns.first { $0.globs.matches(path) }?.slug ?? Categories.other
  }

  /// The same for a path below one of some source roots, or below none.
  package func category(of path: BytePath, below roots: [BytePath]) -> String {
    category(of: roots.lazy.compactMap { path.relative(to: $0) }.first ?? path)
  }
}
