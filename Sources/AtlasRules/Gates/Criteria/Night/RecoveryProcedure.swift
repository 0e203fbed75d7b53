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
    weak: "such a word alone",
    missing: "say what to restart, restore, roll back or promote, and how long it takes",
    examples: [
      .strong(.label, "Promote the replica"), .strong(.page, "Then restart the consumers."),
      .strong(.page, "Failover takes 30 seconds."), .strong(.page, "## Recovery\n\n- scale the pool"),
      .weak(.page, "Recovery is a goal."), .silent(.page, "The summer promotion sold well."),
      .silent(.page, "See https://wiki.test/restart-pods now."), .silent(.page, "Call `restore()` in code."),
    ])

  static let options: [RuleOption] = [
    .texts(
      "verbs",
      [
        "recover", "restart", "restarts", "restarting", "restarted", "restore", "restores", "restoring",
        "restored", "roll back", "rolls back", "rolled back", "rolling back", "mitigate", "mitigates",
        "mitigating", "drain", "drains", "draining", "drained", "promote", "promotes", "promoted",
        "promoting",
        "fail over", "fails over", "failed over", "failing over", "revert", "reverts", "reverted",
        "reverting",
        "switch traffic", "shift traffic",
      ], "what is done to something"),
    .texts(
      "nouns",
      [
        "recover*", "failover*", "rollback*", "restart*", "restor*", "mitigat*", "promote*", "drain*",
        "fallback", "revert*", "switchover", "!promotion*", "!restaurant*",
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
      found.weak(cue.range, of: text, key: cue.phrase)
    }
  }

  static func read(_ diagram: DiagramReading, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    let (nouns, verbs) = (settings.list("nouns"), settings.list("verbs"))
    for text in diagram.labels {
      guard let cue = text.first(of: nouns) ?? text.first(of: verbs) else { continue }
      switch text.kind {
      case .node(let node) where diagram.links(ofNode: node).into > 0: found.strong(cue.range, of: text)
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
      guard let heading = item.headings.last, let cue = page.texts[heading].first(of: list) else { continue }
      found.strong(cue.range, of: page.texts[heading])
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
