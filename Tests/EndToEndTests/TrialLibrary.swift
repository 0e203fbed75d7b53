import AtlasCore
import AtlasTestSupport
import Testing

/// Libraries made of numbers that look random: pages of four categories with diagrams on which rules and gates disagree,
/// some of them broken, some of them copies.
enum TrialLibrary {
  static func make(seed: UInt64) throws -> Workspace {
    let workspace = try Workspace()
    try workspace.write("pipeline.json", SampleLibrary.pipeline)
    try workspace.add(
      stage:
        #"{"name": "page-lint", "uses": "page-lint", "scope": "page", "needs": ["parse"], "reads": ["lint", "planes", "taxonomy"]}"#
    )
    for (name, text) in spec { try workspace.write(BytePath("data/spec").appending("\(name).json"), text) }
    var random = SeededRandom(seed: seed)
    var diagrams: [String] = []
    for number in 0..<12 {
      let folder = ["systems/shop", "incidents", "guarantees", "notes"][number % 4]
      var page = "# Page \(number)\n\n" + prose(&random)
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let isCopy = !diagrams.isEmpty && Int.random(in: 0..<5, using: &random) == 0
        let diagram = isCopy ? diagrams.randomElement(using: &random)! : Self.diagram(&random)
        diagrams.append(diagram)
        page += "```mermaid\n\(diagram)```\n\n" + prose(&random)
      }
      try workspace.write(BytePath("docs").appending("\(folder)/page-\(number).md"), page)
    }
    return workspace
  }

  private static func prose(_ random: inout SeededRandom) -> String {
    let sentences = [
      "Read the error log first.", "Then restart the primary.", "Watch the replication lag.",
      "Nothing to see.",
    ]
    return (0..<Int.random(in: 0...2, using: &random)).map { _ in
      sentences.randomElement(using: &random)! + "\n\n"
    }.joined()
  }

  private static func diagram(_ random: inout SeededRandom) -> String {
    if Int.random(in: 0..<8, using: &random) == 0 { return "flowchart LR\n  A[Never closed\n" }
    if Int.random(in: 0..<8, using: &random) == 0 { return "pie\n  \"Reads TBD\" : 80\n  \"Writes\" : 20\n" }
    var text = "flowchart LR\n"
    if Bool.random(using: &random) { text += "  accTitle: A title\n" }
    if Int.random(in: 0..<4, using: &random) == 0 {
      text += "  %% atlas-ignore placeholder -- the text is an example\n"
    }
    let labels = [
      "API", "TBD", "A label that is much longer than it has to be", "Orders", "Redis", "p99: 10ms",
    ]
    let count = Int.random(in: 1...9, using: &random)
    for node in 0..<count { text += "  N\(node)[\"\(labels.randomElement(using: &random)!) \(node)\"]\n" }
    for node in 1..<max(count, 2) where node < count && Int.random(in: 0..<4, using: &random) > 0 {
      text += "  N\(Int.random(in: 0..<node, using: &random)) --> N\(node)\n"
    }
    if Bool.random(using: &random) {
      let fill = ["#0066CC", "#0055BB", "#123456"].randomElement(using: &random)!
      text += "  classDef edgeStyle fill:\(fill),stroke:#004499\n  class N0 edgeStyle\n"
    }
    for name in ["brand", "legacy"] where Bool.random(using: &random) { text += "  N0:::\(name)\n" }
    return text
  }

  static let spec: [(name: String, text: String)] = [
    (
      "effort",
      #"{"version": 1, "create": 3, "revise": 0.5, "mend": {"HIGH": 0.5, "MEDIUM": 0.2, "LOW": 0.1}}"#
    ),
    (
      "gates",
      """
      {
        "version": 1,
        "threshold": 50,
        "gates": {
          "technical": {"name": "Technical", "criteria": ["technical.parses"], "required": true},
          "3am": {"name": "3 AM", "criteria": ["3am.logs", "3am.recovery", "3am.metrics"], "required": false}
        },
        "overrides": {"incidents": {"gates": {"3am": {"required": true}}}}
      }
      """
    ),
    (
      "lint",
      """
      {
        "version": 1,
        "rules": {
          "a11y-title": {"priority": "LOW"},
          "isolated-node": {"priority": "LOW"},
          "long-label": {"priority": "LOW", "limit": 20, "lines": 6},
          "no-diagram": {"priority": "MEDIUM", "uncounted": ["other"]},
          "placeholder": {"priority": "HIGH"},
          "plane-colour": {"priority": "HIGH"},
          "too-many-nodes": {"priority": "MEDIUM", "limit": 6, "urgent": 8},
          "undefined-class": {"priority": "MEDIUM", "known": ["legacy"]},
          "waiver-unused": {"priority": "LOW"}
        },
        "overrides": {
          "guarantees": {"rules": {"a11y-title": {"priority": "MEDIUM"}}}
        }
      }
      """
    ),
    ("metrics", #"{"version": 1, "kinds": ["latency"]}"#),
    (
      "planes",
      ##"""
      {"version": 1, "palettes": {"atlas": {"edge": {"fill": "#0066CC", "stroke": "#004499"}}},
       "planes": {"edge": {"class": "edgeStyle"}}}
      """##
    ),
    (
      "taxonomy",
      """
      {"version": 1, "categories": [
        {"slug": "systems", "name": "Systems", "target": 8, "paths": ["systems/**"]},
        {"slug": "incidents", "name": "Incidents", "target": 4, "paths": ["incidents/**"]},
        {"slug": "guarantees", "name": "Guarantees", "target": 2, "paths": ["guarantees/**"]}]}
      """
    ),
  ]
}

/// A change of the specification, as `--set` says it and as an editor makes it.
struct TrialChange: Sendable, CustomTestStringConvertible {
  var name: String
  var settings: [String]
  var edits: [(section: String, old: String, new: String)]

  var testDescription: String { name }

  init(_ name: String, _ settings: String..., edits: (String, String, String)...) {
    self.name = name
    self.settings = settings
    self.edits = edits.map { ($0.0, $0.1, $0.2) }
  }

  var flags: [String] { settings.flatMap { ["--set", $0] } }

  func make(in workspace: Workspace, folder: BytePath) throws {
    for edit in edits { try workspace.edit(folder.appending("\(edit.section).json"), edit.old, edit.new) }
  }

  static let all = [
    TrialChange(
      "a rule is switched off", "lint.rules.placeholder.severity=off",
      edits: (
        "lint", #""placeholder": {"priority": "HIGH"}"#,
        #""placeholder": {"priority": "HIGH", "severity": "off"}"#
      )),
    TrialChange(
      "a rule is taken out", "lint.rules.long-label=null",
      edits: ("lint", "    \"long-label\": {\"priority\": \"LOW\", \"limit\": 20, \"lines\": 6},\n", "")),
    TrialChange(
      "another severity", "lint.rules.a11y-title.severity=error",
      edits: (
        "lint", #""a11y-title": {"priority": "LOW"}"#,
        #""a11y-title": {"priority": "LOW", "severity": "error"}"#
      )),
    TrialChange(
      "a rule about waivers is stricter", "lint.rules.waiver-unused.severity=error",
      edits: (
        "lint", #""waiver-unused": {"priority": "LOW"}"#,
        #""waiver-unused": {"priority": "LOW", "severity": "error"}"#
      )),
    TrialChange(
      "a rule about pages judges less", #"lint.rules.no-diagram.uncounted.1=systems"#,
      edits: ("lint", #"["other"]"#, #"["other", "systems"]"#)),
    TrialChange(
      "another threshold", "lint.rules.too-many-nodes.limit=3",
      edits: ("lint", #""limit": 6"#, #""limit": 3"#)),
    TrialChange(
      "a longer list of words", "lint.rules.undefined-class.known.1=brand",
      edits: ("lint", #"["legacy"]"#, #"["legacy", "brand"]"#)),
    TrialChange(
      "another list of words", #"lint.rules.undefined-class.known=["brand"]"#,
      edits: ("lint", #"["legacy"]"#, #"["brand"]"#)),
    TrialChange(
      "a criterion is taken out", "gates.gates.3am.criteria.2=null",
      edits: ("gates", #", "3am.metrics"]"#, "]")),
    TrialChange("another score to pass", "gates.threshold=90", edits: ("gates", "50", "90")),
    TrialChange(
      "a gate becomes required", "gates.gates.3am.required=true",
      edits: ("gates", #""required": false"#, #""required": true"#)),
    TrialChange(
      "a new gate", #"gates.gates.cfo={"name": "Night", "criteria": ["3am.logs"], "required": true}"#,
      edits: (
        "gates", #""3am": {"name""#,
        #""cfo": {"name": "Night", "criteria": ["3am.logs"], "required": true}, "3am": {"name""#
      )),
    TrialChange(
      "another colour", "planes.palettes.atlas.edge.fill=#0055BB", edits: ("planes", "#0066CC", "#0055BB")),
    TrialChange(
      "an override of one category", "lint.overrides.incidents.rules.placeholder.severity=info",
      edits: (
        "lint", #""overrides": {"#,
        #""overrides": {"incidents": {"rules": {"placeholder": {"severity": "info"}}},"#
      )),
    TrialChange(
      "a category loses its pages", #"taxonomy.categories.1.paths=["elsewhere/**"]"#,
      edits: ("taxonomy", "incidents/**", "elsewhere/**")),
    TrialChange(
      "other metrics, on which no verdict depends", #"metrics.kinds=["latency", "cost"]"#,
      edits: ("metrics", #"["latency"]"#, #"["latency", "cost"]"#)),
    TrialChange(
      "other hours, on which no verdict depends", "effort.create=1",
      edits: ("effort", #""create": 3"#, #""create": 1"#)),
    TrialChange(
      "several changes at once", "lint.rules.placeholder.priority=LOW", "gates.threshold=20",
      "lint.rules.too-many-nodes.urgent=7",
      edits: ("lint", #""placeholder": {"priority": "HIGH"}"#, #""placeholder": {"priority": "LOW"}"#),
      ("gates", "50", "20"), ("lint", #""urgent": 8"#, #""urgent": 7"#)),
  ]
}

/// What a report says of each diagram, by rule and gate, told from its JSON lines.
struct ReportedVerdicts {
  struct Place: Hashable, Comparable {
    var path: String
    var index: Int
    var code: String

    static func < (left: Place, right: Place) -> Bool {
      if left.path != right.path { return left.path.utf8.lexicographicallyPrecedes(right.path.utf8) }
      if left.index != right.index { return left.index < right.index }
      return left.code.utf8.lexicographicallyPrecedes(right.code.utf8)
    }
  }

  /// By place, each finding's stretch of text and severity.
  private var findings: [Place: [(stretch: String, severity: String)]] = [:]
  private var gates: [Place: (word: String, required: Bool, score: Int)] = [:]

  init(jsonLines: String) throws {
    for line in jsonLines.split(separator: "\n") {
      let object = try JSONReader.read(Array(line.utf8))
      guard let path = object["path"]?.string, let index = object["index"]?.integer else { continue }
      for finding in object["findings"]?.array ?? [] {
        let stretch = ["line", "column", "endLine", "endColumn"].map { "\(finding[$0]?.integer ?? -1)" }
        findings[.init(path: path, index: index, code: finding["code"]?.string ?? ""), default: []].append(
          (stretch.joined(separator: ":"), finding["severity"]?.string ?? ""))
      }
      for gate in object["gates"]?.members ?? [] {
        gates[.init(path: path, index: index, code: gate.key)] = (
          gate.node["passed"]?.bool == true ? "passed" : "failed", gate.node["required"]?.bool ?? false,
          gate.node["score"]?.integer ?? -1
        )
      }
    }
  }

  /// The lines by which a plan should tell the way from this report to another.
  func changes(to other: ReportedVerdicts) -> [String] {
    var lines: [(Place, String)] = []
    for place in Set(findings.keys).union(other.findings.keys) {
      let (before, after) = (findings[place] ?? [], other.findings[place] ?? [])
      let sorted = [before, after].map { $0.map { "\($0.stretch) \($0.severity)" }.sorted() }
      guard sorted[0] != sorted[1] else { continue }
      let appeared = Self.count(of: after.map(\.stretch), beyond: before.map(\.stretch))
      let gone = Self.count(of: before.map(\.stretch), beyond: after.map(\.stretch))
      lines.append(
        (
          place,
          "\(Self.worst(before)) \(Self.worst(after)) \(before.count) \(after.count) +\(appeared) -\(gone)"
        ))
    }
    for place in Set(gates.keys).union(other.gates.keys) {
      let (before, after) = (gates[place], other.gates[place])
      let isSame =
        before?.word == after?.word && (after?.word != "failed" || before?.required == after?.required)
      guard !isSame else { continue }
      lines.append(
        (
          place,
          "\(before?.word ?? "none") \(after?.word ?? "none") \(before?.required ?? false) \(after?.required ?? false)"
        ))
    }
    return lines.sorted { $0.0 < $1.0 }.map { "\($0.path)#\($0.index) \($0.code): \($1)" }
  }

  private static func worst(_ findings: [(stretch: String, severity: String)]) -> String {
    ["error", "warning", "info"].first { word in findings.contains { $0.severity == word } } ?? "none"
  }

  private static func count(of texts: [String], beyond others: [String]) -> Int {
    var left = others
    return texts.count { text in
      guard let index = left.firstIndex(of: text) else { return true }
      left.remove(at: index)
      return false
    }
  }
}

/// A plan under another specification, read from its JSON.
struct TrialPlan {
  let json: JSONNode

  init(_ outcome: Workspace.Outcome) throws { json = try JSONReader.read(Array(outcome.output.utf8)) }

  var changes: [JSONNode] { json["verdictChanges"]?.array ?? [] }

  /// The changes in the words of `ReportedVerdicts.changes`.
  var changeLines: [String] {
    changes.map { change in
      let counts = ["countBefore", "countAfter"].compactMap { change[$0]?.integer }.map(String.init)
      let places = ["appeared", "gone"].compactMap { change[$0]?.integer }
      let required = ["requiredBefore", "requiredAfter"].compactMap { change[$0]?.bool }.map { "\($0)" }
      let details = counts + zip(["+", "-"], places).map { "\($0)\($1)" } + required
      let words = [change["before"]?.string ?? "", change["after"]?.string ?? ""] + details
      let place = "\(change["path"]?.string ?? "")#\(change["index"]?.integer ?? -1)"
      return "\(place) \(change["code"]?.string ?? ""): \(words.joined(separator: " "))"
    }
  }

  /// Each action with how it would end and why.
  var actions: [String] {
    (json["actions"]?.array ?? []).map { action in
      let words = ["stage", "subject", "ending", "reason"].map { action[$0]?.string ?? "" }
      return (words + (action["details"]?.array ?? []).compactMap(\.string)).joined(separator: " ")
    }
  }

  /// How many actions of each stage would run.
  var runs: [String: Int] {
    var runs: [String: Int] = [:]
    for stage in json["summary"]?["stages"]?.array ?? [] {
      runs[stage["stage"]?.string ?? ""] = stage["run"]?.integer
    }
    return runs
  }

  var pending: Int { json["summary"]?["pending"]?.integer ?? -1 }
}

extension Workspace {
  /// Every path, size, time and byte of the project. SQLite's shared memory is left out: it holds the locks of whoever
  /// reads the cache.
  func state() async throws -> String {
    try await shell(
      """
      find . ! -name '*.db-shm' -printf '%P %y %s %T@ %m\\n' | sort
      find . -type f ! -name '*.db-shm' -print0 | sort -z | xargs -0 cksum
      """
    ).output
  }

  func plan(_ arguments: [String]) async throws -> TrialPlan {
    let outcome = try await run((["plan", "--format", "json"] + arguments).map { Array($0.utf8) })
    guard outcome.status == 0 else { throw PlanFailure(description: outcome.errors) }
    return try TrialPlan(outcome)
  }

  func verdicts(_ arguments: String...) async throws -> ReportedVerdicts {
    let outcome = try await run((["run", "--format", "jsonl"] + arguments).map { Array($0.utf8) })
    return try ReportedVerdicts(jsonLines: outcome.output)
  }
}

struct PlanFailure: Error, CustomStringConvertible { var description: String }
