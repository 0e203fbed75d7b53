import AtlasCore
import AtlasPipeline
import AtlasRules
import AtlasTestSupport
import Testing

/// `--set PATH=VALUE`: what it addresses, and what it refuses where.
@Suite struct SpecSettingTests {
  private static let files: [(path: BytePath, bytes: [UInt8])] = [
    (
      "effort.json",
      #"{"version": 1, "create": [3, 4], "revise": 0.5, "mend": {"HIGH": 0.5, "MEDIUM": 0.2, "LOW": 0.1}}"#
    ),
    (
      "gates.json",
      """
      {"version": 1, "threshold": 80, "gates": {
        "3am": {"name": "3 AM", "criteria": ["3am.logs", "3am.recovery"], "required": false}},
       "overrides": {"incidents": {"gates": {"3am": {"required": true}}}}}
      """
    ),
    (
      "lint.json",
      """
      {"version": 1, "rules": {"placeholder": {"priority": "HIGH"},
        "too-many-nodes": {"priority": "MEDIUM", "limit": 50}, "undefined-class": {"priority": "LOW", "known": []}}}
      """
    ),
    ("metrics.json", #"{"version": 1, "kinds": ["cost"], "units": {"RPS": "per second"}}"#),
    (
      "taxonomy.json",
      #"{"version": 1, "categories": [{"slug": "incidents", "name": "Incidents", "paths": ["incidents/**"]}]}"#
    ),
  ].map { (BytePath($0.0), Array($0.1.utf8)) }

  private static func slice(
    _ section: String, category: String = "other", _ settings: String...
  ) throws -> String {
    let pack = try SpecPack.read(files)
    return try pack.applying(settings.map { try SpecSetting(Array($0.utf8)) })
      .content(of: section, at: PagePlace(category: category)).canonicalText
  }

  // MARK: what is set

  @Test(arguments: [
    ("gates.threshold=90", "gates", "threshold", "90"),
    ("gates.threshold= 90", "gates", "threshold", "90"),
    ("lint.rules.placeholder.severity=off", "lint", "rules.placeholder.severity", #""off""#),
    (#"lint.rules.placeholder.severity="off""#, "lint", "rules.placeholder.severity", #""off""#),
    (#""lint"."rules"."placeholder".severity=info"#, "lint", "rules.placeholder.severity", #""info""#),
    (#"gates.gates."3am".required=true"#, "gates", "gates.3am.required", "true"),
    ("gates.gates.3am.name=3 AM, or later", "gates", "gates.3am.name", #""3 AM, or later""#),
    ("gates.gates.3am.name=a=b", "gates", "gates.3am.name", #""a=b""#),
    (
      "gates.gates.3am.criteria.0=3am.errors", "gates", "gates.3am.criteria",
      #"["3am.errors","3am.recovery"]"#
    ),
    (
      "gates.gates.3am.criteria.2=3am.errors", "gates", "gates.3am.criteria",
      #"["3am.logs","3am.recovery","3am.errors"]"#
    ),
    ("gates.gates.3am.criteria.0=null", "gates", "gates.3am.criteria", #"["3am.recovery"]"#),
    ("lint.rules.undefined-class.known.0=brand", "lint", "rules.undefined-class.known", #"["brand"]"#),
    ("lint.rules.too-many-nodes.limit=null", "lint", "rules.too-many-nodes", #"{"priority":"MEDIUM"}"#),
    (#"lint.rules.self-loop={"priority": "LOW"}"#, "lint", "rules.self-loop", #"{"priority":"LOW"}"#),
    ("lint.rules.self-loop.priority=LOW", "lint", "rules.self-loop", #"{"priority":"LOW"}"#),
    (
      #"gates.gates.cfo={"name": "Night", "criteria": ["3am.logs"], "required": true}"#, "gates",
      "gates.cfo", #"{"criteria":["3am.logs"],"name":"Night","required":true}"#
    ),
    ("effort.create=2", "effort", "create", "2"),
    ("effort.create=[2, 3]", "effort", "create", "[2,3]"),
    ("effort.mend.LOW=0.3", "effort", "mend", #"{"HIGH":0.5,"LOW":0.3,"MEDIUM":0.2}"#),
    ("metrics.units.XPS=per second", "metrics", "units", #"{"RPS":"per second","XPS":"per second"}"#),
    ("metrics.units.RPS=null", "metrics", "units", "{}"),
    (
      "taxonomy.categories.0.target=4", "taxonomy", "categories",
      #"[{"name":"Incidents","paths":["incidents/**"],"slug":"incidents","target":4}]"#
    ),
  ])
  func setsAMember(setting: String, section: String, path: String, value: String) throws {
    let content = try JSONReader.read(Array(try Self.slice(section, setting).utf8))
    let node = path.split(separator: ".").reduce(content as JSONNode?) { $0?[String($1)] }
    #expect(node?.canonicalText == value)
  }

  @Test func aKeyWithADotIsQuoted() throws {
    let content = try JSONReader.read(
      Array(try Self.slice("gates", #"gates.criteria."3am.errors".length=12"#).utf8))
    #expect(content["criteria"]?["3am.errors"]?["length"]?.integer == 12)
  }

  @Test func anOverrideIsMadeInItsCategoryAlone() throws {
    let setting = "lint.overrides.incidents.rules.too-many-nodes.limit=9"
    #expect(try Self.slice("lint", category: "incidents", setting).contains(#""limit":9"#))
    #expect(try Self.slice("lint", category: "other", setting) == Self.slice("lint", category: "other"))
  }

  @Test func anOverrideMayAddAWordToAMapOfWords() throws {
    let setting = "metrics.overrides.incidents.units.XPS=per second"
    #expect(try Self.slice("metrics", category: "incidents", setting).contains(#""XPS":"per second""#))
    #expect(try !Self.slice("metrics", category: "other", setting).contains("XPS"))
  }

  @Test func anOverrideMayBeOfASectionOfACategory() throws {
    let section = #"taxonomy.categories.0.sections=[{"slug": "summary", "paths": ["**/summary.md"]}]"#
    let setting = "lint.overrides.incidents/summary.rules.placeholder.severity=off"
    let pack = try SpecPack.read(Self.files)
    let place = PagePlace(category: "incidents", section: "summary")
    let changed = try pack.applying([section, setting].map { try SpecSetting(Array($0.utf8)) })
    #expect(changed.content(of: "lint", at: place)["rules"]?["placeholder"]?["severity"]?.string == "off")
    #expect(throws: ConfigurationError.self) {
      try pack.applying([try SpecSetting(Array(setting.utf8))])
    }
  }

  @Test func anOverrideIsTakenOut() throws {
    let without = try Self.slice("gates", category: "incidents", "gates.overrides.incidents=null")
    #expect(try without == Self.slice("gates", category: "other"))
  }

  @Test func settingsAreMadeInTheirOrder() throws {
    let text = try Self.slice("gates", "gates.threshold=10", "gates.threshold=20")
    #expect(text.contains(#""threshold":20"#))
    // Alone either would be refused.
    let night = #"gates.gates.cfo={"name": "Night", "criteria": ["3am.logs"], "required": false}"#
    let both = try Self.slice(
      "gates", category: "incidents", night, "gates.overrides.incidents.gates.cfo.required=true")
    #expect(both.contains(#""cfo":{"criteria":["3am.logs"],"name":"Night","required":true}"#))
  }

  @Test func aCategoryThatASettingAddsHasOverridesToo() throws {
    let category = #"taxonomy.categories.1={"slug": "costs", "name": "Costs", "paths": ["costs/**"]}"#
    let text = try Self.slice(
      "lint", category: "costs", "lint.overrides.costs.rules.placeholder.severity=off", category)
    #expect(text.contains(#""severity":"off""#))
  }

  // MARK: what is refused

  @Test(arguments: [
    ("gate.threshold=1", 0..<4, #"the specification has no section "gate""#, "did you mean gates?"),
    (
      "planes.profile=x", 0..<6, #"the specification has no section "planes""#,
      "sections: effort, gates, lint, metrics, taxonomy"
    ),
    (
      "pipeline.cache=x", 0..<8, "pipeline.json is no part of the specification",
      "--set changes effort, gates, lint, metrics, taxonomy; "
    ),
    ("gates=1", 0..<5, "a section as a whole cannot be set", "name a member of it"),
    ("", 0..<0, "a name is missing here", "write the keys"),
    ("gates..x=1", 6..<7, "a name is missing here", "write the keys"),
    ("gates.threshold", 15..<15, "no value follows the path", "write PATH=VALUE"),
    ("gates.threshold=", 15..<16, "the value is missing", "null takes the member out"),
    (#"gates."x"y=1"#, 9..<10, #""." or "=" should follow the quoted name"#, "quote the whole"),
    (#"gates."x=1"#, 6..<10, "the string never ends", #"close it with ""#),
    (#"gates."x\"#, 9..<9, "the string never ends", #"close it with ""#),
    ("gates.treshold=1", 6..<14, #"unknown key "treshold" in gates"#, #"did you mean "threshold"?"#),
    ("gates.threshold=101", 16..<19, #""threshold" is 101"#, "write a whole number from 0 to 100"),
    ("gates.threshold=high", 16..<20, #""threshold" is a string"#, "write a whole number from 0 to 100"),
    (
      "gates.threshold.x=1", 16..<17, #"nothing stands below "threshold", which is a number"#,
      "set gates.threshold itself"
    ),
    ("gates.threshold=null", 6..<7, #"gates has no "threshold""#, "add it: "),
    ("gates.gates.4am.required=true", 12..<15, #"unknown key "4am" in gates.gates"#, #"did you mean "3am"?"#),
    ("gates.gates.4am=null", 12..<15, #"unknown key "4am" in gates.gates"#, #"did you mean "3am"?"#),
    (#"gates.gates.cfo={"name": "N"}"#, 16..<17, #""cfo" has no "criteria""#, "add it: "),
    (
      "gates.gates.3am.criteria.9=x", 25..<26, #""criteria" has no element 9"#,
      "its elements are 0 to 1; 2 adds one"
    ),
    (
      "gates.gates.3am.criteria.first=x", 25..<30, #""criteria" has no element first"#,
      "its elements are 0 to 1"
    ),
    ("gates.gates.3am.criteria.2=null", 25..<26, #""criteria" has no element 2"#, "its elements are"),
    ("gates.gates.3am.criteria=[]", 25..<27, #""criteria" is empty"#, "name at least 1"),
    ("gates.gates.3am.criteria=[", 26..<26, "the file ends where a value should stand", "complete it"),
    (
      "gates.overrides.incident.threshold=1", 16..<24, #"unknown key "incident" in gates.overrides"#,
      #"did you mean "incidents"?"#
    ),
    (
      "gates.overrides.incidents.gates.4am.required=true", 32..<35,
      #"unknown key "4am" in gates.overrides.incidents.gates"#, #"did you mean "3am"?"#
    ),
    (
      "lint.rules.placeholdr.severity=off", 11..<21, #"unknown key "placeholdr" in lint.rules"#,
      #"did you mean "placeholder"?"#
    ),
    ("lint.rules.self-loop.severity=off", 11..<12, #""self-loop" has no "priority""#, "add it: "),
    ("lint.rules.placeholder.severity=of", 32..<34, #""severity" is "of""#, #"did you mean "off"?"#),
    ("effort.creat=1", 7..<12, #"unknown key "creat" in effort"#, #"did you mean "create"?"#),
    (
      "effort.create.0=1", 14..<15, #"nothing stands below "create", which is a list"#,
      "set effort.create itself"
    ),
    ("effort.create=[4, 3]", 14..<20, #""create" goes from 4 to 3"#, "write the least first"),
    ("metrics.units.XPS=per secnd", 18..<27, #""XPS" is "per secnd""#, #"did you mean "per second"?"#),
    ("lint.version=2", 13..<14, #""version" is 2"#, "write 1"),
  ])
  func refusesTheRestAtItsPlace(
    setting: String, place: Range<Int>, message: String, help: String
  ) throws {
    let error = try #require(throws: ConfigurationError.self) { try Self.slice("gates", setting) }
    let file = try #require(error.files.first)
    let problem = try #require(file.problems.first)
    #expect(file.path == "--set")
    #expect(file.bytes == Array(setting.utf8))
    #expect(problem.range.bounds == place, "\(problem.message)")
    #expect(problem.message == message)
    #expect(problem.help.contains(help), "\(problem.help)")
  }

  @Test func theArgumentThatIsWrongIsTheOneThatIsShown() throws {
    let error = try #require(throws: ConfigurationError.self) {
      try Self.slice("gates", "gates.threshold=50", "gates.gates.3am.required=yes", "gates.threshold=60")
    }
    #expect(error.files.map { String(decoding: $0.bytes, as: UTF8.self) } == ["gates.gates.3am.required=yes"])
    #expect(error.files.first?.problems.first?.range.bounds == 25..<28)
  }

  @Test func whateverIsTypedIsAnsweredAndNothingTraps() throws {
    var random = SeededRandom(seed: 11)
    let pieces = [
      "gates", "lint", "rules", "overrides", "3am", ".", ".", "=", "\"", "\\", "0", "1", "null", "{", "}",
      "[",
      "]", "é", " ", "threshold", "criteria", "incidents", "categories", "taxonomy",
    ]
    var refused = 0
    for _ in 0..<5000 {
      let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random)!
      }
      .joined()
      do { _ = try Self.slice("gates", text) } catch {
        let file = try #require((error as? ConfigurationError)?.files.first)
        let range = try #require(file.problems.first?.range)
        #expect(range.upperBound <= file.bytes.count && range.lowerBound <= range.upperBound, "\(text)")
        refused += 1
      }
    }
    #expect(refused > 4000)
  }
}
