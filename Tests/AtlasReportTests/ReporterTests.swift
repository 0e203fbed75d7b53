import AtlasCore
import Testing

@testable import AtlasReport

struct ReporterTests {
  private struct Broken: Error {}

  private final class Chunks {
    var all: [[UInt8]] = []
  }

  /// The sample's pages many times over, so that every format needs several chunks.
  private static let large: RunReport = {
    var report = SampleReport.changedReport
    let pages = report.pages
    report.pages = (0..<400).flatMap { number in
      pages.map { page in
        var page = page
        page.path.bytes += Array("-\(number)".utf8)
        return page
      }
    }
    return report
  }()

  @Test(arguments: ReportFormat.allCases)
  func chunksMakeUpTheWholeReport(_ format: ReportFormat) throws {
    let chunks = Chunks()
    try Reporter.write(Self.large, as: format) { chunks.all.append($0) }
    #expect(Array(chunks.all.joined()) == Reporter.write(Self.large, as: format))
    // Nobody has to hold the whole report: chunks are bounded, whatever the report.
    #expect(chunks.all.allSatisfy { $0.count < 4 * ReportOutput.chunkSize })
  }

  @Test(arguments: [ReportFormat.json, .jsonl, .sarif, .junit, .text])
  func aBrokenSinkIsNotCalledAgain(_ format: ReportFormat) {
    let chunks = Chunks()
    #expect(throws: Broken.self) {
      try Reporter.write(Self.large, as: format) {
        chunks.all.append($0)
        throw Broken()
      }
    }
    #expect(chunks.all.count == 1)
  }

  @Test(arguments: ReportFormat.allCases)
  func equalReportsGiveEqualBytes(_ format: ReportFormat) {
    #expect(
      Reporter.write(SampleReport.report, as: format) == Reporter.write(SampleReport.report, as: format))
  }

  @Test(arguments: ReportFormat.allCases)
  func everyFormatEndsWithALineEndAndIsUTF8(_ format: ReportFormat) {
    for report in [RunReport(), SampleReport.report] {
      let bytes = Reporter.write(report, as: format)
      #expect(bytes.last == UInt8(ascii: "\n"))
      #expect(ByteText.firstInvalidUTF8(in: bytes) == nil)
    }
  }

  @Test func formatsHaveTheNamesOfTheCommandLine() {
    #expect(
      ReportFormat.allCases.map(\.rawValue) == [
        "text", "json", "jsonl", "sarif", "junit", "github", "markdown",
      ])
  }
}
