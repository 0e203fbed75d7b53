import AtlasCore
import AtlasSystem

/// The program: reads the command line, runs the command, gives the exit status.
package enum Program {
  package static let version = "0.1.0"
  /// The mermaid.js whose verdicts are given.
  package static let mermaidVersion = "11.16.0"

  /// The first thing that happens, before the concurrency runtime opens a descriptor of its own.
  package static func prepare() {
    StandardStreams.reserve()
  }

  /// Leaves the main actor once, so that nothing after it pays for calls across it.
  @concurrent
  package static func run(_ arguments: [[UInt8]]) async -> Int32 {
    InterruptSignals.ignoreBrokenPipes()
    if let status = Confinement.become(arguments) { return status }
    let invocation: Invocation
    do throws(UsageError) {
      invocation = try CommandLineParser.parse(arguments)
    } catch {
      let console = Console(Invocation(command: .help))
      console.complain(Diagnostic(error))
      return ExitStatus.usage.rawValue
    }
    let console = Console(invocation)
    let status = await run(invocation, console)
    console.flush()
    return told(status, console).rawValue
  }

  /// A result that nobody could be told is none: a script must not take half a report for a whole one.
  private static func told(_ status: ExitStatus, _ console: Console) -> ExitStatus {
    guard let failure = console.output.failure else { return status }
    console.complain(Diagnostic(.error, failure.description))
    return .toolFailure
  }

  private static func run(_ invocation: Invocation, _ console: Console) async -> ExitStatus {
    do {
      try console.requireWorkingFolder()
      return switch invocation.command {
      case .run: try await RunCommand(invocation, console).run()
      case .plan: try await PlanCommand(invocation, console).run()
      case .explain: try await ExplainCommand(invocation, console).run()
      case .check: try await CheckCommand(invocation, console).run()
      case .fix: try await FixCommand(invocation, console).run()
      case .links: try await LinksCommand(invocation, console).run()
      case .verify: try await VerifyCommand(invocation, console).run()
      case .baselineUpdate: try await BaselineCommand(invocation, console).run()
      case .cacheStats, .cacheList, .cacheShow, .cacheClear: try CacheCommand(invocation, console).run()
      case .rules: try RulesCommand(invocation, console).run()
      case .schema: SchemaCommand(invocation, console).run()
      case .doctor: DoctorCommand(invocation, console).run()
      case .completions: CompletionsCommand(invocation, console).run()
      case .version: VersionCommand(invocation, console).run()
      case .help: HelpCommand(invocation, console).run()
      }
    } catch let error as CommandError {
      console.complain(error)
      return error.status
    } catch {
      console.complain(Diagnostic(.error, "\(error)"))
      return .toolFailure
    }
  }
}
