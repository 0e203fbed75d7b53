import AtlasCore
import AtlasRules
import Testing

struct PageRuleCatalogTests {
  private static let ids = RuleCatalog.pageRules.map { $0.description.id }

  @Test func rulesStandInTheOrderOfTheirIds() {
    #expect(Self.ids == Self.ids.sorted())
    #expect(RuleCatalog.all.count == Set(RuleCatalog.all.map { $0.description.id }).count)
  }

  @Test(arguments: ids)
  func theBadExampleFiresOnceAndTheGoodOneIsSilent(_ id: String) throws {
    let rule = try #require(RuleCatalog.rule(id)).description
    #expect(try PageExamples.findings(of: id, in: rule.bad).map(\.finding.code) == [id])
    #expect(try PageExamples.findings(of: id, in: rule.good).isEmpty)
  }

  @Test(arguments: ids)
  func aFindingPointsIntoItsTextAndSpeaksInOneSentence(_ id: String) throws {
    let rule = try #require(RuleCatalog.rule(id)).description
    let found = try #require(PageExamples.findings(of: id, in: rule.bad).first)
    let finding = found.finding
    let text =
      try found.diagram.map { try PageExamples.diagram($0, in: rule.bad) } ?? Array(rule.bad.utf8)
    #expect(!finding.range.isEmpty && finding.range.upperBound <= text.count)
    for sentence in [finding.message, finding.help] {
      #expect(!sentence.isEmpty && !sentence.hasSuffix(".") && !sentence.contains("\n"))
    }
  }
}
