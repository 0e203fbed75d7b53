import AtlasCore

/// GitHub-flavoured Markdown for a step summary or a comment: the totals, tables by severity and code, the worst pages,
/// and the findings in sections that are closed at first, up to a limit.
struct MarkdownReport {
  private let report: RunReport
  private let options: ReportOptions
  private let tally: Tally
  private let worstPages: [Tally.Page]

  init(_ report: RunReport, _ options: ReportOptions) {
    self.report = report
    self.options = options
    tally = Tally(report)
    worstPages = tally.worstPages
  }

  func write(to output: inout ReportOutput) {
    output.write("## atlas-build\n\n")
    output.write("\(MarkdownText.escaped(ExitStatement.sentence(for: report, options)))\n\n")
    writeTotals(to: &output)
    writeFailures(to: &output)
    writeSeverities(to: &output)
    writeCodes(to: &output)
    writePages(to: &output)
    writeFindings(to: &output)
  }

  // MARK: tables

  /// A table with numbers in the columns after the first `textColumns`.
  private func writeTable(
    _ title: String, _ header: [String], textColumns: Int, _ rows: [[String]], to output: inout ReportOutput
  ) {
    if rows.isEmpty { return }
    if !title.isEmpty { output.write("### \(title)\n\n") }
    output.write("| \(header.joined(separator: " | ")) |\n|")
    for column in header.indices { output.write(column < textColumns ? " --- |" : " ---: |") }
    output.endLine()
    for row in rows { output.write("| \(row.joined(separator: " | ")) |\n") }
    output.endLine()
  }

  private func writeTotals(to output: inout ReportOutput) {
    let summary = report.summary
    let actions = report.actions
    var rows = [("pages", summary.pages), ("diagrams", summary.diagrams)]
    rows += Verdict.allCases.map { ("\($0.rawValue) diagrams", summary.verdicts[$0, default: 0]) }
      .filter { $0.1 > 0 }
    rows += summary.failedGates.map { ("diagrams that fail the gate \($0.id)", $0.count) }
    if actions.total > 0 {
      rows += [
        ("actions that ran", actions.ran), ("actions cut off", actions.cutoff),
        ("actions from the cache", actions.hit), ("actions failed", actions.failed),
      ]
    }
    if let change = report.change {
      let gone = change.gone.reduce(0) { $0 + $1.count }
      rows += [("new findings", change.new.count), ("findings gone", gone)]
    }
    writeTable(
      "", ["total", "count"], textColumns: 1,
      rows.map { [MarkdownText.escaped($0.0), Words.grouped($0.1)] }, to: &output)
  }

  private func writeSeverities(to output: inout ReportOutput) {
    let summary = report.summary
    guard summary.findingCount > 0 else { return }
    writeTable(
      "Findings by severity", ["severity", "findings"], textColumns: 1,
      Severity.worstFirst.map { [$0.rawValue, Words.grouped(summary.findings[$0, default: 0])] }, to: &output)
  }

  private func writeCodes(to output: inout ReportOutput) {
    let shown = tally.codes.prefix(max(options.limits.codes, 0))
    writeTable(
      "Findings by code", ["code", "severity", "findings"], textColumns: 2,
      shown.map { [MarkdownText.escaped($0.code), $0.severity.rawValue, Words.grouped($0.count)] },
      to: &output)
    let rest = tally.codes.dropFirst(shown.count)
    if !rest.isEmpty {
      let count = rest.reduce(0) { $0 + $1.count }
      output.write("… and \(Words.counted(count, "finding")) of ")
      output.write("\(Words.counted(rest.count, "more code"))\n\n")
    }
  }

  private func writePages(to output: inout ReportOutput) {
    writeTable(
      "Pages with the most findings", ["page", "errors", "failed gates", "warnings", "infos"], textColumns: 1,
      worstPages.prefix(max(options.limits.markdownPages, 0)).map { page in
        [
          MarkdownText.escaped(report.pages[page.position].path.description),
          Words.grouped(page.counts[.error, default: 0]), Words.grouped(page.failedGates),
          Words.grouped(page.counts[.warning, default: 0]), Words.grouped(page.counts[.info, default: 0]),
        ]
      }, to: &output)
  }

  private func writeFailures(to output: inout ReportOutput) {
    let lines =
      report.failures.map { "\($0.cause.rawValue): \($0.subject): \($0.stage): \($0.message)" }
      + report.problems.map { "problem: \($0)" }
    guard !lines.isEmpty else { return }
    let limit = 50
    output.write("### What went wrong\n\n")
    for line in lines.prefix(limit) { output.write("- \(MarkdownText.escaped(line))\n") }
    if lines.count > limit { output.write("- … and \(Words.grouped(lines.count - limit)) more\n") }
    output.endLine()
  }

  // MARK: findings

  /// A section a page, the worst pages first, as long as the limits leave room.
  private func writeFindings(to output: inout ReportOutput) {
    guard !worstPages.isEmpty else { return }
    output.write("### Findings\n\n")
    var findingsLeft = max(options.limits.markdownFindings, 0)
    var bytesLeft = options.limits.markdownBytes
    var pagesLeft = worstPages.count
    for page in worstPages where findingsLeft > 0 {
      let section = section(of: page, limit: findingsLeft)
      guard section.utf8.count <= bytesLeft else { break }
      output.write(section)
      findingsLeft -= min(findingsLeft, page.findings + page.failedGates)
      bytesLeft -= section.utf8.count
      pagesLeft -= 1
    }
    if pagesLeft > 0 {
      let count = worstPages.suffix(pagesLeft).reduce(0) { $0 + $1.findings + $1.failedGates }
      output.write("… and \(Words.grouped(count)) more on \(Words.counted(pagesLeft, "page")): ")
      output.write("\(MarkdownText.escaped(options.showAllCommand))\n")
    }
  }

  private func section(of tallied: Tally.Page, limit: Int) -> String {
    let page = report.pages[tallied.position]
    let count = tallied.findings + tallied.failedGates
    var rows: [String] = []
    page.forEachFinding { if rows.count < limit { rows.append(row($0)) } }
    for diagram in page.diagrams {
      for gate in diagram.failedGates where rows.count < limit { rows.append(row(gate, of: diagram)) }
    }
    let more = count > rows.count ? "\n… and \(Words.grouped(count - rows.count)) more on this page\n" : ""
    return """
      <details><summary><code>\(MarkdownText.html(page.path.description))</code>: \(Words.grouped(count))</summary>

      | place | severity | code | message |
      | --- | --- | --- | --- |
      \(rows.joined(separator: "\n"))
      \(more)
      </details>

      """
  }

  private func row(_ placed: PlacedFinding) -> String {
    let finding = placed.finding
    let text = MarkdownText.escaped(finding.message)
    let help = finding.help.isEmpty ? "" : "<br>help: \(MarkdownText.escaped(finding.help))"
    return "| \(placed.start.line):\(placed.start.column) | \(finding.severity.rawValue) | "
      + "\(MarkdownText.escaped(finding.code)) | \(text)\(help) |"
  }

  private func row(_ gate: GateResult, of diagram: DiagramReport) -> String {
    let missing = gate.criteria.filter { !$0.missing.isEmpty }
      .map { "<br>\(MarkdownText.escaped($0.id)): \(MarkdownText.escaped($0.missing))" }
    return "| \(diagram.line) | \(report.severity(of: gate).rawValue) | "
      + "\(MarkdownText.escaped(SARIFRules.id(ofGate: gate.id))) | \(gate.verdict)\(missing.joined()) |"
  }
}
