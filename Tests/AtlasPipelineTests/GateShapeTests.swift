import AtlasCore
import AtlasPipeline
import AtlasRules
import Testing

/// The gates of a specification are read strictly, and hold where it says.
struct GateShapeTests {
  private static func problems(_ members: String) throws -> [ConfigurationProblem] {
    let shape = try #require(SpecShape.shape(ofSection: "gates"))
    return shape.problems(of: try JSONReader.read(Array(#"{"version": 1, \#(members)}"#.utf8)))
  }

  private static func gate(_ members: String, id: String = "3am") -> String {
    #""threshold": 80, "gates": {"\#(id)": {"name": "x", "required": true, \#(members)}}"#
  }

  @Test(arguments: [
    gate(#""criteria": ["3am.errors"]"#),
    gate(#""criteria": ["3am.errors", "inc.modes"], "threshold": 100, "weights": {"inc.modes": 2.5}"#),
    gate(#""criteria": ["3am.errors"]"#) + #", "criteria": {"3am.errors": {"length": 12}}"#,
    gate(#""criteria": ["3am.errors"]"#)
      + #", "overrides": {"patterns/guarantees": {"criteria": {"real.cost": {"applies": false}}, "gates": {"3am": {"required": false}}}}"#,
  ])
  func takesWhatIsDeclared(members: String) throws {
    #expect(try Self.problems(members).isEmpty)
  }

  @Test(arguments: [
    (gate(#""criteria": ["3am.erors"]"#), "3am.errors"),
    (gate(#""criteria": ["3am.errors"]"#, id: "3an"), "3am"),
    (gate(#""criteria": ["3am.errors"], "threshold": 101"#), "0 to 100"),
    (#""threshold": -1, "gates": {}"#, "0 to 100"),
    (gate(#""criteria": ["3am.errors"], "weights": {"3am.lgos": 2}"#), "3am.logs"),
    (gate(#""criteria": []"#), "at least 1"),
    (gate(#""criteria": ["3am.errors"]"#) + #", "criteria": {"3am.errors": {"lenght": 12}}"#, "length"),
    (gate(#""criteria": ["3am.errors"]"#) + #", "criteria": {"3am.eror": {}}"#, "3am.errors"),
    (gate(#""criteria": ["3am.errors"]"#) + #", "overrides": {"costs": {"gates": {"cfoo": {}}}}"#, "cfo"),
  ])
  func refusesTheRestWithTheNearestWord(members: String, help: String) throws {
    let problems = try Self.problems(members)
    #expect(problems.count == 1)
    #expect(problems.first?.help.contains(help) == true)
    #expect((problems.first?.range.lowerBound ?? 0) > 0)
  }

  @Test func anEnforcedGateHasToBeKnown() throws {
    let text = """
      {"version": 1, "sources": {"roots": ["docs"]}, "spec": "spec",
       "stages": [{"name": "parse", "uses": "parse", "scope": "diagram"}], "gates": {"enforce": ["3an"]}}
      """
    let problems = PipelineShape.shape.problems(of: try JSONReader.read(Array(text.utf8)))
    #expect(problems.map(\.help) == [#"did you mean "3am"?"#])
  }

  @Test func theShippedSpecificationDefinesEveryGateOfKnownCriteria() throws {
    let content = try ShippedSpecPack.standard.read().content(of: "gates", at: .nowhere)
    let gates = GateSpecification(gates: content).gates
    #expect(gates.map(\.id) == GateCatalog.ids)
    #expect(Set(gates.flatMap(\.criteria)) == Set(CriterionCatalog.ids))
  }

  /// The table of which test is required where.
  @Test(
    arguments: [
      ("systems", "architecture", ["3am", "new_hire", "cfo", "incident"]),
      ("systems", "request-flow", ["3am", "new_hire", "incident"]),
      ("systems", "storage-architecture", ["3am", "new_hire", "cfo", "incident"]),
      ("systems", "failure-domains", ["3am", "new_hire", "incident"]),
      ("systems", "scale-evolution", ["new_hire", "cfo"]),
      ("systems", "cost-breakdown", ["new_hire", "cfo"]),
      ("systems", "novel-solutions", ["new_hire", "cfo"]),
      ("systems", "production-operations", ["3am", "new_hire", "incident"]),
      ("production", nil, ["3am", "new_hire", "cfo", "incident"]),
      ("incidents", nil, ["3am", "new_hire", "incident"]),
      ("debugging", nil, ["3am", "new_hire", "incident"]),
      ("performance", nil, ["new_hire", "cfo"]), ("scaling", nil, ["new_hire", "cfo"]),
      ("capacity", nil, ["new_hire", "cfo"]), ("migrations", nil, ["new_hire", "cfo", "incident"]),
      ("costs", nil, ["new_hire", "cfo"]), ("comparisons", nil, ["new_hire", "cfo"]),
      ("patterns", "guarantees", ["3am", "new_hire", "incident"]), ("other", nil, []),
    ] as [(String, String?, [String])])
  func testsAreRequiredWhereTheTableSaysSo(category: String, section: String?, required: [String]) throws {
    let place = PagePlace(category: category, section: section)
    let content = try ShippedSpecPack.standard.read().content(of: "gates", at: place)
    let gates = GateSpecification(gates: content).gates
    #expect(gates.filter(\.required).map(\.id) == ["technical"] + required)
  }
}
