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
    ])

  static let options: [RuleOption] = [
    .number("share", 0.5, in: 0...1, "the share of technologies that have a version"),
    .texts(
      "ambiguous",
      ["Go", "React", "Linux", "HTTP", "TLS", "OAuth", "SAML", "OpenID", "OpenID Connect", "Storm"],
      "names that mean other things too, and protocols"),
  ]

  static let unsearched: Set<String> = ["ambiguous"]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    var named: [String] = []
    var versioned: [(name: String, found: GateVerdict.Found)] = []
    for text in subject.diagram.labels {
      for cue in text.cues(of: subject.specification.productList) {
        let name = subject.specification.productNames[cue.phrase]
        if !settings.set("ambiguous").contains(name), !named.contains(name) { named.append(name) }
      }
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
}
