import AtlasCore

/// The objects that both JSON formats are made of. Users script against their keys: add, never rename or remove.
enum JSONObjects {
  static let schema = 1

  /// Calls `body` with a function that writes an object, once for the page where something is said of it, and once for
  /// each of its diagrams.
  static func forEach(
    in page: PageReport, metrics: Bool, _ body: ((inout JSONWriter) -> Void) -> Void
  ) {
    let path = page.path.description
    if !page.findings.isEmpty || !page.suppressed.isEmpty {
      body { json in
        json.object { json in
          json.member("schema", schema)
          if page.subject == .library {
            json.member("path") { $0.writeNull() }
          } else {
            json.member("path", path)
            json.member("line", 1)
          }
          json.member("index", 0)
          json.member("kind") { $0.writeNull() }
          json.member("findings") { write(page.findings, to: &$0) }
          write(page.suppressed, to: &json)
        }
      }
    }
    for diagram in page.diagrams {
      body { write(diagram, path: path, metrics: metrics, to: &$0) }
    }
  }

  private static func write(
    _ diagram: DiagramReport, path: String, metrics: Bool, to json: inout JSONWriter
  ) {
    json.object { json in
      json.member("schema", schema)
      json.member("path", path)
      json.member("line", diagram.line)
      json.member("index", diagram.index)
      json.member("kind", diagram.kind)
      if let verdict = diagram.verdict { json.member("verdict", verdict.rawValue) }
      json.member("digest", diagram.digest)
      json.member("findings") { write(diagram.findings, to: &$0) }
      write(diagram.suppressed, to: &json)
      json.member("gates") { json in
        json.object { json in
          for gate in diagram.gates { json.member(gate.id) { write(gate, to: &$0) } }
        }
      }
      if metrics, let metrics = diagram.metrics {
        json.member("metrics") { write(metrics, to: &$0) }
      }
    }
  }

  // MARK: findings

  private static func write(_ findings: [PlacedFinding], to json: inout JSONWriter) {
    json.array { json in
      for finding in findings { json.element { write(finding, to: &$0) } }
    }
  }

  /// What is not told stands apart, only where there is some, so that who counts findings need not know of it.
  private static func write(_ suppressed: [SuppressedFinding], to json: inout JSONWriter) {
    guard !suppressed.isEmpty else { return }
    json.member("suppressed") { json in
      json.array(suppressed) { finding, json in
        json.object { json in
          writeMembers(of: finding.placed, to: &json)
          switch finding.suppression {
          case .waiver(let reason):
            json.member("by", "waiver")
            json.member("reason", reason)
          case .baseline: json.member("by", "baseline")
          }
        }
      }
    }
  }

  private static func write(_ placed: PlacedFinding, to json: inout JSONWriter) {
    json.object { writeMembers(of: placed, to: &$0) }
  }

  private static func writeMembers(of placed: PlacedFinding, to json: inout JSONWriter) {
    json.member("code", placed.finding.code)
    json.member("severity", placed.finding.severity.rawValue)
    json.member("priority", placed.finding.priority.rawValue)
    json.member("line", placed.start.line)
    json.member("column", placed.start.column)
    json.member("endLine", placed.end.line)
    json.member("endColumn", placed.end.column)
    json.member("message", placed.finding.message)
    json.member("help", placed.finding.help)
    guard let fix = placed.finding.fix else { return }
    json.member("fix") { json in
      json.object { json in
        json.member("safe", fix.safe)
        json.member("edits") { json in
          json.array { json in
            for edit in placed.edits { json.element { write(edit, to: &$0) } }
          }
        }
      }
    }
  }

  private static func write(_ edit: PlacedEdit, to json: inout JSONWriter) {
    json.object { json in
      json.member("line", edit.start.line)
      json.member("column", edit.start.column)
      json.member("endLine", edit.end.line)
      json.member("endColumn", edit.end.column)
      json.member("text", edit.replacement)
    }
  }

  // MARK: gates

  private static func write(_ gate: GateResult, to json: inout JSONWriter) {
    json.object { json in
      json.member("passed", gate.passed)
      json.member("score", gate.score)
      json.member("required", gate.required)
      if gate.isInBaseline { json.member("inBaseline", true) }
      if !gate.blocked.isEmpty { json.member("blocked", gate.blocked) }
      if !gate.waived.isEmpty {
        json.member("waived") { json in
          json.array { json in
            for finding in gate.waived { json.element { write(finding, to: &$0) } }
          }
        }
      }
      if !gate.rejected.isEmpty { json.member("rejected", gate.rejected) }
      json.member("evidence") { json in
        json.array { json in
          for criterion in gate.criteria { write(criterion, to: &json) }
        }
      }
    }
  }

  private static func write(_ finding: WaivedFinding, to json: inout JSONWriter) {
    json.object { json in
      json.member("code", finding.code)
      json.member("line", finding.line)
      json.member("reason", finding.reason)
    }
  }

  /// An element for each piece of evidence, or one without a text where there is none; the last says what is missing.
  private static func write(_ criterion: CriterionResult, to json: inout JSONWriter) {
    for position in 0..<max(criterion.evidence.count, 1) {
      json.element { json in
        json.object { json in
          json.member("criterion", criterion.id)
          json.member("outcome", criterion.outcome.rawValue)
          if position < criterion.evidence.count {
            let evidence = criterion.evidence[position]
            json.member("text", evidence.text)
            json.member("line", evidence.line)
            json.member("on", evidence.isOnPage ? "page" : "diagram")
            json.member("strength", evidence.isStrong ? "strong" : "weak")
          }
          if position + 1 >= criterion.evidence.count, !criterion.missing.isEmpty {
            json.member("missing", criterion.missing)
          }
        }
      }
    }
  }
}
