import AtlasCore
struct GitHubReport {
  init(_ report: RunReport, _ options: ReportOptions) {}
  func write(to output: inout ReportOutput) {}
}
