import AtlasCore
import AtlasMarkdown

/// `3am.runbook`
enum Runbook: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "3am.runbook",
    asks: "links a runbook, or says what to do step by step",
    strong: """
      a link or a click that names a runbook, playbook or SOP; a numbered list of three steps that each begin with what to \
      do; a block of two commands under a heading that speaks of acting
      """,
    weak: "a runbook that is named and not linked, and a drawing of steps, which are never enough",
    missing: "link the runbook, or write its steps as a numbered list: 1. Check … 2. Restart … 3. Verify …",
    examples: [
      .strong(.page, "Follow the [runbook](../ops/checkout.md)."),
      .strong(.page, "1. Check the lag\n2. Restart the consumer\n3. Verify the lag"),
      .strong(.page, "## Mitigation\n\n```bash\nkubectl drain node-1\nkubectl uncordon node-1\n```"),
      .strong(
        .diagram, "flowchart LR\n  a[Kafka] --> b[Flink]\n  click a \"https://wiki.shop.test/runbook\" \"x\""),
      .weak(.page, "There is a runbook somewhere."), .weak(.label, "Incident playbook"),
      .silent(.page, "1. Use HTTP/2\n2. Configure time-outs\n3. Monitor the lag"),
      .silent(.page, "## Lessons\n\n1. Check early\n2. Restart often\n3. Verify twice"),
      .silent(.page, "<!-- the runbook -->"),
      .silent(.diagram, "flowchart LR\n  runbook --> b[Flink]\n  %% runbook"),
      .silent(.page, "1. Fast\n2. Cheap\n3. Good"), .silent(.page, "The rollbook is lost."),
      .silent(.page, "## Design\n\n```bash\nls\npwd\n```"),
    ])

  static let options: [RuleOption] = [
    .texts(
      "words", ["runbook*", "run book*", "playbook*", "SOP", "SOPs", "standard operating procedure*"],
      "what instructions are called"),
    .texts(
      "links", ["runbook", "run-book", "playbook", "/sop"], "words of links to instructions, in lower case"),
    .texts("verbs", imperatives, "words that begin a step"),
    .texts(
      "advice",
      [
        "add", "adjust", "apply", "configure", "create", "deploy", "document", "enable", "ensure",
        "implement", "increase", "limit", "monitor", "provision", "reduce", "review", "set", "test", "tune",
        "update", "use", "validate", "measure", "evaluate", "analyze", "assess",
      ], "those of them that begin advice as well, and count only under a heading that speaks of acting"),
    .texts(
      "lessons",
      [
        "best practice*", "recommendation*", "lesson*", "guideline*", "takeaway*", "insight*", "principle*",
        "optimization*", "roadmap", "future", "improvement*", "prevention*", "design", "strategy",
        "implementation plan", "success factor*", "customization*", "checklist for authors",
      ], "words of headings over advice"),
    .number("steps", 3, in: 1...100, "the least number of steps"),
    .texts(
      "sections",
      [
        "recover*", "fix*", "mitigat*", "resol*", "runbook*", "playbook*", "troubleshoot*", "debug*",
        "respond*", "response", "remediat*", "emergency step*", "debug* command*", "diagnos* command*",
        "procedure*", "investigat*",
        "diagnos*", "immediate*", "emergency", "action*", "verif*", "restor*", "rollback", "failover",
        "quick reference", "checklist*", "solution*", "escalat*",
      ], "words of headings over commands to run"),
    .number("commands", 2, in: 1...100, "the least number of commands"),
  ]

  static let companions: Set<String> = ["verbs", "sections", "advice", "lessons"]
  static let unsearched: Set<String> = ["links"]

  private static let imperatives = [
    "add", "adjust", "alert", "analyze", "apply", "assess", "backup", "block", "bring", "call", "cancel",
    "capture", "check", "clear", "collect", "compare", "configure", "confirm", "contact", "create", "delete",
    "deploy", "determine", "disable", "document", "drain", "enable", "ensure", "escalate", "evaluate",
    "examine", "execute", "failover", "find", "fix", "flush", "force", "gather", "identify", "implement",
    "increase", "inspect", "investigate", "isolate", "kill", "limit", "locate", "look", "measure", "monitor",
    "notify", "open", "page", "pause", "promote", "provision", "rebalance", "reboot", "record", "redirect",
    "reduce", "remove", "replace", "replay", "reset", "restart", "restore", "resume", "retry", "revert",
    "review", "roll", "rollback", "route", "run", "scale", "search", "send", "set", "shift", "start", "stop",
    "switch", "test", "trace", "trigger", "tune", "update", "use", "validate", "verify", "wait",
  ]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard !text.isCode, let cue = text.first(of: settings.list("words")) else { return }
    found.weak(cue.range, of: text, key: 0)
  }

  static func read(_ diagram: DiagramReading, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    for click in diagram.clicks where settings.parts("links").stand(in: click.words) {
      found.strong(inDiagram: click.range)
    }
    let list = settings.list("verbs")
    let steps = diagram.labels.filter { text in
      if case .node = text.kind { beginsWithStep(text, list) } else { false }
    }
    if Double(steps.count) >= settings.number("steps"), let first = steps.first {
      found.weak(0..<min(1, first.bytes.count), of: first, key: 0)
    }
  }

  static func read(
    _ chapter: PageReading.Chapter, of page: PageReading, _ settings: CriterionSettings,
    _ found: inout EvidenceSink
  ) {
    for link in chapter.links where settings.parts("links").stand(in: link.words) {
      found.strong(onPage: link.range)
    }
    let (verbs, sections) = (settings.list("verbs"), settings.list("sections"))
    let (advice, lessons) = (settings.list("advice"), settings.list("lessons"))
    for item in chapter.items {
      switch item {
      case .list(isOrdered: true, let texts, let headings):
        let isAction = headings.contains { page.texts[$0].first(of: sections) != nil }
        if !isAction, headings.contains(where: { page.texts[$0].first(of: lessons) != nil }) { continue }
        let steps = texts.filter { number in
          beginsWithStep(page.texts[number], verbs)
            && (isAction || !beginsWithStep(page.texts[number], advice))
        }
        guard Double(steps.count) >= settings.number("steps") else { continue }
        found.strong(0..<1, of: page.texts[steps[0]])
      case .code(.shell, let text, let headings):
        let isAction = headings.contains { page.texts[$0].first(of: sections) != nil }
        guard isAction else { continue }
        let commands = Commands.lines(of: page.texts[text].bytes)
        guard Double(commands.count) >= settings.number("commands") else { continue }
        found.strong(commands[0], of: page.texts[text])
      case .list, .code, .table: continue
      }
    }
  }

  /// Past a number and `Step`, the first word is what to do.
  private static func beginsWithStep(_ text: EvidenceText, _ verbs: Int) -> Bool {
    guard text.lists.contains(verbs) else { return false }
    var start = 0
    while let word = text.word(after: skipMarks(start, in: text)) {
      let isNumber = text.bytes[word].allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
      guard isNumber || text.isWord(word, "step") else {
        return text.cues.contains { $0.list == verbs && $0.range == word }
      }
      start = word.upperBound
    }
    return false
  }

  private static func skipMarks(_ start: Int, in text: EvidenceText) -> Int {
    var place = start
    while place < text.bytes.count, !Lexicon.isWord(text.bytes[place]) { place += 1 }
    return place
  }
}

/// The commands of a block of shell lines.
enum Commands {
  /// Each command's first line without blanks; comments, endings of blocks and continued lines are none.
  static func lines(of bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    _ = first(in: bytes) {
      found.append($0)
      return false
    }
    return found
  }

  /// The first of these lines of which something holds.
  static func first(in bytes: [UInt8], where isMeant: (Range<Int>) -> Bool) -> Range<Int>? {
    var isContinued = false
    for line in BlockLines(bytes) {
      let wasContinued = isContinued
      let last = bytes[line.upperBound - 1]
      isContinued = last == UInt8(ascii: "\\") || last == UInt8(ascii: "|")
      guard !wasContinued, bytes[line.lowerBound] != UInt8(ascii: "#"), isCommand(bytes[line]) else {
        continue
      }
      if isMeant(line) { return line }
    }
    return nil
  }

  private static func isCommand(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first,
      first | 0x20 &- UInt8(ascii: "a") < 26 || first == UInt8(ascii: "$") || first == UInt8(ascii: ".")
        || first == UInt8(ascii: "/")
    else { return false }
    let word = line.prefix { $0 > 0x20 && $0 != UInt8(ascii: ";") }
    let isAssignment = word.contains(UInt8(ascii: "="))
    if isAssignment || word.suffix(2).elementsEqual("()".utf8) || word.starts(with: "HTTP/".utf8) {
      return false
    }
    return word.count > longestKeyword
      || !keywords.contains(String(decoding: word, as: UTF8.self).lowercased())
  }

  /// What begins a line that runs no program.
  private static let keywords: Set<String> = [
    "done", "fi", "then", "else", "elif", "do", "esac", "EOF", "for", "while", "until", "if", "case",
    "function", "set", "export", "local", "return", "echo", "exit", "declare", "bind", "create", "alter",
    "insert", "drop", "use", "import",
  ]
  private static let longestKeyword = keywords.map(\.utf8.count).max() ?? 0
}
