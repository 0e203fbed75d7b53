import AtlasCore
import AtlasEngine
import AtlasPipeline
import AtlasReport
import AtlasSystem

/// `plan`: what a build would run now, and why; with `--spec` or `--set`, what another specification would make of the
/// library. Writes nothing but the files that `--report` names.
struct PlanCommand {
  private let console: Console
  private let options: PlanOptions

  init(_ invocation: Invocation, _ console: Console) {
    self.console = console
    options = PlanOptions(invocation)
  }

  func run() async throws -> ExitStatus {
    let command = try ProjectCommand(console)
    var build = command.buildOptions
    build.isPlan = true
    build.asOf = try console.asOf(options.asOf)
    build.selection = try command.selection(options.selectors)
    return options.triesSpecification ? try await tried(command, build) : try await plain(command, build)
  }

  private func plain(_ command: ProjectCommand, _ build: BuildOptions) async throws -> ExitStatus {
    let (plan, signal) = try await Interruptible.run {
      [selection = build.selection] () async throws(CommandError) in
      try await BuildPlan.make(for: command, selection: selection)
    }
    if let signal { return signal == .interrupt ? .interrupted : .terminated }
    try write(plan.report)
    return .success
  }

  // MARK: another specification

  private func tried(_ command: ProjectCommand, _ build: BuildOptions) async throws -> ExitStatus {
    let settings = try settings()
    let changed = try changedPack(command, settings)
    let runner = Build(command.project, build)
    let (result, signal) = try await Interruptible.run { () async throws(CommandError) in
      do throws(ConfigurationError) {
        return try await runner.trial(of: changed)
      } catch {
        throw CommandError(error)
      }
    }
    if let signal { return signal == .interrupt ? .interrupted : .terminated }
    var trial = result
    trial.report.change?.folder = options.spec?.description
    trial.report.change?.settings = options.settings.map { ByteText.display($0) }
    for problem in trial.problems { console.warn(problem) }
    for setting in settings {
      for reason in command.project.pipeline.hiding(setting) {
        console.warn("--set \(ByteText.display(setting.argument)): \(reason)")
      }
    }
    try write(trial.report)
    for failure in trial.failures {
      console.complain(Diagnostic(.error, "\(failure.subject): \(failure.message)"))
    }
    return trial.failures.isEmpty ? .success : .toolFailure
  }

  private func settings() throws(CommandError) -> [SpecSetting] {
    do throws(ConfigurationError) {
      var settings: [SpecSetting] = []
      for argument in options.settings { settings.append(try SpecSetting(argument)) }
      return settings
    } catch {
      throw CommandError(error)
    }
  }

  /// The pack to try.
  private func changedPack(
    _ command: ProjectCommand, _ settings: [SpecSetting]
  ) throws(CommandError) -> SpecPack {
    do throws(ConfigurationError) {
      guard let folder = options.spec else { return try command.project.spec.applying(settings) }
      let pack = try console.specPack(folder)
      try command.project.pipeline.requireSections(of: pack, in: folder)
      return try pack.applying(settings)
    } catch {
      throw CommandError(error)
    }
  }

  // MARK: output

  private func write(_ report: PlanReport) throws(CommandError) {
    var layout = PlanLayout()
    layout.isVerbose = console.options.verbosity == .verbose
    layout.command = commandLine
    console.write(PlanReporter.write(report, as: console.options.format, layout))
    for request in console.options.reports {
      let bytes = PlanReporter.write(report, as: request.format, layout)
      do throws(SystemError) {
        try AtomicFile.write(bytes, to: console.resolve(request.file))
      } catch {
        throw CommandError(error)
      }
    }
  }

  /// What gives this plan again, in words that a shell reads back.
  private var commandLine: String {
    var words = ["atlas-build plan"]
    if let spec = options.spec { words.append("--spec \(ShellWord.quoted(spec.bytes))") }
    words += options.settings.map { "--set \(ShellWord.quoted($0))" }
    if let day = options.asOf { words.append("--as-of \(day)") }
    words += options.selectors.map { "--only \(ShellWord.quoted($0))" }
    return words.joined(separator: " ")
  }
}

/// The actions that would run, and the diagrams that take part.
struct BuildPlan: Sendable {
  var report = PlanReport()
  /// By their numbers on their pages.
  var diagrams: [(path: BytePath, number: Int)] = []

  static func make(
    for command: ProjectCommand, selection: Selection = Selection()
  ) async throws(CommandError) -> BuildPlan {
    var options = command.buildOptions
    options.isPlan = true
    options.selection = selection
    let result = try await command.build(options)
    var plan = BuildPlan()
    guard let details = result.details else { return plan }
    plan.report = details.plan
    for (page, diagrams) in zip(details.library.pages, details.build.diagramActions) {
      for (index, actions) in diagrams.enumerated() where actions.contains(where: { $0 != nil }) {
        plan.diagrams.append((page.path, index + 1))
      }
    }
    return plan
  }

  /// What would run on the library as a whole.
  var onlyLibrary: BuildPlan {
    var plan = self
    plan.report.actions.removeAll { $0.subject != "library" }
    return plan
  }
}
