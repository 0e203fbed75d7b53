import AtlasCore

/// `3am.recovery`
enum RecoveryProcedure: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "3am.recovery",
    asks: "says how to recover",
    strong: """
      a node that recovers, restarts, restores, rolls back, drains, promotes or fails over, with a link that leads into it; \
      such a word with what it is done to, or with a duration; a list or commands under a heading that says so
      """,
    weak: "such a word alone, which is never enough",
    missing: "say what to restart, restore, roll back or promote, and how long it takes",
    examples: [
      .strong(.label, "Promote the replica"), .strong(.page, "Then restart the consumers."),
      .strong(.page, "Failover takes 30 seconds."), .strong(.page, "## Recovery\n\n- scale the pool"),
      .weak(.page, "Recovery is a goal."), .silent(.page, "The summer promotion sold well."),
      .silent(.page, "<!-- restart the pods -->"), .silent(.label, "Rollback history"),
      .silent(.diagram, "flowchart LR\n  restart --> b[Flink]\n  %% restart the pods"),
      .silent(.page, "Neustart der Pods."),
      .silent(.page, "See https://wiki.test/restart-pods now."), .silent(.page, "Call `restore()` in code."),
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
        "rollback to", "recovery via", "recovery by", "recovery from",
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
        "!recovery detection", "!recovery track*", "!rollback strateg*",
        "fallback*", "revert*", "switchover", "!promotion*", "!restaurant*", "!rollback history",
        "!rollback capabilit*", "!failover capabilit*", "!recovery capabilit*", "!recoverable",
      ], "what is done"),
    .texts(
      "objectless",
      [
        "and", "or", "is", "are", "was", "were", "of", "in", "on", "at", "by", "as", "for", "with", "when",
        "if",
        "after", "before", "then", "but", "that", "this", "which", "we", "it", "you", "they", "can", "will",
        "may", "takes",
      ], "words that are not what it is done to"),
  ]

  static let unsearched: Set<String> = ["objectless"]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard !text.isCode, text.kind != .heading else { return }
    for cue in text.cues(of: settings.list("verbs")) where !isCode(cue, in: text) {
      if hasObject(cue.range, in: text, settings) { return found.strong(cue.range, of: text) }
    }
    for cue in text.cues(of: settings.list("nouns")) where !isCode(cue, in: text) {
      if text.quantity(of: [.recovery, .latency], near: cue.range) != nil {
        return found.strong(cue.range, of: text)
      }
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

  private static func isCode(_ cue: Lexicon.Cue, in text: EvidenceText) -> Bool {
    text.codeSpans.contains { $0.overlaps(cue.range) }
      || (cue.range.upperBound < text.bytes.count && text.bytes[cue.range.upperBound] == UInt8(ascii: "("))
  }

  private static func hasObject(
    _ range: Range<Int>, in text: EvidenceText, _ settings: CriterionSettings
  ) -> Bool {
    guard let word = text.word(after: range.upperBound) else { return false }
    return !text.isAny(word, of: settings.set("objectless"))
  }
}
