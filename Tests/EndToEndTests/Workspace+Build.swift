import AtlasCore
import AtlasSystem
import AtlasTestSupport
import Glibc

/// What a build did, told by its events.
struct BuildActions {
  var endings: [(name: String, ending: String)] = []
  var wasUpToDate = false

  func names(ending: String) -> [String] { endings.filter { $0.ending == ending }.map(\.name).sorted() }

  /// The subjects on which a stage ended so.
  func subjects(of stage: String, ending: String) -> [String] {
    names(ending: ending).filter { $0.hasPrefix("\(stage) ") }.map {
      String($0.dropFirst(stage.utf8.count + 1))
    }
  }
}

extension Workspace {
  /// Runs `run` with these arguments, and tells what each action came to.
  func build(_ arguments: [String] = []) async throws -> (outcome: Outcome, actions: BuildActions) {
    let command = ["run", "--events", "events.jsonl"] + arguments
    let outcome = try await run(command.map { Array($0.utf8) }, timeLimit: .seconds(600))
    var actions = BuildActions()
    guard exists("events.jsonl") else { return (outcome, actions) }
    for line in try read("events.jsonl").split(separator: "\n") {
      let event = try JSONReader.read(Array(line.utf8))
      switch event["event"]?.string {
      case "finished":
        let name = "\(event["stage"]?.string ?? "") \(event["subject"]?.string ?? "")"
        actions.endings.append((name, event["ending"]?.string ?? ""))
      case "summary": actions.wasUpToDate = event["upToDate"]?.bool ?? false
      default: break
      }
    }
    try remove("events.jsonl")
    return (outcome, actions)
  }

  /// Adds stages to pipeline.json, each as its JSON.
  func add(stage stages: String...) throws {
    try edit(
      "pipeline.json", "\"stages\": [",
      "\"stages\": [\n    " + stages.map { $0 + "," }.joined(separator: "\n    "))
  }

  func outputs() throws -> [String] { try SampleLibrary.outputs.map { try read($0) } }

  /// The outputs of the same files in another folder without a cache.
  func outputsOfACleanBuild() async throws -> [String] {
    let clean = try copy(without: ["cache"] + SampleLibrary.outputs)
    try await clean.run("run", "--no-cache", timeLimit: .seconds(600))
    return try clean.outputs()
  }

  /// Waits until no process names this workspace in its arguments; false if one is still there after a minute.
  func isLeftByAllProcesses() async throws -> Bool {
    for _ in 0..<600 {
      if try !isNamedByAProcess() { return true }
      try await Task.sleep(for: .milliseconds(100))
    }
    return false
  }

  private func isNamedByAProcess() throws -> Bool {
    let needle = String(decoding: folder.bytes, as: UTF8.self)
    for name in try FolderListing.names(in: "/proc") where Int32(name.description) != nil {
      guard let content = try? FileContent.read(BytePath("/proc").appending(name).appending("cmdline")) else {
        continue
      }
      if String(decoding: content.bytes, as: UTF8.self).contains(needle) { return true }
    }
    return false
  }
}

extension Workspace.Outcome {
  /// The sentences about the run as a whole.
  var problems: [Substring] { output.split(separator: "\n").filter { $0.hasPrefix("problem: ") } }
}
