import AtlasCore
import AtlasSystem
import AtlasTestSupport
import Testing

/// Builds that end before their end.
@Suite struct InterruptionTests {
  /// A library with a stage whose command, as long as `trigger` is there, does something to the build that started it.
  /// It comes after the parse, so that something is finished by then.
  private func library(doing action: String) throws -> Workspace {
    let workspace = try SampleLibrary.make()
    try workspace.add(
      stage: #"{"name": "slow", "run": ["sh", "tools/slow.sh"], "scope": "library", "needs": ["parse"]}"#)
    try workspace.write(
      "tools/slow.sh",
      """
      if [ -e "${0%/*}/../trigger" ]; then
        \(action)
      fi
      echo done
      """)
    try workspace.write("trigger", "")
    return workspace
  }

  @Test(arguments: [("INT", 130), ("TERM", 143)] as [(String, Int32)])
  func aSignalKeepsWhatIsFinishedAndEndsWhatIsRunning(signal: String, status: Int32) async throws {
    let workspace = try library(
      doing: "sh -c 'sleep 3600; :' \"$0\" & kill -\(signal) $PPID; sleep 3600")
    let outcome = try await workspace.run("run", timeLimit: .seconds(600))
    #expect(outcome.status == status)
    #expect(outcome.output.contains("exit status \(status): "))
    #expect(try await workspace.isLeftByAllProcesses())

    try workspace.remove("trigger")
    let (_, actions) = try await workspace.build()
    #expect(actions.subjects(of: "parse", ending: "hit").count == SampleLibrary.diagramCount)
    #expect(actions.subjects(of: "slow", ending: "ran") == ["library"])
    #expect(try workspace.outputs() == (await workspace.outputsOfACleanBuild()))
  }

  @Test func theSecondSignalEndsTheBuildAtOnce() async throws {
    let workspace = try library(
      doing: "trap '' TERM; kill -INT $PPID; sleep 0.05; kill -INT $PPID; sleep 3600")
    let outcome = try await workspace.run("run", timeLimit: .seconds(600))
    #expect(outcome.status == 130)
    #expect(try await workspace.isLeftByAllProcesses())
  }

  @Test func aBuildThatWasKilledLeavesNothingWrong() async throws {
    let workspace = try library(doing: "kill -KILL $PPID")
    let outcome = try await workspace.run("run", timeLimit: .seconds(600))
    #expect(outcome.status == 128 + 9)
    try workspace.remove("trigger")
    #expect(try await workspace.run().problems.isEmpty)
    #expect(try workspace.outputs() == (await workspace.outputsOfACleanBuild()))
    #expect(try await workspace.build().actions.wasUpToDate)
  }

  /// The delays go through a build of a cold cache; wherever one falls, the invariant is the same.
  @Test(arguments: [2, 5, 10, 20, 30, 50, 80, 120, 200, 400, 800])
  func aBuildKilledAtAnyTimeLeavesNothingWrong(milliseconds: Int) async throws {
    let workspace = try SampleLibrary.make()
    for number in 1...100 {
      let text = "# Page\n\n```mermaid\npie\n  accTitle: Number \(number)\n  \"A\" : \(number)\n```\n"
      try workspace.write(BytePath("docs/p\(number).md"), text)
    }
    let delay = "0." + String(repeating: "0", count: 3 - String(milliseconds).count) + String(milliseconds)
    try await workspace.shell("timeout -s KILL \(delay) \"$ATLAS\" run")
    let outcome = try await workspace.run()
    #expect(outcome.status == 1)
    #expect(outcome.problems.isEmpty)
    #expect(try workspace.outputs() == (await workspace.outputsOfACleanBuild()))
    #expect(try await workspace.build().actions.wasUpToDate)
  }
}
