import AtlasCore
import Testing

@testable import AtlasPipeline

/// Two reports of one page, and what is said of their difference.
@Suite struct VerdictComparisonTests {
  private static func finding(_ code: String, _ severity: Severity, at offset: Int) -> PlacedFinding {
    let start = LineColumn(line: 1, column: offset + 1)
    let finding = Finding(
      code: code, priority: .high, severity: severity, range: TextRange(offset, offset + 1),
      message: "at \(offset)", help: "")
    return PlacedFinding(finding: finding, start: start, end: start, fingerprint: Digest(of: "\(offset)"))
  }

  private static func gate(_ id: String, _ passed: Bool, score: Int = 0, required: Bool = true) -> GateResult
  {
    GateResult(id: id, passed: passed, score: score, required: required, criteria: [])
  }

  private static func report(
    page: [PlacedFinding] = [], _ findings: [PlacedFinding] = [], gates: [GateResult] = []
  ) -> PageReport {
    let diagram = DiagramReport(
      index: 1, line: 3, kind: nil, verdict: .valid, digest: .zero, findings: findings, gates: gates)
    return PageReport(path: "a.md", findings: page, diagrams: [diagram])
  }

  private static func changes(_ before: PageReport, _ after: PageReport, judged: Set<Int> = [0, 1])
    -> [String]
  {
    VerdictComparison(path: "a.md", category: "systems").changes(from: before, to: after) {
      judged.contains($0)
    }.map { change in
      let words = "\(change.index) \(change.code) \(change.words.before) \(change.words.after)"
      guard case .rule(let rule) = change.kind else { return "\(words) \(change.direction)" }
      return
        "\(words) \(rule.before.total)-\(rule.after.total) +\(rule.appeared.total) -\(rule.gone) \(change.direction)"
    }
  }

  @Test func aFindingOfThePageHasTheIndexZero() {
    let after = Self.report(page: [Self.finding("links", .error, at: 0)])
    #expect(Self.changes(Self.report(), after) == ["0 links none error 0-1 +1 -0 newlyFails"])
    #expect(Self.changes(after, Self.report()) == ["0 links error none 1-0 +0 -1 newlyPasses"])
    #expect(Self.changes(Self.report(), after, judged: [1]) == [])
  }

  @Test func manyFindingsOfARuleAreOneChangeWithTheHighestSeverity() {
    let before = Self.report([.info, .warning].enumerated().map { Self.finding("x", $1, at: $0) })
    let after = Self.report([.info, .warning, .error].enumerated().map { Self.finding("x", $1, at: $0) })
    #expect(Self.changes(before, after) == ["1 x warning error 2-3 +1 -0 changed"])
    #expect(Self.changes(after, after) == [])
  }

  @Test func anotherSeverityAtTheSamePlaceIsAChangeAndNoNewFinding() {
    let before = Self.report([Self.finding("x", .info, at: 4)])
    let after = Self.report([Self.finding("x", .error, at: 4)])
    #expect(Self.changes(before, after) == ["1 x info error 1-1 +0 -0 changed"])
  }

  @Test func aFindingThatStandsElsewhereIsGoneHereAndNewThere() {
    let before = Self.report([Self.finding("x", .info, at: 4)])
    let after = Self.report([Self.finding("x", .info, at: 9)])
    #expect(Self.changes(before, after) == ["1 x info info 1-1 +1 -1 changed"])
  }

  @Test func whatAppearsIsCountedByPriority() throws {
    let before = Self.report([Self.finding("x", .info, at: 4)])
    var second = Self.finding("x", .info, at: 4)
    second.finding.priority = .low
    let after = Self.report([
      second, Self.finding("x", .info, at: 4), second, Self.finding("x", .info, at: 9),
    ])
    let changes = VerdictComparison(path: "a.md", category: "systems").changes(from: before, to: after) { _ in
      true
    }
    guard case .rule(let rule) = try #require(changes.first).kind else { return }
    // Of three at one place where one was, two are new: what people do first before the rest.
    #expect(rule.appeared == PriorityCounts(high: 2, low: 1))
  }

  @Test func anotherMessageIsNoOtherVerdict() {
    var finding = Self.finding("x", .info, at: 4)
    let before = Self.report([finding])
    finding.finding.message = "31 nodes, and 30 are allowed"
    finding.fingerprint = Digest(of: "another")
    #expect(Self.changes(before, Self.report([finding])) == [])
  }

  @Test func gatesPassFailComeAndGo() {
    let before = Self.report(gates: [
      Self.gate("a", true), Self.gate("b", false), Self.gate("c", false), Self.gate("d", true),
      Self.gate("e", false, required: false), Self.gate("f", true, required: false),
      Self.gate("g", true, score: 80),
    ])
    let after = Self.report(gates: [
      Self.gate("a", false), Self.gate("b", true), Self.gate("e", false, required: true),
      Self.gate("f", true, required: true), Self.gate("g", true, score: 90), Self.gate("h", false),
    ])
    #expect(
      Self.changes(before, after) == [
        "1 a passed failed newlyFails", "1 b failed passed newlyPasses", "1 c failed none newlyPasses",
        "1 d passed none changed", "1 e failed failed changed", "1 h none failed newlyFails",
      ])
  }

  @Test func changesStandInTheOrderOfTheirCodes() {
    let after = Self.report(
      page: [Self.finding("z", .info, at: 0)],
      ["y", "b", "B"].map { Self.finding($0, .info, at: 0) }, gates: [Self.gate("c", false)])
    let codes = Self.changes(Self.report(), after).map { $0.split(separator: " ")[1] }
    #expect(codes == ["z", "B", "b", "c", "y"])
  }

  @Test func talliesSumUpToTheChanges() {
    var change = SpecificationChange()
    let comparison = VerdictComparison(path: "a.md", category: "systems")
    let before = Self.report([Self.finding("x", .error, at: 0)], gates: [Self.gate("g", true)])
    let after = Self.report(
      page: [Self.finding("y", .info, at: 0)], [Self.finding("z", .warning, at: 2)],
      gates: [Self.gate("g", false)])
    change.verdicts = comparison.changes(from: before, to: after) { _ in true }
    #expect(change.rules.map(\.code) == ["x", "y", "z"])
    #expect(change.gates.map(\.code) == ["g"])
    #expect(change.categories.map(\.category) == ["systems"])
    #expect(change.tally.newlyFails == 3)
    #expect(change.tally.newlyPasses == 1)
    #expect(change.pages.map(\.tally.total) == [4])
    #expect(change.difference(of: .error) == (more: 0, fewer: 1))
    #expect(change.difference(of: .warning) == (more: 1, fewer: 0))
  }
}
