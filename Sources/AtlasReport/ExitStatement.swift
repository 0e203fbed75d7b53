import AtlasCore

/// The sentence that explains an exit status, so that none has to be guessed.
enum ExitStatement {
  static func sentence(for report: RunReport, _ options: ReportOptions) -> String {
    let status = options.exitStatus ?? report.exitStatus
    return "exit status \(status): \(reason(status, report))"
  }

  private static func reason(_ status: Int, _ report: RunReport) -> String {
    switch status {
    case 0: wellReason(report)
    case 1: findingsReason(report)
    case 2: "the command or the configuration is wrong"
    case 3: failureReason(report)
    case 4: "a second run gave other bytes"
    case 5: "a result was not in the cache, and --require-cached forbids to make it"
    case 6: "another process held the lock for too long"
    case 130: "interrupted"
    case 143: "terminated"
    default: "unknown"
    }
  }

  private static func wellReason(_ report: RunReport) -> String {
    let summary = report.summary
    if summary.findings[.error, default: 0] == 0, report.enforcedFailures == 0 {
      return summary.gatesFailed.isEmpty
        ? "no finding is an error and no required gate failed"
        : "no finding is an error, and the gates that failed are not enforced"
    }
    return "the errors above were there before, or are not enforced"
  }

  private static func findingsReason(_ report: RunReport) -> String {
    let summary = report.summary
    let errors = summary.findings[.error, default: 0]
    let gates = report.enforcedFailures
    var parts: [String] = []
    if errors > 0 { parts.append("\(Words.counted(errors, "finding")) of error severity") }
    if gates > 0 { parts.append(Words.counted(gates, "required gate") + " failed") }
    return parts.isEmpty ? "something was found that is an error" : parts.joined(separator: ", ")
  }

  private static func failureReason(_ report: RunReport) -> String {
    let crashed = report.failures.count { $0.cause == .crashed }
    let skipped = report.failures.count - crashed
    if report.failures.isEmpty { return "the tool itself failed" }
    let tail = skipped > 0 ? ", \(Words.grouped(skipped)) skipped" : ""
    return Words.counted(crashed, "action") + " crashed" + tail
  }
}
