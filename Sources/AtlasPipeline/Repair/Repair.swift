import AtlasCore
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
    let places = Set(pages.map { taxonomy.place(of: $0.path, below: Check.sourceRoots) })
    let specifications = Dictionary(uniqueKeysWithValues: places.map { ($0, specification(at: $0)) })
    return await withTaskGroup(of: (Int, PageRepair?).self) { group in
      var waiting = pages.indices.makeIterator()
      func feed() {
        guard let index = waiting.next() else { return }
        let page = pages[index]
        let lint = specifications[taxonomy.place(of: page.path, below: Check.sourceRoots)]
        group.addTask { (index, lint.flatMap { repair(page, by: $0) }) }
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

  private func repair(_ page: Page, by specification: LintSpecification) -> PageRepair? {
    guard case .success(let bytes) = page.content else { return nil }
    var policy = policy
    policy.target = stages.target
    return PageRepair(bytes, path: page.path, policy: policy) {
      Linter.findings(in: $0, by: specification)
    }
  }

  private func specification(at place: PagePlace) -> LintSpecification {
    let lint = stages.first { if case .builtIn(.lint) = $0.work { true } else { false } }
    return LintSpecification(
      lint: spec.content(of: "lint", at: place), planes: spec.content(of: "planes", at: place),
      metrics: spec.content(of: "metrics", at: place),
      severities: lint?.options.first { $0.name == "severities" }?.value)
  }
}
