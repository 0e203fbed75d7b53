import AtlasCore
import AtlasRules

/// What the rules about the library say, by what it is about. A page's share is part of what the run leaves of the page,
/// so that a page is told anew when what others are to it has changed.
struct LibraryShares: Sendable {
  private(set) var result: LibraryLintStage.Result?
  private var byPage: [Int: [LibraryFinding]] = [:]
  /// About mkdocs.yml.
  private(set) var site: [LibraryFinding] = []
  /// About what is not there at all.
  private(set) var missing: [LibraryFinding] = []

  /// Where the rules were not applied.
  static let none = LibraryShares()

  private init() {}

  init(_ result: LibraryLintStage.Result) {
    self.result = result
    for found in result.findings {
      switch found.place {
      case .page(let page), .link(let page, _), .diagram(let page, _): byPage[page, default: []].append(found)
      case .site: site.append(found)
      case .nowhere: missing.append(found)
      }
    }
  }

  func findings(ofPage index: Int) -> [LibraryFinding] { byPage[index] ?? [] }

  /// What of it the page's report depends on.
  func digest(ofPage index: Int) -> Digest {
    guard let findings = byPage[index] else { return .zero }
    var writer = ByteWriter()
    writer.write(findings) { found, writer in
      switch found.place {
      case .link(_, let link): writer.write(link + 1)
      case .diagram(_, let diagram): writer.write(signed: -1 - diagram)
      case .page, .site, .nowhere: writer.write(0)
      }
      found.finding.encode(to: &writer)
    }
    return Digest(of: writer.bytes)
  }
}
