import AtlasCore
import AtlasTestSupport
import Testing

/// `plan --set` and `plan --spec` against what happens when the specification is changed for real.
@Suite struct PlanSpecificationTests {
  @Test(arguments: TrialChange.all, [1, 2, 3] as [UInt64])
  func aPlanListsWhatTwoRealBuildsReport(_ change: TrialChange, seed: UInt64) async throws {
    let workspace = try TrialLibrary.make(seed: seed)
    let untouched = try workspace.copy()
    for (name, text) in TrialLibrary.spec {
      try workspace.write(BytePath("draft").appending("\(name).json"), text)
    }
    try change.make(in: workspace, folder: "draft")
    let before = try await workspace.verdicts()

    let state = try await workspace.state()
    let set = try await workspace.plan(change.flags)
    let spec = try await workspace.plan(["--spec", "draft"])
    #expect(try await workspace.state() == state)
    #expect(set.changeLines == spec.changeLines)
    #expect(set.actions == spec.actions)
    #expect(set.pending == 0)

    try change.make(in: workspace, folder: "data/spec")
    #expect(try await workspace.plan([]).actions == set.actions)
    let after = try await workspace.verdicts()
    #expect(set.changeLines == before.changes(to: after))
    // And the build after the plan is the one there would have been without it.
    try change.make(in: untouched, folder: "data/spec")
    try await untouched.run("run")
    #expect(try workspace.outputs() == untouched.outputs())
  }

  @Test(arguments: TrialChange.all)
  func aPlanOfALibraryThatWasNeverBuiltSaysTheSameAndSaysSo(_ change: TrialChange) async throws {
    let workspace = try TrialLibrary.make(seed: 4)
    let state = try await workspace.state()
    let plan = try await workspace.plan(change.flags)
    #expect(try await workspace.state() == state)
    #expect(!workspace.exists("cache"))
    #expect(plan.pending > 0)
    let text = try await workspace.run((["plan"] + change.flags).map { Array($0.utf8) }).output
    #expect(text.contains("note: the library is not up to date: "))

    let before = try await workspace.copy().verdicts("--no-cache")
    let changed = try workspace.copy()
    try change.make(in: changed, folder: "data/spec")
    let after = try await changed.verdicts("--no-cache")
    #expect(plan.changeLines == before.changes(to: after))
    #expect(try await changed.plan([]).actions == plan.actions)
  }

  @Test func everyChangeOfTheTestsChangesSomethingSomewhere() async throws {
    for change in TrialChange.all {
      var lines: [String] = []
      for seed in [1, 2, 3] as [UInt64] {
        lines += try await TrialLibrary.make(seed: seed).plan(change.flags).changeLines
      }
      #expect(lines.isEmpty == change.name.hasSuffix("no verdict depends"), "\(change.name)")
    }
  }

  @Test func aLibraryThatIsOutOfDateIsJudgedAsItStands() async throws {
    let workspace = try TrialLibrary.make(seed: 5)
    try await workspace.run("run")
    try workspace.write("docs/incidents/new.md", "# New\n\n```mermaid\nflowchart LR\n  A[TBD] --> B\n```\n")
    let change = TrialChange.all[0]
    let plan = try await workspace.plan(change.flags)
    #expect(plan.pending > 0)
    #expect(plan.changeLines.contains("docs/incidents/new.md#1 placeholder: error none 1 0 +0 -1"))
    let pending = (plan.json["actions"]?.array ?? []).filter { $0["pending"]?.bool == true }
    #expect(pending.contains { $0["subject"]?.string == "docs/incidents/new.md#1" })
    #expect(
      pending.allSatisfy {
        ["docs/incidents/new.md#1", "docs/incidents/new.md", "library"].contains($0["subject"]?.string)
      })
    let before = try await workspace.verdicts()
    try change.make(in: workspace, folder: "data/spec")
    #expect(plan.changeLines == before.changes(to: try await workspace.verdicts()))
  }

  // MARK: what runs

  @Test func anOverrideOfOneCategoryRunsThatCategoryAlone() async throws {
    let workspace = try SampleLibrary.make()
    try await workspace.run("run")
    let plan = try await workspace.plan([
      "--set", "lint.overrides.guarantees.rules.a11y-title.severity=error",
    ])
    #expect(plan.runs["lint"] == 1)
    #expect(plan.actions.filter { $0.hasPrefix("lint ") }.allSatisfy { $0.contains("docs/guarantees/") })
    #expect(plan.runs["parse"] == 0)
    #expect(plan.runs["metrics"] == 0)
    let wide = try await workspace.plan(["--set", "lint.rules.a11y-title.severity=error"])
    #expect(wide.runs["lint"] == SampleLibrary.diagramCount)
  }

  @Test func aColourRunsNoMetric() async throws {
    let workspace = try SampleLibrary.make()
    try await workspace.run("run")
    let plan = try await workspace.plan(["--set", "planes.palettes.atlas.edge.fill=#0055BB"])
    #expect(plan.runs["lint"] == SampleLibrary.diagramCount)
    #expect(["parse", "gates", "metrics", "render-manifest", "aggregate"].allSatisfy { plan.runs[$0] == 0 })
  }

  @Test func anotherUnitRunsWhatReadsMetricsAndNothingElse() async throws {
    let workspace = try SampleLibrary.make()
    try await workspace.run("run")
    let plan = try await workspace.plan(["--set", "metrics.units.XPS=per second"])
    #expect(plan.runs["metrics"] == SampleLibrary.diagramCount)
    #expect(["parse", "lint", "gates", "render-manifest", "aggregate"].allSatisfy { plan.runs[$0] == 0 })
  }

  @Test func theSpecificationAsItIsChangesNothing() async throws {
    let workspace = try TrialLibrary.make(seed: 6)
    try await workspace.run("run")
    let plan = try await workspace.plan(["--spec", "data/spec"])
    #expect(plan.changes.isEmpty)
    #expect(plan.actions.isEmpty)
    let text = try await workspace.run("plan", "--spec", "data/spec").output
    #expect(text.hasPrefix("under the specification in data/spec\nnothing to do: all "))
    #expect(text.hasSuffix("no verdict changes\n"))
  }

  @Test func aShippedPackIsTriedByItsName() async throws {
    let workspace = try TrialLibrary.make(seed: 6)
    try await workspace.run("run")
    let plan = try await workspace.plan(["--spec", "atlas"])
    #expect(!plan.changes.isEmpty)
    #expect(plan.json["specification"]?["folder"]?.string == "atlas")
  }

  @Test func aSelectorTakesADiagramByTheCategoryThatItHas() async throws {
    let workspace = try TrialLibrary.make(seed: 7)
    try await workspace.run("run")
    let settings = [
      "--set", #"taxonomy.categories.1.paths=["elsewhere/**"]"#, "--set",
      "lint.overrides.other.rules.placeholder.severity=off",
    ]
    let whole = try await workspace.plan(settings)
    let part = try await workspace.plan(settings + ["--only", "category:incidents"])
    // Selectors pick diagrams; a page without one is picked by none.
    let changes = whole.changeLines.filter { !$0.contains(" no-diagram: ") }
    #expect(changes.contains { $0.hasPrefix("docs/incidents/") })
    #expect(part.changeLines == changes.filter { $0.hasPrefix("docs/incidents/") })
    let page = try await workspace.plan(settings + ["--only", "docs/notes"])
    #expect(page.changeLines == changes.filter { $0.hasPrefix("docs/notes/") })
  }

  @Test func aPlainPlanTakesSelectors() async throws {
    let workspace = try SampleLibrary.make()
    let plan = try await workspace.plan(["--only", "docs/incidents/outage.md#1"])
    #expect(plan.json["summary"]?["total"]?.integer == 5)
    #expect(plan.json["verdictChanges"] == nil)
  }

  // MARK: what is not known

  @Test func whatNeedsACommandThatHasNotRunIsNotJudged() async throws {
    let workspace = try TrialLibrary.make(seed: 10)
    try workspace.add(
      stage: #"{"name": "size", "run": ["wc", "-c", "diagram.mmd"], "scope": "diagram"}"#)
    try workspace.edit(
      "pipeline.json", #""uses": "lint", "scope": "diagram", "needs": ["parse"]"#,
      #""uses": "lint", "scope": "diagram", "needs": ["parse", "size"]"#)
    let change = ["--set", "lint.rules.a11y-title.severity=error"]
    let plan = try await workspace.plan(change)
    #expect(plan.changes.isEmpty)
    let count = try #require(plan.json["unjudged"]?.array?.count)
    #expect(count > 5)
    let text = try await workspace.run((["plan"] + change).map { Array($0.utf8) }).output
    #expect(text.contains("note: \(count) diagrams and pages are not judged: "))
    // Once the command has run its result is known, and the specification does not change it.
    try await workspace.run("run")
    let known = try await workspace.plan(change)
    #expect(known.json["unjudged"]?.array?.isEmpty == true)
    #expect(!known.changes.isEmpty)
    #expect(known.runs["size"] == 0)
  }

  @Test func anOptionOfAStageThatWinsIsTold() async throws {
    let workspace = try SampleLibrary.make()
    try workspace.edit(
      "pipeline.json", #""reads": ["lint", "planes"]"#,
      #""reads": ["lint", "planes"], "with": {"severities": {"a11y-title": "error"}}"#)
    try await workspace.run("run")
    let outcome = try await workspace.run("plan", "--set", "lint.rules.a11y-title.severity=off")
    #expect(outcome.output.contains("no verdict changes"))
    #expect(
      outcome.errors.contains(
        "the stage \"lint\" sets the severity of a11y-title itself, under with.severities in pipeline.json"))
  }

  // MARK: formats

  @Test func everyFormatTellsTheSame() async throws {
    let workspace = try TrialLibrary.make(seed: 8)
    try await workspace.run("run")
    let change = ["--set", "gates.threshold=90", "--set", "lint.rules.placeholder.severity=off"]
    let plan = try await workspace.plan(change)
    func output(_ format: String) async throws -> String {
      try await workspace.run((["plan", "--format", format] + change).map { Array($0.utf8) }).output
    }
    let lines = try await output("jsonl").split(separator: "\n").map { try JSONReader.read(Array($0.utf8)) }
    #expect(lines.allSatisfy { $0["schema"]?.integer == 1 })
    #expect(lines.compactMap { $0["verdictChange"]?.canonicalText } == plan.changes.map(\.canonicalText))
    #expect(lines.compactMap { $0["action"] }.count == plan.actions.count)
    let summary = try #require(lines.last?["summary"])
    for key in ["rules", "gates", "categories", "findings", "rework", "specification"] {
      #expect(summary[key]?.canonicalText == plan.json[key]?.canonicalText, "\(key)")
    }
    #expect(summary["verdictChanges"]?.integer == plan.changes.count)
    for gate in plan.json["gates"]?.array ?? [] {
      let told = ["newlyFails", "newlyPasses", "changed"].reduce(0) { $0 + (gate[$1]?.integer ?? 0) }
      #expect(told == plan.changes.count { $0["code"]?.string == gate["code"]?.string })
    }
    let text = try await output("text")
    let markdown = try await output("markdown")
    for word in ["placeholder", "3am", "incidents", "newly fails", "newly passes"] {
      #expect(text.contains(word), "\(word)")
      #expect(markdown.contains(word), "\(word)")
    }
    #expect(
      text.contains(
        "all \(plan.changes.count) changed verdicts: atlas-build plan --set gates.threshold=90 --set lint.rules.placeholder.severity=off --format jsonl\n"
      ))
    let report = (["plan", "--report", "json=plan.json"] + change).map { Array($0.utf8) }
    _ = try await workspace.run(report)
    let written = try JSONReader.read(Array(try workspace.read("plan.json").utf8))
    #expect(written.canonicalText == plan.json.canonicalText)
  }

  @Test func onOneAndOnManyWorkersThePlanIsTheSame() async throws {
    let workspace = try TrialLibrary.make(seed: 9)
    let change = ["--set", "lint.rules.too-many-nodes.limit=3"]
    let one = try await workspace.run(
      (["plan", "-j", "1", "--format", "json"] + change).map { Array($0.utf8) })
    for _ in 0..<5 {
      let many = try await workspace.run(
        (["plan", "-j", "8", "--format", "json"] + change).map { Array($0.utf8) })
      #expect(many.output == one.output)
    }
  }

  // MARK: errors

  @Test(arguments: [
    (
      ["--set", "lint.rules.placeholdr.severity=off"],
      "--set:1:12: error: unknown key \"placeholdr\" in lint.rules", "did you mean \"placeholder\"?"
    ),
    (
      ["--set", "lint.rules.placeholder.severity=of"], "--set:1:33: error: \"severity\" is \"of\"",
      "did you mean \"off\"?"
    ),
    (
      ["--set", "gates.threshold=101"], "--set:1:17: error: \"threshold\" is 101",
      "write a whole number from 0 to 100"
    ),
    (
      ["--set", "gate.threshold=10"], "--set:1:1: error: the specification has no section \"gate\"",
      "did you mean gates?"
    ),
    (
      ["--set", "pipeline.cache=x"], "--set:1:1: error: pipeline.json is no part of the specification",
      "--set changes gates, lint"
    ),
    (["--set", "gates.threshold"], "--set:1:16: error: no value follows the path", "write PATH=VALUE"),
    (["--spec", "nowhere"], "error: nowhere: the spec folder cannot be read", "help: "),
    (["--set="], "--set takes", ""),
    (
      ["--set", "gates.threshold=50", "--set", "gates.threshold=half"],
      "--set:1:17: error: \"threshold\" is a string", "gates.threshold=half"
    ),
  ])
  func aMistakeIsToldAtItsPlace(arguments: [String], message: String, help: String) async throws {
    let workspace = try SampleLibrary.make()
    let outcome = try await workspace.run((["plan"] + arguments).map { Array($0.utf8) })
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(outcome.errors.contains(help), "\(outcome.errors)")
  }

  @Test func aSpecificationThatLacksWhatAStageReadsIsRefused() async throws {
    let workspace = try SampleLibrary.make()
    for (name, text) in SampleLibrary.spec where name != "gates" {
      try workspace.write(BytePath("draft").appending("\(name).json"), text)
    }
    let outcome = try await workspace.run("plan", "--spec", "draft")
    #expect(outcome.status == 2)
    #expect(
      outcome.errors.contains(
        "draft: the specification has no section \"gates\", which the stage \"gates\" reads"))
    try workspace.write("draft/gates.json", #"{"version": 1, "threshold": 80, "gates": {}, "gats": 1}"#)
    let broken = try await workspace.run("plan", "--spec", "draft")
    #expect(broken.status == 2)
    #expect(broken.errors.contains("draft/gates.json:1:46: error: unknown key \"gats\""), "\(broken.errors)")
  }
}
