import AtlasCore

/// The rules of a SARIF run: those that are described, and those that results name all the same, by the bytes of
/// their ids.
struct SARIFRules {
  private var rules: [(id: String, description: RuleDescription?)]
  private var positions: [String: Int] = [:]

  init(_ report: RunReport, _ options: ReportOptions) {
    var described: [String: RuleDescription?] = [:]
    for code in Tally(report).codes { described[code.code] = .some(nil) }
    for finding in report.pages.flatMap(\.allSuppressed) {
      described[finding.placed.finding.code] = .some(nil)
    }
    for gate in report.summary.gatesFailed.keys { described[SARIFRules.id(ofGate: gate)] = .some(nil) }
    for rule in options.rules() { described[rule.id] = rule }
    rules = described.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { ($0.key, $0.value) }
    for (position, rule) in rules.enumerated() { positions[rule.id] = position }
  }

  /// The rule that a failed gate is a result of.
  static func id(ofGate gate: String) -> String { "gate-\(gate)" }

  func position(of id: String) -> Int {
    guard let position = positions[id] else { preconditionFailure("BUG: no rule \(id) among those tallied") }
    return position
  }

  func write(tagLimit: Int, to json: inout JSONWriter) {
    json.array(rules) { rule, json in
      json.line { json in
        json.object { json in
          json.member("id", rule.id)
          if let description = rule.description { write(description, tagLimit, to: &json) }
        }
      }
    }
  }

  private func write(_ rule: RuleDescription, _ tagLimit: Int, to json: inout JSONWriter) {
    if !rule.name.isEmpty { json.member("name", rule.name) }
    writeText("shortDescription", rule.summary, to: &json)
    writeText("fullDescription", rule.details.isEmpty ? rule.summary : rule.details, to: &json)
    if !rule.help.isEmpty {
      json.member("help") { json in
        json.object { json in
          json.member("text", SARIFText.plain(rule.help))
          json.member("markdown", rule.help)
        }
      }
    }
    json.member("defaultConfiguration") { json in
      json.object { $0.member("level", SARIFText.level(rule.severity)) }
    }
    json.member("properties") { json in
      json.object { json in
        json.member("problem.severity", SARIFRules.problemSeverity(rule.severity))
        if !rule.tags.isEmpty { json.member("tags", SARIFRules.unique(rule.tags).prefix(tagLimit)) }
      }
    }
  }

  private func writeText(_ key: String, _ text: String, to json: inout JSONWriter) {
    if text.isEmpty { return }
    json.member(key) { json in json.object { $0.member("text", SARIFText.plain(text)) } }
  }

  /// GitHub's words for a severity.
  private static func problemSeverity(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .info: "recommendation"
    }
  }

  private static func unique(_ tags: [String]) -> [String] {
    var seen: Set<String> = []
    return tags.filter { seen.insert($0).inserted }
  }
}
