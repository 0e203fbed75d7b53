import AtlasCore
import AtlasTestSupport
import Foundation
import Testing

@testable import AtlasRules

struct GateKeeperTests {
  private static func fixture(_ name: String) -> GateTrial {
    let path = SharedMaterial.packageRoot + "/Tests/Fixtures/Gates/\(name).md"
    return GateTrial(FileManager.default.contents(atPath: path).map(Array.init) ?? [])
  }

  private static let tests = ["3am", "new_hire", "cfo", "incident", "reality"]

  @Test(arguments: tests) func theModelOfProductionPassesEveryTest(_ id: String) {
    let gate = Self.fixture("production").gate(id)
    #expect(gate?.passed == true)
    for criterion in gate?.criteria ?? [] where criterion.outcome == .fail {
      Issue.record("\(criterion.id): \(criterion.missing)")
    }
  }

  @Test(arguments: tests) func aBareChainPassesNoTest(_ id: String) {
    #expect(Self.fixture("chain").gate(id)?.passed == false)
  }

  @Test func whatNoMachineCanJudgeNeverPasses() {
    for id in ["production", "architectural"] {
      let gate = Self.fixture("production").gate(id)
      #expect(gate?.passed == false)
      #expect(gate?.criteria.contains { $0.outcome == .human } == true)
    }
    for criterion in CriterionCatalog.ids where CriterionCatalog.isHuman(criterion) {
      #expect(Self.fixture("production").judgement(criterion).outcome == .human)
    }
  }

  @Test func renderTimeIsNotJudgedWithoutAPicture() {
    #expect(Self.fixture("production").judgement("technical.render").outcome == .notApplicable)
  }

  @Test(arguments: ["placeholder", "plane-colour", "click-unsafe"])
  func findingsOfHighPriorityBlockEveryGate(_ code: String) {
    let finding = Finding(
      code: code, priority: .high, range: TextRange(0, 9), message: "", help: "")
    for gate in Self.fixture("production").verdicts(findings: [finding]) {
      #expect(!gate.passed)
      #expect(gate.blocked == [code])
    }
  }

  @Test func adviceOfLowPriorityBlocksNothing() {
    let finding = Finding(code: "placeholder", priority: .low, range: TextRange(0, 9), message: "", help: "")
    #expect(Self.fixture("production").gate("3am", findings: [finding])?.passed == true)
    #expect(Self.fixture("production").gate("technical", findings: [finding])?.passed == true)
  }

  @Test func aDiagramThatIsNotDrawnIsBlockedAndRejected() {
    let gate = GateTrial.diagram("flowchart LR\n  a[Gateway (Kong)] --> b").gate("technical")
    #expect(gate?.passed == false)
    #expect(gate?.blocked == ["syntax"])
    #expect(gate?.rejected.contains("syntax error") == true)
  }

  @Test func rejectionsSayWhatAReviewerWouldSendBack() {
    let bad = Self.fixture("chain").gate("technical")
    #expect(bad?.rejected == ["no source", "fails the 3 AM Test entirely", "no failure modes", "no metrics"])
    #expect(Self.fixture("production").gate("technical")?.rejected.contains("no metrics") == false)
  }

  @Test func theScoreIsTheShareOfWhatWasJudged() throws {
    let trial = GateTrial.label("HTTP 503")
    let even = try GateTrial.specification(
      #"{"threshold": 50, "gates": {"3am": {"name": "x", "required": true, "criteria": ["3am.errors", "3am.logs", "technical.render"]}}}"#
    )
    #expect(trial.verdicts(by: even).map(\.score) == [50])
    #expect(trial.verdicts(by: even).map(\.passed) == [true])
    let weighted = try GateTrial.specification(
      #"{"threshold": 50, "gates": {"3am": {"name": "x", "required": true, "criteria": ["3am.errors", "3am.logs"], "weights": {"3am.errors": 1, "3am.logs": 3}}}}"#
    )
    #expect(trial.verdicts(by: weighted).map(\.score) == [25])
    #expect(trial.verdicts(by: weighted).map(\.passed) == [false])
  }

  @Test func theStagesThresholdReplacesThatOfTheGates() {
    let section = try? JSONReader.read(
      Array(
        #"{"threshold": 50, "gates": {"3am": {"name": "x", "required": true, "criteria": ["3am.errors", "3am.logs"]}}}"#
          .utf8))
    let strict = GateSpecification(gates: section, threshold: 100)
    #expect(GateTrial.label("HTTP 503").verdicts(by: strict).map(\.passed) == [false])
  }

  @Test func settingsOfCriteriaAreData() throws {
    let spec = try GateTrial.specification(
      #"{"threshold": 80, "gates": {"3am": {"name": "x", "required": true, "criteria": ["3am.errors"]}}, "criteria": {"3am.errors": {"messages": ["out of cheese"]}}}"#
    )
    #expect(GateTrial.label("Out of cheese").verdicts(by: spec).map(\.score) == [100])
    #expect(GateTrial.label("OOMKilled").verdicts(by: spec).map(\.score) == [0])
  }

  @Test func theAcronymsThatARuleKnowsTheGateKnowsToo() throws {
    let gates = try JSONReader.read(
      Array(
        #"{"threshold": 80, "gates": {"new_hire": {"name": "x", "required": true, "criteria": ["hire.acronyms"]}}}"#
          .utf8))
    let lint = try JSONReader.read(
      Array(
        #"{"rules": {"acronym": {"priority": "LOW", "known": ["CRDT", "LSM", "WAL"], "words": []}}}"#.utf8))
    let trial = GateTrial.label("CRDT, LSM and WAL of a set")
    #expect(trial.verdicts(by: GateSpecification(gates: gates)).map(\.score) == [0])
    #expect(trial.verdicts(by: GateSpecification(gates: gates, lint: lint)).map(\.score) == [100])
    let explained = GateTrial(
      "# T\n\nThe log-structured merge tree (LSM) and the write-ahead log (WAL).\n\n"
        + "```mermaid\nflowchart LR\n  a --> b[CRDT, LSM and WAL of a set]\n```\n")
    #expect(explained.verdicts(by: GateSpecification(gates: gates)).map(\.score) == [100])
  }

  /// More to read is never less evidence.
  @Test(arguments: 0..<40) func textThatIsAddedNeverLowersTheScore(_ seed: Int) {
    let pieces = [
      "The log says \"pool exhausted here\".", "Run `kubectl logs x`.", "CPU > 80%", "A runbook exists.",
      "1. Check it\n2. Restart it\n3. Verify it", "Restart the pods.", "Nothing is known.", "HTTP 503",
      "| Metric | Alert |\n|---|---|\n| lag | > 3s |", "## Recovery\n\n- drain the node",
      "```bash\nls\npwd\n```",
      "\"an open quotation", "* * *", "> quoted", "Fehler. Spot.", "## Part",
    ]
    var random = SeededRandom(seed: UInt64(seed))
    var text = ""
    var score = 0
    for _ in 0..<8 {
      text += "\n\n" + pieces[Int(random.next() % UInt64(pieces.count))]
      let next = GateTrial.prose(text).gate("3am")?.score ?? -1
      #expect(next >= score)
      score = next
    }
  }

  @Test(arguments: [
    "", "\u{0}", "flowchart LR", "not a diagram",
    "flowchart LR\n  a[\"\(String(repeating: "x\"", count: 99))",
  ])
  func anythingCanBeJudged(_ diagram: String) {
    #expect(GateTrial.diagram(diagram).verdicts().count == GateTrial.shipped.gates.count)
  }
}
