import AtlasCore

/// A line of totals: what is counted, how many, and of which kinds.
struct SummaryRow {
  let name: String
  let count: Int
  var parts: [(name: String, count: Int)] = []
}

/// The totals under a text report.
extension TextReport {
  func writeSummary(to output: inout ReportOutput) {
    let tally = Tally(report)
    for row in summaryRows() { write(row, to: &output) }
    output.endLine()
    writeCodes(tally, to: &output)
    if tally.safeFixes > 0, let command = options.fixCommand {
      let verb = tally.safeFixes == 1 ? "has" : "have"
      output.write("\(Words.counted(tally.safeFixes, "finding")) \(verb) a safe fix: \(command)\n")
    }
  }

  func summaryRows() -> [SummaryRow] {
    let summary = report.summary
    let actions = report.actions
    var rows = [
      SummaryRow(name: "pages", count: summary.pages),
      SummaryRow(
        name: "diagrams", count: summary.diagrams,
        parts: Verdict.allCases.map { ($0.rawValue, summary.verdicts[$0, default: 0]) }),
      SummaryRow(
        name: "findings", count: summary.findingCount,
        parts: Severity.worstFirst.map { ($0.rawValue, summary.findings[$0, default: 0]) }),
    ]
    if summary.suppressed.total > 0 {
      rows.append(
        SummaryRow(
          name: "not told", count: summary.suppressed.total,
          parts: [
            ("waived", summary.suppressed.waived), ("in the baseline", summary.suppressed.inBaseline),
          ]))
    }
    if !summary.gatesFailed.isEmpty {
      rows.append(
        SummaryRow(
          name: "gates failed", count: summary.failedGateCount,
          parts: summary.failedGates.map { ($0.id, $0.count) }))
    }
    if actions.total > 0 {
      rows.append(
        SummaryRow(
          name: "actions", count: actions.total,
          parts: [
            ("hit", actions.hit), ("ran", actions.ran), ("cutoff", actions.cutoff),
            ("failed", actions.failed),
          ]))
    }
    return rows
  }

  func write(_ row: SummaryRow, to output: inout ReportOutput) {
    output.write(row.name)
    let count = Words.grouped(row.count)
    output.write(repeating: UInt8(ascii: " "), count: 20 - row.name.utf8.count - count.utf8.count)
    output.write("\(palette.strong)\(count)\(palette.reset)")
    let parts = row.parts.filter { $0.count > 0 }
    if !parts.isEmpty {
      output.write("   ")
      output.write(parts.map { "\($0.name) \(Words.grouped($0.count))" }.joined(separator: ", "))
    }
    output.endLine()
  }

  /// How many findings there are of each code, up to a limit.
  func writeCodes(_ tally: Tally, to output: inout ReportOutput) {
    guard !tally.codes.isEmpty else { return }
    let shown = tally.codes.prefix(options.limits.codes)
    for code in shown {
      let count = Words.grouped(code.count)
      output.write(repeating: UInt8(ascii: " "), count: 8 - count.utf8.count)
      output.write("\(count)  \(palette.code(for: code.severity))\(code.severity.rawValue)\(palette.reset)")
      output.write(repeating: UInt8(ascii: " "), count: 9 - code.severity.rawValue.utf8.count)
      output.write(code.code)

      output.endLine()
    }
    let rest = tally.codes.dropFirst(shown.count)
    if !rest.isEmpty {
      let findings = rest.reduce(0) { $0 + $1.count }
      output.write("  … and \(Words.counted(findings, "finding")) of ")
      output.write("\(Words.counted(rest.count, "more code"))\n")
    }
    output.endLine()
  }
}
