import AtlasCore
import Glibc

/// A command to run, and all that it may see: its arguments, its environment, its folder, its input.
package struct Subprocess: Sendable {
  /// A name to look for in the `PATH` of `environment`, or a path, relative to `workingFolder`.
  package var program: BytePath
  /// Without the program itself.
  package var arguments: [[UInt8]]
  /// Exactly what the command sees.
  package var environment: [(name: [UInt8], value: [UInt8])]
  package var workingFolder: BytePath?
  package var input: [UInt8] = []
  /// Bytes of standard output that are kept; what comes after is read, thrown away and flagged.
  package var outputLimit = 64 << 20
  package var errorOutputLimit = 1 << 20
  package var timeLimit: Duration?
  /// What a command gets between the request to end (SIGTERM) and its end (SIGKILL).
  package var gracePeriod: Duration = .seconds(2)

  package init(
    _ program: BytePath, _ arguments: [[UInt8]] = [],
    environment: [(name: [UInt8], value: [UInt8])] = [], workingFolder: BytePath? = nil
  ) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.workingFolder = workingFolder
  }

  /// How a command ended, and what it said.
  package struct Outcome: Sendable {
    package enum Termination: Hashable, Sendable {
      case exited(Int32)
      case signalled(Int32)
    }

    package var termination: Termination
    package var output: [UInt8] = []
    package var errorOutput: [UInt8] = []
    package var outputIsTruncated = false
    package var errorOutputIsTruncated = false
    package var timedOut = false
    package var cancelled = false
    /// Nanoseconds from start to end.
    package var wallTime: Int64 = 0
    /// Nanoseconds of CPU time, of the command and those of its children that it waited for.
    package var cpuTime: Int64 = 0

    package var isSuccess: Bool { termination == .exited(0) && !timedOut && !cancelled }
  }

  /// Runs the command and waits for its end on a thread of `executor`.
  ///
  /// The command leads a process group of its own. When the surrounding task is cancelled or the time is up the whole
  /// group is told to end, then killed; when the command ends by itself whatever it left behind is killed. Nothing that
  /// holds its pipes open can make this wait.
  package func run(on executor: BlockingExecutor = .shared) async throws(SubprocessError) -> Outcome {
    let stop: StopRequest
    do throws(SystemError) { stop = try StopRequest() } catch { throw .system(error) }
    let result = await withTaskCancellationHandler {
      await executor.run { () -> Result<Outcome, SubprocessError> in
        do throws(SubprocessError) { return .success(try self.runBlocking(stop)) } catch {
          return .failure(error)
        }
      }
    } onCancel: {
      stop.request()
    }
    return try result.get()
  }

  private func runBlocking(_ stop: StopRequest) throws(SubprocessError) -> Outcome {
    if stop.isRequested {
      return Outcome(termination: .signalled(SIGTERM), cancelled: true)
    }
    let started = SystemClock.monotonic
    let child = try ChildProcess.start(self)
    // The second Ctrl-C ends this process at once; a command that ignores SIGTERM would outlive it.
    let group = child.id
    let cleanup = ExitCleanup.register { kill(-group, SIGKILL) }
    defer { ExitCleanup.unregister(cleanup) }
    var exchange = ProcessExchange(self, child, stop, started: started)
    var outcome = exchange.run()
    outcome.wallTime = SystemClock.monotonic - started
    return outcome
  }
}

/// Why a command could not be started. How it ended, once started, is no error.
package enum SubprocessError: Error, Hashable, Sendable {
  case commandNotFound(BytePath)
  case notExecutable(BytePath)
  case noWorkingFolder(SystemError)
  /// An argument or variable holds a zero byte, or a variable's name is empty or holds `=`.
  case malformedArgument(BytePath)
  case system(SystemError)
}

extension SubprocessError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .commandNotFound(let program):
      program.bytes.contains(BytePath.separator)
        ? "cannot run \(program): no such file"
        : "cannot run \(program): no such command in PATH"
    case .notExecutable(let program): "cannot run \(program): not an executable file"
    case .noWorkingFolder(let error): "cannot enter the working folder: \(error.description)"
    case .malformedArgument(let program): "cannot run \(program): an argument or variable holds a zero byte"
    case .system(let error): error.description
    }
  }
}
