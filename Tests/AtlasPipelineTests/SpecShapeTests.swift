import AtlasCore
import AtlasPipeline
import AtlasRules
import Testing

/// A rule's entry is read as the rule declares it.
struct SpecShapeTests {
  private static func problems(_ rules: String) throws -> [ConfigurationProblem] {
    let shape = try #require(SpecShape.shape(ofSection: "lint"))
    return shape.problems(of: try JSONReader.read(Array(#"{"version": 1, "rules": {\#(rules)}}"#.utf8)))
  }

  @Test(arguments: [
    #""self-loop": {"priority": "LOW"}"#,
    #""too-many-nodes": {"priority": "LOW", "severity": "off", "limit": 10, "urgent": 20}"#,
    #""undefined-class": {"priority": "LOW", "known": ["brand"]}"#,
  ])
  func takesWhatARuleDeclares(rules: String) throws {
    #expect(try Self.problems(rules).isEmpty)
  }

  @Test(arguments: [
    (#""self-lop": {"priority": "LOW"}"#, "self-lop"),
    (#""self-loop": {"priority": "LOW", "limit": 3}"#, "limit"),
    (#""too-many-nodes": {"priority": "LOW", "urgend": 20}"#, "urgend"),
    (#""too-many-nodes": {"priority": "LOW", "limit": 0}"#, "0"),
    (#""undefined-class": {"priority": "LOW", "known": "brand"}"#, ""),
  ])
  func refusesTheRestAtItsPlace(rules: String, word: String) throws {
    let problems = try Self.problems(rules)
    #expect(problems.count == 1)
    #expect(problems.first?.message.contains(word) == true)
  }

  @Test func theShippedSpecificationNamesEveryRule() throws {
    let pack = try DefaultSpecPack.read()
    let named = pack.section("lint")?.content["rules"]?.members?.map(\.key) ?? []
    #expect(named == RuleCatalog.all.map { $0.description.id })
  }

  @Test(arguments: [
    ("systems", nil, true), ("costs", nil, false), ("patterns", "guarantees", true),
  ])
  func anOverrideTurnsARuleOnInItsCategoryAlone(category: String, section: String?, isOn: Bool) throws {
    let place = PagePlace(category: category, section: section)
    let lint = try DefaultSpecPack.read().content(of: "lint", at: place)
    let settings = LintSpecification(lint: lint, planes: nil, severities: nil).settings
    #expect((settings["click-missing"] != nil) == isOn)
  }

  @Test func whatIsSaidOfASectionWinsOverWhatIsSaidOfItsCategory() throws {
    let text = """
      {"version": 1, "rules": {"self-loop": {"priority": "LOW"}}, "overrides": {
        "patterns/guarantees": {"rules": {"self-loop": {"priority": "HIGH"}}},
        "patterns": {"rules": {"self-loop": {"priority": "MEDIUM"}}}}}
      """
    let pack = try SpecPack.read([(path: "lint.json", bytes: Array(text.utf8))])
    let priorities = [nil, "guarantees", "mechanisms"].map { section in
      pack.content(of: "lint", at: PagePlace(category: "patterns", section: section))["rules"]?["self-loop"]?[
        "priority"]?.string
    }
    #expect(priorities == ["MEDIUM", "HIGH", "MEDIUM"])
  }
}
