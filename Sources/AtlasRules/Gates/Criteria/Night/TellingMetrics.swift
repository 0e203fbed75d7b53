import AtlasCore
import AtlasMarkdown
import AtlasMermaid

/// `3am.metrics`
enum TellingMetrics: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "3am.metrics",
    asks: "names the metrics that show the problem",
    strong: """
      a metric with a comparison and a value (`CPU > 80%`); a query of Prometheus; an alerting rule; a link to a dashboard
      """,
    weak: """
      a measured latency, rate, lag or throughput without a threshold; words that speak of dashboards and alerts; neither is \
      ever enough, since what is normal tells nothing of a problem
      """,
    missing: "name the metrics that show the problem with their thresholds: `replication lag > 10s`",
    examples: [
      .strong(.label, "CPU > 80%"), .strong(.label, "Replication lag > 10s"),
      .strong(.page, "Page when p99 latency exceeds 500 ms."),
      .strong(.page, "```promql\nhistogram_quantile(0.99, rate(http_seconds_bucket[5m]))\n```"),
      .strong(.page, "Open the [checkout dashboard](https://grafana.shop.test/d/1)."),
      .strong(.page, "| Metric | Alert |\n|---|---|\n| Error rate | > 1% |"),
      .strong(.page, "```yaml\n- alert: HighErrorRate\n  expr: job:errors > 1\n```"),
      .weak(.label, "p99: 10ms"), .weak(.page, "A dashboard exists."),
      .strong(.page, "Alert on locks older than 1 hour."), .weak(.page, "Alert on trouble."),
      .weak(.page, "99.99% uptime at 40K RPS."), .silent(.page, "It takes requests exceeding 1T annually."),
      .silent(.page, "See https://x.test/cpu>80% for more."), .silent(.page, "<!-- CPU > 80% -->"),
      .silent(.diagram, "flowchart LR\n  cpu --> b[Flink]\n  %% CPU > 80%"),
      .silent(.label, "CPU-bound work"), .silent(.page, "Costs over $500 need approval."),
      .silent(.page, "More than 80% of customers stay."),
    ])

  static let options: [RuleOption] = [
    .texts(
      "names",
      [
        "cpu", "memory", "heap", "disk", "latency", "p50", "p90", "p95", "p99", "p99.9", "p999",
        "response time*", "error rate*", "errors", "5xx", "4xx", "lag", "queue", "queue depth", "queue size",
        "backlog", "throughput", "rps", "qps", "tps", "iops", "connection*", "hit rate*", "hit ratio*",
        "miss rate*", "utilization", "utilisation", "usage", "load", "saturation", "availability",
        "success rate*", "packet loss", "timeouts", "retries", "gc", "gc pause*", "requests", "replication*",
        "failure rate*", "duration", "pending", "threads", "restarts", "rate", "rtt", "queries",
        "!false positive rate*", "!change failure rate*", "!cold start rate*", "!success criteria*",
      ], "metrics that have thresholds"),
    .texts(
      "comparators",
      [
        "above", "exceeds", "exceed", "exceeding", "over", "below", "under", "greater than", "less than",
        "more than", "higher than", "lower than", "drops below", "drops to", "reaches",
      ], "words that compare"),
    .texts(
      "counts",
      [
        "requests", "queries", "replication*", "usage", "load", "rate", "connection*", "memory", "duration",
        "errors",
      ],
      "those of them that words compare with anything: only signs compare them"),
    .texts(
      "queries",
      [
        "histogram_quantile", "rate(", "irate(", "increase(", "avg_over_time(", "max_over_time(", "sum by",
        "sum(rate", "alert_threshold:",
      ], "what queries of Prometheus begin with, and settings of alerts"),
    .texts("rules", ["alert:", "expr:"], "what an alerting rule has"),
    .texts(
      "dashboards", ["dashboard", "grafana", "datadog", "kibana", "cloudwatch"],
      "words of links to dashboards, in lower case"),
    .texts(
      "words", ["dashboard*", "alert when", "alert on", "alert if", "alert threshold*", "alerting rule*"],
      "words that speak of dashboards and alerts"),
  ]

  static let companions: Set<String> = ["comparators", "counts"]
  static let unsearched: Set<String> = ["dashboards"]

  static let kinds: MetricKinds = [.latency, .rate, .lag, .throughput]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    for cue in text.cues(of: settings.list("queries")) { found.strong(cue.range, of: text) }
    if text.isCode {
      let rules = text.cues(of: settings.list("rules"))
      if let first = rules.first, rules.contains(where: { $0.phrase != first.phrase }) {
        found.strong(first.range, of: text)
      }
      return
    }
    let names = text.cues(of: settings.list("names"))
    for name in !names.isEmpty && mayCompare(text, settings) ? names : [] {
      if let compared = comparison(beside: name.range, in: text, settings) {
        found.strong(compared, of: text)
        return
      }
    }
    for kind in [ContentMetric.Kind.latency, .rate, .lag, .throughput] where text.kinds.contains(kind) {
      guard let quantity = text.quantities.first(where: { $0.kind == kind }) else { continue }
      found.weak(quantity.range.bounds, of: text, key: 0)
    }
    for cue in text.cues(of: settings.list("words")) {
      // "Alert on locks older than 1 hour"
      let isRule = text.bytes[cue.range].contains(0x20) && text.bytes[cue.range.lowerBound] | 0x20 == 0x61
      let rest = cue.range.upperBound..<text.sentence(around: cue.range).upperBound
      found.add(cue.range, of: text, strong: isRule && text.hasDigit(in: rest), key: 0)
    }
  }

  static func read(_ diagram: DiagramReading, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    for click in diagram.clicks where settings.parts("dashboards").stand(in: click.words) {
      found.strong(inDiagram: click.range)
    }
  }

  static func read(
    _ chapter: PageReading.Chapter, of page: PageReading, _ settings: CriterionSettings,
    _ found: inout EvidenceSink
  ) {
    for link in chapter.links where link.isOfWeb && settings.parts("dashboards").stand(in: link.words) {
      found.strong(onPage: link.range)
    }
  }

  /// Whether a text has anything that compares: few have, and names of metrics are everywhere.
  private static func mayCompare(_ text: EvidenceText, _ settings: CriterionSettings) -> Bool {
    text.lists.contains(settings.list("comparators"))
      || ByteSearch.first(UInt8(ascii: "<"), in: text.bytes) != nil
      || ByteSearch.first(UInt8(ascii: ">"), in: text.bytes) != nil
      || ByteSearch.first(0xE2, in: text.bytes) != nil
  }

  /// From the metric to the value that it is compared with; on one line, or in the cells of one row.
  private static func comparison(
    beside name: Range<Int>, in text: EvidenceText, _ settings: CriterionSettings
  ) -> Range<Int>? {
    let line = text.line(around: name)
    let end = min(line.upperBound, name.upperBound + (text.kind == .row ? 120 : 60))
    for place in name.upperBound..<max(name.upperBound, end) where isComparison(place, in: text) {
      return name.lowerBound..<place
    }
    if text.cues(of: settings.list("counts")).contains(where: { $0.range == name }) { return nil }
    for cue in text.cues(of: settings.list("comparators")) {
      guard cue.range.lowerBound >= name.upperBound, cue.range.lowerBound < end,
        isValue(cue.range.upperBound, in: text)
      else { continue }
      return name.lowerBound..<cue.range.upperBound
    }
    return nil
  }

  private static func isComparison(_ place: Int, in text: EvidenceText) -> Bool {
    switch text.bytes[place] {
    case UInt8(ascii: ">"):
      // An arrow compares nothing.
      if place > 0, text.bytes[place - 1] == UInt8(ascii: "-") || text.bytes[place - 1] == UInt8(ascii: "=") {
        return false
      }
      return isValue(place + 1, in: text)
    case UInt8(ascii: "<"):
      // "from 15 minutes to <100ms" is what became of it.
      if place > 3, text.bytes[(place - 4)..<place].elementsEqual(" to ".utf8) { return false }
      return isValue(place + 1, in: text)
    case 0xE2:
      return place + 2 < text.bytes.count && text.bytes[place + 1] == 0x89
        && (text.bytes[place + 2] == 0xA4 || text.bytes[place + 2] == 0xA5) && isValue(place + 3, in: text)
    default: return false
    }
  }

  private static func isValue(_ start: Int, in text: EvidenceText) -> Bool {
    var place = start
    while place < text.bytes.count, place < start + 4, " =~".utf8.contains(text.bytes[place]) { place += 1 }
    return text.isDigit(place)
  }
}
