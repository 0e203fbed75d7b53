import AtlasCore

/// `CENTRAL_METRICS.json`: the library in numbers.
enum CentralMetrics {
  static func json(_ totals: LibraryTotals, taxonomy: JSONNode?) -> [UInt8] {
    let diagrams = totals.diagrams
    var writer = JSONWriter(.pretty)
    writer.object { writer in
      writer.member("schema", 1)
      writer.member("metadata") { writer in
        writer.object { writer in
          writer.member("description", "The library in numbers; generated, do not edit.")
          writer.member("update_script", "atlas-build run")
        }
      }
      writer.member("current_status") { writer in
        writer.object { writer in
          writer.member("diagrams_created", diagrams.count)
          writer.member("files_created", totals.pages.filter { !$0.diagrams.isEmpty }.count)
        }
      }
      writer.member("category_breakdown") { categories(totals, taxonomy, &$0) }
      writer.member("diagrams") { writer in
        writer.object { writer in
          writer.member("total", diagrams.count)
          writer.member(
            "parse_ok", diagrams.filter { $0.verdict == .valid || $0.verdict == .unrenderable }.count)
          writer.member("by_verdict") { counts(diagrams.map(\.verdict.rawValue), &$0) }
          writer.member("by_type") { counts(diagrams.map { $0.kind ?? "unknown" }, &$0) }
        }
      }
      writer.member("findings") { writer in
        let findings = diagrams.flatMap(\.findings)
        writer.object { writer in
          writer.member("by_severity") { counts(findings.map(\.severity.rawValue), &$0) }
          writer.member("by_rule") { counts(findings.map(\.code), &$0) }
        }
      }
      writer.member("gates") { gates(diagrams, &$0) }
      writer.member("structure") { structure(diagrams, &$0) }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  private static func categories(_ totals: LibraryTotals, _ taxonomy: JSONNode?, _ writer: inout JSONWriter) {
    let targets = Dictionary(
      (taxonomy?["categories"]?.array ?? []).map { ($0["slug"]?.string ?? "", $0["target"]?.integer ?? 0) },
      uniquingKeysWith: { first, _ in first })
    let pages = Dictionary(grouping: totals.pages, by: \.category)
    writer.object { writer in
      for category in Set(targets.keys).union(pages.keys).sorted() {
        let pages = pages[category] ?? []
        writer.member(category) { writer in
          writer.line { writer in
            writer.object { writer in
              writer.member("target", targets[category] ?? 0)
              writer.member("pages", pages.filter { !$0.diagrams.isEmpty }.count)
              writer.member("diagrams", pages.reduce(0) { $0 + $1.diagrams.count })
            }
          }
        }
      }
    }
  }

  private static func gates(_ diagrams: [LibraryTotals.Diagram], _ writer: inout JSONWriter) {
    let results = Dictionary(grouping: diagrams.flatMap(\.gates), by: \.id)
    writer.object { writer in
      for (id, results) in results.sorted(by: { $0.key < $1.key }) {
        writer.member(id) { writer in
          writer.line { writer in
            writer.object { writer in
              writer.member("passed", results.filter(\.passed).count)
              writer.member("failed", results.filter { !$0.passed }.count)
            }
          }
        }
      }
    }
  }

  private static func structure(_ diagrams: [LibraryTotals.Diagram], _ writer: inout JSONWriter) {
    var sums: [String: Double] = [:]
    for metric in diagrams.flatMap(\.structure) { sums[metric.name, default: 0] += metric.value }
    writer.object { writer in
      for (name, sum) in sums.sorted(by: { $0.key < $1.key }) { writer.member(name, sum) }
    }
  }

  private static func counts(_ names: [String], _ writer: inout JSONWriter) {
    var counts: [String: Int] = [:]
    for name in names { counts[name, default: 0] += 1 }
    writer.object { writer in
      for (name, count) in counts.sorted(by: { $0.key < $1.key }) { writer.member(name, count) }
    }
  }
}
