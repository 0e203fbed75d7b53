import AtlasCore
import AtlasMarkdown
import AtlasMermaid

/// `ops.error_paths`
enum ErrorPaths: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "ops.error_paths",
    asks: "draws what happens when something fails",
    strong: """
      a link labelled with a failure, a message, a block or a transition of one, or a node of a failure or a fallback that a \
      link leads into
      """,
    weak: "dashed links, which may mean anything and are never enough",
    missing: "draw the way that is taken when something fails: -.->|timeout 30s| Fallback",
    examples: [
      .strong(.label, "Fallback cache"), .weak(.diagram, "flowchart LR\n  a[Kafka] -.-> b[Flink]"),
      .strong(.diagram, "flowchart LR\n  a[Kafka] -->|timeout| b[Flink]"),
      .strong(
        .diagram, "sequenceDiagram\n  A->>B: read\n  alt cache miss or error\n    B->>A: fallback\n  end"),
      .silent(.label, "Errors per second"), .silent(.page, "A timeout may happen."),
      .weak(.diagram, "flowchart LR\n  a[Kafka] -.-> b[Flink]\n  b -.->|p99 5ms| c[Redis]"),
      .silent(.label, "Sentry<br/>1M errors a day"), .strong(.label, "05:35<br/>System failures"),
      .silent(.label, "Sentry<br/>Error tracking"), .silent(.label, "Idle timeout 30s"),
      .silent(.diagram, "pie\n  title Crash of the market\n  \"a\" : 1"),
      .silent(.diagram, "flowchart LR\n  error --> timeout[Flink]\n  %% on failure"),
      .silent(.label, "https://x.test/error"), .silent(.label, "Fehlerpfad"),
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
        "!error free", "!error track*", "!error detect*", "!error aggregat*", "!error analy*", "!error log*",
        "!error monitor*", "!error propagat*", "!error count*", "!error correct*", "!failure analy*",
        "!failure detect*", "!failure rate*", "!idle timeout*", "!session timeout*", "!failure domain*",
        "!failover", "!failovers", "!failure mode*", "!fault tolerant", "!down to", "!count down",
        "!error pattern*", "!failure pattern*", "!failure prediction", "!timeout config*", "!error code*",
      ], "words of ways that are taken when something fails"),
    .texts(
      "settings", ["timeout*", "retry", "retries", "down"],
      "those of them that are settings or directions where they stand in a node"),
    .texts(
      "ways", ["fallback*", "dead letter", "dlq"],
      "those of them that count on any line of a node; the others only in its name, which is its first line"),
  ]

  static let companions: Set<String> = ["settings", "ways"]

  static func read(_ diagram: DiagramReading, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    let list = settings.list("words")
    for text in diagram.labels {
      guard let cue = text.first(of: list) else { continue }
      switch text.kind {
      case .node(let node) where diagram.links(ofNode: node).into > 0:
        let weaker = text.cues(of: settings.list("settings"))
        let ways = text.cues(of: settings.list("ways"))
        let outcome = text.cues(of: list).first { cue in
          ways.contains { $0.range == cue.range }
            || (text.name.contains(cue.range.lowerBound) && !weaker.contains { $0.range == cue.range })
        }
        if let outcome { found.strong(outcome.range, of: text) }
      case .link: found.strong(cue.range, of: text)
      // Titles, slices and tasks are no ways.
      case .label where drawsWays(diagram): found.strong(cue.range, of: text)
      case .node, .subgraph, .label, .heading, .paragraph, .listItem, .row, .code: continue
      }
    }
    for link in diagram.flowchart?.links ?? [] where link.link.stroke == .dotted {
      found.weak(inDiagram: link.link.range, key: 0)
    }
  }

  private static func drawsWays(_ diagram: DiagramReading) -> Bool {
    switch diagram.diagram.syntax {
    case .sequence, .state: true
    default: false
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
      .silent(.page, "```bash\nmkdir -p /opt/x\n```"), .silent(.page, "```sql\nCREATE TABLE t (id INT)\n```"),
      .strong(.page, "```sql\nSELECT 1\n```"), .silent(.page, "```bash\nX-Limit: 1000\n```"),
      .silent(.page, "See https://x.test/kubectl-get-pods now."), .silent(.page, "<!-- kubectl get pods -->"),
      .silent(.diagram, "flowchart LR\n  kubectlGet --> b[Flink]"), .silent(.page, "Befehl unbekannt."),
      .silent(.page, "Use curl."), .silent(.page, "The `timeout` is 30."),
    ])

  static let options: [RuleOption] = [
    .texts(
      "commands",
      [
        "kubectl get", "kubectl describe", "kubectl logs", "kubectl top", "kubectl exec", "kubectl rollout",
        "kubectl drain", "kubectl scale", "docker ps", "docker logs", "docker stats", "docker exec",
        "journalctl", "systemctl", "redis-cli", "psql -*", "mysql -u*", "mysql -h*", "mysql -e*", "curl -",
        "curl http*", "netstat", "ss -",
        "tcpdump", "iostat", "vmstat", "top -", "jstack", "jmap", "jstat", "strace", "dig", "nslookup",
        "nodetool",
        "kafka-consumer-groups*", "kafka-topics*", "aws ec2 describe*", "aws ecs describe*",
        "aws rds describe*",
        "aws cloudwatch get*",
        "gcloud compute", "EXPLAIN ANALYZE", "SHOW PROCESSLIST", "SHOW ENGINE", "FROM pg_stat*", "etcdctl",
        "istioctl",
        "consul members", "mongostat", "rabbitmqctl", "perf top", "perf record", "pt-query*", "helm rollback",
        "!dig into", "!dig deeper", "!dig in",
      ], "commands and queries that are written in texts"),
    .texts(
      "tools",
      [
        "kubectl", "docker", "crictl", "curl", "grpcurl", "grep", "zgrep", "tail", "cat", "zcat", "less",
        "head",
        "ps", "top", "htop", "netstat", "ss", "ping", "dig", "nslookup", "host", "traceroute", "mtr",
        "tcpdump",
        "iostat", "vmstat", "sar", "mpstat", "pidstat", "free", "df", "du", "lsof", "strace", "ltrace",
        "jstack",
        "jmap", "jstat", "jcmd", "redis-cli", "psql", "mysql", "mongo", "mongosh", "nodetool", "cqlsh",
        "etcdctl",
        "istioctl", "linkerd", "consul", "aws", "gcloud", "az", "gh", "journalctl", "systemctl", "dmesg",
        "openssl",
        "ls", "find", "awk", "sed", "jq", "watch", "perf", "iftop", "iotop", "nvidia-smi", "ipmitool",
        "sensors",
        "telnet", "nc", "rabbitmqctl", "rabbitmq-diagnostics", "kafka-topics", "kafka-consumer-groups",
        "kafka-configs", "kafka-log-dirs", "nginx", "haproxy", "vtysh", "zpool", "ceph", "promtool", "amtool",
        "argocd", "bgp_monitor", "wrk", "hey", "ab",
      ], "commands that begin a line of a block: what shows something"),
  ]

  static let unsearched: Set<String> = ["tools"]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard !text.isCode, let cue = text.first(of: settings.list("commands")) else { return }
    found.strong(cue.range, of: text)
  }

  static func read(
    _ chapter: PageReading.Chapter, of page: PageReading, _ settings: CriterionSettings,
    _ found: inout EvidenceSink
  ) {
    let tools = settings.set("tools")
    for case .code(let language, let text, _) in chapter.items where language == .shell || language == .query
    {
      let bytes = page.texts[text].bytes
      let first = Commands.first(in: bytes) { looks(bytes[$0], isQuery: language == .query, tools) }
      if let first { found.strong(first, of: page.texts[text]) }
    }
  }

  /// Whether a line of a block shows something: it does not set, make or install, and is no line of an answer.
  private static func looks(_ line: ArraySlice<UInt8>, isQuery: Bool, _ tools: Set<String>) -> Bool {
    let words = line.split(separator: 0x20, maxSplits: 2)
    guard let word = words.first, word.last != UInt8(ascii: ":") else { return false }
    let first = String(decoding: word, as: UTF8.self).lowercased()
    if isQuery { return queries.contains(first) || isCall(word) }
    let name = first.split(separator: "/").last.map(String.init) ?? first
    if tools.contains(name.hasSuffix(".sh") ? String(name.dropLast(3)) : name) { return true }
    return first.hasPrefix("./")
      || (name != "java" && words.dropFirst().contains { $0.starts(with: "--".utf8) })
  }

  private static let queries: Set<String> = ["select", "show", "explain", "with", "describe", "analyze"]

  /// `rate(http_requests_total[5m])`; in a definition of a table the bracket stands in the second word.
  private static func isCall(_ word: ArraySlice<UInt8>) -> Bool {
    guard let bracket = word.firstIndex(of: UInt8(ascii: "(")) else { return false }
    return bracket > word.startIndex && word[..<bracket].allSatisfy(Lexicon.isWord)
  }
}

/// `ops.dashboards`
enum Dashboards: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "ops.dashboards",
    asks: "links the dashboards, or says what draws them",
    strong: """
      a link, a click or an address in a block of settings that names a dashboard; a dashboard and what draws it in one \
      label, line or row
      """,
    weak: "one of both, which is never enough",
    missing: "link the dashboard that shows it",
    examples: [
      .strong(.page, "Open the [dashboard](https://grafana.shop.test/d/1)."), .weak(.label, "Grafana"),
      .strong(.label, "Grafana<br/>500 dashboards"),
      .strong(.page, "See https://x.test/grafana-dashboard now."),
      .silent(.page, "<!-- Grafana dashboard -->"), .silent(.page, "```bash\n# Grafana dashboard\nls\n```"),
      .silent(.diagram, "flowchart LR\n  grafanaDashboard --> b[Flink]"),
      .silent(.page, "Das Armaturenbrett."),
      .weak(.page, "The dashboard shows it."), .silent(.page, "The dashing board."),
      .strong(.page, "```yaml\nboards:\n  - url: https://grafana.shop.test/d/7\n```"),
      .silent(.page, "See the [status](https://status.cloud.test/dashboard) of the provider."),
      .strong(.page, "See the [status](https://grafana.shop.test/d/status) of all."),
    ])

  static let options: [RuleOption] = [
    .texts(
      "links", ["dashboard", "grafana", "datadog", "kibana", "cloudwatch"],
      "words of links to dashboards, in lower case"),
    .texts(
      "statuses", ["status", "health dashboard"],
      "words of links to what a provider says of itself, unless the address names what draws dashboards"),
    .texts(
      "words", ["dashboard*", "Grafana", "Kibana", "Datadog", "CloudWatch", "New Relic", "Atlas metrics"],
      "what a dashboard is called, then what draws them"),
  ]

  static let unsearched: Set<String> = ["links", "statuses"]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard !text.isCode else { return }
    let cues = text.cues(of: settings.list("words"))
    guard let board = cues.first(where: { $0.phrase == 0 }), cues.contains(where: { $0.phrase > 0 }) else {
      if let cue = cues.first { found.weak(cue.range, of: text, key: 0) }
      return
    }
    found.strong(board.range, of: text)
  }

  static func read(_ diagram: DiagramReading, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    for click in diagram.clicks where settings.parts("links").stand(in: click.words) {
      found.strong(inDiagram: click.range)
    }
  }

  static func read(
    _ chapter: PageReading.Chapter, of page: PageReading, _ settings: CriterionSettings,
    _ found: inout EvidenceSink
  ) {
    for link in chapter.links where link.isOfWeb && isDashboard(link.address, link.words, settings) {
      found.strong(onPage: link.range)
    }
    for case .code(.configuration, let number, _) in chapter.items {
      let text = page.texts[number]
      guard ByteSearch.first(UInt8(ascii: "/"), in: text.bytes) != nil else { continue }
      for line in BlockLines(text.bytes) where hasAddress(line, of: text) {
        // What is sent to a service is no place to look at.
        let words = text.string(line).lowercased()
        if !words.contains("/api/"), isDashboard(words, words, settings) {
          found.strong(line, of: text)
        }
      }
    }
  }

  private static func hasAddress(_ line: Range<Int>, of text: EvidenceText) -> Bool {
    guard line.count > 2 else { return false }
    return (line.lowerBound..<line.upperBound - 2).contains { place in
      text.bytes[place] == UInt8(ascii: ":") && text.bytes[place + 1] == UInt8(ascii: "/")
        && text.bytes[place + 2] == UInt8(ascii: "/")
    }
  }

  /// A provider's page of its own status tells nobody where to look into their system.
  private static func isDashboard(_ address: String, _ words: String, _ settings: CriterionSettings) -> Bool {
    guard settings.parts("links").stand(in: words) else { return false }
    return !settings.parts("statuses").stand(in: words)
      || settings.set("links").contains { $0 != "dashboard" && address.contains($0) }
  }
}
