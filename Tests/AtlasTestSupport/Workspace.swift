import AtlasCore
import AtlasSystem
import Glibc

/// A project in a temporary folder, and the real program to run in it.
package final class Workspace {
  package let folder: BytePath
  private var variables: [(name: String, value: String)] = []

  /// An empty folder.
  package init() throws {
    let parent = ProcessEnvironment.text("TMPDIR") ?? "/tmp"
    var template = Array("\(parent)/atlas-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError.last("make temporary folder") }
    folder = BytePath(template.dropLast().map { UInt8(bitPattern: $0) })
  }

  deinit { try? FileTree.remove(folder) }

  // MARK: files

  package func write(_ path: BytePath, _ text: String) throws { try write(path, Array(text.utf8)) }

  package func write(_ path: BytePath, _ bytes: [UInt8]) throws {
    try AtomicFile.write(bytes, to: folder.appending(path), createParents: true)
  }

  package func read(_ path: BytePath) throws -> String {
    String(decoding: try FileContent.read(folder.appending(path)).bytes, as: UTF8.self)
  }

  package func exists(_ path: BytePath) -> Bool { FileStatus.exists(folder.appending(path)) }

  package func remove(_ path: BytePath) throws { try FileTree.remove(folder.appending(path)) }

  /// Replaces the one place at which `old` stands.
  package func edit(_ path: BytePath, _ old: String, _ new: String) throws {
    let text = try read(path)
    let parts = text.components(separatedBy: old)
    guard parts.count == 2 else { throw EditError(path: path, text: old, places: parts.count - 1) }
    try write(path, parts.joined(separator: new))
  }

  package struct EditError: Error {
    var path: BytePath
    var text: String
    var places: Int
  }

  /// Another workspace with the same files, without what a cache and a run left.
  package func copy(without left: [BytePath] = ["cache"]) throws -> Workspace {
    let other = try Workspace()
    try copy(from: BytePath(""), to: other, without: left)
    return other
  }

  private func copy(from path: BytePath, to other: Workspace, without left: [BytePath]) throws {
    for name in try FolderListing.names(in: folder.appending(path)) {
      let inner = path.appending(name)
      guard !left.contains(inner) else { continue }
      if try FileStatus(folder.appending(inner), followLinks: false).kind == .folder {
        try copy(from: inner, to: other, without: left)
      } else {
        try other.write(inner, try FileContent.read(folder.appending(inner)).bytes)
      }
    }
  }

  // MARK: the program

  package struct Outcome: Sendable {
    package var status: Int32
    package var output: String
    package var errors: String
  }

  /// The program beside this test, or the one that ATLAS_BINARY names.
  package static var program: BytePath {
    if let path = ProcessEnvironment.text("ATLAS_BINARY") { return BytePath(path) }
    return (ProcessEnvironment.executablePath ?? BytePath("")).parent.appending("atlas-build")
  }

  package func setVariable(_ name: String, _ value: String?) {
    variables.removeAll { $0.name == name }
    if let value { variables.append((name, value)) }
  }

  /// Runs the program in the workspace's folder.
  @discardableResult
  package func run(
    _ arguments: String..., in subfolder: BytePath? = nil, inheritsEnvironment: Bool = true,
    timeLimit: Duration = .seconds(120)
  ) async throws -> Outcome {
    try await run(
      arguments.map { Array($0.utf8) }, in: subfolder, inheritsEnvironment: inheritsEnvironment,
      timeLimit: timeLimit)
  }

  package func run(
    _ arguments: [[UInt8]], in subfolder: BytePath? = nil, inheritsEnvironment: Bool = true,
    timeLimit: Duration = .seconds(120)
  ) async throws -> Outcome {
    var environment: [(name: [UInt8], value: [UInt8])] = inheritsEnvironment ? ProcessEnvironment.all : []
    for (name, value) in variables {
      environment.removeAll { $0.name == Array(name.utf8) }
      environment.append((Array(name.utf8), Array(value.utf8)))
    }
    var child = Subprocess(
      Self.program, arguments, environment: environment,
      workingFolder: subfolder.map { folder.appending($0) } ?? folder)
    child.timeLimit = timeLimit
    let outcome = try await child.run()
    let status: Int32 =
      switch outcome.termination {
      case .exited(let status): status
      case .signalled(let signal): 128 + signal
      }
    return Outcome(
      status: outcome.timedOut ? -1 : status, output: String(decoding: outcome.output, as: UTF8.self),
      errors: String(decoding: outcome.errorOutput, as: UTF8.self))
  }
}

extension String {
  /// The parts between the places at which `separator` stands.
  fileprivate func components(separatedBy separator: String) -> [String] {
    var parts: [String] = []
    var rest = Array(utf8)[...]
    let needle = Array(separator.utf8)
    var part: [UInt8] = []
    while !rest.isEmpty {
      if rest.starts(with: needle) {
        parts.append(String(decoding: part, as: UTF8.self))
        part = []
        rest = rest.dropFirst(needle.count)
      } else {
        part.append(rest.removeFirst())
      }
    }
    return parts + [String(decoding: part, as: UTF8.self)]
  }
}
