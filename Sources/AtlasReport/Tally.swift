import AtlasCore

extension Severity {
  /// The order of every table and of every cut.
  static let worstFirst: [Severity] = [.error, .warning, .info]
}

extension RunReport.Summary {
  /// The gates that some diagram had to pass and did not, by the bytes of their ids.
  var failedGates: [(id: String, count: Int)] {
    gatesFailed.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { ($0.key, $0.value) }
  }

  var findingCount: Int { findings.values.reduce(0, +) }

  var failedGateCount: Int { gatesFailed.values.reduce(0, +) }
}

/// Counts of findings for the tables: by code, by page, and how many have a safe fix.
struct Tally {
  struct Code {
    let code: String
    let severity: Severity
    let count: Int
  }

  struct Page {
    /// In the report's pages.
    let position: Int
    var counts: [Severity: Int]
    var failedGates: Int

    var findings: Int { counts.values.reduce(0, +) }
  }

  /// The worst severity first, then the most frequent, then by the bytes of the code.
  let codes: [Code]
  /// Pages about which something is said, in the order of the report.
  let pages: [Page]
  let safeFixes: Int

  init(_ report: RunReport) {
    struct Key: Hashable {
      let code: String
      let severity: Severity
    }
    var counts: [Key: Int] = [:]
    var pages: [Page] = []
    var safeFixes = 0
    for (position, page) in report.pages.enumerated() {
      var tallied = Page(position: position, counts: [:], failedGates: 0)
      page.forEachFinding { placed in
        counts[Key(code: placed.finding.code, severity: placed.finding.severity), default: 0] += 1
        tallied.counts[placed.finding.severity, default: 0] += 1
        if placed.finding.fix?.safe == true { safeFixes += 1 }
      }
      for diagram in page.diagrams { tallied.failedGates += diagram.failedGates.count }
      if tallied.findings + tallied.failedGates > 0 { pages.append(tallied) }
    }
    self.pages = pages
    self.safeFixes = safeFixes
    codes = counts.map { Code(code: $0.key.code, severity: $0.key.severity, count: $0.value) }.sorted {
      if $0.severity != $1.severity { return $0.severity > $1.severity }
      if $0.count != $1.count { return $0.count > $1.count }
      return $0.code.utf8.lexicographicallyPrecedes($1.code.utf8)
    }
  }

  /// The pages with the most errors first, then warnings, then the rest; equal ones in the order of the report.
  var worstPages: [Page] {
    func weight(_ page: Page) -> (Int, Int, Int, Int) {
      let counts = page.counts
      return (
        counts[.error, default: 0], page.failedGates, counts[.warning, default: 0], counts[.info, default: 0]
      )
    }
    return pages.sorted { left, right in
      let (leftWeight, rightWeight) = (weight(left), weight(right))
      return leftWeight == rightWeight ? left.position < right.position : leftWeight > rightWeight
    }
  }
}

extension PageReport {
  /// The page's own findings, then those of its diagrams.
  func forEachFinding(_ body: (PlacedFinding) -> Void) {
    for finding in findings { body(finding) }
    for diagram in diagrams {
      for finding in diagram.findings { body(finding) }
    }
  }
}

extension PageReport {
  /// What is not told of the page, then of its diagrams.
  var allSuppressed: [SuppressedFinding] { suppressed + diagrams.flatMap(\.suppressed) }
}

extension GateResult {
  /// How it failed, behind its name.
  var verdict: String {
    let reasons = blocked.isEmpty ? "" : ", blocked by \(blocked.joined(separator: ", "))"
    return "failed with a score of \(score)\(reasons)"
  }
}

extension DiagramReport {
  /// Those its category requires.
  var failedGates: [GateResult] { failsGate ? gates.filter(\.fails) : [] }

  var failsGate: Bool { gates.contains(where: \.fails) }
}
