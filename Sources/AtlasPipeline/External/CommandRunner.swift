import AtlasCore
import AtlasEngine
import AtlasSystem

/// Runs a user's program as an action: an empty folder with the inputs, a request on standard input, the declared
/// variables and nothing else, a time limit, and no writing outside the folder where the kernel can forbid it.
struct CommandRunner: Sendable {
  /// By stage.
  let programs: [String: CommandProgram]
  /// This program, which confines itself before it becomes the command; nil where the command runs unconfined.
  let confiner: BytePath?

  /// How much of a command's standard error a failure report shows: its end, where the reason usually is.
  static let reportedErrorBytes = 4096

  func run(_ command: ExternalCommand, stage: StageDeclaration, inputs: CommandInputs) async -> ActionResult {
    guard let program = programs[stage.name] else {
      return .failure(ActionError(message: #"BUG: no program for the stage "\#(stage.name)""#))
    }
    do throws(SubprocessError) {
      let folder = try inputFolder(inputs)
      let outcome = try await child(program, command, stage, inputs, in: folder.path).run()
      if outcome.cancelled { return .cancelled }
      guard outcome.isSuccess else { return .failure(failure(outcome, command, stage, inputs)) }
      return result(of: outcome, command, stage, inputs, in: folder.path)
    } catch {
      return .failure(ActionError(message: "\(name(stage, inputs)): \(error.description)"))
    }
  }

  /// A folder with the inputs and nothing else.
  private func inputFolder(_ inputs: CommandInputs) throws(SubprocessError) -> TemporaryDirectory {
    do throws(SystemError) {
      let folder = try TemporaryDirectory()
      for file in inputs.files {
        try AtomicFile.write(file.bytes, to: folder.path.appending(file.path), createParents: true)
      }
      return folder
    } catch {
      throw .system(error)
    }
  }

  private func child(
    _ program: CommandProgram, _ command: ExternalCommand, _ stage: StageDeclaration, _ inputs: CommandInputs,
    in folder: BytePath
  ) -> Subprocess {
    var arguments = program.arguments
    if let confiner { arguments = [confiner, BytePath(Confinement.flag), folder] + arguments }
    var child = Subprocess(
      arguments[0], arguments.dropFirst().map(\.bytes),
      environment: command.environment.compactMap { name in
        ProcessEnvironment.value(name).map { (Array(name.utf8), $0) }
      })
    child.workingFolder = folder
    child.input = inputs.request(for: stage)
    child.timeLimit = .seconds(command.timeLimitSeconds)
    // Short, so that Ctrl-C ends the program within a second whatever its commands do.
    child.gracePeriod = .milliseconds(300)
    return child
  }

  private func result(
    of outcome: Subprocess.Outcome, _ command: ExternalCommand, _ stage: StageDeclaration,
    _ inputs: CommandInputs,
    in folder: BytePath
  ) -> ActionResult {
    if command.collects.isEmpty {
      guard !outcome.outputIsTruncated else {
        return .failure(
          ActionError(
            message:
              "\(name(stage, inputs)) wrote more than \(64 << 20) bytes to its standard output; write to a file that it collects"
          ))
      }
      return .output(digest: Digest(of: outcome.output), body: outcome.output)
    }
    var files: [CollectedFile] = []
    for path in command.collects {
      do throws(SystemError) {
        files.append(CollectedFile(path: path, bytes: try FileContent.read(folder.appending(path)).bytes))
      } catch {
        return .failure(
          ActionError(
            message: "\(name(stage, inputs)) did not leave \(path): \(error.reason)", output: tail(outcome)))
      }
    }
    let body = CollectedFile.encode(files)
    return .output(digest: Digest(of: body), body: body)
  }

  private func failure(
    _ outcome: Subprocess.Outcome, _ command: ExternalCommand, _ stage: StageDeclaration,
    _ inputs: CommandInputs
  ) -> ActionError {
    let what =
      if outcome.timedOut {
        #"took longer than \#(command.timeLimitSeconds) s and was stopped; raise "timeLimit" if it may take longer"#
      } else {
        switch outcome.termination {
        case .exited(let status): "exited with status \(status)"
        case .signalled(let signal): "was ended by signal \(signal)"
        }
      }
    return ActionError(message: "\(name(stage, inputs)) \(what)", output: tail(outcome))
  }

  private func name(_ stage: StageDeclaration, _ inputs: CommandInputs) -> String {
    "the command of \"\(stage.name)\" on \(inputs.subject)"
  }

  private func tail(_ outcome: Subprocess.Outcome) -> String {
    ByteText.displayLines(outcome.errorOutput.suffix(Self.reportedErrorBytes))
  }
}

/// A file that a command left as its result.
struct CollectedFile: Hashable, Sendable {
  var path: BytePath
  var bytes: [UInt8]

  static func encode(_ files: [CollectedFile]) -> [UInt8] {
    var writer = ByteWriter()
    writer.write(files) { file, writer in
      writer.write(file.path.bytes)
      writer.write(file.bytes)
    }
    return writer.bytes
  }

  static func decode(_ body: [UInt8]) throws(ByteCodingError) -> [CollectedFile] {
    var reader = ByteReader(body)
    return try reader.array { (reader) throws(ByteCodingError) in
      CollectedFile(path: BytePath(try reader.content()), bytes: try reader.content())
    }
  }
}
