import AtlasCore
import AtlasSystem

extension Workspace {
  /// Runs a script with `/bin/sh` in the workspace's folder; `$ATLAS` is the program. With `unprivileged`, as a user whom
  /// permissions stop, to whom the folder is given.
  @discardableResult
  package func shell(
    _ script: String, unprivileged: Bool = false, timeLimit: Duration = .seconds(600)
  ) async throws -> Outcome {
    var command = ["/bin/sh", "-c", script]
    if unprivileged, ProcessEnvironment.isRoot {
      try await shell("chown -R 65534:65534 .")
      command = Unprivileged.prefix + command
    }
    var environment = ProcessEnvironment.all
    environment.removeAll { $0.name == Array("ATLAS".utf8) }
    environment.append((Array("ATLAS".utf8), Self.program.bytes))
    return try await Outcome(command, environment: environment, in: folder, timeLimit: timeLimit)
  }
}

extension Workspace.Outcome {
  package init(
    _ command: [String], environment: [(name: [UInt8], value: [UInt8])] = ProcessEnvironment.all,
    in folder: BytePath? = nil, timeLimit: Duration = .seconds(600)
  ) async throws {
    var child = Subprocess(
      BytePath(command[0]), command.dropFirst().map { Array($0.utf8) }, environment: environment,
      workingFolder: folder)
    child.timeLimit = timeLimit
    let outcome = try await child.run()
    let status: Int32 =
      switch outcome.termination {
      case .exited(let status): status
      case .signalled(let signal): 128 + signal
      }
    self.init(
      status: outcome.timedOut ? -1 : status, output: String(decoding: outcome.output, as: UTF8.self),
      errors: String(decoding: outcome.errorOutput, as: UTF8.self))
  }
}

/// A user whom permissions stop: root is not one, so root becomes another.
package enum Unprivileged {
  static let prefix = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]

  /// Whether the program can be run by such a user here.
  package static func isPossible() async -> Bool {
    if !ProcessEnvironment.isRoot { return true }
    let outcome = try? await Workspace.Outcome(prefix + [Workspace.program.description, "version"])
    return outcome?.status == 0
  }
}
