import AtlasCore
import AtlasPipeline
import AtlasReport
import AtlasSystem

/// `baseline update`: writes down what is wrong now.
struct BaselineCommand {
  private let invocation: Invocation
  private let console: Console

  init(_ invocation: Invocation, _ console: Console) {
    self.invocation = invocation
    self.console = console
  }

  func run() async throws -> ExitStatus {
    let command = try ProjectCommand(console)
    let file =
      invocation.path(.baseline).map(console.resolve)
      ?? command.project.root.appending(Baseline.standardPath)
    let before = FileStatus.exists(file) ? try console.baseline(file) : Baseline(RunReport())
    // Reads the cache as any build does, and writes neither to it nor any output.
    var options = command.buildOptions
    options.cache = .verify(percent: 0)
    options.wantsEveryPage = true
    options.asOf = try console.asOf(invocation.day(.asOf))
    let (result, signal) = try await Interruptible.run { [options] () async throws(CommandError) in
      try await command.build(options)
    }
    if let signal { return signal == .interrupt ? .interrupted : .terminated }
    if let failure = result.failures.first {
      throw CommandError(
        .toolFailure, "\(failure.subject): \(failure.stage): \(failure.message)",
        help: "nothing was written: a baseline of a part of the library would hide nothing of the rest")
    }
    let baseline = Baseline(RunReport(result))
    do throws(SystemError) {
      try AtomicFile.write(baseline.encoded, to: file, createParents: true)
    } catch {
      throw CommandError(error)
    }
    tell(before, baseline, file)
    return .success
  }

  private func tell(_ before: Baseline, _ after: Baseline, _ file: BytePath) {
    let (added, gone) = after.difference(from: before)
    let path = file.relative(to: console.workingFolder) ?? file
    if console.options.format == .json {
      var writer = JSONWriter(.compact)
      writer.object { writer in
        writer.member("schema", 1)
        writer.member("path", path.description)
        writer.member("findings", after.findings.count)
        writer.member("added", added)
        writer.member("gone", gone)
        writer.member("gates", after.gates.reduce(0) { $0 + $1.diagrams })
      }
      return console.write(writer.bytes + [UInt8(ascii: "\n")])
    }
    let gates = after.gates.reduce(0) { $0 + $1.diagrams }
    console.write(
      "\(path): \(after.findings.count) findings, \(added) added, \(gone) gone; \(gates) failed gates\n")
    console.write("tell only what is new: atlas-build run --baseline \(path)\n")
  }
}

extension Console {
  func baseline(_ path: BytePath) throws(CommandError) -> Baseline {
    do {
      return try Baseline(reading: try FileContent.read(resolve(path)).bytes, path: path)
    } catch let error as ConfigurationError {
      throw CommandError(error)
    } catch let error as SystemError {
      throw CommandError(
        .usage, "the baseline \(path) cannot be read: \(error.reason)",
        help: error.isMissing
          ? "write it with atlas-build baseline update --baseline \(path)" : "make it readable")
    } catch {
      throw CommandError(.toolFailure, "\(error)")
    }
  }
}
