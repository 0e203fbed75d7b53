import AtlasCore
import AtlasPipeline
import AtlasReport
import AtlasRules
import AtlasSystem

/// `run`: builds what is out of date.
struct RunCommand {
  private let invocation: Invocation
  private let console: Console
  private let options: RunOptions

  init(_ invocation: Invocation, _ console: Console) {
    self.invocation = invocation
    self.console = console
    options = RunOptions(invocation)
  }

  func run() async throws -> ExitStatus {
    let command = try ProjectCommand(console)
    var build = command.buildOptions
    build.selection = try command.selection(options.selectors, stages: options.stages)
    build.cache =
      switch options.cache {
      case .normal, .required: .use
      case .none: .off
      case .rewrite: .replace
      }
    build.baseline = try options.baseline.map { (path) throws(CommandError) in try console.baseline(path) }
    build.asOf = try console.asOf(options.asOf)
    build.failFast = !options.keepsGoing
    build.requiresCached = options.cache == .required
    build.wantsEveryPage = console.options.format != .text || !console.options.reports.isEmpty
    build.wantsExcerpts = true
    build.wantsMetrics = build.wantsEveryPage
    let watch = try BuildWatch(console, events: options.events, profile: options.profile)
    let (result, signal) = try await Interruptible.run { [build] () async throws(CommandError) in
      try await command.build(build, observe: watch.observer)
    }
    try watch.finish(result)
    return try BuildReport(command, result, signal).write()
  }
}
