/// A rule as the specification and the command line know it: one id with one entry of settings. What it finds in diagrams,
/// in pages and in the library are parts of it, each a type of its own with its own examples.
package struct CatalogRule: Sendable {
  /// About a diagram, then about a page, then about the library; at least one.
  package let parts: [any Rule.Type]
  package let judgesDiagrams: Bool
  package let judgesPages: Bool
  package let isAboutWaivers: Bool
  package let judgesLibrary: Bool

  /// Precondition: the parts have the same id.
  init(parts: [any Rule.Type]) {
    self.parts = parts
    let scopes = parts.map { $0.scope }
    judgesDiagrams = scopes.contains(.diagram)
    isAboutWaivers = scopes.contains(.waiver)
    judgesPages = isAboutWaivers || scopes.contains(.page)
    judgesLibrary = scopes.contains(.library)
  }

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
}
