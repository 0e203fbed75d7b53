import AtlasCore

/// A plan for scripts: one document, or one object a line.
struct PlanJSON {
  private let report: PlanReport

  init(_ report: PlanReport) { self.report = report }

  /// One document with an action, a change and a count on each line, so that two plans differ where the plans do.
  var document: [UInt8] {
    var json = JSONWriter(.pretty)
    json.object { json in
      json.member("schema", 1)
      json.member("actions") { json in
        json.array(report.actions) { action, json in json.line { $0.object { write(action, to: &$0) } } }
      }
      json.member("summary") { json in json.object { writeSummary(to: &$0) } }
      guard let change = report.change else { return }
      json.member("specification") { json in json.line { writeSpecification(change, to: &$0) } }
      writeTallies(change, to: &json)
      json.member("verdictChanges") { json in
        json.array(change.verdicts) { verdict, json in json.line { $0.object { write(verdict, to: &$0) } } }
      }
      json.member("unjudged") { json in
        json.array(change.unjudged) { place, json in json.line { write(place, to: &$0) } }
      }
    }
    return json.bytes + [UInt8(ascii: "\n")]
  }

  /// Each action, each change of a verdict, each diagram that cannot be judged, then the summary.
  var lines: [UInt8] {
    var json = JSONWriter(.compact)
    func line(_ key: String, _ write: (inout JSONWriter) -> Void) {
      json.object { json in
        json.member("schema", 1)
        json.member(key) { write(&$0) }
      }
      json.write(raw: [UInt8(ascii: "\n")])
    }
    for action in report.actions { line("action") { json in json.object { write(action, to: &$0) } } }
    for verdict in report.change?.verdicts ?? [] {
      line("verdictChange") { json in json.object { write(verdict, to: &$0) } }
    }
    for place in report.change?.unjudged ?? [] { line("unjudged") { write(place, to: &$0) } }
    line("summary") { json in
      json.object { json in
        writeSummary(to: &json)
        guard let change = report.change else { return }
        json.member("specification") { writeSpecification(change, to: &$0) }
        writeTallies(change, to: &json)
        json.member("verdictChanges", change.verdicts.count)
        json.member("unjudged", change.unjudged.count)
      }
    }
    return json.bytes
  }

  // MARK: actions

  private func write(_ action: PlanReport.Action, to json: inout JSONWriter) {
    json.member("stage", action.stage)
    json.member("subject", action.subject)
    json.member("ending", action.ending)
    json.member("reason", action.reason)
    json.member("details", action.details)
    if !action.failure.isEmpty { json.member("failure", action.failure) }
    if report.change != nil { json.member("pending", action.isPending) }
  }

  private func writeSummary(to json: inout JSONWriter) {
    json.member("total", report.total)
    json.member("run", report.actions.count)
    json.member("hit", report.total - report.actions.count)
    if let change = report.change { json.member("pending", change.pending) }
    json.member("stages") { json in
      json.array(report.stages) { stage, json in
        json.line { json in
          json.object { json in
            json.member("stage", stage.name)
            json.member("total", stage.total)
            json.member("run", stage.run)
          }
        }
      }
    }
  }

  // MARK: verdicts

  private func writeSpecification(_ change: SpecificationChange, to json: inout JSONWriter) {
    json.object { json in
      json.member("folder", change.folder)
      json.member("set", change.settings)
    }
  }

  private func writeTallies(_ change: SpecificationChange, to json: inout JSONWriter) {
    json.member("findings") { json in
      json.line { json in
        json.object { json in
          for severity in Severity.worstFirst {
            let difference = change.difference(of: severity)
            json.member(severity.rawValue) { json in
              json.object { json in
                json.member("more", difference.more)
                json.member("fewer", difference.fewer)
              }
            }
          }
        }
      }
    }
    write("rules", "code", change.rules.map { ($0.code, $0.tally) }, to: &json)
    write("gates", "code", change.gates.map { ($0.code, $0.tally) }, to: &json)
    write("categories", "category", change.categories.map { ($0.category, $0.tally) }, to: &json)
    if let rework = change.rework { write(rework, of: change.categories.map(\.category), to: &json) }
  }

  private func write(_ rework: Rework, of categories: [String], to json: inout JSONWriter) {
    json.member("rework") { json in
      json.line { json in
        json.object { json in
          json.member("hours", Double(rework.total.tenths) / 10)
          json.member("categories") { json in
            json.array(categories) { category, json in
              json.object { json in
                json.member("category", category)
                json.member("hours", Double(rework.hours(in: category).tenths) / 10)
              }
            }
          }
        }
      }
    }
  }

  private func write(
    _ key: String, _ name: String, _ rows: [(name: String, tally: ChangeTally)], to json: inout JSONWriter
  ) {
    json.member(key) { json in
      json.array(rows) { row, json in
        json.line { json in
          json.object { json in
            json.member(name, row.name)
            json.member("newlyFails", row.tally.newlyFails)
            json.member("newlyPasses", row.tally.newlyPasses)
            json.member("changed", row.tally.changed)
            json.member("appeared", row.tally.appeared)
            json.member("gone", row.tally.gone)
          }
        }
      }
    }
  }

  private func write(_ change: VerdictChange, to json: inout JSONWriter) {
    let words = change.words
    json.member("path", change.path.description)
    json.member("index", change.index)
    json.member("category", change.category)
    json.member("code", change.code)
    json.member("before", words.before)
    json.member("after", words.after)
    switch change.kind {
    case .rule(let rule):
      json.member("countBefore", rule.before.total)
      json.member("countAfter", rule.after.total)
      json.member("appeared", rule.appeared.total)
      json.member("gone", rule.gone)
    case .gate(let before, let after):
      json.member("scoreBefore") { Self.write(before?.score, to: &$0) }
      json.member("scoreAfter") { Self.write(after?.score, to: &$0) }
      json.member("requiredBefore", before?.required ?? false)
      json.member("requiredAfter", after?.required ?? false)
    }
  }

  private static func write(_ score: Int?, to json: inout JSONWriter) {
    if let score { json.write(score) } else { json.writeNull() }
  }

  private func write(_ place: (path: BytePath, index: Int), to json: inout JSONWriter) {
    json.object { json in
      json.member("path", place.path.description)
      json.member("index", place.index)
    }
  }
}
