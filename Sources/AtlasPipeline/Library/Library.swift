import AtlasCore
import AtlasMermaid
import AtlasRules

/// The pages of a project as one run sees them, in the order of their paths.
package struct Library: Sendable {
  package var pages: [LibraryPage]

  package var diagramCount: Int { pages.reduce(0) { $0 + $1.diagrams.count } }
}

/// A diagram, as far as keys and selectors have to know it.
package struct LibraryDiagram: Hashable, Sendable {
  /// The diagram's bytes.
  package var digest: Digest
  /// The line of the opening fence.
  package var line: Int
  /// Nil where mermaid.js detects no type.
  package var kind: DiagramKind?
}

/// A page, as far as keys have to know it.
package struct LibraryPage: Sendable {
  /// Relative to the project.
  package var path: BytePath
  package var place: PagePlace
  package var digest: Digest
  package var prose: Digest
  package var diagrams: [LibraryDiagram]
  /// Why the page could not be read; it then has no diagrams.
  package var problem: String?
  /// What the run before left of it.
  package var record: PageRecord?

  /// Whether the page is what it was in the run before.
  package var isUnchanged: Bool { record?.digest == digest && problem == nil }
}
