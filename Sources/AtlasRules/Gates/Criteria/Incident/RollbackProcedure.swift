import AtlasCore

/// `inc.rollback`
enum RollbackProcedure: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "inc.rollback",
    asks: "shows how to roll back",
    strong: """
      a node or a link that rolls back, reverts or switches back; such a word with a duration or with what is rolled back; \
      a list or commands under a heading that says so
      """,
    weak: "such a word alone",
    missing: "show how a change is taken back, and how long that takes: roll back the deployment in 2 min",
    examples: [
      .strong(.label, "Rollback to v41"), .strong(.page, "Roll back the deployment at once."),
      .strong(.page, "Rollback time: 2 minutes"), .strong(.page, "## Rollback\n\n- switch the load balancer"),
      .weak(.page, "Rollback is supported."),
      .silent(.page, "The ROLLBACK statement ends a transaction of SQL."),
      .silent(.page, "See https://x.test/rollback-plan for more."), .silent(.label, "Rolling window"),
      .weak(.label, "Spinnaker<br/>Blue-green"), .silent(.label, "Saga: rollback on partial failure"),
      .silent(.page, "Scripts roll back partial transactions."), .silent(.label, "Difficult rollbacks"),
      .silent(.page, "```bash\nkubectl rollout undo deploy/x # rollback\n```"),
      .silent(.page, "<!-- roll back the deployment -->"),
      .silent(.diagram, "flowchart LR\n  rollback --> b[Flink]"),
      .silent(.page, "Zurückrollen der Änderung."),
    ])

  static let options: [RuleOption] = [
    .texts(
      "words",
      [
        "rollback*", "roll back", "rolls back", "rolled back", "rolling back", "revert", "reverts",
        "reverted",
        "reverting", "abort the canary",
        "disable the feature", "disable feature*", "backout plan*", "back out", "!ROLLBACK",
        "!rolls back the transaction", "!rolled back transaction*", "!transaction rollback*",
        "!rollback impact", "!rollback and retry", "!rollback coordination", "!rollback segment*",
        "!rollback complexity", "!rollback journal",
      ], "words of taking a change back"),
    .texts(
      "ways", ["blue green", "feature flag off", "kill switch*", "canary abort*"],
      "words of what makes it possible to take a change back, which are half of the evidence"),
    .texts(
      "foreign",
      [
        "transaction*", "saga*", "compensat*", "2pc", "two phase", "partial failure*", "abort phase",
        "difficult*", "impossible", "rollback failed", "failed rollback", "no rollback", "without rollback",
        "cannot", "rollback rate*", "rollbacks", "lock releases", "!transaction service", "commit",
        "lock*", "isolation",
      ], "words of transactions that are taken back, and of what cannot be"),
    .texts(
      "verbs",
      [
        "roll back", "rolls back", "rolled back", "rolling back", "revert", "reverts", "reverted",
        "reverting",
        "rollback to", "rollback the", "disable the feature", "abort the canary",
      ], "what is done to something"),
    .texts(
      "objectless",
      [
        "and", "or", "is", "are", "was", "were", "of", "in", "on", "at", "by", "as", "for", "with", "when",
        "if",
        "after", "before", "but", "that", "this", "which", "it",
      ], "words that are not what is taken back"),
  ]

  static let companions: Set<String> = ["verbs", "foreign"]
  static let unsearched: Set<String> = ["objectless"]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard !text.isCode, text.kind != .heading else { return }
    let verbs = text.cues(of: settings.list("verbs"))
    for cue in text.cues(of: settings.list("ways")) where !isCode(cue, in: text) {
      found.weak(cue.range, of: text, key: 1_000 + cue.phrase)
    }
    for cue in text.cues(of: settings.list("words")) where !isCode(cue, in: text) {
      if isForeign(cue, in: text, settings) { continue }
      let isDone = verbs.contains { verb in
        guard verb.range.lowerBound == cue.range.lowerBound,
          let word = text.word(after: verb.range.upperBound)
        else { return false }
        return !text.isAny(word, of: settings.set("objectless"))
      }
      let isTimed = text.quantity(of: [.recovery, .latency], near: cue.range) != nil
      found.add(cue.range, of: text, strong: isDone || isTimed, key: cue.phrase)
    }
  }

  static func read(_ diagram: DiagramReading, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    let words = settings.list("words")
    for text in diagram.labels {
      guard let cue = text.first(of: words), !isForeign(cue, in: text, settings) else { continue }
      switch text.kind {
      case .node(let node):
        let links = diagram.links(ofNode: node)
        if links.into + links.outOf > 0 { found.strong(cue.range, of: text) }
      case .link: found.strong(cue.range, of: text)
      case .subgraph, .label, .heading, .paragraph, .listItem, .row, .code: continue
      }
    }
  }

  static func read(
    _ chapter: PageReading.Chapter, of page: PageReading, _ settings: CriterionSettings,
    _ found: inout EvidenceSink
  ) {
    let list = settings.list("words")
    for item in chapter.items {
      guard let heading = item.headings.last, let cue = page.texts[heading].first(of: list),
        !isForeign(cue, in: page.texts[heading], settings)
      else { continue }
      found.strong(cue.range, of: page.texts[heading])
    }
  }

  /// A transaction is rolled back by the database, as ever.
  private static func isForeign(
    _ cue: Lexicon.Cue, in text: EvidenceText, _ settings: CriterionSettings
  ) -> Bool {
    text.has(settings.list("foreign"), in: text.sentence(around: cue.range))
  }

  private static func isCode(_ cue: Lexicon.Cue, in text: EvidenceText) -> Bool {
    text.codeSpans.contains { $0.overlaps(cue.range) }
  }
}
