import AtlasCore

/// JUnit's XML: a page is a test suite, a diagram a test case. (A suite a stage would be closer to how a build runs, but
/// people look for pages, and the services group by suite.) A case fails where a finding is an error or a required gate
/// failed; it has an error where an action crashed, and is skipped where one never ran. It is one of the three, since
/// readers of the format expect no more; what else there is to say stands in its output.
struct JUnitReport {
  private let report: RunReport
  private let options: ReportOptions
  /// By the subject.
  private let failures: [String: [ActionFailure]]

  init(_ report: RunReport, _ options: ReportOptions) {
    self.report = report
    self.options = options
    failures = Dictionary(grouping: report.failures, by: \.subject)
  }

  func write(to output: inout ReportOutput) {
    var totals = Counts()
    for page in report.pages { totals.add(counts(of: cases(of: page))) }
    let others = otherCases()
    totals.add(counts(of: others))
    output.write(#"<?xml version="1.0" encoding="UTF-8"?>"# + "\n<testsuites")
    XMLText.writeAttribute("name", "atlas-build", to: &output)
    write(totals, withSkipped: false, to: &output)
    if let seconds = options.seconds {
      XMLText.writeAttribute("time", JUnitReport.decimal(seconds), to: &output)
    }
    output.write(">\n")
    for page in report.pages {
      writeSuite(page.path.description, cases(of: page), to: &output)
      if output.isBroken { return }
    }
    writeSuite("actions", others, to: &output)
    output.write("</testsuites>\n")
  }

  // MARK: cases

  private struct Case {
    enum Subject {
      case page
      case diagram(DiagramReport)
      case action
    }

    let subject: Subject
    var findings: [PlacedFinding] = []
    var failures: [ActionFailure] = []
    /// Whether the diagram failed a gate that is enforced.
    var failsGate = false

    /// Made only where it is written: counting needs none.
    var name: String {
      switch subject {
      case .page: "page"
      case .diagram(let diagram): "#\(diagram.index) \(diagram.kind ?? "unknown")"
      case .action: failures.map { "\($0.subject): \($0.stage)" }.joined()
      }
    }

    var diagram: DiagramReport? {
      if case .diagram(let diagram) = subject { diagram } else { nil }
    }

    enum Outcome {
      case passed, failed, broken, skipped
    }

    var outcome: Outcome {
      if failures.contains(where: { $0.cause == .crashed }) { return .broken }
      let isWrong =
        findings.contains { $0.finding.severity == .error } || failsGate
      if isWrong { return .failed }
      return failures.isEmpty ? .passed : .skipped
    }
  }

  private func cases(of page: PageReport) -> [Case] {
    // Nearly every run has no failure at all, and then nothing is looked up.
    let path = failures.isEmpty ? "" : page.path.description
    func failed(_ subject: @autoclosure () -> String) -> [ActionFailure] {
      failures.isEmpty ? [] : failures[subject()] ?? []
    }
    var cases: [Case] = []
    let pageFailures = failed(path)
    if !page.findings.isEmpty || !pageFailures.isEmpty {
      cases.append(Case(subject: .page, findings: page.findings, failures: pageFailures))
    }
    for diagram in page.diagrams {
      cases.append(
        Case(
          subject: .diagram(diagram), findings: diagram.findings,
          failures: failed("\(path)#\(diagram.index)"),
          failsGate: diagram.failedGates.contains { report.severity(of: $0) == .error }))
    }
    return cases
  }

  /// Actions of the library as a whole, and of pages and diagrams that never came to be.
  private func otherCases() -> [Case] {
    if report.failures.isEmpty { return [] }
    var known: Set<String> = []
    for page in report.pages {
      let path = page.path.description
      known.insert(path)
      for diagram in page.diagrams { known.insert("\(path)#\(diagram.index)") }
    }
    return report.failures.filter { !known.contains($0.subject) }.map {
      Case(subject: .action, failures: [$0])
    }
  }

  // MARK: counts

  private struct Counts {
    var tests = 0
    var failures = 0
    var errors = 0
    var skipped = 0

    mutating func add(_ other: Counts) {
      tests += other.tests
      failures += other.failures
      errors += other.errors
      skipped += other.skipped
    }
  }

  private func counts(of cases: [Case]) -> Counts {
    var counts = Counts(tests: cases.count)
    for testCase in cases {
      switch testCase.outcome {
      case .passed: break
      case .failed: counts.failures += 1
      case .broken: counts.errors += 1
      case .skipped: counts.skipped += 1
      }
    }
    return counts
  }

  private func write(_ counts: Counts, withSkipped: Bool, to output: inout ReportOutput) {
    XMLText.writeAttribute("tests", counts.tests, to: &output)
    XMLText.writeAttribute("failures", counts.failures, to: &output)
    XMLText.writeAttribute("errors", counts.errors, to: &output)
    if withSkipped { XMLText.writeAttribute("skipped", counts.skipped, to: &output) }
  }

  // MARK: writing

  private func writeSuite(_ name: String, _ cases: [Case], to output: inout ReportOutput) {
    if cases.isEmpty { return }
    output.write("  <testsuite")
    XMLText.writeAttribute("name", name, to: &output)
    write(counts(of: cases), withSkipped: true, to: &output)
    output.write(">\n")
    for testCase in cases { write(testCase, of: name, to: &output) }
    output.write("  </testsuite>\n")
  }

  private func write(_ testCase: Case, of suite: String, to output: inout ReportOutput) {
    output.write("    <testcase")
    XMLText.writeAttribute("classname", suite, to: &output)
    XMLText.writeAttribute("name", testCase.name, to: &output)
    let lines = JUnitLines(
      suite, testCase.findings, testCase.diagram, testCase.failures, severity: report.severity)
    switch testCase.outcome {
    case .passed:
      guard !lines.output.isEmpty else { return output.write("/>\n") }
      output.write(">\n")
      writeElement("system-out", lines.output, to: &output)
    case .failed:
      output.write(">\n")
      writeElement("failure", lines.errors, to: &output)
      writeElement("system-out", lines.output + lines.failures, to: &output)
    case .broken:
      output.write(">\n")
      writeElement("error", lines.failures, to: &output)
      writeElement("system-out", lines.errors + lines.output, to: &output)
    case .skipped:
      output.write(">\n")
      writeElement("skipped", lines.failures, to: &output)
      writeElement("system-out", lines.output, to: &output)
    }
    output.write("    </testcase>\n")
  }

  /// The element with the first line as its message, where it is one that has a message; nothing without lines.
  private func writeElement(_ name: String, _ lines: [String], to output: inout ReportOutput) {
    guard let first = lines.first else { return }
    output.write("      <\(name)")
    if name != "system-out" {
      let end = first.utf8.firstIndex(of: UInt8(ascii: "\n")) ?? first.endIndex
      XMLText.writeAttribute("message", String(first[..<end]), to: &output)
    }
    output.write(">")
    XMLText.write(lines.joined(separator: "\n"), to: &output)
    output.write("</\(name)>\n")
  }

  /// Milliseconds after a point, whatever the locale.
  private static func decimal(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "0.000" }
    let milliseconds = Int((seconds * 1_000).rounded())
    let rest = String(milliseconds % 1_000)
    return "\(milliseconds / 1_000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }
}

/// What a test case has to say, as lines.
struct JUnitLines {
  private(set) var errors: [String] = []
  private(set) var output: [String] = []
  private(set) var failures: [String] = []

  init(
    _ path: String, _ findings: [PlacedFinding], _ diagram: DiagramReport?, _ failures: [ActionFailure],
    severity: (GateResult) -> Severity
  ) {
    for placed in findings {
      let finding = placed.finding
      let line =
        "\(path):\(placed.start.line):\(placed.start.column): \(finding.severity.rawValue): "
        + "\(finding.message) [\(finding.code)]"
        + (finding.help.isEmpty ? "" : "\n  help: \(finding.help)")
      if finding.severity == .error { errors.append(line) } else { output.append(line) }
    }
    for gate in diagram?.failedGates ?? [] {
      var line = "\(path):\(diagram?.line ?? 1):1: \(severity(gate).rawValue): "
      line += "gate \(gate.id) \(gate.verdict)"
      for criterion in gate.criteria where !criterion.missing.isEmpty {
        line += "\n  \(criterion.id): \(criterion.missing)"
      }
      if severity(gate) == .error { errors.append(line) } else { output.append(line) }
    }
    for failure in failures {
      let tail = failure.output.isEmpty ? "" : "\n\(failure.output)"
      self.failures.append("\(failure.stage) \(failure.cause.rawValue): \(failure.message)\(tail)")
    }
  }
}
