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
    let pack = try ShippedSpecPack.standard.read()
    let named = pack.section("lint")?.content["rules"]?.members?.map(\.key) ?? []
    #expect(named == RuleCatalog.all.map { $0.description.id })
  }

  @Test(arguments: [
    ("systems", nil, true), ("costs", nil, false), ("patterns", "guarantees", true),
  ])
  func anOverrideTurnsARuleOnInItsCategoryAlone(category: String, section: String?, isOn: Bool) throws {
    let place = PagePlace(category: category, section: section)
    let lint = try ShippedSpecPack.standard.read().content(of: "lint", at: place)
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

struct ShippedSpecPackTests {
  @Test(arguments: ShippedSpecPack.allCases)
  func everyPackReads(_ pack: ShippedSpecPack) throws {
    let sections = try pack.read().sections
    #expect(!sections.isEmpty)
  }

  /// House rules: planes, emoji, quantities, sections. A repository that never heard of them has none of these findings.
  @Test func theGenericPackKnowsNoHouseRules() async throws {
    let page = """
      # Any page

      ```mermaid
      flowchart LR
        accTitle: Login
        accDescr: The browser asks the server
        browser[Browser] --> server[Server]
        server --> database[Database]
      ```
      """
    var check = Check(spec: try ShippedSpecPack.generic.read(), jobs: 1)
    check.depth = .gates
    let report = await check.run([.init(path: "notes/a.md", content: .success(Array(page.utf8)))])
    let findings = report.pages.flatMap { $0.findings + $0.diagrams.flatMap(\.findings) }
    #expect(findings.map(\.finding.code).isEmpty)
    let failed = report.pages.flatMap(\.diagrams).flatMap(\.gates).filter { !$0.passed }
    #expect(failed.map(\.id).isEmpty)
  }
}
