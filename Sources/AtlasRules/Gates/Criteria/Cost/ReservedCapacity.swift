import AtlasCore

/// `cfo.reserved`
enum ReservedCapacity: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "cfo.reserved",
    asks: "says what is reserved and what is bought on demand",
    strong: """
      reserved, on-demand, spot, a savings plan, committed use or preemptible with a percentage, an amount or a type of \
      instance in the same sentence, row or node
      """,
    weak: "such a word alone",
    missing: "say how the capacity is bought: 70% reserved, 20% on-demand, 10% spot",
    examples: [
      .strong(.label, "Reserved: 70%"), .strong(.page, "Spot instances save 60% of it."),
      .strong(.page, "12 × c5.2xlarge on-demand"), .weak(.page, "We use reserved instances."),
      .silent(.label, "Hotspot: 40%"), .silent(.label, "Redshift RA3: $40K"),
      .silent(.label, "Spotify: 40% of plays"),
      .silent(.page, "A hot spot takes 80% of writes."),
      .silent(.page, "Video on demand takes 80% of traffic."),
      .silent(.page, "All rights reserved, 100%."), .silent(.page, "About 5 trips a day."),
    ])

  static let options: [RuleOption] = [
    .texts(
      "words",
      [
        "reserved instance*", "reserved capacity", "reserved node*", "reserved", "on demand instance*",
        "on demand", "spot instance*", "spot fleet*", "spot", "savings plan*", "committed use", "commitment*",
        "preemptible", "preemptable", "RI", "RIs", "!rights reserved", "!reserved word*", "!reserved for",
        "!reserved seat*", "!reserved inventor*", "!reserved stock", "!reserved item*", "!reserved room*",
        "!hot spot*", "!blind spot*", "!sweet spot*", "!trouble spot*", "!weak spot*", "!parking spot*",
        "!spot check*", "!spot price of", "!spot trad*", "!spot market", "!video on demand",
        "!movies on demand",
        "!on demand video*", "!on demand stream*", "!on demand music", "!on demand deliver*",
        "!music on demand",
        "!on demand test*", "!spot the", "!spot a", "!inventory reserved", "!on demand profil*",
        "!on demand economy",
      ], "ways in which capacity is bought")
  ]

  static let kinds: MetricKinds = []

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard !text.isCode else { return }
    for cue in text.cues(of: settings.list("words")) {
      // Two ways beside each other are two pieces of evidence, one way told twice is one.
      if text.codeSpans.contains(where: { $0.overlaps(cue.range) }) { continue }
      let sentence = text.sentence(around: cue.range)
      let isStrong =
        text.kind != .heading
        && (text.hasAmount(in: sentence) || text.quantity(of: [.instance], near: cue.range) != nil)
      found.add(cue.range, of: text, strong: isStrong, key: family(cue, in: text))
    }
  }

  private static func family(_ cue: Lexicon.Cue, in text: EvidenceText) -> Int {
    let word = text.string(cue.range).lowercased()
    return word.hasPrefix("re") || word.hasPrefix("ri")
      ? 1 : word.hasPrefix("on") ? 2 : word.hasPrefix("sp") ? 3 : 4
  }
}
