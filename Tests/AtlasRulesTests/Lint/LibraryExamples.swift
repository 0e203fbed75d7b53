import AtlasCore
import AtlasMarkdown
import AtlasMermaid
import AtlasRules

/// Small libraries as rules about the library see them.
enum LibraryExamples {
  /// What one rule says of a library.
  ///
  /// - Parameter files: texts by path; those that are no page below `docs` are only there, but for mkdocs.yml.
  static func findings(
    of id: String, in files: [BytePath: String], coverage: Bool = false
  ) throws -> [LibraryFinding] {
    let lint = try JSONReader.read(Array(#"{"rules": {"\#(id)": {"priority": "HIGH"}}}"#.utf8))
    return LibraryLinter.findings(
      on: try subject(files, coverage: coverage),
      by: LintSpecification(lint: lint, planes: nil, severities: nil))
  }

  /// Each finding as the page and the destination that it is about, and what it proposes.
  static func told(_ id: String, _ files: [BytePath: String]) throws -> [String] {
    let pages = pages(of: files)
    return try findings(of: id, in: files).map { found in
      let fix = found.finding.fix?.edits.first.map { " -> \($0.replacement)" } ?? ""
      switch found.place {
      case .page(let page): return "\(pages[page])\(fix)"
      case .link(let page, let link):
        let references = references(files[pages[page]] ?? "")
        return "\(pages[page]) \(references.links[link].destination)\(fix)"
      case .diagram(let page, let diagram): return "\(pages[page])#\(diagram + 1)"
      case .site, .nowhere: return found.finding.message
      }
    }
  }

  static func subject(_ files: [BytePath: String], coverage: Bool = false) throws -> LibrarySubject {
    let taxonomy = Taxonomy(try JSONReader.read(Array(PageExamples.taxonomyText.utf8)))
    let pages = pages(of: files).map { path in
      let text = files[path] ?? ""
      let fences = MarkdownPage.fences(in: Array(text.utf8)).filter(\.isMermaid)
      return LibrarySubject.Page(
        path: path, place: taxonomy.place(of: path, below: ["docs"]), references: references(text),
        diagrams: fences.map { fence in
          let diagram = Mermaid.parse(fence.content)
          return LibrarySubject.Diagram(
            meaning: diagram.meaning, verdict: diagram.verdict,
            names: ComponentNames.runs(in: DiagramView(diagram)))
        })
    }
    return LibrarySubject(
      pages: pages, sourceRoots: ["docs"], taxonomy: taxonomy,
      site: files["mkdocs.yml"].flatMap { SiteConfiguration(Array($0.utf8), file: "mkdocs.yml") },
      existing: Set(files.keys), wantsCoverage: coverage)
  }

  static func references(_ text: String) -> PageReferences {
    PageReferences(of: MarkdownPage(parsing: Array(text.utf8)), target: .newest)
  }

  private static func pages(of files: [BytePath: String]) -> [BytePath] {
    files.keys.filter { $0.fileExtension == "md" && $0.relative(to: "docs") != nil }.sorted()
  }
}
