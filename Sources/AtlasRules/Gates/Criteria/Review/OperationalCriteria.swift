import AtlasCore
import AtlasMarkdown
import AtlasMermaid

/// `ops.error_paths`
enum ErrorPaths: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "ops.error_paths",
    asks: "draws what happens when something fails",
    strong: "a link, a message or a block labelled with a failure, or a node of one that a link leads into",
    weak: "a dashed link",
    missing: "draw the way that is taken when something fails: -.->|timeout 30s| Fallback",
    examples: [
      .strong(.label, "Fallback cache"), .weak(.diagram, "flowchart LR\n  a[Kafka] -.-> b[Flink]"),
      .strong(.diagram, "flowchart LR\n  a[Kafka] -->|timeout| b[Flink]"),
      .strong(
        .diagram, "sequenceDiagram\n  A->>B: read\n  alt cache miss or error\n    B->>A: fallback\n  end"),
      .silent(.label, "Errors per second"), .silent(.page, "A timeout may happen."),
    ])

  static let options: [RuleOption] = [
    .texts(
      "words",
      [
        "fail*", "error*", "timeout*", "timed out", "fallback*", "retry", "retries", "circuit open",
        "breaker open*", "unavailable", "rejected", "degrade*", "dead letter", "dlq", "overload*", "down",
        "unhealthy", "on failure", "exception*", "outage*", "crash*", "!timeout:", "!error rate*",
        "!errors per",
        "!failsafe",
        "!error budget*", "!drill down", "!scale down", "!cool down", "!cooldown", "!break down",
        "!error free",
      ], "words of ways that are taken when something fails")
  ]

  static func read(_ diagram: DiagramReading, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    let list = settings.list("words")
    for text in diagram.labels {
      guard let cue = text.first(of: list) else { continue }
      switch text.kind {
      case .node(let node) where diagram.links(ofNode: node).into > 0: found.strong(cue.range, of: text)
      case .link, .label: found.strong(cue.range, of: text)
      case .node, .subgraph, .heading, .paragraph, .listItem, .row, .code: continue
      }
    }
    for (number, link) in (diagram.flowchart?.links ?? []).enumerated() where link.link.stroke == .dotted {
      found.weak(inDiagram: link.link.range, key: 1_000 + number)
    }
  }
}

/// `ops.commands`
enum DebugCommands: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "ops.commands",
    asks: "gives the commands to look with",
    strong: "a block of shell commands or of queries; a command in a label or a sentence",
    missing: "give the commands to look with: kubectl describe pod checkout-0",
    examples: [
      .strong(.page, "```bash\nkubectl get pods\n```"), .strong(.page, "Run `kubectl top pods` first."),
      .strong(.label, "kubectl get pods"), .silent(.page, "```python\nprint(1)\n```"),
      .silent(.page, "Use curl."), .silent(.page, "The `timeout` is 30."),
    ])

  static let options: [RuleOption] = [
    .texts(
      "commands",
      [
        "kubectl get", "kubectl describe", "kubectl logs", "kubectl top", "kubectl exec", "kubectl rollout",
        "kubectl drain", "kubectl scale", "docker ps", "docker logs", "docker stats", "docker exec",
        "journalctl", "systemctl", "redis-cli", "psql", "mysql -", "curl -", "curl http*", "netstat", "ss -",
        "tcpdump", "iostat", "vmstat", "top -", "jstack", "jmap", "jstat", "strace", "dig", "nslookup",
        "nodetool",
        "kafka-consumer-groups*", "kafka-topics*", "aws ec2", "aws ecs", "aws rds", "aws cloudwatch",
        "gcloud compute", "EXPLAIN ANALYZE", "SHOW PROCESSLIST", "SHOW ENGINE", "FROM pg_stat*", "etcdctl",
        "istioctl",
        "consul members", "mongostat", "rabbitmqctl", "perf top", "perf record", "pt-query*", "helm rollback",
        "!dig into", "!dig deeper", "!dig in",
      ], "commands and queries that are written in texts")
  ]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard !text.isCode, let cue = text.first(of: settings.list("commands")) else { return }
    found.strong(cue.range, of: text)
  }

  static func read(
    _ chapter: PageReading.Chapter, of page: PageReading, _ settings: CriterionSettings,
    _ found: inout EvidenceSink
  ) {
    for case .code(let language, let text, _) in chapter.items where language == .shell || language == .query
    {
      guard let first = Commands.lines(of: page.texts[text].bytes).first else { continue }
      found.strong(first, of: page.texts[text])
    }
  }
}

/// `ops.dashboards`
enum Dashboards: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "ops.dashboards",
    asks: "links the dashboards",
    strong: "a link or a click that names a dashboard",
    weak: "a dashboard, or what draws one, by name",
    missing: "link the dashboard that shows it",
    examples: [
      .strong(.page, "Open the [dashboard](https://grafana.shop.test/d/1)."), .weak(.label, "Grafana"),
      .weak(.page, "The dashboard shows it."), .silent(.page, "The dashing board."),
    ])

  static let options: [RuleOption] = [
    .texts(
      "links", ["dashboard", "grafana", "datadog", "kibana", "cloudwatch"],
      "words of links to dashboards, in lower case"),
    .texts(
      "words", ["dashboard*", "Grafana", "Kibana", "Datadog", "CloudWatch", "New Relic", "Atlas metrics"],
      "dashboards and what draws them"),
  ]

  static let unsearched: Set<String> = ["links"]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard !text.isCode else { return }
    for cue in text.cues(of: settings.list("words")) { found.weak(cue.range, of: text, key: cue.phrase) }
  }

  static func read(_ diagram: DiagramReading, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    for click in diagram.clicks where settings.set("links").contains(where: click.words.contains) {
      found.strong(inDiagram: click.range)
    }
  }

  static func read(
    _ chapter: PageReading.Chapter, of page: PageReading, _ settings: CriterionSettings,
    _ found: inout EvidenceSink
  ) {
    for link in chapter.links where !link.isImage && link.destination.hasPrefix("http") {
      let words = (link.text + " " + link.destination).lowercased()
      if settings.set("links").contains(where: words.contains) { found.strong(onPage: link.range) }
    }
  }
}
