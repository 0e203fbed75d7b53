import AtlasCore
import AtlasMarkdown
import AtlasMermaid
import AtlasRules
import AtlasSystem

/// Follows the links of pages that somebody named. It is a check of which nothing is told but links; pages that the named
/// ones point to are read too, for their headings, and nothing is said of them.
package struct LinkAudit: Sendable {
  /// The rules whose findings are told.
  package static let rules: Set<String> = ["anchor-broken", "click-target", "link-broken"]

  /// An address that leads out of the library.
  package struct External: Hashable, Sendable {
    package var address: String
    package var isImage: Bool
    package var path: BytePath
    package var start: LineColumn
  }

  private let check: Check

  package init(_ check: Check) {
    var check = check
    check.depth = .lint
    check.followsLinksAlone = true
    let followsLinks = check.stages.contains {
      if case .builtIn(.libraryLint) = $0.work { true } else { false }
    }
    if !followsLinks { check.stages = Check.standardStages }
    self.check = check
  }

  package func run(_ pages: [Check.Page]) async -> RunReport {
    let neighbours = neighbours(of: pages)
    let silent = Set(neighbours.map(\.path))
    var report = await check.run((pages + neighbours).sorted { $0.path < $1.path })
    var totals = RunReport.Summary()
    report.pages = report.pages.filter { !silent.contains($0.path) }.map { page in
      var page = page
      totals.pages += 1
      totals.diagrams += page.diagrams.count
      for diagram in page.diagrams {
        if let verdict = diagram.verdict { totals.verdicts[verdict, default: 0] += 1 }
      }
      page.findings = page.findings.filter(Self.isTold)
      for index in page.diagrams.indices {
        page.diagrams[index].findings = page.diagrams[index].findings.filter(Self.isTold)
      }
      page.diagrams = page.diagrams.filter { !$0.findings.isEmpty }
      for placed in page.findings + page.diagrams.flatMap(\.findings) {
        totals.findings[placed.finding.severity, default: 0] += 1
      }
      return page
    }
    report.totals = totals
    return report
  }

  /// A page that cannot be read is told too: nobody knows its links.
  private static func isTold(_ placed: PlacedFinding) -> Bool {
    rules.contains(placed.finding.code) || placed.finding.code == ReportAssembly.unreadableCode
  }

  /// Whether some link differs from the one page that it can mean in case or extension alone: a quick look, before
  /// everything is judged.
  package func mayMend(_ pages: [Check.Page]) -> Bool {
    let resolver = LinkResolver(pages.map(\.path), sourceRoots: check.libraryRoots)
    return pages.enumerated().contains { number, page in
      guard case .success(let bytes) = page.content else { return false }
      return references(of: page, bytes).links.contains { link in
        guard case .files(let files) = resolver.target(of: link, on: number) else { return false }
        return resolver.onlyMisspelling(of: files) != nil
      }
    }
  }

  /// In the order of the pages and of their places.
  package func external(in pages: [Check.Page]) -> [External] {
    pages.flatMap { page in
      guard case .success(let bytes) = page.content else { return [External]() }
      let content = PageContent(bytes, path: page.path)
      let lines = LineIndex(bytes)
      let references = references(of: page, bytes)
      return references.links.filter { LinkAddress($0.destination) == .external }.map { link in
        let range = link.destinationRange ?? link.range
        let place = link.diagram.map { content.diagrams[$0].pageRange(of: range) } ?? range
        return External(
          address: link.destination, isImage: link.isImage, path: page.path,
          start: lines.position(of: place.lowerBound))
      }
      .sorted { ($0.start.line, $0.start.column) < ($1.start.line, $1.start.column) }
    }
  }

  private func references(of page: Check.Page, _ bytes: [UInt8]) -> PageReferences {
    page.path.fileExtension.lowercased() == "mmd"
      ? PageReferences(ofDiagram: bytes, target: .newest)
      : PageReferences(of: MarkdownPage(parsing: bytes), target: .newest)
  }

  /// The pages on the disk that the named ones point to at a heading.
  private func neighbours(of pages: [Check.Page]) -> [Check.Page] {
    let resolver = LinkResolver(pages.map(\.path), sourceRoots: check.libraryRoots)
    var found: [BytePath: Check.Page] = [:]
    for (number, page) in pages.enumerated() {
      guard case .success(let bytes) = page.content else { continue }
      for link in references(of: page, bytes).links {
        guard case .local(let address) = LinkAddress(link.destination), address.fragment != nil,
          case .files(let files) = resolver.target(of: link, on: number)
        else { continue }
        for file in files where found[file] == nil && file.fileExtension.lowercased() == "md" {
          let place = file.isAbsolute ? file : check.root.appending(file)
          guard FileStatus.isFile(place), let content = try? FileContent.read(place) else { continue }
          found[file] = Check.Page(path: file, content: .success(content.bytes))
        }
      }
    }
    return Array(found.values)
  }
}
