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
    #expect(named == RuleCatalog.rules.map { $0.description.id })
  }

  @Test func anOverrideTurnsARuleOnInItsCategoryAlone() throws {
    let pack = try DefaultSpecPack.read()
    let applied = try ["systems", "costs"].map { category in
      let lint = try JSONReader.read(Array(pack.slice("lint", category: category).utf8))
      return LintSpecification(lint: lint, planes: nil, severities: nil).settings["click-missing"] != nil
    }
    #expect(applied == [true, false])
  }
}
