import AtlasCore

/// One document with the objects of the JSON lines, one diagram a line, so that two of them differ where diagrams do.
struct JSONReport {
  private let report: RunReport
  private let options: ReportOptions

  init(_ report: RunReport, _ options: ReportOptions) {
    self.report = report
    self.options = options
  }

  func write(to output: inout ReportOutput) {
    var json = JSONWriter(.pretty)
    json.object { json in
      json.member("schema", JSONObjects.schema)
      json.member("diagrams") { json in
        json.array { writeDiagrams(to: &$0, &output) }
      }
      json.member("summary") { json in
        json.line { JSONObjects.writeSummary(of: report, to: &$0) }
      }
    }
    json.write(raw: [UInt8(ascii: "\n")])
    output.take(from: &json, always: true)
  }

  private func writeDiagrams(to json: inout JSONWriter, _ output: inout ReportOutput) {
    for page in report.pages {
      JSONObjects.forEach(in: page, metrics: options.showsMetrics) { writeObject in
        json.element { $0.line(writeObject) }
        output.take(from: &json)
      }
      if output.isBroken { return }
    }
  }
}
