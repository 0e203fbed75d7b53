import AtlasCore
import AtlasSystem
import AtlasTestSupport
import Glibc
import Testing

/// Where the program is started, with what, and who listens.
@Suite struct SurroundingsTests {
  @Test(arguments: [
    "unset HOME;", "unset TMPDIR;", "export TMPDIR=/nowhere;", "export LC_ALL=C;", "export LC_ALL=nonsense;",
    "exec env -i", "exec env -i PATH=/nowhere", "exec < /dev/null;", "exec <&-;", "umask 0077;",
  ])
  func surroundingsChangeNothing(setting: String) async throws {
    let workspace = try SampleLibrary.make()
    let outcome = try await workspace.shell("\(setting) \"$ATLAS\" run --format jsonl")
    let usual = try workspace.copy(without: ["cache"] + SampleLibrary.outputs)
    let expected = try await usual.run("run", "--format", "jsonl")
    #expect(outcome.status == 1)
    #expect(outcome.output == expected.output)
    #expect(outcome.errors == expected.errors)
    #expect(try workspace.outputs() == usual.outputs())
  }

  @Test func aReaderThatLeavesIsNoError() async throws {
    let workspace = try SampleLibrary.make()
    try workspace.remove("docs/incidents/outage.md")
    let diagrams = (1...1000).map { "```mermaid\npie\n  \"A\" : \($0)\n```\n\n" }
    try workspace.write("docs/many.md", diagrams.joined())
    let outcome = try await workspace.shell(
      "{ \"$ATLAS\" run --format jsonl; echo $? > status; } | head -1 | cut -c1-11")
    #expect(outcome.output == "{\"schema\":1\n")
    #expect(outcome.errors.isEmpty)
    #expect(try workspace.read("status") == "0\n")
  }

  /// The number of a closed stream is the one that the next file gets: nothing may be written into that.
  @Test(arguments: [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
  func aClosedStreamAsksForSilence(closing: String) async throws {
    let workspace = try SampleLibrary.make()
    for _ in 1...2 {
      let outcome = try await workspace.shell("\"$ATLAS\" run --verbose \(closing)")
      #expect(outcome.status == 1)
      #expect(outcome.errors.isEmpty)
    }
    #expect(try workspace.outputs() == (await workspace.outputsOfACleanBuild()))
    let (outcome, actions) = try await workspace.build()
    #expect(actions.wasUpToDate)
    #expect(outcome.problems.isEmpty)
  }

  @Test(.enabled("needs /dev/full") { access("/dev/full", W_OK) == 0 })
  func anOutputWithoutRoomIsAFailureThatIsSaid() async throws {
    let workspace = try SampleLibrary.make()
    let outcome = try await workspace.shell("\"$ATLAS\" run > /dev/full")
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("standard output"))
    #expect(outcome.errors.contains("No space left on device"))
    #expect(try workspace.outputs() == (await workspace.outputsOfACleanBuild()))
  }

  @Test func anErrorStreamWithoutRoomChangesNothing() async throws {
    let outcome = try await SampleLibrary.make().shell("\"$ATLAS\" run --verbose 2> /dev/full")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("exit status 1"))
  }

  @Test func aLibraryWithoutPagesBuilds() async throws {
    let workspace = try SampleLibrary.make()
    try await workspace.shell("rm -r docs/*; touch docs/keep.txt")
    let outcome = try await workspace.run()
    #expect(outcome.status == 0)
    #expect(try workspace.outputs() == (await workspace.outputsOfACleanBuild()))
  }

  @Test func aSubfolderOfTheProjectIsInIt() async throws {
    let workspace = try SampleLibrary.make()
    let outcome = try await workspace.run("run", in: "docs/systems")
    #expect(outcome.status == 1)
    #expect(workspace.exists("data/CENTRAL_METRICS.json"))
    #expect(!workspace.exists("docs/systems/cache"))
  }

  @Test func aFolderThatWasRemovedIsToldInOneSentence() async throws {
    let workspace = try Workspace()
    let outcome = try await workspace.shell("mkdir gone && cd gone && rmdir ../gone && \"$ATLAS\" run")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("pipeline.json"))
  }

  @Test(arguments: ["-C nowhere", "-C pipeline.json", "--config nowhere.json"])
  func aProjectThatIsNotThereIsWrongUsage(flags: String) async throws {
    let workspace = try SampleLibrary.make()
    let outcome = try await workspace.shell("\"$ATLAS\" run \(flags)")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("error: "))
  }
}
