import AtlasCore

/// `hire.acronyms`. What an acronym is, which need no explanation and what explains one is as the rule `acronym` has it.
enum UnexplainedAcronyms: Criterion {
  static let description = CriterionDocumentation(
    id: "hire.acronyms",
    asks: "uses no acronym that the page does not explain",
    strong: """
      no acronym in the diagram that the rule `acronym` would report: each is well known, or written out in the diagram \
      or on the page
      """,
    weak: "one or two of them, which pass",
    missing: "write the acronyms out where they are first used: conflict-free replicated data type (CRDT)",
    examples: [
      .strong(.label, "API gateway"), .weak(.label, "CRDT store"),
      .silent(.label, "CRDT and LSM and WAL of the LWW set"),
      .strong(.label, "LSM, the log-structured merge tree; WAL, the write-ahead log; CRDT and LWW"),
      .strong(.label, "SELECT FOR UPDATE of the BEGIN WORK ORDER"),
    ])

  static let options: [RuleOption] = [
    .number("tolerated", 2, in: 0...1_000, "the most unexplained acronyms that pass")
  ]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    guard !subject.diagram.labels.isEmpty else { return .notApplicable }
    let known = subject.specification.knownAcronyms
    var explained = ExplainedAcronyms()
    var used: [(acronym: String, text: EvidenceText, range: Range<Int>)] = []
    var seen: Set<String> = []
    for text in subject.diagram.labels {
      for (acronym, range) in explained.read(AcronymReader(text), known)
      where seen.insert(acronym).inserted {
        used.append((acronym, text, range))
      }
    }
    let unexplained = used.filter {
      !explained.contains($0.acronym) && !subject.page.explained.contains($0.acronym)
    }
    let quotes = unexplained.prefix(3).compactMap { subject.quote($0.range, of: $0.text, isStrong: false) }
    if Double(unexplained.count) <= settings.number("tolerated") { return .pass(quotes) }
    let names = unexplained.prefix(6).map(\.acronym).joined(separator: ", ")
    return .fail("\(description.missing); here: \(names)\(unexplained.count > 6 ? ", …" : "")", quotes)
  }
}

extension AcronymReader {
  init(_ text: EvidenceText) { self.init(text.bytes, code: text.codeSpans, text.quantities) }
}
