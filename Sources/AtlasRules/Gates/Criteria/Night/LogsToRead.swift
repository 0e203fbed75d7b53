import AtlasCore

/// `3am.logs`
enum LogsToRead: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "3am.logs",
    asks: "says which logs to read",
    strong: """
      the path of a log or a command that prints one; a log by its kind (slow query log, audit log); a log store beside what \
      to do with it
      """,
    weak: "a log store alone, and words that speak of logs in general, which are never enough",
    missing: "say which log to read, as a path, a command or a query: `kubectl logs deploy/checkout`",
    examples: [
      .strong(.label, "tail /var/log/nginx/error.log"), .strong(.label, "Slow query log"),
      .strong(.page, "Run `kubectl logs -f checkout`."), .strong(.page, "Search Splunk for the order."),
      .strong(.page, "```bash\njournalctl -u kafka\n```"), .weak(.label, "Splunk"),
      .weak(.page, "Structured logging is on."), .silent(.page, "Users log in and see a catalogue."),
      .silent(.page, "```javascript\nconsole.log('/var/log/app.log')\n```"),
      .silent(.page, "```bash\nLOG_FILE=/var/log/x.log\necho started >> /var/log/x.log\n```"),
      .silent(.page, "<!-- tail /var/log/x.log -->"),
      .silent(.diagram, "flowchart LR\n  accessLog --> b[Flink]\n  %% access log"),
      .silent(.page, "See https://wiki.test/var/log/x.log for more."), .silent(.page, "Ein Fehlerprotokoll."),
    ])

  static let options: [RuleOption] = [
    .texts(
      "paths", ["/var/log", ".log", "!console.log", "!math.log", "!np.log", "!kafka.log"],
      "parts of paths of logs"),
    .texts(
      "readers",
      [
        "tail", "grep", "zgrep", "cat", "zcat", "less", "awk", "sed", "head", "view", "vim", "wc", "find",
        "ls", "jq", "lnav", "watch",
      ], "commands that read a file: of a script only such lines say which log to read"),
    .texts(
      "commands",
      [
        "kubectl logs", "journalctl", "docker logs", "docker-compose logs", "dmesg", "tail -f", "aws logs",
        "gcloud logging", "heroku logs",
      ], "commands that print logs"),
    .texts(
      "names",
      [
        "syslog", "slow query log", "slow query logs", "slow log", "slow logs", "access log", "access logs",
        "error log", "error logs", "audit log", "audit logs", "gc log", "gc logs",
        "query log", "query logs", "system log", "system logs", "application log", "application logs",
        "server log", "server logs", "container log", "container logs", "pod log", "pod logs",
        "kernel log", "kernel logs", "debug log", "debug logs", "flow log", "flow logs",
        "deployment log", "deployment logs", "broker log", "broker logs",
        "controller log", "controller logs", "!change log*", "!logging systems",
        "!audit trails and access logs",
      ], "kinds of logs"),
    .texts(
      "stores",
      [
        "ELK", "Kibana", "Splunk", "Loki", "CloudWatch Logs", "Stackdriver", "Sumo Logic", "Graylog",
        "Papertrail", "Logstash", "Fluentd", "Fluent Bit", "Log Analytics", "Cloud Logging",
      ], "stores of logs"),
    .texts(
      "verbs",
      [
        "check*", "search*", "query", "queries", "grep", "look", "inspect*", "filter*", "review*", "analyze*",
        "analyse*", "log", "logs", "tail", "find", "!search interface", "!log data",
      ], "what people do with a store of logs"),
    .texts(
      "words",
      [
        "logs", "logging", "log analysis", "log aggregation", "log entr*", "log file*", "log message*",
        "log level*",
      ], "words that speak of logs"),
  ]

  static let companions: Set<String> = ["verbs", "readers"]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    for cue in text.cues(of: settings.list("commands")) { found.strong(cue.range, of: text) }
    for cue in text.cues(of: settings.list("paths")) where isRead(cue.range, in: text, settings) {
      found.strong(cue.range, of: text)
    }
    guard !text.isCode else { return }
    for cue in text.cues(of: settings.list("names")) { found.strong(cue.range, of: text) }
    let verbs = text.cues(of: settings.list("verbs"))
    for cue in text.cues(of: settings.list("stores")) {
      let sentence = text.sentence(around: cue.range)
      let isUsed = verbs.contains { sentence.contains($0.range.lowerBound) && !$0.range.overlaps(cue.range) }
      found.add(cue.range, of: text, strong: isUsed, key: 0)
    }
    for cue in text.cues(of: settings.list("words")) { found.weak(cue.range, of: text, key: 0) }
  }

  /// What a script writes is not what somebody is told to read.
  private static func isRead(
    _ range: Range<Int>, in text: EvidenceText, _ settings: CriterionSettings
  ) -> Bool {
    guard case .code(.shell) = text.kind else { return true }
    let line = text.line(around: range)
    return text.has(settings.list("readers"), in: line.lowerBound..<max(line.lowerBound, range.lowerBound))
  }
}
