/// A rule as the specification and the command line know it: one id with one entry of settings. What it finds in diagrams,
/// in pages and in the library are parts of it, each a type of its own with its own examples.
package struct CatalogRule: Sendable {
  /// About a diagram, then about a page, then about the library; at least one.
  package let parts: [any Rule.Type]

  /// Precondition: the parts have the same id.
  init(parts: [any Rule.Type]) { self.parts = parts }

  /// Of the part that comes first.
  package var description: RuleDocumentation { parts[0].description }

  /// Of all parts; one that several parts read is declared the same by each.
  package var options: [RuleOption] {
    var options: [RuleOption] = []
    for part in parts {
      for option in part.options where !options.contains(where: { $0.key == option.key }) {
        options.append(option)
      }
    }
    return options
  }

  package var replacesTexts: Bool { parts.contains { $0.replacesTexts } }
  package var fixesOnRequest: Bool { parts.contains { $0.fixesOnRequest } }

  package var judgesDiagrams: Bool { speaks(of: .diagram) }
  package var judgesPages: Bool { speaks(of: .page) || isAboutWaivers }
  package var isAboutWaivers: Bool { speaks(of: .waiver) }
  package var judgesLibrary: Bool { speaks(of: .library) }

  private func speaks(of scope: RuleScope) -> Bool { parts.contains { $0.scope == scope } }
}
