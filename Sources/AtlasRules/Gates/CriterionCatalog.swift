import AtlasCore
import AtlasMermaid

/// Every criterion that gates may name.
package enum CriterionCatalog {
  package static let ids = ["technical.parses"] + phrases.map(\.id)

  /// A criterion that is met where one of these phrases stands in the diagram or on its page.
  private struct Phrases {
    var id: String
    var any: PhraseSet
    var missing: String

    init(id: String, any: [String], missing: String) {
      self.id = id
      self.any = PhraseSet(any)
      self.missing = missing
    }
  }

  private static let phrases: [Phrases] = [
    Phrases(
      id: "3am.errors",
      any: [
        "timed out", "connection refused", "exceeded", "exception", "oomkilled", "crashloopbackoff",
        "econnrefused",
        "etimedout", "permission denied", "error message",
      ],
      missing: "name the error messages to look for, as they stand in the logs"),
    Phrases(
      id: "3am.logs",
      any: [
        "/var/log/", "kubectl logs", "journalctl", "docker logs", "slow query log", "access log", "error log",
        "audit log",
      ],
      missing: "say which log to read, as a path or a command"),
    Phrases(
      id: "3am.metrics",
      any: ["p99", "p95", "error rate", "replication lag", "queue depth", "alert when", "dashboard"],
      missing: "name the metrics that show the problem, with their thresholds"),
    Phrases(
      id: "3am.runbook", any: ["runbook", "playbook"],
      missing: "link the runbook, or write its steps"),
    Phrases(
      id: "3am.recovery",
      any: ["failover", "rollback", "roll back", "restart", "restore", "drain", "promote"],
      missing: "say how to recover, and how long it takes"),
  ]

  static func judge(
    _ id: String, _ subject: GateSubject, _ page: PageEvidence
  ) -> GateVerdict.Criterion {
    if id == "technical.parses" { return parses(subject) }
    guard let phrases = phrases.first(where: { $0.id == id }) else {
      // No machine knows this criterion; a person judges it.
      return .init(id: id, outcome: .human, evidence: [], missing: "")
    }
    if let found = find(phrases, in: subject, page) {
      return .init(id: id, outcome: .pass, evidence: [found], missing: "")
    }
    return .init(id: id, outcome: .fail, evidence: [], missing: phrases.missing)
  }

  private static func parses(_ subject: GateSubject) -> GateVerdict.Criterion {
    switch subject.diagram.verdict {
    case .valid:
      let found = GateVerdict.Found(
        text: subject.diagram.kind?.rawValue ?? "", place: .diagram(subject.diagram.headerRange))
      return .init(id: "technical.parses", outcome: .pass, evidence: [found], missing: "")
    case .unsupported:
      return .init(id: "technical.parses", outcome: .notApplicable, evidence: [], missing: "")
    case .invalid, .unrenderable:
      return .init(
        id: "technical.parses", outcome: .fail, evidence: [],
        missing: "correct the errors that the parse found")
    }
  }

  private static func find(
    _ phrases: Phrases, in subject: GateSubject, _ page: PageEvidence
  ) -> GateVerdict.Found? {
    for text in subject.texts.texts where phrases.any.first(in: text.bytes[...]) != nil {
      return GateVerdict.Found(text: text.string, place: .diagram(text.range))
    }
    return page.evidence(for: phrases.id) { page, prose in
      for range in prose {
        guard let offset = phrases.any.first(in: page[range.bounds]) else { continue }
        return GateVerdict.Found(text: line(at: offset, of: page), place: .page(offset))
      }
      return nil
    }
  }

  private static func line(at offset: Int, of page: [UInt8]) -> String {
    let isLineEnd = { (byte: UInt8) in byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
    let start = page[..<offset].lastIndex(where: isLineEnd).map { $0 + 1 } ?? 0
    let end = page[offset...].firstIndex(where: isLineEnd) ?? page.count
    return String(decoding: page[start..<end], as: UTF8.self)
  }
}
