import AtlasCore
import AtlasPipeline
import Testing

/// `units` of section `metrics`.
@Suite struct UnitShapeTests {
  private static func problems(_ units: String) throws -> [(place: String, ConfigurationProblem)] {
    let text = Array(#"{"version": 1, "kinds": ["cost"], "units": {\#(units)}}"#.utf8)
    let shape = try #require(SpecShape.shape(ofSection: "metrics"))
    return shape.problems(of: try JSONReader.read(text)).map {
      (String(decoding: text[$0.range.bounds], as: UTF8.self), $0)
    }
  }

  @Test func takesWordsWithWhatTheyMean() throws {
    #expect(try Self.problems(#""XPS": "per second", "fans": "users", "quid": "GBP""#).isEmpty)
  }

  @Test(arguments: [
    (#""XPS": "per secnd""#, #""per secnd""#, #""XPS" is "per secnd""#, #"did you mean "per second"?"#),
    (#""fans": "people""#, #""people""#, #""fans" is "people""#, #"write one of "per second", "per minute""#),
    (#""": "users""#, #""""#, #"a key of "units" is empty"#, "name word"),
    (#""XPS": 1"#, "1", #""XPS" is a number"#, "write one of"),
  ])
  func refusesTheRestAtItsPlace(units: String, place: String, message: String, help: String) throws {
    let problems = try Self.problems(units)
    #expect(problems.count == 1)
    #expect(problems.first?.place == place)
    #expect(problems.first?.1.message == message)
    #expect(problems.first?.1.help.contains(help) == true, "\(String(describing: problems.first?.1.help))")
  }
}
