import AtlasCore
import AtlasMarkdown
import AtlasMermaid
import AtlasRules

/// Repairs the diagrams of pages that somebody named: what parser and rules propose, applied where it proves right. It
/// writes nothing.
package struct Repair: Sendable {
  /// A page, or why it cannot be read.
  package typealias Page = Check.Page

  package var spec: SpecPack
  package var policy: DiagramRepair.Policy
  package var jobs: Int
  /// The folder that the pages' paths count from.
  package var root = BytePath("")
  /// The stages of a project whose options hold here too.
  package var stages: [StageDeclaration]

  package init(
    spec: SpecPack, policy: DiagramRepair.Policy, jobs: Int, stages: [StageDeclaration] = Check.standardStages
  ) {
    self.spec = spec
    self.policy = policy
    self.jobs = jobs
    self.stages = stages
  }

  /// Complexity: each diagram is parsed once, and twice more for each round of repairs it takes.
  package func run(_ pages: [Page]) async -> [(page: Page, repair: PageRepair?)] {
    let taxonomy = spec.taxonomy
    let links = await linkFixes(pages)
    let places = Set(pages.map { taxonomy.place(of: $0.path, below: Check.sourceRoots) })
    let specifications = Dictionary(uniqueKeysWithValues: places.map { ($0, specification(at: $0)) })
    return await withTaskGroup(of: (Int, PageRepair?).self) { group in
      var waiting = pages.indices.makeIterator()
      func feed() {
        guard let index = waiting.next() else { return }
        let page = pages[index]
        let lint = specifications[taxonomy.place(of: page.path, below: Check.sourceRoots)]
        group.addTask { (index, lint.flatMap { repair(page, by: $0, taxonomy, links[page.path] ?? []) }) }
      }
      for _ in 0..<jobs { feed() }
      var repairs: [PageRepair?] = Array(repeating: nil, count: pages.count)
      for await (index, repair) in group {
        repairs[index] = repair
        if !Task.isCancelled { feed() }
      }
      return Array(zip(pages, repairs))
    }
  }

  private func repair(
    _ page: Page, by specification: LintSpecification, _ taxonomy: Taxonomy, _ links: [Finding]
  ) -> PageRepair? {
    guard case .success(let bytes) = page.content else { return nil }
    var policy = policy
    policy.target = stages.target
    let fixes = pageFixes(page, bytes, by: specification, taxonomy) + links
    return PageRepair(bytes, path: page.path, policy: policy, fixes: fixes) {
      Linter.findings(in: $0, by: specification)
    }
  }

  /// What rules about pages would mend of a page itself.
  private func pageFixes(
    _ page: Page, _ bytes: [UInt8], by specification: LintSpecification, _ taxonomy: Taxonomy
  ) -> [Finding] {
    guard page.path.fileExtension.lowercased() != "mmd" else { return [] }
    // fence-info is the one rule about pages that mends something; nearly every page gives it nothing to do.
    let fences = MarkdownPage.fences(in: bytes).filter(\.isMermaid)
    guard fences.contains(where: { $0.info != "mermaid" }) else { return [] }
    let markdown = MarkdownPage(parsing: bytes)
    let subject = PageSubject(
      path: page.path.relative(toFirstOf: Check.sourceRoots),
      place: taxonomy.place(of: page.path, below: Check.sourceRoots), taxonomy: taxonomy,
      planes: specification.planes, view: PageView(markdown),
      diagrams: markdown.fences.filter(\.isMermaid).map {
        PageSubject.Diagram(Mermaid.parse($0.content, target: stages.target), $0)
      }, metrics: specification.metrics)
    return PageLinter.findings(on: subject, by: specification)
      .filter { $0.diagram == nil && policy.allows($0.finding) }.map(\.finding)
  }

  /// What would mend links, by page: it takes all pages to know where one was meant to lead.
  private func linkFixes(_ pages: [Page]) async -> [BytePath: [Finding]] {
    guard policy.codes.map({ !$0.isDisjoint(with: LinkAudit.rules) }) ?? true else { return [:] }
    var check = Check(spec: spec, jobs: jobs, stages: stages)
    check.root = root
    let audit = LinkAudit(check)
    guard audit.mayMend(pages) else { return [:] }
    let report = await audit.run(pages)
    var fixes: [BytePath: [Finding]] = [:]
    for page in report.pages {
      fixes[page.path] = page.findings.map(\.finding).filter { policy.allows($0) }
    }
    return fixes
  }

  private func specification(at place: PagePlace) -> LintSpecification {
    let lint = stages.first { if case .builtIn(.lint) = $0.work { true } else { false } }
    return LintSpecification(
      lint: spec.content(of: "lint", at: place), planes: spec.content(of: "planes", at: place),
      metrics: spec.content(of: "metrics", at: place),
      severities: lint?.options.first { $0.name == "severities" }?.value)
  }
}
