import AtlasCore
import AtlasMermaid
import AtlasRules
import Testing

struct RuleCatalogTests {
  private static let ids = RuleCatalog.rules.map { $0.description.id }

  @Test func rulesStandInTheOrderOfTheirIds() {
    #expect(Self.ids == Self.ids.sorted())
    #expect(Set(Self.ids).count == Self.ids.count)
  }

  @Test(arguments: ids)
  func theBadExampleFiresOnceAndTheGoodOneIsSilent(_ id: String) throws {
    let rule = try #require(RuleCatalog.rule(id)).description
    #expect(Mermaid.parse(Array(rule.bad.utf8)).verdict == .valid)
    #expect(Mermaid.parse(Array(rule.good.utf8)).verdict == .valid)
    #expect(try RuleExamples.findings(of: id, in: rule.bad).map(\.code) == [id])
    #expect(try RuleExamples.findings(of: id, in: rule.good).isEmpty)
  }

  @Test(arguments: ids)
  func aSafeFixOfTheBadExampleEndsTheFinding(_ id: String) throws {
    let rule = try #require(RuleCatalog.rule(id)).description
    let finding = try #require(RuleExamples.findings(of: id, in: rule.bad).first)
    guard finding.fix?.safe == true else { return }
    let repair = try RuleExamples.repaired(rule.bad, by: id)
    #expect(repair.refusals.isEmpty)
    #expect(repair.after.verdict == .valid)
    #expect(try RuleExamples.findings(of: id, in: repair.after).isEmpty)
  }

  @Test(arguments: ids)
  func aFindingPointsIntoTheDiagramAndSpeaksInOneSentence(_ id: String) throws {
    let rule = try #require(RuleCatalog.rule(id)).description
    let finding = try #require(RuleExamples.findings(of: id, in: rule.bad).first)
    #expect(!finding.range.isEmpty && finding.range.upperBound <= rule.bad.utf8.count)
    for sentence in [finding.message, finding.help] {
      #expect(!sentence.isEmpty && !sentence.hasSuffix(".") && !sentence.contains("\n"))
    }
  }

  @Test func aRuleWithoutAnEntryIsNotApplied() throws {
    let none = LintSpecification(
      lint: try JSONReader.read(Array(#"{"rules": {}}"#.utf8)), planes: nil, severities: nil)
    let diagram = Mermaid.parse(Array("flowchart LR\n  A --> A\n".utf8))
    #expect(Linter.findings(in: diagram, by: none).isEmpty)
  }

  @Test func aSeverityOfThePipelineTurnsARuleOnAndOff() throws {
    let lint = try JSONReader.read(
      Array(
        #"{"rules": {"self-loop": {"priority": "LOW"}, "no-edges": {"priority": "LOW", "severity": "off"}}}"#
          .utf8))
    let severities = try JSONReader.read(Array(#"{"self-loop": "off", "no-edges": "error"}"#.utf8))
    let specification = LintSpecification(lint: lint, planes: nil, severities: severities)
    let loop = Mermaid.parse(Array("flowchart LR\n  A --> A\n".utf8))
    let boxes = Mermaid.parse(Array("flowchart LR\n  A\n  B\n".utf8))
    #expect(Linter.findings(in: loop, by: specification).isEmpty)
    #expect(Linter.findings(in: boxes, by: specification).map(\.severity) == [.error])
  }
}
