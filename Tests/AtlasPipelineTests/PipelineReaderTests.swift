import AtlasCore
import AtlasPipeline
import Testing

/// Everything that can be wrong in pipeline.json is told at its place, with the nearest known word, before anything
/// runs. The JSON Schema agrees wherever a schema can say it.
@Suite struct PipelineReaderTests {
  static let valid = """
    {
      "version": 1,
      "sources": {"roots": ["docs"]},
      "spec": "data/spec",
      "stages": [
        {"name": "parse", "uses": "parse", "scope": "diagram"},
        {"name": "lint", "uses": "lint", "scope": "diagram", "needs": ["parse"], "reads": ["lint"]},
        {"name": "words", "run": ["wc", "-w", "page.md"], "scope": "page", "timeLimit": 5}
      ]
    }
    """

  private func read(_ text: String) throws(ConfigurationError) -> Pipeline {
    try read(Array(text.utf8))
  }

  private func read(_ bytes: [UInt8]) throws(ConfigurationError) -> Pipeline {
    let surroundings = PipelineReader.Surroundings(
      exists: { ["docs", "data/spec"].contains($0.description) }, specSections: { _ in ["lint", "planes"] })
    return try PipelineReader.read(bytes, path: "pipeline.json", surroundings: surroundings).pipeline
  }

  /// The problems of the valid file with one edit, as `line:column: message; help`.
  private func problems(_ old: String, _ new: String) -> [String] {
    let parts = Self.valid.split(separator: old, omittingEmptySubsequences: false)
    return problems(Array(parts.joined(separator: new).utf8))
  }

  private func problems(_ bytes: [UInt8]) -> [String] {
    do throws(ConfigurationError) {
      _ = try read(bytes)
      return []
    } catch {
      let lines = LineIndex(bytes)
      return error.files.flatMap { file in
        file.errors.map { problem in
          let place = lines.position(of: problem.range.lowerBound)
          return "\(place.line):\(place.column): \(problem.message); \(problem.help)"
        }
      }
    }
  }

  @Test func aValidFileIsRead() throws {
    let pipeline = try read(Self.valid)
    #expect(pipeline.stages.map(\.name) == ["parse", "lint", "words"])
    #expect(pipeline.cache == "cache")
    #expect(pipeline.enforcedGates == ["technical"])
  }

  @Test func stagesComeAfterThoseTheyNeedWhateverTheirOrder() throws {
    let text = Self.valid
      .replacing(#"{"name": "parse", "uses": "parse", "scope": "diagram"},"#, with: "")
      .replacing(
        #""timeLimit": 5}"#, with: #""timeLimit": 5}, {"name": "parse", "uses": "parse", "scope": "diagram"}"#
      )
    #expect(try read(text).stages.map(\.name) == ["words", "parse", "lint"])
  }

  struct Fixture: CustomTestStringConvertible {
    var name: String
    var old: String
    var new: String
    var expected: String
    var testDescription: String { name }
  }

  static let fixtures: [Fixture] = [
    Fixture(
      name: "unknown key", old: #""needs""#, new: #""need""#,
      expected: #"7:58: unknown key "need" in an element of "stages"; did you mean "needs"?"#),
    Fixture(
      name: "wrong type", old: #""version": 1"#, new: #""version": "1""#,
      expected: #"2:14: "version" is a string; write 1"#),
    Fixture(
      name: "duplicate key", old: #""spec": "data/spec","#,
      new: #""spec": "data/spec", "spec": "data/spec","#,
      expected: #"4:24: the key "spec" stands here twice; keep one of them"#),
    Fixture(
      name: "missing key", old: #""spec": "data/spec","#, new: "",
      expected: #"1:1: the file has no "spec"; add it: the folder of the specification's files"#),
    Fixture(
      name: "neither uses nor run", old: #""uses": "parse", "#, new: "",
      expected: #"6:5: an element of "stages" has neither "uses" nor "run"; add one of them"#),
    Fixture(
      name: "uses and run", old: #""run": ["wc""#, new: #""uses": "parse", "run": ["wc""#,
      expected: #"8:40: an element of "stages" has more than one of "uses" and "run"; keep one of them"#),
    Fixture(
      name: "unknown built-in", old: #""uses": "lint""#, new: #""uses": "lnit""#,
      expected: #"7:30: "uses" is "lnit"; did you mean "lint"?"#),
    Fixture(
      name: "unknown stage", old: #""needs": ["parse"]"#, new: #""needs": ["prase"]"#,
      expected: #"7:68: there is no stage "prase"; did you mean "parse"?"#),
    Fixture(
      name: "self-dependency", old: #""needs": ["parse"]"#, new: #""needs": ["parse", "lint"]"#,
      expected: #"7:77: "lint" needs itself; remove it"#),
    Fixture(
      name: "missing needs", old: #", "needs": ["parse"]"#, new: "",
      expected: #"7:14: "lint" reads what "parse" gives and does not need it; add "parse" to its "needs""#),
    Fixture(
      name: "two stages with one name", old: #""name": "words""#, new: #""name": "lint""#,
      expected: #"8:14: two stages are called "lint"; rename one of them"#),
    Fixture(
      name: "output outside the project", old: #""timeLimit": 5"#, new: #""outputs": ["../words.json"]"#,
      expected:
        #"8:84: an element of "outputs" leaves its folder: "../words.json"; name a path below the folder of pipeline.json, without .."#
    ),
    Fixture(
      name: "absolute output", old: #""timeLimit": 5"#, new: #""outputs": ["/tmp/words.json"]"#,
      expected:
        #"8:84: an element of "outputs" leaves the project: "/tmp/words.json"; write it relative to pipeline.json"#
    ),
    Fixture(
      name: "output over a source", old: #""timeLimit": 5"#, new: #""outputs": ["docs/words.md"]"#,
      expected: #"8:84: the output "docs/words.md" is one of the sources; name another file"#),
    Fixture(
      name: "output over the specification", old: #""timeLimit": 5"#,
      new: #""outputs": ["data/spec/x.json"]"#,
      expected: #"8:84: the output "data/spec/x.json" lies in the specification; name another file"#),
    Fixture(
      name: "output in the cache", old: #""timeLimit": 5"#, new: #""outputs": ["cache/x.json"]"#,
      expected: #"8:84: the output "cache/x.json" lies in the cache; name another file"#),
    Fixture(
      name: "missing source root", old: #"["docs"]"#, new: #"["dcos"]"#,
      expected: #"3:25: the source root "dcos" does not exist; create it, or name another folder"#),
    Fixture(
      name: "unknown spec section", old: #""reads": ["lint"]"#, new: #""reads": ["lnt"]"#,
      expected: #"7:88: the specification has no section "lnt"; did you mean "lint"?"#),
    Fixture(
      name: "wrong scope of a built-in", old: #""uses": "parse", "scope": "diagram""#,
      new: #""uses": "parse", "scope": "page""#,
      expected: #"6:49: "parse" works on each diagram; write "scope": "diagram""#),
    Fixture(
      name: "time limit of a built-in", old: #""uses": "parse", "#,
      new: #""uses": "parse", "timeLimit": 3, "#,
      expected: #"6:40: "timeLimit" is for commands; remove it, or use "run" in place of "uses""#),
    Fixture(
      name: "unknown option", old: #""uses": "parse", "#,
      new: #""uses": "parse", "with": {"targt": "11.16"}, "#,
      expected: #"6:49: unknown key "targt" in the options of "parse"; did you mean "target"?"#),
    Fixture(
      name: "bad pattern", old: #"["docs"]"#, new: #"["docs"], "include": ["[a"]"#,
      expected: "3:46: the pattern cannot be read"),
    Fixture(
      name: "huge integer", old: #""timeLimit": 5"#, new: #""timeLimit": 99999999999999999999"#,
      expected: #"8:85: "timeLimit" is 99999999999999999999; write a whole number from 1 to 86400"#),
    Fixture(
      name: "not a number", old: #""timeLimit": 5"#, new: #""timeLimit": NaN"#,
      expected: #"8:85: a value should stand here"#),
    Fixture(
      name: "trailing comma", old: #""timeLimit": 5}"#, new: #""timeLimit": 5,}"#,
      expected: #"8:87: a key in double quotes should stand here; write "key": value"#),
  ]

  @Test(arguments: fixtures) func aProblemIsToldAtItsPlace(fixture: Fixture) throws {
    let found = problems(fixture.old, fixture.new)
    #expect(found.contains { $0.hasPrefix(fixture.expected) }, "\(found.joined(separator: "\n"))")
  }

  @Test func aCycleIsToldWithItsWholeWay() {
    let text = """
      {"version": 1, "sources": {"roots": ["docs"]}, "spec": "data/spec", "stages": [
        {"name": "a", "run": ["x"], "scope": "page", "needs": ["c"]},
        {"name": "b", "run": ["x"], "scope": "page", "needs": ["a"]},
        {"name": "c", "run": ["x"], "scope": "page", "needs": ["b"]}]}
      """
    #expect(
      problems(Array(text.utf8)) == [
        "2:57: these stages wait for each other: a → c → b → a; remove one of these needs"
      ])
  }

  @Test func twoStagesCannotWriteOneOutput() {
    let text = """
      {"version": 1, "sources": {"roots": ["docs"]}, "spec": "data/spec", "stages": [
        {"name": "a", "run": ["x"], "scope": "page", "outputs": ["data/x.json"]},
        {"name": "b", "run": ["x"], "scope": "page", "outputs": ["data/x.json"]}]}
      """
    #expect(
      problems(Array(text.utf8)) == ["3:60: \"a\" already writes \"data/x.json\"; give each output one stage"]
    )
  }

  @Test func aDiagramCannotWaitForTheLibrary() {
    let text = """
      {"version": 1, "sources": {"roots": ["docs"]}, "spec": "data/spec", "stages": [
        {"name": "a", "run": ["x"], "scope": "library"},
        {"name": "b", "run": ["x"], "scope": "diagram", "needs": ["a"]}]}
      """
    #expect(
      problems(Array(text.utf8)).first?.hasPrefix("3:61: \"b\" works on each diagram and cannot wait") == true
    )
  }

  @Test func bytesThatAreNotTextAreToldAtTheirPlace() {
    #expect(problems([0x7B, 0x0A, 0xFF]).first?.hasPrefix("2:1: this byte is not UTF-8") == true)
    #expect(problems([0xEF, 0xBB, 0xBF] + Array(Self.valid.utf8)).first?.contains("byte order mark") == true)
    #expect(problems(Array("{\"a\u{0}\": 1}".utf8)).first?.contains("control character") == true)
  }

  @Test func absurdNestingIsRefusedAndNotFollowed() {
    let deep = String(repeating: "[", count: 1_000_000)
    #expect(problems(Array(deep.utf8)).first?.contains("nested deeper than 200 levels") == true)
  }

  /// Any prefix of a valid file, and any single byte replaced, is read or refused; nothing traps.
  @Test func damagedFilesNeverTrap() {
    let bytes = Array(Self.valid.utf8)
    for length in stride(from: 0, to: bytes.count, by: 3) { _ = problems(Array(bytes[..<length])) }
    for index in stride(from: 0, to: bytes.count, by: 2) {
      var damaged = bytes
      damaged[index] = UInt8(truncatingIfNeeded: index &* 37)
      _ = problems(damaged)
    }
  }
}
