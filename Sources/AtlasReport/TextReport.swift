import AtlasCore

/// The report for people: `path:line:column: error: message` with a frame, page by page, then the totals and the
/// sentence that explains the exit status. `TextMode.run` is in `TextReport+Run.swift`.
struct TextReport {
  let report: RunReport
  let options: ReportOptions
  var palette: Palette { options.palette }

  init(_ report: RunReport, _ options: ReportOptions) {
    self.report = report
    self.options = options
  }

  func write(to output: inout ReportOutput) {
    switch options.textMode {
    case .check: writeEverything(to: &output)
    case .run: writeChange(to: &output)
    }
    output.write(ExitStatement.sentence(for: report, options))
    output.endLine()
  }

  private func writeEverything(to output: inout ReportOutput) {
    for page in report.pages {
      writePage(page, to: &output)
      if output.isBroken { return }
    }
    writeFailures(to: &output)
    writeSummary(to: &output)
  }

  /// The page's findings and failed gates, and an empty line; nothing where there is nothing to say.
  private func writePage(_ page: PageReport, to output: inout ReportOutput) {
    let path = page.path.description
    var isSilent = page.findings.isEmpty
    for finding in page.findings { write(finding, path, framed: true, to: &output) }
    for diagram in page.diagrams {
      for finding in diagram.findings { write(finding, path, framed: true, to: &output) }
      let gates = diagram.failedGates
      for gate in gates { write(gate, of: diagram, path, to: &output) }
      isSilent = isSilent && diagram.findings.isEmpty && gates.isEmpty
    }
    if !isSilent { output.endLine() }
  }

  // MARK: findings

  func write(_ placed: PlacedFinding, _ path: String, framed: Bool, to output: inout ReportOutput) {
    let finding = placed.finding
    writeHead(path, placed.start.line, placed.start.column, finding.severity, to: &output)
    TerminalText.write(finding.message, to: &output)
    writeCode(finding.code, to: &output)
    if framed, let excerpt = placed.excerpt { writeFrame(excerpt, placed, to: &output) }
    if !finding.help.isEmpty {
      output.write("  help: ")
      TerminalText.write(finding.help, to: &output)
      output.endLine()
    }
  }

  private func writeHead(
    _ path: String, _ line: Int, _ column: Int, _ severity: Severity, to output: inout ReportOutput
  ) {
    output.write(palette.strong)
    output.write(path)
    output.write(byte: UInt8(ascii: ":"))
    output.write(line)
    output.write(byte: UInt8(ascii: ":"))
    output.write(column)
    output.write(":")
    output.write(palette.reset)
    output.write(" ")
    output.write(palette.code(for: severity))
    output.write(severity.rawValue)
    output.write(":")
    output.write(palette.reset)
    output.write(" ")
  }

  private func writeCode(_ code: String, to output: inout ReportOutput) {
    output.write(" ")
    output.write(palette.dim)
    output.write("[")
    output.write(code)
    output.write("]")
    output.write(palette.reset)
    output.endLine()
  }

  private func writeFrame(_ excerpt: String, _ placed: PlacedFinding, to output: inout ReportOutput) {
    let number = String(placed.start.line)
    let gutter = max(number.utf8.count, 4)
    let endsHere = placed.end.line == placed.start.line
    let frame = SourceFrame(
      line: excerpt, start: placed.start.column - 1, end: endsHere ? placed.end.column - 1 : .max,
      width: options.width - gutter - 4)
    output.write(palette.dim)
    output.write(repeating: UInt8(ascii: " "), count: gutter - number.utf8.count + 1)
    output.write(number)
    output.write(" | ")
    output.write(palette.reset)
    output.write(frame.text)
    output.endLine()
    output.write(repeating: UInt8(ascii: " "), count: gutter + 2)
    output.write(palette.dim)
    output.write("| ")
    output.write(palette.reset)
    output.write(palette.code(for: placed.finding.severity))
    output.write(frame.carets)
    output.write(palette.reset)
    output.endLine()
  }

  // MARK: gates

  /// A required gate that failed, with what shows each criterion and what is missing.
  private func write(
    _ gate: GateResult, of diagram: DiagramReport, _ path: String, to output: inout ReportOutput
  ) {
    writeHead(path, diagram.line, 1, report.severity(of: gate), to: &output)
    output.write("gate \(gate.id) \(gate.verdict)")
    writeCode("gate-\(gate.id)", to: &output)
    if !gate.rejected.isEmpty { output.write("  rejected: \(gate.rejected.joined(separator: ", "))\n") }
    for finding in gate.waived {
      output.write("  \(palette.dim)waived\(palette.reset) \(finding.code) by line \(finding.line): ")
      TerminalText.write(finding.reason, to: &output)
      output.endLine()
    }
    for criterion in gate.criteria where criterion.outcome != .notApplicable {
      write(criterion, to: &output)
    }
  }

  private func write(_ criterion: CriterionResult, to output: inout ReportOutput) {
    let (color, word) =
      switch criterion.outcome {
      case .pass: (palette.good, "pass ")
      case .fail: (palette.error, "fail ")
      case .human: (palette.info, "human")
      case .notApplicable: (palette.dim, "n-a  ")
      }
    output.write("  \(color)\(word)\(palette.reset) \(criterion.id)")
    for (position, evidence) in criterion.evidence.enumerated() {
      output.write(position == 0 ? ": “" : ", “")
      TerminalText.write(evidence.text, to: &output)
      output.write("” (line \(evidence.line)\(evidence.isOnPage ? " of the page" : ""))")
    }
    if !criterion.missing.isEmpty {
      output.write(criterion.evidence.isEmpty ? ": " : "; ")
      TerminalText.write(criterion.missing, to: &output)
    }
    output.endLine()
  }

  // MARK: failures

  /// The actions without a result, up to a limit, and what else was wrong with the run.
  func writeFailures(limit: Int = .max, to output: inout ReportOutput) {
    for failure in report.failures.prefix(limit) {
      let color = failure.cause == .crashed ? palette.error : palette.dim
      output.write("\(color)\(failure.cause.rawValue):\(palette.reset) ")
      TerminalText.write("\(failure.subject): \(failure.stage): \(failure.message)", to: &output)
      output.endLine()
      for line in failure.output.utf8.split(separator: UInt8(ascii: "\n")) {
        output.write("  | ")
        TerminalText.write(String(decoding: line, as: UTF8.self), to: &output)
        output.endLine()
      }
    }
    if report.failures.count > limit {
      output.write("… and \(Words.counted(report.failures.count - limit, "more action")) without a result\n")
    }
    for problem in report.problems {
      output.write("\(palette.warning)problem:\(palette.reset) ")
      TerminalText.write(problem, to: &output)
      output.endLine()
    }
    if !report.failures.isEmpty || !report.problems.isEmpty { output.endLine() }
  }
}
