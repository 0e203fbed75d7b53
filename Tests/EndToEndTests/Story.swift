import AtlasCore
import AtlasTestSupport
import Testing

/// A sequence of edits and builds, each build told by the actions that did something. After every build the outputs are
/// those of a build of the same files without a cache, in another folder.
final class Story {
  let workspace: Workspace

  init() throws { workspace = try SampleLibrary.make() }

  /// Builds, and expects exactly these actions: `ran` and `cutoff` as "stage subject", everything else a hit.
  func build(
    ran: [String] = [], cutoff: [String] = [], hits: Int? = nil, _ arguments: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let actions = try await events(arguments)
    #expect(actions.names(ending: "ran") == ran.sorted(), sourceLocation: sourceLocation)
    #expect(actions.names(ending: "cutoff") == cutoff.sorted(), sourceLocation: sourceLocation)
    if let hits { #expect(actions.names(ending: "hit").count == hits, sourceLocation: sourceLocation) }
    try await expectOutputsOfACleanBuild(sourceLocation)
  }

  func expectOutputsOfACleanBuild(_ sourceLocation: SourceLocation) async throws {
    let clean = try workspace.copy(without: ["cache"] + SampleLibrary.outputs)
    try await clean.run("run", "--no-cache")
    for output in SampleLibrary.outputs {
      #expect(try workspace.read(output) == clean.read(output), "\(output)", sourceLocation: sourceLocation)
    }
    let warmReport = try await workspace.run("run", "--format", "jsonl").output
    let cleanReport = try await clean.run("run", "--no-cache", "--format", "jsonl").output
    #expect(
      Story.withoutSummary(warmReport) == Story.withoutSummary(cleanReport), sourceLocation: sourceLocation)
  }

  /// The diagrams' lines: the last line counts actions, which differ by design.
  static func withoutSummary(_ report: String) -> [Substring] {
    report.split(separator: "\n").filter { !$0.hasPrefix(#"{"schema":1,"summary""#) }
  }

  struct Actions {
    var endings: [(name: String, ending: String)]
    var wasUpToDate: Bool

    func names(ending: String) -> [String] { endings.filter { $0.ending == ending }.map(\.name).sorted() }
  }

  private func events(_ arguments: [String]) async throws -> Actions {
    let outcome = try await workspace.run(
      (["run", "--events", "events.jsonl"] + arguments).map { Array($0.utf8) })
    try #require([0, 1].contains(outcome.status), "\(outcome.errors)")
    var actions = Actions(endings: [], wasUpToDate: false)
    for line in try workspace.read("events.jsonl").split(separator: "\n") {
      let event = try JSONReader.read(Array(line.utf8))
      switch event["event"]?.string {
      case "finished":
        let name = "\(event["stage"]?.string ?? "") \(event["subject"]?.string ?? "")"
        actions.endings.append((name, event["ending"]?.string ?? ""))
      case "summary": actions.wasUpToDate = event["upToDate"]?.bool ?? false
      default: break
      }
    }
    try workspace.remove("events.jsonl")
    return actions
  }
}
