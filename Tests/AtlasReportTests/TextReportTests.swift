import AtlasCore
import Testing

@testable import AtlasReport

struct TextReportTests {
  private func text(_ report: RunReport, _ adjust: (inout ReportOptions) -> Void = { _ in }) -> String {
    var options = ReportOptions()
    options.showAllCommand = "atlas-build check docs"
    adjust(&options)
    return String(decoding: Reporter.write(report, as: .text, options), as: UTF8.self)
  }

  private func manyFindings(_ count: Int) -> RunReport {
    var report = SampleReport.changedReport
    report.change?.new = Array(repeating: ("docs/checkout.md", SampleReport.unquoted), count: count)
    return report
  }

  @Test func runShowsABoundedListOfNewFindings() {
    let output = text(manyFindings(143)) { $0.textMode = .run }
    let shown = output.split(separator: "\n").count { $0.hasPrefix("docs/checkout.md:") }
    #expect(shown == 20)
    #expect(output.contains("… and 123 more: atlas-build check docs\n"))
    #expect(output.contains("new              143   error 143\n"))
  }

  @Test func runNeverRepeatsOldFindings() {
    var report = SampleReport.changedReport
    report.change = ReportChange()
    let output = text(report) { $0.textMode = .run }
    #expect(!output.contains("unquoted-special-label"))
    #expect(output.contains("findings           4   error 1, warning 2, info 1\n"))
  }

  /// Most runs look at few pages again; the totals are those of the library all the same.
  @Test func runShowsTheTotalsOfPagesItDoesNotHold() {
    var report = SampleReport.changedReport
    report.totals = report.summary
    report.totals?.diagrams = 4_236
    report.pages = []
    let output = text(report) { $0.textMode = .run }
    #expect(output.contains("diagrams       4,236   valid 1, invalid 1, unrenderable 1\n"))
    #expect(!output.contains("safe fixes"))
    #expect(output.hasSuffix("exit status 1: 1 finding of error severity, 1 required gate failed\n"))
  }

  @Test func runNamesABoundedListOfOutputs() {
    var report = SampleReport.changedReport
    report.written = (0..<300).map { BytePath("site/\($0).html") }
    let output = text(report) { $0.textMode = .run }
    #expect(output.contains("wrote site/19.html\nwrote 280 more files\n"))
  }

  @Test func runStaysShortHoweverMuchBreaks() {
    var report = SampleReport.changedReport
    report.failures = Array(repeating: SampleReport.report.failures[1], count: 5_000)
    let output = text(report) { $0.textMode = .run }
    #expect(output.contains("… and 4,980 more actions without a result\n"))
    #expect(output.utf8.count { $0 == UInt8(ascii: "\n") } < 60)
  }

  @Test func colourAddsNothingButItsCodes() {
    let plain = text(SampleReport.report)
    var coloured = text(SampleReport.report) { $0.palette = .ansi }
    for code in [
      Palette.ansi.error, Palette.ansi.warning, Palette.ansi.info, Palette.ansi.strong, Palette.ansi.dim,
      Palette.ansi.good, Palette.ansi.reset,
    ] {
      coloured = coloured.split(separator: code, omittingEmptySubsequences: false).joined()
    }
    #expect(!plain.unicodeScalars.contains("\u{1B}"))
    #expect(coloured == plain)
  }

  @Test(arguments: [
    (0, "exit status 0: "), (1, "exit status 1: 1 finding of error severity, 1 required gate failed\n"),
    (2, "exit status 2: the command or the configuration is wrong\n"), (4, "exit status 4: "),
    (5, "exit status 5: "), (6, "exit status 6: "), (130, "exit status 130: interrupted\n"),
    (143, "exit status 143: terminated\n"),
  ])
  func everyExitStatusIsExplained(_ status: Int, _ sentence: String) {
    let output = text(SampleReport.changedReport) { $0.exitStatus = status }
    #expect(output.contains(sentence))
    #expect(!output.contains("unknown"))
  }

  @Test func theExitStatusComesFromTheReport() {
    #expect(
      text(RunReport()).hasSuffix("exit status 0: no finding is an error and no required gate failed\n"))
    #expect(text(SampleReport.report).hasSuffix("exit status 3: 1 action crashed, 1 skipped\n"))
  }

  @Test func manyCodesAreCutWithACount() {
    let output = text(SampleReport.report) { $0.limits.codes = 1 }
    #expect(output.contains("  … and 3 findings of 3 more codes\n"))
  }
}
