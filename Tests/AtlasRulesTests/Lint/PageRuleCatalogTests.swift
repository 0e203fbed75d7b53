import AtlasCore
import AtlasRules
import Testing

struct PageRuleCatalogTests {
  private static let ids = RuleCatalog.pageRules.map { $0.description.id }

  @Test func rulesStandInTheOrderOfTheirIds() {
    #expect(Self.ids == Self.ids.sorted())
    #expect(RuleCatalog.all.count == Set(RuleCatalog.all.map { $0.description.id }).count)
  }

  @Test(arguments: RuleCatalog.all.filter { $0.parts.count > 1 }.map { $0.description.id })
  func partsOfOneRuleAgreeOnTheOptionsThatTheyShare(_ id: String) throws {
    var known: [String: RuleOption.Value] = [:]
    for option in try #require(RuleCatalog.rule(id)).parts.flatMap({ $0.options }) {
      #expect(known[option.key] == nil || known[option.key] == option.standard)
      known[option.key] = option.standard
    }
  }

  private func rule(_ id: String) throws -> any PageRule.Type {
    try #require(RuleCatalog.pageRules.first { $0.description.id == id })
  }

  @Test(arguments: ids)
  func theBadExampleFiresOnceAndTheGoodOneIsSilent(_ id: String) throws {
    let rule = try rule(id)
    let bad = try PageExamples.findings(
      of: id, in: rule.description.bad, at: rule.examplePaths.bad, settings: rule.exampleSettings)
    #expect(bad.map(\.finding.code) == [id])
    let good = try PageExamples.findings(
      of: id, in: rule.description.good, at: rule.examplePaths.good, settings: rule.exampleSettings)
    #expect(good.isEmpty)
  }

  @Test(arguments: ids)
  func aFindingPointsIntoItsTextAndSpeaksInOneSentence(_ id: String) throws {
    let type = try rule(id)
    let rule = type.description
    let found = try #require(
      PageExamples.findings(of: id, in: rule.bad, at: type.examplePaths.bad, settings: type.exampleSettings)
        .first)
    let finding = found.finding
    let text =
      try found.diagram.map { try PageExamples.diagram($0, in: rule.bad) } ?? Array(rule.bad.utf8)
    #expect(!finding.range.isEmpty && finding.range.upperBound <= text.count)
    for sentence in [finding.message, finding.help] {
      #expect(!sentence.isEmpty && !sentence.hasSuffix(".") && !sentence.contains("\n"))
    }
  }
}
