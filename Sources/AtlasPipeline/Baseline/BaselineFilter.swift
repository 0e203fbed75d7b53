import AtlasCore

/// Holds back what a baseline knows. Each entry stands for one finding: the second of two equal ones is new where the
/// baseline knows one. Entries of a page that is gone hold for whatever page the finding went to.
package struct BaselineFilter {
  private var findings: [Key: Int] = [:]
  private var moved: [Digest: Int] = [:]
  private var gates: [GateKey: Int] = [:]
  private var movedGates: [String: Int] = [:]

  private struct Key: Hashable {
    var path: String
    var fingerprint: Digest
  }

  private struct GateKey: Hashable {
    var path: String
    var gate: String
  }

  /// - Parameter isGone: whether there is no page of that path any more.
  package init(_ baseline: Baseline, isGone: (String) -> Bool) {
    var gone: [String: Bool] = [:]
    func isMoved(_ path: String) -> Bool {
      if let known = gone[path] { return known }
      let answer = isGone(path)
      gone[path] = answer
      return answer
    }
    for entry in baseline.findings {
      if isMoved(entry.path) {
        moved[entry.fingerprint, default: 0] += 1
      } else {
        findings[Key(path: entry.path, fingerprint: entry.fingerprint), default: 0] += 1
      }
    }
    for entry in baseline.gates {
      if isMoved(entry.path) {
        movedGates[entry.gate, default: 0] += entry.diagrams
      } else {
        gates[GateKey(path: entry.path, gate: entry.gate), default: 0] += entry.diagrams
      }
    }
  }

  /// Takes what the baseline knows out of a page's report.
  ///
  /// - Parameter path: the page's path in the baseline.
  package mutating func apply(to report: inout PageReport, path: BytePath) {
    let path = path.description
    split(&report.findings, &report.suppressed, path)
    for index in report.diagrams.indices {
      var diagram = report.diagrams[index]
      split(&diagram.findings, &diagram.suppressed, path)
      for gate in diagram.gates.indices where diagram.gates[gate].fails {
        diagram.gates[gate].isInBaseline = knows(gate: diagram.gates[gate].id, path)
      }
      report.diagrams[index] = diagram
    }
  }

  /// The same for a page whose report was not put together again.
  mutating func apply(to summary: inout PageSummary, _ record: PageRecord, path: BytePath) {
    let path = path.description
    for mark in record.findings where knows(mark.fingerprint, path) {
      summary.findings[mark.severity, default: 0] -= 1
      summary.suppressed.add(.baseline)
    }
    for (gate, count) in record.summary.gatesFailed.sorted(by: { $0.key < $1.key }) {
      let held = (0..<count).count { _ in knows(gate: gate, path) }
      summary.gatesFailed[gate] = held < count ? count - held : nil
      summary.suppressed.inBaseline += held
    }
  }

  private mutating func split(
    _ told: inout [PlacedFinding], _ suppressed: inout [SuppressedFinding], _ path: String
  ) {
    var kept: [PlacedFinding] = []
    for placed in told {
      if knows(placed.fingerprint, path) {
        suppressed.append(SuppressedFinding(placed, .baseline))
      } else {
        kept.append(placed)
      }
    }
    told = kept
  }

  private mutating func knows(_ fingerprint: Digest, _ path: String) -> Bool {
    findings.take(Key(path: path, fingerprint: fingerprint)) || moved.take(fingerprint)
  }

  private mutating func knows(gate: String, _ path: String) -> Bool {
    gates.take(GateKey(path: path, gate: gate)) || movedGates.take(gate)
  }
}

extension Dictionary where Value == Int {
  /// Whether one was left.
  fileprivate mutating func take(_ key: Key) -> Bool {
    guard let count = self[key], count > 0 else { return false }
    self[key] = count - 1
    return true
  }
}

extension PageReport {
  /// The findings that the baseline held back.
  var inBaseline: [PlacedFinding] {
    (suppressed + diagrams.flatMap(\.suppressed)).filter { $0.suppression == .baseline }.map(\.placed)
  }
}
