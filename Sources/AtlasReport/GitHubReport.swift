import AtlasCore

/// Workflow commands that GitHub shows beside the changed lines. It shows ten errors and ten warnings of a step and
/// drops the rest without a word, so the worst are written, and a notice says how many there are besides.
struct GitHubReport {
  private let report: RunReport
  private let options: ReportOptions

  init(_ report: RunReport, _ options: ReportOptions) {
    self.report = report
    self.options = options
  }

  func write(to output: inout ReportOutput) {
    let limit = max(options.limits.annotations, 0)
    let errors = annotations(limit, .error)
    let warnings = annotations(limit, .warning)
    for annotation in errors + warnings { write(annotation, to: &output) }
    writeRest(errors: errors.count, warnings: warnings.count, to: &output)
    output.write(ExitStatement.sentence(for: report, options))
    output.endLine()
  }

  private struct Annotation {
    let command: String
    var properties: [(name: String, value: String)] = []
    let message: String
  }

  // MARK: selection

  /// The first `limit` of that severity: what kept the build from being complete, then findings, then failed gates.
  private func annotations(_ limit: Int, _ severity: Severity) -> [Annotation] {
    var chosen: [Annotation] = []
    for annotation in brokenness(severity) where chosen.count < limit { chosen.append(annotation) }
    for page in report.pages where chosen.count < limit {
      page.forEachFinding { placed in
        guard chosen.count < limit, placed.finding.severity == severity else { return }
        chosen.append(annotation(placed, page.path))
      }
    }
    for page in report.pages where chosen.count < limit {
      for diagram in page.diagrams {
        for gate in diagram.failedGates where chosen.count < limit && report.severity(of: gate) == severity {
          chosen.append(annotation(gate, diagram, page.path))
        }
      }
    }
    return chosen
  }

  /// Crashed actions are errors; what was skipped because of them, and problems, are warnings.
  private func brokenness(_ severity: Severity) -> [Annotation] {
    let isError = severity == .error
    var all = report.failures.filter { ($0.cause == .crashed) == isError }.map { failure in
      Annotation(
        command: isError ? "error" : "warning",
        properties: [("title", "\(failure.stage) \(failure.cause.rawValue)")],
        message: "\(failure.subject): \(failure.message)")
    }
    if !isError { all += report.problems.map { Annotation(command: "warning", message: $0) } }
    return all
  }

  private func annotation(_ placed: PlacedFinding, _ path: BytePath) -> Annotation {
    let finding = placed.finding
    var properties = [
      ("file", options.pathPrefix.appending(path).description), ("line", String(placed.start.line)),
      ("endLine", String(placed.end.line)),
    ]
    // GitHub refuses columns of a stretch of several lines.
    if placed.start.line == placed.end.line {
      let column = CodePoints.column(ofByteColumn: placed.start.column, in: placed.excerpt)
      let endColumn = CodePoints.column(ofByteColumn: placed.end.column, in: placed.excerpt)
      properties.append(("col", String(column)))
      properties.append(("endColumn", String(max(column, endColumn))))
    }
    properties.append(("title", finding.code))
    return Annotation(
      command: finding.severity == .error ? "error" : "warning", properties: properties,
      message: finding.help.isEmpty ? finding.message : "\(finding.message)\n\(finding.help)")
  }

  private func annotation(_ gate: GateResult, _ diagram: DiagramReport, _ path: BytePath) -> Annotation {
    let missing = gate.criteria.filter { !$0.missing.isEmpty }.map { "\n\($0.id): \($0.missing)" }
    return Annotation(
      command: report.severity(of: gate) == .error ? "error" : "warning",
      properties: [
        ("file", options.pathPrefix.appending(path).description), ("line", String(diagram.line)),
        ("title", SARIFRules.id(ofGate: gate.id)),
      ],
      message: "gate \(gate.id) \(gate.verdict)" + missing.joined())
  }

  // MARK: writing

  private func write(_ annotation: Annotation, to output: inout ReportOutput) {
    output.write("::\(annotation.command)")
    for (position, property) in annotation.properties.enumerated() {
      output.write("\(position == 0 ? " " : ",")\(property.name)=")
      output.write(GitHubReport.escaped(property.value, isProperty: true))
    }
    output.write("::")
    output.write(GitHubReport.escaped(annotation.message, isProperty: false))
    output.endLine()
  }

  private func writeRest(errors: Int, warnings: Int, to output: inout ReportOutput) {
    let summary = report.summary
    let crashed = report.failures.count { $0.cause == .crashed }
    let rest = [
      (
        summary.findings[.error, default: 0] + report.enforcedFailures + crashed - errors, "error",
        "errors"
      ),
      (
        summary.findings[.warning, default: 0] + summary.failedGateCount - report.enforcedFailures
          + report.failures.count - crashed + report.problems.count - warnings, "warning", "warnings"
      ),
      (summary.findings[.info, default: 0], "info", "infos"),
    ].filter { $0.0 > 0 }
    let total = rest.reduce(0) { $0 + $1.0 }
    guard total > 0 else { return }
    let parts = rest.map { Words.counted($0.0, $0.1, plural: $0.2) }.joined(separator: ", ")
    write(
      Annotation(
        command: "notice", properties: [("title", "atlas-build: \(Words.grouped(total)) more")],
        message: "+\(Words.grouped(total)) more not shown here (\(parts)); all: \(options.showAllCommand)"),
      to: &output)
  }

  /// `%` and line ends would end the command; in a property also `:` and `,`.
  private static func escaped(_ text: String, isProperty: Bool) -> [UInt8] {
    var escaped: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "%"): escaped.append(contentsOf: "%25".utf8)
      case 0x0D: escaped.append(contentsOf: "%0D".utf8)
      case 0x0A: escaped.append(contentsOf: "%0A".utf8)
      case UInt8(ascii: ":") where isProperty: escaped.append(contentsOf: "%3A".utf8)
      case UInt8(ascii: ",") where isProperty: escaped.append(contentsOf: "%2C".utf8)
      default: escaped.append(byte)
      }
    }
    return escaped
  }
}
