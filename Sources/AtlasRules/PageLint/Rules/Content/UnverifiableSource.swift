import AtlasCore

/// A source that nobody outside can read.
enum UnverifiableSource: PageRule {
  static let description = RuleDocumentation(
    id: "source-unverifiable",
    finds: "a source that nobody can look up: an internal report, personal experience, industry estimates",
    matters:
      "A source is there to be checked; one that only its author can open does not say more than none.",
    bad: """
      # Orders

      **Source**: Acme internal incident report 2023
      """,
    good: """
      # Orders

      **Source**: Acme Engineering Blog, post-mortem of March 2023
      """)

  static let options: [RuleOption] = [
    .texts(
      "phrases",
      [
        "internal", "confidential", "personal experience", "own experience", "private communication",
        "private conversation*", "anonymous", "industry estimate*",
        "estimate|estimates|estimated|estimation*",
        "industry knowledge", "general knowledge", "community report*", "community estimate*",
        "rumor*|rumour*",
        "leaked", "hearsay", "proprietary",
      ], "words that tell such a source; the forms of one word stand in one entry, between bars")
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    let phrases = settings.prepared("phrases") {
      WordSet(settings.texts("phrases").flatMap { $0.split(separator: "|").map(String.init) })
    }
    var found: [PageSource] = []
    for source in page.claims.sources
    where source.form != .link && source.url.isEmpty && phrases.stands(in: Array(source.title.utf8)) {
      // Of several in one statement those that are meant.
      for part in source.title.split(whereSeparator: { $0 == "," || $0 == ";" })
      where phrases.stands(in: Array(part.utf8)) {
        var named = source
        named.title = part.trimmed
        found.append(named)
      }
    }
    report.add(
      found, one: "is a source that nobody can look up", many: "are sources that nobody can look up",
      help: "cite what is public: an engineering blog, a talk, a status page, a filing, with its address")
  }
}

extension Substring {
  /// Without the blanks at its ends.
  fileprivate var trimmed: String {
    let start = drop { $0 == " " }
    let end = start.lastIndex { $0 != " " }
    return end.map { String(start[...$0]) } ?? ""
  }
}
