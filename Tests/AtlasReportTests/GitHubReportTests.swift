import AtlasCore
import Testing

@testable import AtlasReport

struct GitHubReportTests {
  private func lines(_ report: RunReport, _ adjust: (inout ReportOptions) -> Void = { _ in }) -> [String] {
    var options = ReportOptions()
    options.showAllCommand = "atlas-build check docs"
    adjust(&options)
    let text = String(decoding: Reporter.write(report, as: .github, options), as: UTF8.self)
    return text.split(separator: "\n").map(String.init)
  }

  private func page(errors: Int, warnings: Int) -> RunReport {
    var warning = SampleReport.placeholder
    warning.fingerprint = .zero
    return RunReport(pages: [
      PageReport(
        path: "docs/a.md",
        findings: Array(repeating: warning, count: warnings)
          + Array(repeating: SampleReport.unquoted, count: errors))
    ])
  }

  @Test func theWorstTenOfEachAreShownAndTheRestCounted() {
    let output = lines(page(errors: 13, warnings: 200))
    #expect(output.count { $0.hasPrefix("::error ") } == 10)
    #expect(output.count { $0.hasPrefix("::warning ") } == 10)
    #expect(
      output.contains(
        "::notice title=atlas-build%3A 193 more::+193 more not shown here (3 errors, 190 warnings); "
          + "all: atlas-build check docs"))
  }

  @Test func nothingMoreIsSaidWhereNothingIsLeft() {
    let output = lines(page(errors: 2, warnings: 1))
    #expect(!output.contains { $0.hasPrefix("::notice") })
    #expect(output.last == "exit status 1: 2 findings of error severity")
  }

  @Test func columnsAreLeftOutOfStretchesOfSeveralLines() {
    let tab = lines(SampleReport.report).first { $0.contains("title=tab") }
    #expect(tab?.contains("line=1,endLine=2,title=tab") == true)
  }

  @Test func aMessageCannotEndItsCommandOrBeginAnother() {
    var report = page(errors: 1, warnings: 0)
    report.pages[0].findings[0].finding.message = "100%\r\n::error::fake"
    report.pages[0].path = "a,b:c%.md"
    let output = lines(report)
    #expect(output.count == 2)
    #expect(output[0].hasPrefix("::error file=a%2Cb%3Ac%25.md,line=5,"))
    #expect(output[0].contains("::100%25%0D%0A::error::fake%0A"))
  }

  @Test func filesAreNamedFromTheRootOfTheRepository() {
    let output = lines(page(errors: 1, warnings: 0)) { $0.pathPrefix = "library" }
    #expect(output[0].hasPrefix("::error file=library/docs/a.md,"))
  }
}
