import AtlasCore
import AtlasMermaid

/// The library as rules about it see it: of each page what the stages before found, and never the page itself.
package struct LibrarySubject: Sendable {
  package struct Diagram: Hashable, Sendable {
    /// Of what the diagram means; equal for diagrams that show the same.
    package var meaning: Digest
    package var verdict: Verdict
    /// See `ComponentNames`.
    package var names: [String]

    package init(meaning: Digest, verdict: Verdict, names: [String] = []) {
      self.meaning = meaning
      self.verdict = verdict
      self.names = names
    }
  }

  package struct Page: Sendable {
    /// Relative to the project.
    package var path: BytePath
    package var place: PagePlace
    package var references: PageReferences
    package var diagrams: [Diagram]
    /// Whether it could not be read, so that nobody knows what can be pointed to in it.
    package var isUnknown: Bool

    package init(
      path: BytePath, place: PagePlace, references: PageReferences, diagrams: [Diagram],
      isUnknown: Bool = false
    ) {
      self.path = path
      self.place = place
      self.references = references
      self.diagrams = diagrams
      self.isUnknown = isUnknown
    }
  }

  /// In the order of their paths.
  package let pages: [Page]
  package let sourceRoots: [BytePath]
  package let taxonomy: Taxonomy
  /// Nil where the library is no site, or its configuration cannot be read.
  package let site: SiteConfiguration?
  /// Of everything that is no page and was asked about.
  package let existing: Set<BytePath>
  /// Whether what is missing altogether is told too.
  package let wantsCoverage: Bool
  package let resolver: LinkResolver

  package init(
    pages: [Page], sourceRoots: [BytePath], taxonomy: Taxonomy, site: SiteConfiguration?,
    existing: Set<BytePath>, wantsCoverage: Bool
  ) {
    self.pages = pages
    self.sourceRoots = sourceRoots
    self.taxonomy = taxonomy
    self.site = site
    self.existing = existing
    self.wantsCoverage = wantsCoverage
    resolver = LinkResolver(pages.map(\.path), sourceRoots: sourceRoots)
  }

  /// What has to be known of the disk before the rules can speak: every file that a link or the site names and that is
  /// no page of the library, sorted.
  package static func asked(
    _ pages: [(path: BytePath, links: [PageReferences.Link])], sourceRoots: [BytePath],
    site: SiteConfiguration?
  ) -> [BytePath] {
    let resolver = LinkResolver(pages.map(\.path), sourceRoots: sourceRoots)
    var asked: Set<BytePath> = []
    for (number, page) in pages.enumerated() {
      for link in page.links {
        if case .files(let files) = resolver.target(of: link, on: number) { asked.formUnion(files) }
      }
    }
    if let files = site?.files {
      let known = Set(pages.map(\.path.normalized))
      for file in files where !known.contains(file) { asked.insert(file) }
    }
    return asked.sorted()
  }
}
