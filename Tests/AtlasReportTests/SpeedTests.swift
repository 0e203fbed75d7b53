import AtlasCore
import Glibc
import Testing

@testable import AtlasReport

/// Prints what each format costs on 99,000 diagrams:
///
///     ATLAS_MEASURE=1 swift test -c release -Xswiftc -enable-testing --filter SpeedTests
///
/// It expects no time, since machines differ, only that nobody had to hold the output.
@Suite(.serialized, .enabled(if: getenv("ATLAS_MEASURE") != nil, "measures only with ATLAS_MEASURE=1"))
struct SpeedTests {
  private static let report: RunReport = {
    var report = SampleReport.report
    let page = report.pages[0]
    report.pages = (0..<33_000).map { number in
      var page = page
      page.path = BytePath("docs/systems/page-\(number).md")
      return page
    }
    return report
  }()

  private final class Sizes {
    var total = 0
    var largest = 0
  }

  @Test(arguments: ReportFormat.allCases)
  func everyFormatIsWrittenInChunks(_ format: ReportFormat) throws {
    var options = ReportOptions()
    options.showsMetrics = true
    options.limits.sarifResults = .max
    options.limits.sarifBytes = .max
    let report = Self.report
    let sizes = Sizes()
    let start = Self.processorSeconds()
    try Reporter.write(report, as: format, options) { chunk in
      sizes.total += chunk.count
      sizes.largest = max(sizes.largest, chunk.count)
    }
    let seconds = Self.processorSeconds() - start
    let megabytes = Double(sizes.total) / 1e6
    print("\(format): \(megabytes) MB in \(seconds) s of processor time, \(megabytes / seconds) MB/s")
    #expect(sizes.largest < 4 * ReportOutput.chunkSize)
  }

  private static func processorSeconds() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let (user, system) = (usage.ru_utime, usage.ru_stime)
    return Double(user.tv_sec + system.tv_sec) + Double(user.tv_usec + system.tv_usec) / 1e6
  }
}
