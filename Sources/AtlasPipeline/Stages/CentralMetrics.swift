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
          writer.member("by_verdict") { $0.write(Tally(counting: diagrams.lazy.map(\.verdict.rawValue))) }
          writer.member("by_type") { $0.write(Tally(counting: diagrams.lazy.map { $0.kind ?? "unknown" })) }
        }
      }
      writer.member("findings") { writer in
        var (severities, codes) = (Tally<Int>(), Tally<Int>())
        for diagram in diagrams {
          severities.add(diagram.severities)
          codes.add(diagram.findings)
        }
        writer.object { writer in
          writer.member("by_severity") { $0.write(severities) }
          writer.member("by_rule") { $0.write(codes) }
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
    var (results, passed) = (Tally<Int>(), Tally<Int>())
    for diagram in diagrams {
      for gate in diagram.gates {
        results.add(1, to: gate.id)
        passed.add(gate.passed ? 1 : 0, to: gate.id)
      }
    }
    writer.object { writer in
      for (gate, passed) in zip(results.sorted, passed.sorted) {
        writer.member(gate.name) { writer in
          writer.line { writer in
            writer.object { writer in
              writer.member("passed", passed.sum)
              writer.member("failed", gate.sum - passed.sum)
            }
          }
        }
      }
    }
  }

  private static func structure(_ diagrams: [LibraryTotals.Diagram], _ writer: inout JSONWriter) {
    var sums = Tally<Double>()
    for diagram in diagrams {
      for metric in diagram.structure { sums.add(metric.value, to: metric.name) }
    }
    writer.object { writer in
      for entry in sums.sorted { writer.member(entry.name, entry.sum) }
    }
  }
}

extension JSONWriter {
  /// The counts by name.
  mutating func write(_ counts: Tally<Int>) {
    object { writer in
      for entry in counts.sorted { writer.member(entry.name, entry.sum) }
    }
  }
}
