import AtlasCore

/// `unified_diagram_status.json`: page by page what stands in the library and how it did.
enum DiagramStatus {
  static func json(_ totals: LibraryTotals) -> [UInt8] {
    var writer = JSONWriter(.pretty)
    writer.object { writer in
      writer.member("schema", 1)
      writer.member("diagrams") { writer in
        writer.object { writer in
          for page in totals.pages {
            writer.member(page.path.description) { writer in
              writer.object { writer in
                writer.member("category", page.category)
                writer.member("diagram_count", page.diagrams.count)
                writer.member("diagrams") { $0.array(page.diagrams) { diagram($0, &$1) } }
              }
            }
          }
        }
      }
      writer.member("summary") { writer in
        writer.object { $0.member("total_created", totals.pages.filter { !$0.diagrams.isEmpty }.count) }
      }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  /// One diagram a line, which merges well in git.
  private static func diagram(_ diagram: LibraryTotals.Diagram, _ writer: inout JSONWriter) {
    writer.line { writer in
      writer.object { writer in
        writer.member("index", diagram.index)
        writer.member("kind", diagram.kind)
        writer.member("verdict", diagram.verdict.rawValue)
        writer.member("title", diagram.title)
        writer.member("meaning", diagram.meaning)
        writer.member("gates") { writer in
          writer.object { writer in
            for gate in diagram.gates.sorted(by: { $0.id < $1.id }) { writer.member(gate.id, gate.score) }
          }
        }
        writer.member("findings") { $0.write(diagram.findings) }
      }
    }
  }
}
