import AtlasCore

/// What `run` says: the findings that are new, how many are gone, counts of all there are, and the command that shows
/// them. However many there were before, it stays a page long.
extension TextReport {
  func writeChange(to output: inout ReportOutput) {
    writeFailures(limit: max(options.limits.runFailures, 0), to: &output)
    writeOutputs(to: &output)
    if let change = report.change { writeNew(change, to: &output) }
    writeCounts(to: &output)
  }

  private func writeNew(_ change: ReportChange, to output: inout ReportOutput) {
    let limit = max(options.limits.runFindings, 0)
    for (path, finding) in change.new.prefix(limit) {
      write(finding, path.description, framed: false, to: &output)
    }
    let more = change.new.count - min(change.new.count, limit)
    if more > 0 { output.write("… and \(Words.grouped(more)) more: \(options.showAllCommand)\n") }
    if !change.new.isEmpty { output.endLine() }
    write(
      SummaryRow(name: "new", count: change.new.count, parts: severities(of: change.new.map(\.finding))),
      to: &output)
    writeGone(change.gone, to: &output)
  }

  private func writeGone(_ gone: [(code: String, count: Int)], to output: inout ReportOutput) {
    let limit = max(options.limits.codes, 0)
    var row = SummaryRow(name: "gone", count: gone.reduce(0) { $0 + $1.count })
    row.parts = gone.prefix(limit).map { ($0.code, $0.count) }
    let rest = gone.dropFirst(limit)
    if !rest.isEmpty { row.parts.append(("others", rest.reduce(0) { $0 + $1.count })) }
    write(row, to: &output)
  }

  private func writeOutputs(to output: inout ReportOutput) {
    let limit = max(options.limits.runOutputs, 0)
    for path in report.written.prefix(limit) { output.write("wrote \(path)\n") }
    let more = report.written.count - min(report.written.count, limit)
    if more > 0 { output.write("wrote \(Words.counted(more, "more file"))\n") }
    if !report.written.isEmpty { output.endLine() }
  }

  private func severities(of findings: [PlacedFinding]) -> [(name: String, count: Int)] {
    Severity.worstFirst.map { severity in
      (severity.rawValue, findings.count { $0.finding.severity == severity })
    }
  }

  private func writeCounts(to output: inout ReportOutput) {
    for row in summaryRows() { write(row, to: &output) }
    let summary = report.summary
    if report.change == nil, summary.findingCount > 0 {
      output.write("no earlier run to compare with\n")
    }
    if summary.findingCount + summary.failedGateCount > 0 {
      output.write("all findings: \(options.showAllCommand)\n")
    }
    // Pages that were not looked at again may have more of them.
    let safeFixes = report.totals == nil ? Tally(report).safeFixes : 0
    if safeFixes > 0, let command = options.fixCommand {
      output.write("safe fixes for \(Words.grouped(safeFixes)) of them: \(command)\n")
    }
  }
}
