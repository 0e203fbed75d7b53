import AtlasCore
import AtlasPipeline
import Testing

/// What `effort.json` may hold, and what is said where it holds something else.
@Suite struct EffortShapeTests {
  private static let members = [
    #""version": 1"#, #""create": [3, 4]"#, #""revise": 0.5"#,
    #""mend": {"HIGH": 0.5, "MEDIUM": 0.2, "LOW": 0.1}"#,
  ]

  /// The valid file with one member replaced, or with one more.
  private static func file(_ member: String) -> String {
    let key = member.prefix { $0 != ":" }
    let others = members.filter { !$0.hasPrefix(key) }
    return "{\((others + [member]).joined(separator: ", "))}"
  }

  private static func problems(_ text: String) throws -> [ConfigurationProblem] {
    do throws(ConfigurationError) {
      _ = try SpecPack.read([("effort.json", Array(text.utf8))])
      return []
    } catch {
      return error.files.flatMap(\.problems)
    }
  }

  static let valid = [
    #""create": 3.5"#, #""create": [3, 3]"#, #""create": 0"#, #""split": {}"#,
    #""split": {"research": [1, 1.5], "publishing": 0.5}"#,
    #""overrides": {"guarantees": {"create": 2}, "systems/architecture": {"mend": {"LOW": 0.2}}}"#,
  ]

  @Test(arguments: valid)
  func takesNumbersAndSpans(member: String) throws {
    #expect(try Self.problems(Self.file(member)).isEmpty)
  }

  static let invalid: [(member: String, place: String, message: String, help: String)] = [
    (
      #""create": -1"#, "-1", #""create" is -1"#,
      "write a number from 0.0 to 1000.0, or the least and the most"
    ),
    (#""create": "3""#, #""3""#, #""create" is a string"#, "write a number"),
    (#""create": [3]"#, "[3]", #""create" is a list of 1"#, "the least and the most"),
    (
      #""create": [3, "4"]"#, #""4""#, #"an element of "create" is a string"#,
      "write a number from 0.0 to 1000.0"
    ),
    (
      #""create": [3, 4000]"#, "4000", #"an element of "create" is 4000"#, "write a number from 0.0 to 1000.0"
    ),
    (#""splits": {}"#, #""splits""#, #"unknown key "splits" in the file"#, #"did you mean "split"?"#),
    (
      #""split": {"publish": 1}"#, #""publish""#, #"unknown key "publish" in "split""#,
      "known keys: research, creation, validation, publishing"
    ),
    (
      #""mend": {"HIGH": 1, "MEDIUM": 1, "LOW": 1, "HIHG": 1}"#, #""HIHG""#, #"unknown key "HIHG" in "mend""#,
      #"did you mean "HIGH"?"#
    ),
    (#""mend": {"HIGH": 1, "LOW": 1}"#, "{", #""mend" has no "MEDIUM""#, "add it: hours for a finding"),
    (
      #""overrides": {"guarantees": {"creat": 2}}"#, #""creat""#, #"unknown key "creat" in "guarantees""#,
      #"did you mean "create"?"#
    ),
    (#""version": 2"#, "2", #""version" is 2"#, "write 1"),
  ]

  @Test(arguments: invalid)
  func refusesTheRestAtItsPlace(member: String, place: String, message: String, help: String) throws {
    try refuses(member, place, message, help)
  }

  /// No JSON Schema can say this.
  @Test func theLeastStandsFirst() throws {
    try refuses(#""create": [4, 3]"#, "[4, 3]", #""create" goes from 4 to 3"#, "write the least first")
  }

  private func refuses(_ member: String, _ place: String, _ message: String, _ help: String) throws {
    let text = Self.file(member)
    let problems = try Self.problems(text)
    #expect(problems.count == 1)
    let problem = try #require(problems.first)
    #expect(problem.message == message)
    #expect(problem.help.contains(help), "\(problem.help)")
    #expect(String(decoding: Array(text.utf8)[problem.range.bounds], as: UTF8.self) == place)
  }

  @Test(.enabled(if: Validator.isThere, "needs python3 with jsonschema"))
  func aRealValidatorAgrees() async throws {
    let schema = try #require(SpecShape.schema(ofSection: "effort"))
    let texts = (Self.valid + Self.invalid.map(\.member)).map(Self.file)
    let verdicts = try await Validator.verdicts(on: texts, schema: schema)
    #expect(verdicts == Self.valid.map { _ in true } + Self.invalid.map { _ in false })
  }
}
