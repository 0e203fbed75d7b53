import AtlasCore

/// `hire.versions`
enum VersionedTechnologies: Criterion {
  static let description = CriterionDocumentation(
    id: "hire.versions",
    asks: "gives the versions of its technologies",
    strong:
      "half of the technologies with versions that the diagram names have one, in the diagram or on the page",
    weak: "one of them has one; it takes two",
    missing: "give the versions: PostgreSQL 14, Kafka 3.6",
    examples: [
      .strong(.label, "PostgreSQL 14"), .silent(.label, "PostgreSQL, Kafka and Redis"),
      .strong(.label, "Spring Boot 3.1"), .strong(.label, "Apache Kafka 3.6<br/>DynamoDB"),
    ])

  static let options: [RuleOption] = [
    .number("share", 0.5, in: 0...1, "the share of technologies that have a version"),
    .texts(
      "ambiguous",
      [
        "Go", "React", "Linux", "HTTP", "TLS", "OAuth", "SAML", "OpenID", "OpenID Connect", "Storm",
        "DynamoDB",
        "Snowflake", "Spanner", "Databricks",
      ], "names that mean other things too, protocols, and services that nobody chooses the version of"),
  ]

  static let unsearched: Set<String> = ["ambiguous"]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    var named: [String] = []
    var versioned: [(name: String, found: GateVerdict.Found)] = []
    for text in subject.diagram.labels {
      let cues = text.cues(of: subject.specification.productList)
      for cue in cues where !isPart(cue, of: cues) {
        let name = subject.specification.productNames[cue.phrase]
        if !settings.set("ambiguous").contains(name), !named.contains(name) { named.append(name) }
      }
      guard text.kinds.contains(.version) else { continue }
      for quantity in text.quantities where quantity.kind == .version && !quantity.name.isEmpty {
        if settings.set("ambiguous").contains(quantity.name), quantity.name != "Go" { continue }
        if !named.contains(quantity.name) { named.append(quantity.name) }
        guard !versioned.contains(where: { $0.name == quantity.name }),
          let quote = subject.quote(quantity.range.bounds, of: text, isStrong: true)
        else { continue }
        versioned.append((quantity.name, quote))
      }
    }
    guard !named.isEmpty else { return .notApplicable }
    for name in named where !versioned.contains(where: { $0.name == name }) {
      if let quote = subject.page.versions[name] { versioned.append((name, quote)) }
    }
    let isShare = Double(versioned.count) >= settings.number("share") * Double(named.count)
    let quotes = versioned.prefix(3).map { entry in
      GateVerdict.Found(text: entry.found.text, place: entry.found.place, isStrong: isShare)
    }
    if (isShare && !versioned.isEmpty) || versioned.count > 1 { return .pass(quotes) }
    let open = named.filter { name in !versioned.contains { $0.name == name } }.prefix(4)
    return .fail("\(description.missing); here: \(open.joined(separator: ", "))", quotes)
  }

  /// Whether a name stands inside a longer one: who says Spring Boot says nothing of Spring.
  private static func isPart(_ cue: Lexicon.Cue, of cues: [Lexicon.Cue]) -> Bool {
    cues.contains {
      $0.range.count > cue.range.count && $0.range.lowerBound <= cue.range.lowerBound
        && cue.range.upperBound <= $0.range.upperBound
    }
  }
}
