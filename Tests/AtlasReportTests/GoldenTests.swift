import AtlasCore
import Testing

@testable import AtlasReport

struct GoldenTests {
  struct Sample: CustomTestStringConvertible, Sendable {
    let file: String
    let format: ReportFormat
    var changed = false
    var adjust: @Sendable (inout ReportOptions) -> Void = { _ in }

    var testDescription: String { file }
  }

  static let samples = [
    Sample(file: "check.txt", format: .text),
    Sample(file: "check-colour.txt", format: .text) { $0.palette = .ansi },
    Sample(file: "run.txt", format: .text) { $0.textMode = .run },
    Sample(file: "run-changed.txt", format: .text, changed: true) { $0.textMode = .run },
    Sample(file: "report.json", format: .json),
    Sample(file: "report.jsonl", format: .jsonl) { $0.showsMetrics = true },
    Sample(file: "report.sarif", format: .sarif),
    Sample(file: "changed.sarif", format: .sarif, changed: true) { $0.pathPrefix = "library" },
    Sample(file: "junit.xml", format: .junit),
    Sample(file: "github.txt", format: .github),
    Sample(file: "report.md", format: .markdown),
    Sample(file: "changed.md", format: .markdown, changed: true),
  ]

  @Test(arguments: samples)
  func formatLooksAsItsGolden(_ sample: Sample) throws {
    var options = ReportOptions()
    options.rules = { SampleReport.rules }
    options.toolVersion = "1.0.0"
    options.showAllCommand = "atlas-build check docs"
    options.fixCommand = "atlas-build fix docs"
    sample.adjust(&options)
    let report = sample.changed ? SampleReport.changedReport : SampleReport.report
    try Golden.expect(Reporter.write(report, as: sample.format, options), equals: sample.file)
  }
}
