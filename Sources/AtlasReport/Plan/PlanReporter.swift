import AtlasCore

/// Lays out a `PlanReport`. Nothing is decided here that the report does not hold already, and equal reports give equal
/// bytes.
package enum PlanReporter {
  /// The formats there are.
  package static let formats: [ReportFormat] = [.text, .json, .jsonl, .markdown]

  package static func write(_ report: PlanReport, as format: ReportFormat, _ layout: PlanLayout) -> [UInt8] {
    switch format {
    case .json: PlanJSON(report).document
    case .jsonl: PlanJSON(report).lines
    case .markdown: Array(PlanMarkdown(report, layout).text.utf8)
    case .text, .sarif, .junit, .github: PlanText(report, layout).bytes
    }
  }
}

/// What the caller decides about a plan's layout.
package struct PlanLayout: Sendable {
  /// Whether the text format lists every action, however many there are.
  package var isVerbose = false
  /// The command line that gave this plan, without its format.
  package var command = "atlas-build plan"
  /// How many actions the text format lists before it counts them.
  package var listedActions = 40
  /// How many of the most affected pages are shown.
  package var listedPages = 10

  package init() {}
}

/// Counts of equal reasons, in the order in which the first of each stands.
struct PlannedReasons {
  private(set) var groups: [(stage: String, reason: String, count: Int)] = []

  init(_ actions: [PlanReport.Action]) {
    struct Key: Hashable {
      var stage: String
      var reason: String
    }
    var places: [Key: Int] = [:]
    for action in actions {
      let key = Key(stage: action.stage, reason: action.reason)
      if let place = places[key] {
        groups[place].count += 1
      } else {
        places[key] = groups.count
        groups.append((action.stage, action.reason, 1))
      }
    }
  }
}

extension PlanReport {
  /// What the plan comes to, in one sentence.
  var headline: String {
    guard !actions.isEmpty else { return "nothing to do: all \(total) actions are hits" }
    let sentence = "would run \(actions.count) of \(total) actions"
    let pending = actions.count { $0.isPending }
    guard change != nil, pending > 0 else { return sentence }
    return sentence + ", \(pending) of them without the change as well"
  }
}

extension PlanReport.Action {
  /// Why it would run, and what is known of its end.
  var explanation: String {
    let reason = details.joined(separator: "; ")
    return switch ending {
    case "cutoff": "\(reason); its output stays the same"
    case "would-run": "\(reason); what it gives is not known before it runs"
    case "failed": "\(reason); it fails: \(failure)"
    default: reason
    }
  }
}

extension SpecificationChange {
  /// What the library is judged by.
  var headline: String {
    let pack = folder.map { "the specification in \($0)" } ?? "the project's specification"
    return settings.isEmpty ? pack : "\(pack) with \(settings.joined(separator: ", "))"
  }

  /// What has to be known to read the counts right; empty after a build of everything.
  var notes: [String] {
    var notes: [String] = []
    if pending > 0 {
      let verb = pending == 1 ? "is" : "are"
      notes.append(
        """
        the library is not up to date: \(Words.counted(pending, "action")) of the specification as it is \(verb) \
        not in the cache and ran in memory
        """)
    }
    if !unjudged.isEmpty {
      let verb = unjudged.count == 1 ? "is" : "are"
      notes.append(
        """
        \(Words.counted(unjudged.count, "diagram or page", plural: "diagrams and pages")) \(verb) not judged: \
        what they need has no result without running it
        """)
    }
    return notes
  }

  /// How many findings there would be more and fewer, by severity.
  var differences: String {
    Severity.worstFirst.map { severity in
      let difference = difference(of: severity)
      return "\(severity.rawValue) +\(Words.grouped(difference.more)) −\(Words.grouped(difference.fewer))"
    }.joined(separator: ", ")
  }

  /// The tables of the formats for people.
  func tables(pages limit: Int) -> [PlanTable] {
    [
      PlanTable(title: "rule", rows: rules.map { ($0.code, $0.tally) }),
      PlanTable(title: "gate", rows: gates.map { ($0.code, $0.tally) }, countsFindings: false),
      PlanTable(title: "category", rows: categories.map { ($0.category, $0.tally) }, rework: rework),
      PlanTable(
        title: "most affected pages", rows: pages.prefix(limit).map { ($0.path.description, $0.tally) }),
    ].filter { !$0.rows.isEmpty }
  }
}

/// Changes of verdicts by name, with what the columns hold beside them.
struct PlanTable {
  /// What stands over the names.
  var title: String
  var rows: [(name: String, tally: ChangeTally)]
  var countsFindings = true
  /// By the same names; nil where nothing is said of hours.
  var rework: Rework?
}
