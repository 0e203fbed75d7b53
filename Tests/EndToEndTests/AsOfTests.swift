import AtlasCore
import AtlasTestSupport
import Testing

/// What depends on the day: told by the day that is named, from one cache, without running anything again.
@Suite struct AsOfTests {
  private static func make() throws -> Workspace {
    let workspace = try SampleLibrary.make()
    try workspace.add(
      stage:
        #"{"name": "page-lint", "uses": "page-lint", "scope": "page", "needs": ["parse"], "reads": ["lint", "planes", "taxonomy"]}"#
    )
    try workspace.edit(
      "data/spec/lint.json", #""version": 1, "rules": {"#,
      #""version": 1, "rules": {"source-stale": {"priority": "LOW"}, "waiver-unused": {"priority": "LOW"}, "#)
    try workspace.write("docs/incidents/old.md", "# Old\n\n**Source**: Acme Engineering Blog 2019\n")
    return workspace
  }

  /// The findings, without the summary, which tells how many actions ran.
  private static func findings(_ outcome: Workspace.Outcome) -> [Substring] {
    outcome.output.split(separator: "\n").filter { !$0.contains(#""summary""#) }
  }

  @Test func anotherDayIsAnotherReportAndRunsNothing() async throws {
    let workspace = try Self.make()
    let days = ["2020-06-01", "2021-08-01", "2022-06-01", "2020-06-01"]
    let stale = ["", "soon older", ": older", ""]
    for (number, (day, words)) in zip(days, stale).enumerated() {
      let (outcome, actions) = try await workspace.build(["--format", "jsonl", "--as-of", day])
      #expect(outcome.output.contains("source-stale") == !words.isEmpty)
      #expect(outcome.output.contains(words))
      if number > 0 { #expect(actions.endings.allSatisfy { $0.ending == "hit" }) }
      let clean = try workspace.copy(without: ["cache"])
      let anew = try await clean.run("run", "--no-cache", "--format", "jsonl", "--as-of", day)
      #expect(Self.findings(anew) == Self.findings(outcome))
    }
    let (outcome, _) = try await workspace.build(["--format", "jsonl"])
    #expect(!outcome.output.contains("source-stale"))
  }

  @Test func theTextTellsWhatTheDayBroughtAndTookAway() async throws {
    let workspace = try Self.make()
    _ = try await workspace.build(["--as-of", "2020-06-01"])
    #expect(try await workspace.build(["--as-of", "2020-06-01"]).actions.wasUpToDate)
    let (later, actions) = try await workspace.build(["--as-of", "2022-06-01"])
    #expect(later.output.contains("source-stale"))
    #expect(actions.names(ending: "ran").isEmpty)
    // Days between which nothing turns are one to the report, and other days to the run.
    let (same, _) = try await workspace.build(["--as-of", "2022-06-02"])
    #expect(!same.output.contains("source-stale"))
    let (gone, _) = try await workspace.build()
    #expect(gone.output.contains("gone"))
    #expect(try await workspace.build().actions.wasUpToDate)
  }

  @Test func theEnvironmentNamesTheDayWhereTheFlagDoesNot() async throws {
    let workspace = try Self.make()
    // The 1st of June 2022.
    workspace.setVariable("SOURCE_DATE_EPOCH", "1654041600")
    let check = try await workspace.run("check", "--format", "jsonl", "docs")
    #expect(check.output.contains("source-stale"))
    let earlier = try await workspace.run("check", "--format", "jsonl", "--as-of=2020-06-01", "docs")
    #expect(!earlier.output.contains("source-stale"))
    workspace.setVariable("SOURCE_DATE_EPOCH", "")
    #expect(!(try await workspace.run("check", "--format", "jsonl", "docs")).output.contains("source-stale"))
  }

  @Test(arguments: ["yesterday", "2022-2-1", "2022-02-30", "20220201"])
  func aDayThatIsNoneIsAWrongUse(_ day: String) async throws {
    let workspace = try Self.make()
    for command in ["run", "plan", "check"] {
      let paths = command == "check" ? ["docs"] : []
      let outcome = try await workspace.run(([command, "--as-of", day] + paths).map { Array($0.utf8) })
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("YYYY-MM-DD"))
    }
  }

  @Test(arguments: ["now", "-1", "1654041600.5", "99999999999999999999", "9999999999999"])
  func anEpochThatIsNoneIsAWrongUse(_ value: String) async throws {
    let workspace = try Self.make()
    workspace.setVariable("SOURCE_DATE_EPOCH", value)
    for arguments in [["run"], ["plan"], ["check", "docs"], ["baseline", "update"]] {
      let outcome = try await workspace.run(arguments.map { Array($0.utf8) })
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("SOURCE_DATE_EPOCH"))
    }
  }

  @Test func aWaiverOfWhatHoldsLaterIsNotUnused() async throws {
    let workspace = try Self.make()
    try workspace.write(
      "docs/incidents/old.md",
      "<!-- atlas-ignore source-stale -- history -->\n# Old\n\n**Source**: Acme Engineering Blog 2019\n")
    for day in [[], ["--as-of", "2020-06-01"], ["--as-of", "2022-06-01"]] {
      let (outcome, _) = try await workspace.build(["--format", "jsonl"] + day)
      #expect(!outcome.output.contains("waiver-unused"))
      #expect(!outcome.output.contains(#""findings":[{"code":"source-stale""#))
    }
  }

  @Test func aBaselineOfTheDayHoldsWhatTheDayBrings() async throws {
    let workspace = try Self.make()
    try await workspace.run("baseline", "update", "--as-of", "2022-06-01")
    let hidden = try await workspace.run(
      "run", "--format", "jsonl", "--baseline", "data/baseline.json", "--as-of", "2022-06-01")
    #expect(hidden.output.contains(#""by":"baseline""#))
    #expect(!hidden.output.contains(#""findings":[{"code":"source-stale""#))
  }

  @Test func aPlanOfAnotherSpecificationIsJudgedOnTheDay() async throws {
    let workspace = try Self.make()
    _ = try await workspace.build()
    let change = ["plan", "--set", "lint.rules.source-stale.severity=off", "--format", "json"]
    let unknown = try await workspace.run(change.map { Array($0.utf8) })
    #expect(!unknown.output.contains(#""code":"source-stale""#))
    let known = try await workspace.run((change + ["--as-of", "2022-06-01"]).map { Array($0.utf8) })
    #expect(known.output.contains(#""code":"source-stale""#))
  }
}
