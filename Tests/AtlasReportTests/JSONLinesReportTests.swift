import AtlasCore
import Testing

@testable import AtlasReport

struct JSONLinesReportTests {
  /// The object that users are promised, key by key.
  @Test func objectsHaveTheKeysOfTheContractInItsOrder() {
    let finding = PlacedFinding(
      finding: Finding(
        code: "unquoted-special-label", priority: .high, range: TextRange(0, 7), message: "m", help: "h",
        fix: Fix(safe: true, edits: [TextEdit(TextRange(0, 7), "x")])),
      start: LineColumn(line: 14, column: 9), end: LineColumn(line: 14, column: 16),
      edits: [
        PlacedEdit(
          start: LineColumn(line: 14, column: 9), end: LineColumn(line: 14, column: 16), replacement: "x")
      ], fingerprint: .zero)
    let diagram = DiagramReport(
      index: 1, line: 12, kind: "flowchart", verdict: .invalid, digest: .zero, findings: [finding],
      gates: [GateResult(id: "3am", passed: false, score: 40, required: true, criteria: [])])
    let report = RunReport(
      pages: [PageReport(path: "docs/a.md", diagrams: [diagram])], actions: ActionCounts(ran: 5))
    #expect(
      lines(of: report) == [
        #"{"schema":1,"path":"docs/a.md","line":12,"index":1,"kind":"flowchart","verdict":"invalid","#
          + #""digest":"00000000000000000000000000000000","findings":[{"code":"unquoted-special-label","#
          + #""severity":"error","priority":"HIGH","line":14,"column":9,"endLine":14,"endColumn":16,"#
          + #""message":"m","help":"h","fix":{"safe":true,"edits":[{"line":14,"column":9,"endLine":14,"#
          + #""endColumn":16,"text":"x"}]}}],"gates":{"3am":{"passed":false,"score":40,"required":true,"#
          + #""evidence":[]}}}"#,
        #"{"schema":1,"summary":{"pages":1,"diagrams":1,"valid":0,"invalid":1,"unrenderable":0,"#
          + #""findings":{"error":1,"warning":0,"info":0},"actions":{"hit":0,"ran":5,"cutoff":0,"failed":0},"#
          + #""gatesFailed":{"3am":1}}}"#,
      ])
  }

  @Test func anEmptyReportIsItsSummary() {
    #expect(
      lines(of: RunReport()) == [
        #"{"schema":1,"summary":{"pages":0,"diagrams":0,"valid":0,"invalid":0,"unrenderable":0,"#
          + #""findings":{"error":0,"warning":0,"info":0},"actions":{"hit":0,"ran":0,"cutoff":0,"failed":0}}}"#
      ])
  }

  @Test func pagesComeBeforeTheirDiagramsAndOnlyWithFindings() throws {
    let objects = try lines(of: SampleReport.report).map { try JSONReader.read(Array($0.utf8)) }
    let positions = objects.dropLast().map { [$0["path"]?.string ?? "?", "\($0["index"]?.integer ?? -1)"] }
    #expect(positions[0] == ["docs/checkout.md", "0"])
    #expect(positions.count { $0[1] == "0" } == 1)
    #expect(objects.last?["summary"] != nil)
  }

  @Test func metricsAppearOnlyWhenAskedFor() {
    let plain = lines(of: SampleReport.report)
    #expect(!plain.contains { $0.contains("\"metrics\"") })
    let full = lines(of: SampleReport.report, metrics: true)
    #expect(full.count { $0.contains("\"metrics\"") } == 2)
  }

  @Test func theDocumentHasTheObjectsOfTheLines() throws {
    let document = try JSONReader.read(Reporter.write(SampleReport.report, as: .json))
    let lines = try lines(of: SampleReport.report).map { try JSONReader.read(Array($0.utf8)) }
    #expect(document["summary"]?.canonicalText == lines.last?["summary"]?.canonicalText)
    let diagrams = try #require(document["diagrams"]?.array)
    #expect(diagrams.map(\.canonicalText) == lines.dropLast().map(\.canonicalText))
  }

  @Test func anEmptyDocumentIsOne() throws {
    let document = try JSONReader.read(Reporter.write(RunReport(), as: .json))
    #expect(document["diagrams"]?.array?.isEmpty == true)
  }

  private func lines(of report: RunReport, metrics: Bool = false) -> [String] {
    var options = ReportOptions()
    options.showsMetrics = metrics
    let text = String(decoding: Reporter.write(report, as: .jsonl, options), as: UTF8.self)
    return text.split(separator: "\n").map(String.init)
  }
}
