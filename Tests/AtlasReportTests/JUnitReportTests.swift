import AtlasCore
import Testing

@testable import AtlasReport

struct JUnitReportTests {
  /// Parses the document and prints what a reader of it would count.
  private static let reader = """
    import sys, xml.etree.ElementTree as tree
    root = tree.parse(sys.argv[1]).getroot()
    cases = root.findall('testsuite/testcase')
    print(root.get('tests'), root.get('failures'), root.get('errors'))
    print(len(cases), *[len([c for c in cases if c.find(k) is not None]) for k in ('failure', 'error', 'skipped')])
    for suite in root: print(suite.get('tests') == str(len(suite)), repr(suite.get('name')))
    """

  private func read(_ report: RunReport) throws -> [Substring] {
    let result = try TestFiles.python(Self.reader, about: Reporter.write(report, as: .junit))
    #expect(result.status == 0, "\(result.output)")
    return result.output.split(separator: "\n")
  }

  @Test(.enabled(if: TestFiles.pythonHas("xml.etree"), "needs python3"))
  func aReaderOfXMLCountsTheSame() throws {
    let lines = try read(SampleReport.report)
    #expect(lines[0] == "6 1 1")
    #expect(lines[1] == "6 1 1 1")
    #expect(lines.dropFirst(2).allSatisfy { $0.hasPrefix("True ") })
    #expect(lines[3] == #"True 'docs/o,d:d %"<&>|\\xff.md'"#)
  }

  @Test(.enabled(if: TestFiles.pythonHas("xml.etree"), "needs python3"))
  func everyCharacterSurvivesOrIsReplaced() throws {
    var report = RunReport()
    let hostile = String(String.UnicodeScalarView((0..<0x300).compactMap(Unicode.Scalar.init)))
    var placed = SampleReport.unquoted
    placed.finding.message = hostile + "\u{FFFE}\u{FFFF}]]>&amp;<!--\u{10FFFF}"
    placed.finding.code = "a\"'<b>\n\t\r"
    report.pages = [PageReport(path: BytePath(Array(0...255)), findings: [placed])]
    let lines = try read(report)
    #expect(lines.first == "1 1 0")
  }

  @Test(.enabled(if: TestFiles.pythonHas("xml.etree"), "needs python3"))
  func anEmptyReportIsADocument() throws {
    #expect(try read(RunReport()) == ["0 0 0", "0 0 0 0"])
  }

  @Test func timesAppearOnlyWhenGiven() {
    var options = ReportOptions()
    #expect(!text(options).contains("time="))
    options.seconds = 12.0345
    #expect(text(options).contains(#" time="12.035">"#) || text(options).contains(#" time="12.034">"#))
  }

  @Test func aCrashOutweighsFindings() {
    var report = SampleReport.report
    report.failures = [ActionFailure(stage: "lint", subject: "docs/checkout.md#1", message: "crashed")]
    let text = String(decoding: Reporter.write(report, as: .junit), as: UTF8.self)
    #expect(!text.contains("<failure"))
    #expect(text.contains("<error message=\"lint crashed: crashed\">"))
    #expect(text.contains("has to stand in quotes"))
  }

  private func text(_ options: ReportOptions) -> String {
    String(decoding: Reporter.write(SampleReport.report, as: .junit, options), as: UTF8.self)
  }
}
