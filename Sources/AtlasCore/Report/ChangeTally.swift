/// Changes of verdicts, counted.
public struct ChangeTally: Hashable, Sendable {
  /// Diagrams, or pages, on which the rule or gate newly fails.
  public var newlyFails = 0
  public var newlyPasses = 0
  /// Those on which it speaks on both sides, differently.
  public var changed = 0
  /// Findings.
  public var appeared = 0
  public var gone = 0

  public init() {}

  public var total: Int { newlyFails + newlyPasses + changed }

  public mutating func add(_ change: VerdictChange) {
    switch change.direction {
    case .newlyFails: newlyFails += 1
    case .newlyPasses: newlyPasses += 1
    case .changed: changed += 1
    }
    if case .rule(let rule) = change.kind {
      appeared += rule.appeared.total
      gone += rule.gone
    }
  }
}

extension SpecificationChange {
  /// What newly fails and passes by rule, in the order of the rules' ids.
  public var rules: [(code: String, tally: ChangeTally)] {
    tallies(of: verdicts.lazy.filter { !$0.isGate }, by: \.code).map { ($0.name, $0.tally) }
  }

  /// The same by gate.
  public var gates: [(code: String, tally: ChangeTally)] {
    tallies(of: verdicts.lazy.filter(\.isGate), by: \.code).map { ($0.name, $0.tally) }
  }

  /// The same by category, of rules and gates together.
  public var categories: [(category: String, tally: ChangeTally)] {
    tallies(of: verdicts, by: \.category).map { ($0.name, $0.tally) }
  }

  public var tally: ChangeTally {
    var tally = ChangeTally()
    for change in verdicts { tally.add(change) }
    return tally
  }

  /// The pages with the most changes first; pages with as many in the order of their paths.
  public var pages: [(path: BytePath, tally: ChangeTally)] {
    var pages: [(path: BytePath, tally: ChangeTally)] = []
    for change in verdicts {
      if pages.last?.path != change.path { pages.append((change.path, ChangeTally())) }
      pages[pages.count - 1].tally.add(change)
    }
    return pages.sorted {
      $0.tally.total != $1.tally.total ? $0.tally.total > $1.tally.total : $0.path < $1.path
    }
  }

  /// How many findings of a severity there would be more, and how many fewer, summed over diagrams and rules.
  public func difference(of severity: Severity) -> (more: Int, fewer: Int) {
    var difference = (more: 0, fewer: 0)
    for change in verdicts {
      guard case .rule(let rule) = change.kind else { continue }
      difference.more += max(0, rule.after[severity] - rule.before[severity])
      difference.fewer += max(0, rule.before[severity] - rule.after[severity])
    }
    return difference
  }

  private func tallies(
    of changes: some Sequence<VerdictChange>, by name: KeyPath<VerdictChange, String>
  ) -> [(name: String, tally: ChangeTally)] {
    var tallies: [String: ChangeTally] = [:]
    for change in changes { tallies[change[keyPath: name], default: ChangeTally()].add(change) }
    return tallies.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { ($0.key, $0.value) }
  }
}
