import AtlasCore
import AtlasTestSupport
import Testing

/// The hours that a plan under another specification estimates, and that they are no reason to run anything.
@Suite struct PlanEffortTests {
  private static let effort = """
    {"version": 1, "create": [3, 4], "revise": 0.5, "mend": {"HIGH": 0.5, "MEDIUM": 0.2, "LOW": 0.1},
     "overrides": {"guarantees": {"create": 0.6}}}
    """

  private static func library(effort: String? = effort) throws -> Workspace {
    let workspace = try SampleLibrary.make()
    if let effort { try workspace.write("data/spec/effort.json", effort) }
    return workspace
  }

  /// Four of the five diagrams parse, and none of them has a description.
  private static let described = ["--set", #"lint.rules.a11y-descr={"priority": "MEDIUM"}"#]

  private static func rework(_ plan: TrialPlan) -> String? { plan.json["rework"]?.canonicalText }

  // MARK: sums by hand

  @Test func eachDiagramIsRevisedAndMended() async throws {
    let plan = try await Self.library().plan(Self.described)
    #expect(plan.changes.count == 4)
    // 0.5 + 0.2 each; a guarantee is drawn anew in 0.6; two diagrams are of systems.
    #expect(
      Self.rework(plan)
        == #"{"categories":[{"category":"guarantees","hours":0.6},{"category":"incidents","hours":0.7},{"category":"systems","hours":1.4}],"hours":2.7}"#
    )
  }

  @Test func aGateIsMendedAsItIsRequired() async throws {
    let gate = #"{"name": "Night", "criteria": ["3am.logs"], "required": false}"#
    let plan = try await Self.library().plan(["--set", "gates.gates.cfo=\(gate)"] + Self.described)
    let failed = Set(plan.changes.filter { $0["code"]?.string == "cfo" }.compactMap { $0["path"]?.string })
    #expect(failed.isSuperset(of: ["docs/systems/shop/architecture.md", "docs/systems/shop/traffic.mmd"]))
    // Of both diagrams of systems, 0.5 + 0.2 for the finding + 0.2 for the gate.
    #expect(Self.rework(plan)?.contains(#"{"category":"systems","hours":1.8}"#) == true)
  }

  @Test func theNewSpecificationSaysWhatHoursCost() async throws {
    let workspace = try Self.library()
    let settings = ["--set", "effort.revise=2", "--set", "effort.overrides.incidents.mend.MEDIUM=1"]
    let plan = try await workspace.plan(Self.described + settings)
    #expect(
      Self.rework(plan)
        == #"{"categories":[{"category":"guarantees","hours":0.6},{"category":"incidents","hours":3},{"category":"systems","hours":4.4}],"hours":8}"#
    )
  }

  @Test func whatPassesTakesNoHours() async throws {
    let workspace = try Self.library()
    try workspace.edit(
      "data/spec/lint.json", #""version": 1, "rules": {"#,
      #""version": 1, "rules": {"a11y-descr": {"priority": "MEDIUM"}, "#)
    let plan = try await workspace.plan(["--set", "lint.rules.a11y-descr=null"])
    #expect(plan.changes.count == 4)
    #expect(plan.json["rework"]?["hours"]?.integer == 0)
  }

  @Test func textSaysTheSame() async throws {
    let output = try await Self.library().run((["plan"] + Self.described).map { Array($0.utf8) }).output
    #expect(output.contains("\nguarantees            1             0        0     +1 −0    0.6\n"))
    #expect(output.contains("\nrework: about 2.7 hours\n"))
  }

  @Test func withoutTheSectionNothingIsSaidOfHours() async throws {
    let workspace = try Self.library(effort: nil)
    for format in ["text", "json", "jsonl", "markdown"] {
      let arguments = ["plan", "--format", format] + Self.described
      let output = try await workspace.run(arguments.map { Array($0.utf8) }).output
      #expect(!output.contains("hours") && !output.contains("rework"), "\(format)")
    }
    // Whoever tries one that has the section is told.
    for (name, text) in SampleLibrary.spec + [("effort", Self.effort)] {
      try workspace.write(BytePath("draft").appending("\(name).json"), text)
    }
    #expect(Self.rework(try await workspace.plan(["--spec", "draft"] + Self.described)) != nil)
  }

  // MARK: what runs

  @Test func otherHoursRunNothing() async throws {
    let workspace = try Self.library()
    try await workspace.run("run")
    let outputs = try workspace.outputs()

    let trial = try await workspace.run("plan", "--set", "effort.create=1")
    #expect(trial.errors.isEmpty, "\(trial.errors)")
    #expect(trial.output.contains("nothing to do: all "))
    #expect(trial.output.hasSuffix("no verdict changes\n"))

    try workspace.edit("data/spec/effort.json", #""revise": 0.5"#, #""revise": 0.75"#)
    #expect(try await workspace.plan([]).actions.isEmpty)
    let edited = try await workspace.build().actions
    #expect(Set(edited.endings.map(\.ending)).isSubset(of: ["hit"]))
    try workspace.remove("data/spec/effort.json")
    let removed = try await workspace.build().actions
    #expect(Set(removed.endings.map(\.ending)).isSubset(of: ["hit"]))
    #expect(try workspace.outputs() == outputs)
  }

  @Test func aMistakeInTheFileIsToldAtItsPlace() async throws {
    let workspace = try Self.library(effort: Self.effort.replacing("\"revise\"", with: "\"revize\""))
    let outcome = try await workspace.run("run")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("data/spec/effort.json:1:34: error: unknown key \"revize\" in the file"))
    #expect(outcome.errors.contains("did you mean \"revise\"?"))
  }
}
