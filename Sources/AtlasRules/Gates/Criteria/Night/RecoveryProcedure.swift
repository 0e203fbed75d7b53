import AtlasCore

/// `3am.recovery`
enum RecoveryProcedure: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "3am.recovery",
    asks: "says how to recover",
    strong: """
      a node that recovers, restarts, restores, rolls back, drains, promotes or fails over, with a link that leads into it; \
      such a word with what it is done to, or with a duration of days at most; a list or commands under a heading that says \
      so, or a heading of a procedure
      """,
    weak: "such a word alone, and a restart that a failure causes, which are never enough",
    missing: "say what to restart, restore, roll back or promote, and how long it takes",
    examples: [
      .strong(.label, "Promote the replica"), .strong(.page, "Then restart the consumers."),
      .strong(.page, "Failover takes 30 seconds."), .strong(.page, "## Recovery\n\n- scale the pool"),
      .weak(.page, "Recovery is a goal."), .silent(.page, "The summer promotion sold well."),
      .silent(.page, "<!-- restart the pods -->"), .silent(.label, "Rollback history"),
      .silent(.diagram, "flowchart LR\n  restart --> b[Flink]\n  %% restart the pods"),
      .silent(.page, "Neustart der Pods."),
      .silent(.page, "See https://wiki.test/restart-pods now."), .silent(.page, "Call `restore()` in code."),
      .silent(.page, "Pod restarts due to a leak."), .silent(.label, "Restart count: 9"),
      .weak(.page, "Teams detect and recover from such failures."),
      .strong(.page, "Then recover from the last snapshot."),
      .strong(.page, "## Recovery procedure\n\nAsk Ada."),
      .weak(.page, "Recovery time of the company: 18 months."), .silent(.label, "Recovery metrics"),
      .weak(.label, "Router<br/>Multi-region failover<br/>p99: 4ms"),
      .strong(.label, "Router<br/>Failover: 30 seconds"),
      .strong(.label, "Plan<br/>Quick mitigation<br/>⏱ 10 min"),
      .weak(.label, "Plan<br/>Quick mitigation<br/>TTL of names: 10 min"),
      .weak(.label, "Plan<br/>Quick mitigation<br/>$8M/month"),
      .strong(.page, "```bash\n# Restart the consumers\nkubectl rollout restart deploy/consumers\n```"),
      .silent(.page, "```bash\n# Check the restart of yesterday\nls\n```"),
      .strong(.page, "```bash\n# Failover of the database\npg_ctl promote -D /data\n```"),
      .silent(.page, "## Risks and mitigation\n\n- train people"),
    ])

  static let options: [RuleOption] = [
    .texts(
      "verbs",
      [
        "recover", "restart", "restarts", "restarting", "restarted", "restore", "restoring", "roll back",
        "rolls back", "rolled back", "rolling back", "mitigate", "mitigates the",
        "drain", "drains", "draining", "drained", "promote the replica", "promote replica*",
        "promote a replica",
        "promote the standby", "promote standby", "promote secondary", "promote the secondary",
        "promote read replica*",
        "promote follower", "promote the follower", "promote new", "promote a new", "promoted to primary",
        "promotes the replica", "promoting replica*", "promoting the replica", "promote to primary",
        "promote slave", "promote backup",
        "fail over", "fails over", "failed over", "failing over", "revert", "reverts", "reverted",
        "reverting",
        "switch traffic", "shift traffic", "fallback to", "falls back to", "fall back to", "failover to",
        "rollback to", "recovery via", "recovery by", "recovery from", "!pod restarts", "!pods restarting",
        "!node restarts", "!instance restarts", "!container restarts", "!server restarts",
        "!service restarts",
        "!process restarts", "!dyno restarts", "!application restarts", "!daily restarts",
        "!frequent restarts", "!requiring restarts", "!restarts every", "!restart loop*", "!restart count*",
        "!restart rate*", "!restart frequency", "!restart safe", "!restart required", "!topology restart",
        "!restarts observed", "!promoted to critical",
      ], "what is done to something"),
    .texts(
      "nouns",
      [
        "recover*", "failover*", "rollback*", "restart*", "restor*", "mitigat*", "promote*", "drain*",
        "!risk mitigation", "!downtime recovery", "!recovery test*", "!incomplete failover",
        "!failover failed",
        "!failed failover", "!restart capabilit*", "!partial restoration", "!point in time recovery",
        "!restore test*", "!promote data*", "!recovery objective*", "!disaster recovery", "!trust recovery",
        "!failover cost*", "!recovery time objective cost*", "!origin fallback", "!backup and restore",
        "!recovery architecture",
        "!recovery cost*", "!it recovery", "!failover loop*",
        "!restore procedures", "!economic recovery", "!recovery fund*", "!cost recovery",
        "!recovery detection", "!recovery track*", "!rollback strateg*", "!pod restart*", "!pods restarting",
        "!node restarts", "!instance restart*", "!container restarts", "!server restarts",
        "!service restarts", "!process restarts", "!dyno restarts", "!application restarts",
        "!daily restarts", "!frequent restarts", "!restarts every", "!restart loop*", "!restart count*",
        "!restart rate*", "!restart frequency", "!restart safe", "!restart required", "!topology restart",
        "!recovery metric*", "!recovery slow*", "!slow recovery", "!reputation recovery", "!brand recovery",
        "!budget recovery", "!user recovery", "!customer recovery", "!activity recovery", "!revenue recovery",
        "!market recovery", "!restore issue*", "!restore failures", "!recovery failures",
        "!recovery validation",
        "!slow drain", "!restore fails", "!restore failed", "!failover test*", "!rollback point*",
        "!failover readiness", "!mitigation required",
        "!fallback causing", "!before failover",
        "!risk and mitigation", "!risks and mitigation",
        "!risk assessment and mitigation", "!mitigation of risks", "!cold start mitigation",
        "!promote to critical",
        "fallback*", "revert*", "switchover", "!promotion*", "!restaurant*", "!rollback history",
        "!rollback capabilit*", "!failover capabilit*", "!recovery capabilit*", "!recoverable",
      ], "what is done"),
    .texts(
      "objectless",
      [
        "and", "or", "is", "are", "was", "were", "of", "in", "on", "at", "by", "as", "for", "with", "when",
        "if",
        "after", "before", "then", "but", "that", "this", "which", "we", "it", "you", "they", "can", "will",
        "may", "takes", "due", "because", "every", "daily", "per", "during", "needed", "required", "quickly",
        "count", "rate", "frequency", "loop", "loops", "capability", "capabilities", "detected",
        "automatically", "gracefully",
      ], "words that are not what it is done to"),
    .texts(
      "sources",
      [
        "backup*", "snapshot*", "replica*", "standby", "archive*", "checkpoint*", "wal", "log", "logs",
        "dump*",
        "S3", "copy", "copies",
      ], "what something recovers from, where it is no failure"),
    .texts(
      "actions",
      [
        "promote", "restore", "restart", "rollback", "rollout undo", "failover", "recover", "drain", "revert",
      ],
      "parts of commands that recover something"),
    .texts(
      "procedures",
      [
        "recovery procedure*", "recovery process*", "recovery step*", "recovery script*", "recovery command*",
        "recovery automation", "emergency recovery", "rollback procedure*", "rollback step*",
        "failover procedure*", "failover process*", "failover script*", "restore procedure*",
        "immediate mitigation", "mitigation step*", "mitigation action*",
      ], "headings of procedures, whatever stands under them"),
    .number(
      "longest", 604_800, in: 1...31_536_000,
      "the longest recovery of a system in seconds; a longer one is a company's"),
  ]

  static let companions: Set<String> = ["sources"]
  static let unsearched: Set<String> = ["objectless", "actions"]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    if case .code(.shell) = text.kind { return readComments(of: text, settings, &found) }
    guard !text.isCode else { return }
    if text.kind == .heading {
      if let cue = text.first(of: settings.list("procedures")) { found.strong(cue.range, of: text) }
      return
    }
    for cue in text.cues(of: settings.list("verbs")) where !isCode(cue, in: text) {
      if hasObject(cue.range, in: text, settings) { return found.strong(cue.range, of: text) }
    }
    for cue in text.cues(of: settings.list("nouns")) where !isCode(cue, in: text) {
      if takesTime(cue.range, in: text, settings) { return found.strong(cue.range, of: text) }
      found.weak(cue.range, of: text, key: 0)
    }
  }

  static func read(_ diagram: DiagramReading, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    let (nouns, verbs) = (settings.list("nouns"), settings.list("verbs"))
    for text in diagram.labels {
      guard let cue = text.first(of: nouns) ?? text.first(of: verbs) else { continue }
      switch text.kind {
      // What stands further below in a node is one of its features.
      case .node(let node) where diagram.links(ofNode: node).into > 0:
        if text.name.contains(cue.range.lowerBound) { found.strong(cue.range, of: text) }
      case .link, .subgraph: found.strong(cue.range, of: text)
      case .node, .label, .heading, .paragraph, .listItem, .row, .code: continue
      }
    }
  }

  static func read(
    _ chapter: PageReading.Chapter, of page: PageReading, _ settings: CriterionSettings,
    _ found: inout EvidenceSink
  ) {
    let list = settings.list("nouns")
    for item in chapter.items {
      for heading in item.headings.suffix(max(1, item.headings.count - 1)).reversed() {
        guard let cue = page.texts[heading].first(of: list) else { continue }
        found.strong(cue.range, of: page.texts[heading])
        break
      }
    }
    // What stands under the heading may be the diagram itself.
    for number in chapter.texts where page.texts[number].kind == .heading && page.isOverDiagram(number) {
      if let cue = page.texts[number].first(of: list) { found.strong(cue.range, of: page.texts[number]) }
    }
  }

  /// `# Restart the consumers` above the command that does it.
  private static func readComments(
    of text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink
  ) {
    let commands = Commands.lines(of: text.bytes)
    let (verbs, nouns) = (settings.list("verbs"), settings.list("nouns"))
    for cue in text.cues {
      guard [verbs, nouns, settings.list("procedures")].contains(cue.list) else { continue }
      let line = text.line(around: cue.range)
      guard text.bytes[line].first(where: { $0 > 0x20 }) == UInt8(ascii: "#"),
        let command = commands.first(where: { $0.lowerBound > line.upperBound }),
        text.line(around: command).lowerBound == line.upperBound + 1
      else { continue }
      let isProcedure =
        switch cue.list {
        case verbs: hasObject(cue.range, in: text, settings)
        case nouns: settings.set("actions").contains(where: text.string(command).lowercased().contains)
        default: true
        }
      if isProcedure { return found.strong(cue.range, of: text) }
    }
  }

  private static func isCode(_ cue: Lexicon.Cue, in text: EvidenceText) -> Bool {
    text.codeSpans.contains { $0.overlaps(cue.range) }
      || (cue.range.upperBound < text.bytes.count && text.bytes[cue.range.upperBound] == UInt8(ascii: "("))
  }

  private static func hasObject(
    _ range: Range<Int>, in text: EvidenceText, _ settings: CriterionSettings
  ) -> Bool {
    guard let word = text.word(after: range.upperBound) else { return false }
    guard text.string(word).lowercased() == "from", text.string(range).lowercased() == "recover" else {
      return !text.isAny(word, of: settings.set("objectless"))
    }
    // People recover from backups as they do from failures.
    let end = min(text.sentence(around: word).upperBound, word.upperBound + nearby)
    return text.has(settings.list("sources"), in: word.upperBound..<end)
  }

  /// About four words.
  private static let nearby = 40

  /// A duration beside a recovery: what a request takes is not one, and months are not a system's.
  private static func takesTime(
    _ range: Range<Int>, in text: EvidenceText, _ settings: CriterionSettings
  ) -> Bool {
    let sentence = text.sentence(around: range)
    let line = text.isLabel ? text.line(around: range) : sentence
    if text.isLabel, isDurationAlone(below: line, in: text) { return true }
    return text.quantities.contains { quantity in
      if quantity.kind == .recovery {
        return sentence.contains(quantity.range.lowerBound)
          && seconds(quantity) <= settings.number("longest")
      }
      return quantity.kind == .latency && line.contains(quantity.range.lowerBound)
        && !quantity.qualifier.hasPrefix("p")
    }
  }

  /// Whether the next line of a label is a duration and nothing else: `⏱ 10 min`.
  private static func isDurationAlone(below line: Range<Int>, in text: EvidenceText) -> Bool {
    guard line.upperBound + 1 < text.bytes.count else { return false }
    let next = text.line(around: (line.upperBound + 1)..<(line.upperBound + 1))
    let letters = text.bytes[next].count { ($0 | 0x20) &- UInt8(ascii: "a") < 26 }
    let isRate = text.bytes[next].contains { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "/") }
    let begins = next.first { Lexicon.isWord(text.bytes[$0]) }
    return letters <= 7 && !isRate && begins.map(text.isDigit) == true && text.hasDuration(in: next)
  }

  private static func seconds(_ quantity: Quantity) -> Double {
    switch quantity.amount {
    case .none: 0
    case .value(let value): value
    case .range(let low, _): low
    case .change(_, let after): after
    }
  }
}
