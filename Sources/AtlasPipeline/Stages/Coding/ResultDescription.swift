import AtlasCore
import AtlasMermaid
import AtlasRules

/// A stored result as JSON, for external stages that need it and for `cache show`. Places are byte offsets in the
/// diagram; those of a stage that keys on the meaning alone are left out, since they depend on where they are read.
package enum ResultDescription {
  package static func json(of body: [UInt8], from stage: BuiltInStage) -> [UInt8]? {
    do throws(ByteCodingError) {
      return switch stage {
      case .parse: parse(try ParseStage.read(body))
      case .lint: lint(try LintStage.read(body, map: TextMap(ranges: [])))
      case .pageLint: pageLint(try PageLintStage.read(body))
      case .links: links(try LinksStage.read(body))
      case .libraryLint: lint(try LibraryLintStage.read(body).findings.map(\.finding))
      case .gates:
        gates(try GatesStage.read(body, map: TextMap(ranges: []), line: { _ in 0 }, proseLine: { _ in 0 }))
      case .metrics:
        metrics(
          try MetricsStage.read(
            body, map: TextMap(ranges: []), place: { _ in LineColumn(line: 0, column: 0) }))
      case .renderManifest: body
      case .aggregate: aggregate(try AggregateStage.read(body))
      }
    } catch {
      return nil
    }
  }

  private static func object(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
    var writer = JSONWriter(.compact)
    writer.object {
      $0.member("schema", 1)
      write(&$0)
    }
    return writer.bytes
  }

  private static func parse(_ result: ParseStage.Result) -> [UInt8] {
    object { writer in
      writer.member("kind", result.kind)
      writer.member("verdict", result.verdict.rawValue)
      writer.member("title", result.title)
      writer.member("findings") { writer in
        writer.array(result.findings) { finding, writer in
          writer.object { writer in
            write(finding, to: &writer)
            writer.member("start", finding.range.lowerBound)
            writer.member("end", finding.range.upperBound)
          }
        }
      }
    }
  }

  private static func lint(_ findings: [Finding]) -> [UInt8] {
    object { writer in
      writer.member("findings") { writer in
        writer.array(findings) { finding, writer in writer.object { write(finding, to: &$0) } }
      }
    }
  }

  /// A finding that depends on the day says from when on, and until when, it holds.
  private static func pageLint(_ findings: [PageFinding]) -> [UInt8] {
    object { writer in
      writer.member("findings") { writer in
        writer.array(findings) { found, writer in
          writer.object { writer in
            write(found.finding, to: &writer)
            if let days = found.days {
              writer.member("from", days.from.description)
              if let until = days.until { writer.member("until", until.description) }
            }
          }
        }
      }
    }
  }

  private static func links(_ references: PageReferences) -> [UInt8] {
    object { writer in
      writer.member("links", references.links.map(\.destination))
      writer.member("anchors", references.anchors)
    }
  }

  private static func write(_ finding: Finding, to writer: inout JSONWriter) {
    writer.member("code", finding.code)
    writer.member("severity", finding.severity.rawValue)
    writer.member("priority", finding.priority.rawValue)
    writer.member("message", finding.message)
    writer.member("help", finding.help)
  }

  private static func gates(_ results: [GateResult]) -> [UInt8] {
    object { writer in
      for gate in results {
        writer.member(gate.id) { writer in
          writer.object { writer in
            writer.member("passed", gate.passed)
            writer.member("score", gate.score)
            writer.member("required", gate.required)
            writer.member("criteria") { writer in
              writer.object { writer in
                for criterion in gate.criteria { writer.member(criterion.id, criterion.outcome.rawValue) }
              }
            }
          }
        }
      }
    }
  }

  private static func metrics(_ metrics: DiagramMetrics) -> [UInt8] {
    object { writer in
      writer.member("structure") { writer in
        writer.object { writer in
          for metric in metrics.structure { writer.member(metric.name, metric.value) }
        }
      }
      writer.member("content") { writer in
        writer.array(metrics.content) { metric, writer in
          writer.object { writer in
            writer.member("kind", metric.kind.rawValue)
            writer.member("text", metric.text)
          }
        }
      }
    }
  }

  private static func aggregate(_ files: [AggregateStage.File]) -> [UInt8] {
    object { writer in
      writer.member("files") { writer in
        writer.object { writer in
          for file in files { writer.member(file.name, file.bytes.count) }
        }
      }
    }
  }
}
