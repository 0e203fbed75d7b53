import AtlasCore

extension JSONObjects {
  static func write(_ metrics: DiagramMetrics, to json: inout JSONWriter) {
    json.object { json in
      json.member("structure") { json in
        json.object { json in
          for metric in metrics.structure { json.member(metric.name, metric.value) }
        }
      }
      json.member("content") { json in
        json.array { json in
          for metric in metrics.content { json.element { write(metric, to: &$0) } }
        }
      }
    }
  }

  private static func write(_ metric: ContentMetric, to json: inout JSONWriter) {
    json.object { json in
      json.member("kind", metric.kind.rawValue)
      json.member("text", metric.text)
      writeStated("name", metric.name, to: &json)
      writeStated("version", metric.version, to: &json)
      switch metric.amount {
      case .none: break
      case .value(let value): json.member("value", value)
      case .range(let low, let high):
        json.member("low", low)
        json.member("high", high)
      case .change(let before, let after):
        json.member("before", before)
        json.member("after", after)
      }
      writeStated("unit", metric.unit, to: &json)
      writeStated("period", metric.period, to: &json)
      writeStated("per", metric.per, to: &json)
      writeStated("qualifier", metric.qualifier, to: &json)
      writeStated("subject", metric.subject, to: &json)
      json.member("line", metric.start.line)
      json.member("column", metric.start.column)
    }
  }

  /// What a text does not state is left out.
  private static func writeStated(_ key: String, _ value: String, to json: inout JSONWriter) {
    if !value.isEmpty { json.member(key, value) }
  }
}
