import AtlasCore

/// How the library is divided: which category and section a page belongs to, by its path, and which systems it describes.
package struct Taxonomy: Sendable {
  /// Where no pattern matches.
  package static let other = "other"

  /// The category whose folders are systems.
  package static let systemsCategory = "systems"

  package struct Section: Sendable {
    package var slug: String
    /// Whether every system has to have a page in it, named as the section.
    package var isMandatory: Bool
    fileprivate var paths: GlobSet
  }

  package struct Category: Sendable {
    package var slug: String
    package var sections: [Section]
    fileprivate var paths: GlobSet
  }

  package struct System: Sendable {
    package var slug: String
    package var name: String
    package var aliases: [String]
  }

  /// In order: the first that matches a page's path is its category.
  package let categories: [Category]
  package let systems: [System]

  /// From the section `taxonomy`; its shape was checked when it was read, its patterns too.
  package init(_ taxonomy: JSONNode?) {
    func paths(_ node: JSONNode) -> GlobSet {
      (try? GlobSet((node["paths"]?.array ?? []).compactMap(\.string))) ?? .none
    }
    func texts(_ node: JSONNode, _ key: String) -> [String] {
      (node[key]?.array ?? []).compactMap(\.string)
    }
    categories = (taxonomy?["categories"]?.array ?? []).map { category in
      Category(
        slug: category["slug"]?.string ?? "",
        sections: (category["sections"]?.array ?? []).map { section in
          Section(
            slug: section["slug"]?.string ?? "", isMandatory: section["mandatory"]?.bool ?? false,
            paths: paths(section))
        },
        paths: paths(category))
    }
    systems = (taxonomy?["systems"]?.array ?? []).map { system in
      System(
        slug: system["slug"]?.string ?? "", name: system["name"]?.string ?? "",
        aliases: texts(system, "aliases"))
    }
  }

  /// `path` is relative to its source root.
  package func place(of path: BytePath) -> PagePlace {
    guard let category = categories.first(where: { $0.paths.matches(path) }) else {
      return PagePlace(category: Taxonomy.other)
    }
    return PagePlace(
      category: category.slug, section: category.sections.first { $0.paths.matches(path) }?.slug)
  }

  /// The section that a place names; nil where it names none.
  package func section(at place: PagePlace) -> Section? {
    categories.first { $0.slug == place.category }?.sections.first { $0.slug == place.section }
  }

  /// The system that a folder's name stands for: its slug or another name of it, in any case.
  package func system(named name: String) -> System? {
    let name = name.lowercased()
    return systems.first { $0.slug == name || $0.aliases.contains(name) }
  }

  /// The name of the folder below `systems/` that a page lies in; nil where it lies in none.
  package func systemFolder(of path: BytePath) -> BytePath? {
    let names = path.components
    guard let root = names.firstIndex(where: { $0.description.lowercased() == Taxonomy.systemsCategory }),
      root + 2 < names.count
    else { return nil }
    return names[root + 1]
  }

  /// The same for a path below one of some source roots, or below none.
  package func place(of path: BytePath, below roots: [BytePath]) -> PagePlace {
    place(of: path.relative(toFirstOf: roots))
  }
}

extension BytePath {
  /// The path below the first of the folders that holds it; the whole of it below none.
  package func relative(toFirstOf folders: [BytePath]) -> BytePath {
    folders.lazy.compactMap { relative(to: $0) }.first ?? self
  }
}
