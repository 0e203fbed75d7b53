import AtlasCore

/// `3am.logs`
enum LogsToRead: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "3am.logs",
    asks: "says which logs to read",
    strong: """
      the path of a log or a command that prints one; a log by its kind (slow query log, access log); a log store beside \
      what to do with it; a log that is kept for others (audit log) beside what to do with it or where it lies
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
      .weak(.label, "Audit logs<br/>7 years"), .strong(.label, "Audit logs<br/>CloudTrail"),
      .strong(.page, "Check the audit logs of the vault."), .weak(.page, "There were no error logs at all."),
      .weak(.label, "Log storage<br/>$2M/year<br/>application logs"),
      .strong(.label, "Logging<br/>ELK stack"), .silent(.label, "state.log.retention = 3"),
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
        "error log", "error logs", "gc log", "gc logs",
        "query log", "query logs", "system log", "system logs", "application log", "application logs",
        "server log", "server logs", "container log", "container logs", "pod log", "pod logs",
        "kernel log", "kernel logs", "debug log", "debug logs", "flow log", "flow logs",
        "deployment log", "deployment logs", "broker log", "broker logs",
        "controller log", "controller logs", "!change log*", "!logging systems",
        "!audit trails and access logs",
      ], "kinds of logs"),
    .texts(
      "kept",
      ["audit log", "audit logs", "compliance log", "compliance logs", "!audit log storage"],
      "logs that are kept for others, and count beside what to do with them or where they lie"),
    .texts(
      "places",
      [
        "CloudTrail", "CloudWatch", "Splunk", "Kibana", "Loki", "ELK", "Elasticsearch", "OpenSearch",
        "BigQuery", "Datadog", "SIEM", "journal*", "syslog",
      ], "where such logs lie"),
    .texts("absent", ["no", "missing", "lack*", "without", "lost"], "words before a log that is not there"),
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
        "analyse*", "log", "logs", "logging", "tail", "find", "!search interface", "!log data",
      ], "what people do with a store of logs"),
    .texts(
      "words",
      [
        "logs", "logging", "log analysis", "log aggregation", "log entr*", "log file*", "log message*",
        "log level*",
      ], "words that speak of logs"),
  ]

  static let companions: Set<String> = ["verbs", "readers", "places", "absent"]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    for cue in text.cues(of: settings.list("commands")) { found.strong(cue.range, of: text) }
    for cue in text.cues(of: settings.list("paths")) where isRead(cue.range, in: text, settings) {
      found.strong(cue.range, of: text)
    }
    guard !text.isCode else { return }
    // What logs cost is a reason to keep fewer of them.
    let isCosted = text.isLabel && text.quantities.contains { $0.kind == .cost }
    for cue in text.cues(of: settings.list("names")) {
      found.add(cue.range, of: text, strong: !isCosted && !isAbsent(cue.range, in: text, settings))
    }
    for cue in text.cues(of: settings.list("kept")) {
      let isUsed =
        isBeside("verbs", cue.range, in: text, settings) || isBeside("places", cue.range, in: text, settings)
      found.add(cue.range, of: text, strong: isUsed && !isAbsent(cue.range, in: text, settings))
    }
    for cue in text.cues(of: settings.list("stores")) {
      found.add(cue.range, of: text, strong: isBeside("verbs", cue.range, in: text, settings))
    }
    for cue in text.cues(of: settings.list("words")) { found.weak(cue.range, of: text, key: 0) }
  }

  /// Whether a word of a list stands beside a log, and is no part of its name.
  private static func isBeside(
    _ key: String, _ range: Range<Int>, in text: EvidenceText, _ settings: CriterionSettings
  ) -> Bool {
    let sentence = text.sentence(around: range)
    return text.cues(of: settings.list(key)).contains {
      sentence.contains($0.range.lowerBound) && !$0.range.overlaps(range)
    }
  }

  private static func isAbsent(
    _ range: Range<Int>, in text: EvidenceText, _ settings: CriterionSettings
  ) -> Bool {
    let start = max(text.line(around: range).lowerBound, range.lowerBound - 12)
    return text.has(settings.list("absent"), in: start..<range.lowerBound)
  }

  /// What a script writes is not what somebody is told to read.
  private static func isRead(
    _ range: Range<Int>, in text: EvidenceText, _ settings: CriterionSettings
  ) -> Bool {
    // `state.log.retention` is a setting.
    let next = range.upperBound
    if next + 1 < text.bytes.count, text.bytes[next] == UInt8(ascii: "."),
      Lexicon.isWord(text.bytes[next + 1])
    {
      return false
    }
    guard case .code(.shell) = text.kind else { return true }
    let line = text.line(around: range)
    return text.has(settings.list("readers"), in: line.lowerBound..<max(line.lowerBound, range.lowerBound))
  }
}
