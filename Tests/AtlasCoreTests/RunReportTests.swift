import AtlasCore
import Testing

struct RunReportTests {
  private func report(_ severity: Severity, gateFails: Bool = false, required: Bool = true) -> RunReport {
    let finding = Finding(
      code: "x", priority: .low, severity: severity, range: TextRange(0, 1), message: "", help: "")
    let placed = PlacedFinding(
      finding: finding, start: LineColumn(line: 1, column: 1), end: LineColumn(line: 1, column: 2),
      fingerprint: .zero)
    let gate = GateResult(id: "cfo", passed: !gateFails, score: 0, required: required, criteria: [])
    let diagram = DiagramReport(
      index: 1, line: 1, kind: nil, verdict: .valid, digest: .zero, findings: [placed], gates: [gate])
    return RunReport(pages: [PageReport(path: "a.md", diagrams: [diagram])])
  }

  @Test(arguments: [(Severity.info, 0), (.warning, 0), (.error, 1)])
  func onlyAnErrorFailsTheBuild(_ severity: Severity, _ status: Int) {
    #expect(report(severity).exitStatus == status)
  }

  @Test func aGateFailsTheBuildWhereItIsRequiredAndEnforced() {
    var report = report(.info, gateFails: true)
    report.enforcedGates = ["cfo"]
    #expect(report.exitStatus == 1)
    report.enforcedGates = ["technical"]
    #expect(report.exitStatus == 0)
    report = self.report(.info, gateFails: true, required: false)
    report.enforcedGates = ["cfo"]
    #expect(report.exitStatus == 0)
  }

  @Test func aFailureOutweighsFindings() {
    var report = report(.error)
    report.failures = [ActionFailure(stage: "lint", subject: "a.md#1", message: "crashed")]
    #expect(report.exitStatus == 3)
  }
}
