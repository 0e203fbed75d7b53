import AtlasCore
import AtlasPipeline
import AtlasReport
import AtlasSystem

/// Where a command writes: results to standard output, everything else to standard error, coloured as the flags, the
/// streams and the environment say.
struct Console {
  let options: CommonOptions
  let policy: OutputPolicy
  let output: OutputStream
  let error: OutputStream

  init(
    _ invocation: Invocation, output: OutputStream = StandardStreams.output,
    error: OutputStream = StandardStreams.error
  ) {
    options = CommonOptions(invocation)
    self.output = output
    self.error = error
    policy = OutputPolicy.decide(
      options,
      streams: .init(outputIsTerminal: Terminal.isTerminal(1), errorIsTerminal: Terminal.isTerminal(2)),
      environment: { ProcessEnvironment.text($0.rawValue) })
  }

  func write(_ text: String) { output.write(text) }

  func write(_ bytes: [UInt8]) { output.write(bytes) }

  /// A reader that went away has seen what it wanted.
  func flush() { output.flush() }

  func complain(_ diagnostic: Diagnostic) {
    output.flush()
    let style = TextStyle(usesColor: policy.colorsErrors)
    error.write(diagnostic.render(style: style, width: Terminal.width()))
  }

  func warn(_ message: String) {
    if options.verbosity != .quiet { complain(Diagnostic(.warning, message)) }
  }

  func complain(_ failure: CommandError) {
    for diagnostic in failure.diagnostics { complain(diagnostic) }
  }

  /// The report in the format that was asked for, and in the files that `--report` names.
  func write(_ report: RunReport, _ layout: ReportOptions) throws(CommandError) {
    write(Reporter.write(report, as: options.format, layout))
    for request in options.reports {
      do throws(SystemError) {
        var plain = layout
        plain.palette = .plain
        try AtomicFile.write(Reporter.write(report, as: request.format, plain), to: resolve(request.file))
      } catch {
        throw CommandError(error)
      }
    }
  }

  /// How reports are laid out here.
  var reportOptions: ReportOptions {
    var report = ReportOptions()
    report.palette = policy.colorsOutput ? .ansi : .plain
    report.width = Terminal.width()
    report.toolVersion = Program.version
    return report
  }
}

/// Why a command could not do what it was asked, in sentences, with the exit status.
struct CommandError: Error {
  var status: ExitStatus
  var diagnostics: [Diagnostic]

  init(_ status: ExitStatus, _ message: String, help: String? = nil) {
    self.status = status
    diagnostics = [Diagnostic(.error, message, help: help)]
  }

  init(_ error: ConfigurationError) {
    status = .usage
    diagnostics = error.files.flatMap(\.diagnostics)
  }

  init(_ error: SelectorError) { self.init(.usage, error.message, help: error.help) }

  init(_ error: SystemError) { self.init(.toolFailure, error.description) }
}

extension ConfigurationFile {
  /// The file's problems, each at its line.
  var diagnostics: [Diagnostic] {
    problems.map { problem in
      Diagnostic(
        problem.isWarning ? .warning : .error,
        bytes.isEmpty ? "\(path): \(problem.message)" : problem.message, help: problem.help,
        place: bytes.isEmpty ? nil : DiagnosticPlace(path: path, contents: bytes, range: problem.range))
    }
  }
}
