import AtlasCore
import AtlasSystem
import AtlasTestSupport
import Testing

/// Waivers and baselines from the outside: what they hide, what they must not hide.
@Suite struct SuppressionTests {
  private static let loop = "# T\n\n```mermaid\nflowchart LR\n  @A --> A\n```\n"

  private static func page(_ waiver: String) -> String {
    loop.replacing("@", with: waiver)
  }

  private static func codes(_ outcome: Workspace.Outcome) throws -> [String] {
    try outcome.output.split(separator: "\n").flatMap { line in
      try JSONReader.read(Array(line.utf8))["findings"]?.array?.compactMap { $0["code"]?.string } ?? []
    }
  }

  private static func check(_ workspace: Workspace, _ arguments: String...) async throws -> Workspace.Outcome
  {
    try await workspace.run(
      (["check", "--only", "lint", "--format", "jsonl"] + arguments).map { Array($0.utf8) })
  }

  @Test func aWaiverHidesWhatItNamesAndNothingElse() async throws {
    let workspace = try Workspace()
    try workspace.write("a.md", Self.page(""))
    try workspace.write("b.md", Self.page("%% atlas-ignore self-loop -- the retry is the point\n  "))
    let before = try await Self.codes(Self.check(workspace, "a.md"))
    let outcome = try await Self.check(workspace, "b.md")
    #expect(before.contains("self-loop"))
    #expect(try Self.codes(outcome) == before.filter { $0 != "self-loop" })
    #expect(outcome.output.contains(#""by":"waiver","reason":"the retry is the point""#))
    #expect(outcome.output.contains(#""suppressed":{"waived":1,"baseline":0}"#))
  }

  @Test func aWaivedErrorDoesNotFailTheCheck() async throws {
    let workspace = try Workspace()
    try workspace.write("a.mmd", "flowchart LR\n  A[API (v2)]\n")
    try workspace.write(
      "b.mmd",
      "%% atlas-ignore unquoted-special-label -- shown broken on purpose\nflowchart LR\n  A[API (v2)]\n")
    #expect(try await Self.check(workspace, "a.mmd").status == 1)
    #expect(try await Self.check(workspace, "b.mmd").status == 0)
  }

  @Test func whatIsWaivedIsNotRepaired() async throws {
    let workspace = try Workspace()
    let text =
      "%% atlas-ignore unquoted-special-label -- shown broken on purpose\nflowchart LR\n  A[API (v2)]\n"
    try workspace.write("a.mmd", text)
    #expect(try await workspace.run("fix", "--check", "a.mmd").status == 0)
    try workspace.write(
      "b.md",
      "# T\n\n<!-- atlas-ignore unquoted-special-label -- why -->\n```mermaid\nflowchart LR\n  A[API (v2)]\n```\n"
    )
    #expect(try await workspace.run("fix", "--check", "b.md").status == 0)
  }

  // MARK: gates

  private static func gates(_ workspace: Workspace, _ page: String) async throws -> JSONNode? {
    let outcome = try await workspace.run("check", "--format", "jsonl", page)
    let objects = try outcome.output.split(separator: "\n").map { try JSONReader.read(Array($0.utf8)) }
    return objects.first { $0["index"]?.integer == 1 }?["gates"]
  }

  private static func unfinished(_ waiver: String) -> String {
    "# T\n\n```mermaid\nflowchart LR\n  \(waiver)\n  A[Kafka] --> B[TODO]\n```\n"
  }

  @Test func aFindingOfHighPriorityBlocksTheGatesUntilItIsWaived() async throws {
    let workspace = try Workspace()
    try workspace.write("a.md", Self.unfinished("%% still open"))
    try workspace.write("b.md", Self.unfinished("%% atlas-ignore placeholder -- the name of a real list"))
    let before = try await Self.gates(workspace, "a.md")
    let after = try await Self.gates(workspace, "b.md")
    for (id, gate) in after?.members?.map({ ($0.key, $0.node) }) ?? [] {
      #expect(before?[id]?["blocked"]?.array?.compactMap(\.string) == ["placeholder"])
      #expect(before?[id]?["waived"] == nil)
      #expect(gate["blocked"] == nil)
      let waived = gate["waived"]?.array?.first
      #expect(waived?["code"]?.string == "placeholder")
      #expect(waived?["line"]?.integer == 5)
      #expect(waived?["reason"]?.string == "the name of a real list")
    }
    #expect(before?["technical"]?["passed"]?.bool == false)
    #expect(after?["technical"]?["passed"]?.bool == true)
    #expect(after?["technical"]?["rejected"]?.array?.contains { $0.string == "placeholder data" } != true)
  }

  @Test(arguments: [
    "%% atlas-ignore placeholder", "%% atlas-ignore self-loop -- another rule",
    "%% atlas-ignore-next-line placeholder -- another line\n  C[Kafka] --> D[Flink]",
  ])
  func whatWaivesNothingUnblocksNothing(_ waiver: String) async throws {
    let workspace = try Workspace()
    try workspace.write("a.md", Self.unfinished(waiver))
    let gates = try await Self.gates(workspace, "a.md")
    #expect(gates?["technical"]?["blocked"]?.array?.compactMap(\.string) == ["placeholder"])
    #expect(gates?["technical"]?["waived"] == nil)
  }

  @Test func aWaiverDrawsNoDiagramThatIsNotDrawn() async throws {
    let workspace = try Workspace()
    try workspace.write(
      "a.md",
      "# T\n\n<!-- atlas-ignore unquoted-special-label -- on purpose -->\n```mermaid\nflowchart LR\n  A[API (v2)]\n```\n"
    )
    let gates = try await Self.gates(workspace, "a.md")
    #expect(gates?["technical"]?["blocked"]?.array?.compactMap(\.string) == ["syntax"])
    #expect(gates?["technical"]?["passed"]?.bool == false)
  }

  // MARK: baselines

  @Test func aBaselineHidesWhatWasThereAndTellsWhatIsNew() async throws {
    let workspace = try SampleLibrary.make()
    #expect(try await workspace.run("run").status == 1)
    let written = try await workspace.run("baseline", "update")
    #expect(written.status == 0, "\(written.errors)")
    let hidden = try await workspace.run("run", "--baseline", "data/baseline.json")
    #expect(hidden.status == 0, "\(hidden.output)\(hidden.errors)")
    #expect(hidden.output.contains("in the baseline"))
    // The answer of the last run is of the last baseline.
    #expect(try await workspace.run("run").status == 1)
    try workspace.write("docs/new.md", "# N\n\n```mermaid\npie\n  \"Broken 80\n```\n")
    let new = try await workspace.run("run", "--baseline", "data/baseline.json")
    #expect(new.status == 1)
    #expect(new.output.contains("docs/new.md"))
  }

  @Test func checkTakesTheBaselineFromAnyFolder() async throws {
    let workspace = try SampleLibrary.make()
    try await workspace.run("baseline", "update", "--baseline", "known.json")
    #expect(try await workspace.run("check", "docs").status == 1)
    #expect(try await workspace.run("check", "docs", "--baseline", "known.json").status == 0)
    #expect(
      try await workspace.run("-C", "docs/incidents", "check", "outage.md", "--baseline", "../../known.json")
        .status
        == 0)
  }

  @Test func aFindingKeepsItsFingerprintWhenItMovesWithItsPageOrTextAroundItChanges() async throws {
    let workspace = try SampleLibrary.make()
    try await workspace.run("baseline", "update")
    try workspace.edit("docs/incidents/outage.md", "The second part.", "Something else.\n\nThe second part.")
    #expect(try await workspace.run("run", "--baseline", "data/baseline.json").status == 0)
    let text = try workspace.read("docs/incidents/outage.md")
    try workspace.remove("docs/incidents/outage.md")
    try workspace.write("docs/incidents/moved.md", text)
    let moved = try await workspace.run("run", "--baseline", "data/baseline.json")
    #expect(moved.status == 0, "\(moved.output)")
    try workspace.write("docs/incidents/outage.md", text)
    #expect(try await workspace.run("run", "--baseline", "data/baseline.json").status == 1)
  }

  @Test func aSecondEqualFindingIsNew() async throws {
    let workspace = try Workspace()
    try workspace.write(
      "pipeline.json",
      #"{"version": 1, "sources": {"roots": ["docs"]}, "spec": "spec", "stages": [{"name": "parse", "uses": "parse", "scope": "diagram"}]}"#
    )
    for (name, text) in SampleLibrary.spec {
      try workspace.write(BytePath("spec").appending("\(name).json"), text)
    }
    let diagram = "```mermaid\npie\n  \"Broken 80\n```\n"
    try workspace.write("docs/a.md", diagram)
    try await workspace.run("baseline", "update")
    #expect(try await workspace.run("run", "--baseline", "data/baseline.json").status == 0)
    try workspace.write("docs/a.md", diagram + "\n" + diagram)
    #expect(try await workspace.run("run", "--baseline", "data/baseline.json").status == 1)
  }

  @Test func updatingTwiceWritesTheSameBytesAndSaysWhatChanged() async throws {
    let workspace = try SampleLibrary.make()
    try await workspace.run("baseline", "update")
    let first = try workspace.read("data/baseline.json")
    let again = try await workspace.run("baseline", "update")
    #expect(try workspace.read("data/baseline.json") == first)
    #expect(again.output.contains("0 added, 0 gone"))
    #expect(!workspace.exists("cache"))
    try workspace.remove("docs/incidents/outage.md")
    #expect(try await workspace.run("baseline", "update").output.contains("0 added, "))
    #expect(try workspace.read("data/baseline.json").utf8.count < first.utf8.count)
  }

  @Test(arguments: [
    ("", "known.json"), ("{", "known.json"), (#"{"schema": 2, "findings": [], "gates": []}"#, "schema"),
    (
      #"{"schema": 1, "findings": [{"path": "a", "code": "b", "fingerprint": "zz"}], "gates": []}"#,
      "fingerprint"
    ),
    (#"{"schema": 1, "finding": [], "gates": []}"#, "findings"),
  ])
  func aBaselineThatCannotBeReadIsAnErrorAndNotAnEmptyOne(text: String, word: String) async throws {
    let workspace = try SampleLibrary.make()
    try workspace.write("known.json", text)
    let outcome = try await workspace.run("run", "--baseline", "known.json")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("known.json"))
    #expect(outcome.errors.contains(word))
  }

  @Test func aMissingBaselineSaysHowToWriteIt() async throws {
    let workspace = try SampleLibrary.make()
    let outcome = try await workspace.run("run", "--baseline", "known.json")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("atlas-build baseline update --baseline known.json"))
  }
}
