import AtlasCore

extension JSONObjects {
  /// The totals. Beyond the keys that always stand there, those that have something to say.
  static func writeSummary(of report: RunReport, to json: inout JSONWriter) {
    let summary = report.summary
    json.object { json in
      json.member("pages", summary.pages)
      json.member("diagrams", summary.diagrams)
      for verdict in [Verdict.valid, .invalid, .unrenderable] {
        json.member(verdict.rawValue, summary.verdicts[verdict, default: 0])
      }
      json.member("findings") { json in
        json.object { json in
          for severity in Severity.worstFirst {
            json.member(severity.rawValue, summary.findings[severity, default: 0])
          }
        }
      }
      json.member("actions") { json in
        json.object { json in
          json.member("hit", report.actions.hit)
          json.member("ran", report.actions.ran)
          json.member("cutoff", report.actions.cutoff)
          json.member("failed", report.actions.failed)
        }
      }
      if let unsupported = summary.verdicts[.unsupported] { json.member("unsupported", unsupported) }
      writeFailedGates(summary, to: &json)
      writeSuppressed(summary.suppressed, to: &json)
      if let change = report.change { writeChange(change, to: &json) }
      if !report.written.isEmpty { json.member("written", report.written.map(\.description)) }
      writeFailures(report.failures, to: &json)
      if !report.problems.isEmpty { json.member("problems", report.problems) }
    }
  }

  private static func writeFailedGates(_ summary: RunReport.Summary, to json: inout JSONWriter) {
    guard !summary.gatesFailed.isEmpty else { return }
    json.member("gatesFailed") { json in
      json.object { json in
        for (gate, count) in summary.failedGates { json.member(gate, count) }
      }
    }
  }

  private static func writeSuppressed(_ counts: Suppression.Counts, to json: inout JSONWriter) {
    guard counts.total > 0 else { return }
    json.member("suppressed") { json in
      json.object { json in
        json.member("waived", counts.waived)
        json.member("baseline", counts.inBaseline)
      }
    }
  }

  private static func writeChange(_ change: ReportChange, to json: inout JSONWriter) {
    json.member("change") { json in
      json.object { json in
        json.member("new", change.new.count)
        json.member("gone", change.gone.reduce(0) { $0 + $1.count })
      }
    }
  }

  private static func writeFailures(_ failures: [ActionFailure], to json: inout JSONWriter) {
    guard !failures.isEmpty else { return }
    json.member("failures") { json in
      json.array(failures) { failure, json in
        json.object { json in
          json.member("cause", failure.cause.rawValue)
          json.member("stage", failure.stage)
          json.member("subject", failure.subject)
          json.member("message", failure.message)
          if !failure.output.isEmpty { json.member("output", failure.output) }
        }
      }
    }
  }
}
