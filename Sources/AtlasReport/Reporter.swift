import AtlasCore

/// Lays out a `RunReport` in one of the formats. Nothing is decided here that the report does not hold already, and
/// equal reports with equal options give equal bytes.
package enum Reporter {
  /// The whole report as bytes.
  package static func write(
    _ report: RunReport, as format: ReportFormat, _ options: ReportOptions = ReportOptions()
  ) -> [UInt8] {
    let collected = Collected()
    do {
      try write(report, as: format, options) { collected.bytes.append(contentsOf: $0) }
    } catch {
      preconditionFailure("BUG: collecting bytes does not throw")
    }
    return collected.bytes
  }

  /// Hands the report to `sink` in chunks. After the sink has thrown it is not called again, and its error is thrown.
  package static func write(
    _ report: RunReport, as format: ReportFormat, _ options: ReportOptions = ReportOptions(),
    to sink: @escaping ([UInt8]) throws -> Void
  ) throws {
    var output = ReportOutput(sink)
    switch format {
    case .text: TextReport(report, options).write(to: &output)
    case .json: JSONReport(report, options).write(to: &output)
    case .jsonl: JSONLinesReport(report, options).write(to: &output)
    case .sarif: SARIFReport(report, options).write(to: &output)
    case .junit: JUnitReport(report, options).write(to: &output)
    case .github: GitHubReport(report, options).write(to: &output)
    case .markdown: MarkdownReport(report, options).write(to: &output)
    }
    try output.finish()
  }

  private final class Collected {
    var bytes: [UInt8] = []
  }
}
