import AtlasCore
import AtlasRules

/// What work takes at a place of the library, in hours: section `effort` of a specification. It judges nothing, so no
/// stage reads it and no key holds it; docs/engineering/planning.md tells how hours are counted.
package struct Effort: Sendable {
  /// For a diagram that is not there yet.
  package let create: Hours
  /// For a diagram or page that is, whatever is done to it: to read it again and to publish it.
  package let revise: Hours
  /// For one finding.
  private let mend: [Priority: Hours]

  /// Nil where the specification says nothing of effort.
  package init?(_ spec: SpecPack, at place: PagePlace) {
    guard spec.section(SpecShape.effortSection) != nil else { return nil }
    let effort = spec.content(of: SpecShape.effortSection, at: place)
    create = effort["create"].estimate
    revise = effort["revise"].estimate
    var mend: [Priority: Hours] = [:]
    for priority in Priority.allCases { mend[priority] = effort["mend"]?[priority.rawValue].estimate }
    self.mend = mend
  }

  /// What it takes to mend what newly fails on a page and its diagrams. `changes` are all those of the page.
  package func rework(of changes: [VerdictChange]) -> Hours {
    var failures: [Int: PriorityCounts] = [:]
    for change in changes { failures[change.index, default: .init()] += change.newFailures }
    return failures.reduce(.zero) { $0 + rework(of: $1.value, isPage: $1.key == 0) }
  }

  private func rework(of failures: PriorityCounts, isPage: Bool) -> Hours {
    guard failures.total > 0 else { return .zero }
    let hours = Priority.allCases.reduce(revise) { $0 + (mend[$1] ?? .zero) * failures[$1] }
    // Nobody mends a diagram for longer than it takes to draw it anew.
    return isPage ? hours : min(hours, create)
  }
}

extension JSONNode? {
  /// Of the least and the most the middle counts. The form was checked when it was read.
  fileprivate var estimate: Hours {
    guard let bounds = self?.array, bounds.count == 2 else { return Hours(self?.number?.double ?? 0) }
    return Hours(bounds.reduce(0) { $0 + ($1.number?.double ?? 0) } / 2)
  }
}
