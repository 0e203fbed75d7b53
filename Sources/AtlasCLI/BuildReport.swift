import AtlasCore
import AtlasPipeline
import AtlasReport
import AtlasRules
import AtlasSystem

/// Tells how a build went: the report on standard output, the files that `--report` names, the warnings, the exit
/// status.
struct BuildReport {
  private let command: ProjectCommand
  private let result: BuildResult
  private let signal: InterruptSignals.Signal?
  private var console: Console { command.console }

  init(_ command: ProjectCommand, _ result: BuildResult, _ signal: InterruptSignals.Signal?) {
    self.command = command
    self.result = result
    self.signal = signal
  }

  func write() throws(CommandError) -> ExitStatus {
    let status = self.status
    var options = console.reportOptions
    options.textMode = .run
    options.exitStatus = Int(status.rawValue)
    options.rules = { RuleCatalog.reportDescriptions }
    options.showAllCommand = showAllCommand
    options.showsMetrics = true
    // The text format tells problems itself.
    if console.options.format != .text { for problem in result.problems { console.warn(problem) } }
    var report = RunReport(result)
    report.enforcedGates = Set(command.project.pipeline.enforcedGates)
    try console.write(report, options)
    return status
  }

  private var showAllCommand: String {
    "atlas-build check " + command.project.pipeline.sources.roots.map(\.description).joined(separator: " ")
  }

  private var status: ExitStatus {
    if let signal { return signal == .interrupt ? .interrupted : .terminated }
    if result.missedRequiredCache { return .requiredCacheMissed }
    if result.failures.contains(where: { $0.cause == .crashed }) { return .toolFailure }
    let enforced = command.project.pipeline.enforcedGates
    let hasErrors = (result.summary.findings[.error] ?? 0) > 0
    let failsGate = enforced.contains { (result.summary.gatesFailed[$0] ?? 0) > 0 }
    return hasErrors || failsGate || !result.failures.isEmpty ? .findings : .success
  }
}

extension RunReport {
  init(_ result: BuildResult) {
    self.init(
      pages: result.pages, actions: result.counts, failures: result.failures, problems: result.problems,
      change: result.change)
    written = result.written
    var summary = Summary()
    summary.pages = result.pageCount
    summary.diagrams = result.diagramCount
    summary.verdicts = result.summary.verdicts
    summary.findings = result.summary.findings
    summary.gatesFailed = result.summary.gatesFailed
    summary.suppressed = result.summary.suppressed
    totals = summary
  }
}
