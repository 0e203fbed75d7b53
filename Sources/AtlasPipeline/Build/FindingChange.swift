import AtlasCore

/// Which findings are new and which are gone since the run before, over all pages together: a finding that moved with
/// its diagram from one page to another is neither.
struct FindingChange {
  private var before: [Digest: (code: String, count: Int)] = [:]
  private var after: [(path: BytePath, finding: PlacedFinding)] = []

  mutating func add(_ report: PageReport, before record: PageRecord?) {
    if let record { remove(record) }
    for finding in report.findings + report.diagrams.flatMap(\.findings) {
      after.append((report.path, finding))
    }
  }

  /// The page, or what stood on it, is gone.
  mutating func remove(_ record: PageRecord) {
    for mark in record.findings { before[mark.fingerprint, default: (mark.code, 0)].count += 1 }
  }

  var change: ReportChange {
    var left = before
    let new = after.filter { _, finding in
      guard let known = left[finding.fingerprint], known.count > 0 else { return true }
      left[finding.fingerprint]?.count -= 1
      return false
    }
    var gone: [String: Int] = [:]
    for (code, count) in left.values where count > 0 { gone[code, default: 0] += count }
    return ReportChange(new: new, gone: gone.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }
}
