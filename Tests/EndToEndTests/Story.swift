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
    let (outcome, actions) = try await workspace.build(arguments)
    try #require([0, 1].contains(outcome.status), "\(outcome.errors)")
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
}
