import AtlasCore
import AtlasSystem
import AtlasTestSupport
import Testing

/// The program as a file, and what it says of itself.
@Suite struct ProgramTests {
  private static let released = BytePath(SharedMaterial.packageRoot).appending(".build/release/atlas-build")

  @Test(.enabled(if: FileStatus.isFile(released), "needs the release build that `make build` leaves"))
  func theReleaseNeedsNothingButTheCLibrary() async throws {
    let outcome = try await Subprocess("ldd", [Self.released.bytes], environment: ProcessEnvironment.all)
      .run()
    let libraries = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
      .compactMap { $0.split(whereSeparator: { $0 == " " || $0 == "\t" }).first }
      .map { $0.split(separator: "/").last.map(String.init) ?? "" }
    #expect(
      Set(libraries.map { $0.prefix { $0 != "." } }).isSubset(
        of: [
          "linux-vdso", "linux-gate", "libm", "libc", "ld-linux-x86-64", "ld-linux-aarch64", "libpthread",
          "libdl",
        ]),
      "\(libraries)")
  }

  @Test(arguments: [
    "run", "plan", "explain", "check", "links", "verify", "cache stats", "rules", "schema", "doctor",
    "version",
  ])
  func everyCommandHasHelpWithAnExample(command: String) async throws {
    let workspace = try Workspace()
    let arguments = command.split(separator: " ").map { Array($0.utf8) } + [Array("--help".utf8)]
    let outcome = try await workspace.run(arguments)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("atlas-build \(command)"))
  }

  @Test func anUnknownFlagNamesTheNearest() async throws {
    let outcome = try await Workspace().run("run", "--formt", "json")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("--format"))
    #expect(outcome.output.isEmpty)
  }

  @Test func outsideAProjectItSaysWhatToDo() async throws {
    let outcome = try await Workspace().run()
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("there is no pipeline.json"))
    #expect(outcome.errors.contains("atlas-build check PATH"))
  }

  @Test func aBrokenConfigurationIsToldWithItsLineAndNothingRuns() async throws {
    let workspace = try SampleLibrary.make()
    try workspace.edit("pipeline.json", #""needs": ["parse", "lint"]"#, #""needs": ["parse", "lnt"]"#)
    let outcome = try await workspace.run()
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("pipeline.json:8:"))
    #expect(outcome.errors.contains(#"did you mean "lint"?"#))
    #expect(!workspace.exists("data/CENTRAL_METRICS.json"))
  }

  @Test func checkNeedsNoProject() async throws {
    let workspace = try Workspace()
    try workspace.write("a.md", "```mermaid\npie\n  \"Broken 80\n```\n")
    let outcome = try await workspace.run("check", "--only", "parse", "--format", "jsonl", "a.md")
    #expect(outcome.status == 1)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 2)
    let diagram = try JSONReader.read(Array(lines[0].utf8))
    #expect(diagram["verdict"]?.string == "invalid")
    #expect(diagram["findings"]?.array?.first?["line"]?.integer == 3)
  }

  @Test func aPlanAndAnExplanationNameTheSameReason() async throws {
    let workspace = try SampleLibrary.make()
    try await workspace.run()
    try workspace.edit("docs/systems/shop/architecture.md", "\"Search\"", "\"Find\"")
    let plan = try await workspace.run("plan").output
    let explained = try await workspace.run("explain", "docs/systems/shop/architecture.md#1").output
    #expect(plan.contains("the text of the diagram changed"))
    #expect(explained.contains("now:"))
    #expect(explained.contains("the text of the diagram changed"))
  }

  @Test func onlyWhatIsSelectedIsBuilt() async throws {
    let workspace = try SampleLibrary.make()
    let outcome = try await workspace.run(
      "run", "--only", "category:incidents", "--only", "docs/guarantees", "--stage", "lint", "--events",
      "e.jsonl")
    #expect([0, 1].contains(outcome.status))
    let events = try workspace.read("e.jsonl")
    #expect(events.contains(#""stage":"parse","subject":"docs/incidents/outage.md#1""#))
    #expect(events.contains(#""subject":"docs/guarantees/order.md#1""#))
    #expect(!events.contains("systems"))
    #expect(!events.contains(#""stage":"gates""#))
    #expect(!workspace.exists("data/CENTRAL_METRICS.json"))
  }

  @Test func requiringTheCacheRunsNothing() async throws {
    let workspace = try SampleLibrary.make()
    #expect(try await workspace.run("run", "--require-cached").status == 5)
    #expect(!workspace.exists("data/CENTRAL_METRICS.json"))
    try await workspace.run()
    #expect(try await workspace.run("run", "--require-cached").status == 1)
  }

  @Test func verifyingASoundCacheFindsNoDifference() async throws {
    let workspace = try SampleLibrary.make()
    try await workspace.run()
    try workspace.edit(
      "docs/incidents/outage.md", "  \"Failover\" : 30", "  %% counted twice\n  \"Failover\" : 30")
    try await workspace.run()
    let outcome = try await workspace.run("verify")
    #expect(outcome.status == 0, "\(outcome.output)")
    #expect(outcome.output.contains("0 differ"))
  }

  @Test func aProfileIsATraceThatAViewerOpens() async throws {
    let workspace = try SampleLibrary.make()
    try await workspace.run("run", "--profile", "trace.json")
    let trace = try JSONReader.read(Array(try workspace.read("trace.json").utf8))
    let events = try #require(trace["traceEvents"]?.array)
    #expect(events.contains { $0["name"]?.string == "parse" && $0["ph"]?.string == "X" && $0["dur"] != nil })
    #expect(events.contains { $0["cat"]?.string == "step" })
  }

  @Test func cacheCommandsTellOneStory() async throws {
    let workspace = try SampleLibrary.make()
    try await workspace.run()
    let list = try await workspace.run("cache", "ls").output.split(separator: "\n")
    #expect(list.count == 26)
    let key = try #require(list.first { $0.contains(" parse ") }?.split(separator: " ").first)
    let shown = try await workspace.run("cache", "show", String(key.prefix(12)))
    #expect(shown.output.contains("\"verdict\""))
    #expect(try await workspace.run("cache", "show", "zz").status == 2)
    #expect(try await workspace.run("cache", "clear").status == 0)
    #expect(try await workspace.run("cache", "ls").output.isEmpty)
  }
}
