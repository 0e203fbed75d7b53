import AtlasCore

/// One object a diagram, in the order of the pages, then one summary object; each on a line of its own.
struct JSONLinesReport {
  private let report: RunReport
  private let options: ReportOptions

  init(_ report: RunReport, _ options: ReportOptions) {
    self.report = report
    self.options = options
  }

  func write(to output: inout ReportOutput) {
    var json = JSONWriter(.compact)
    for page in report.pages {
      JSONObjects.forEach(in: page, metrics: options.showsMetrics) { writeObject in
        writeObject(&json)
        json.write(raw: [UInt8(ascii: "\n")])
        output.take(from: &json)
      }
      if output.isBroken { return }
    }
    json.object { json in
      json.member("schema", JSONObjects.schema)
      json.member("summary") { JSONObjects.writeSummary(of: report, to: &$0) }
    }
    json.write(raw: [UInt8(ascii: "\n")])
    output.take(from: &json, always: true)
  }
}
