import AtlasCore

/// What the specification says of the gates at one place of the library, with the words of all criteria ready to be looked
/// for.
package final class GateSpecification: Sendable {
  package struct Gate: Sendable {
    package var id: String
    /// The ids of its criteria.
    package var criteria: [String]
    package var required: Bool
    /// The score from which it passes.
    package var threshold: Int
    /// What a criterion counts; 1 where nothing is said.
    package var weights: [String: Double]
    /// What each of `criteria` that is known is: its place in the catalog, and what it counts.
    var weighted: [(place: Int, weight: Double)] {
      criteria.compactMap { id in CriterionCatalog.places[id].map { ($0, weights[id] ?? 1) } }
    }
  }

  /// In the order of the specification.
  package let gates: [Gate]
  /// By gate.
  let weightedCriteria: [[(place: Int, weight: Double)]]
  let lexicon: Lexicon
  let metrics: MetricSpecification
  /// As the rule `acronym` has them.
  let knownAcronyms: KnownAcronyms
  /// By place in the catalog.
  let settings: [CriterionSettings]
  /// The places in the catalog of the criteria that are judged.
  let used: [Int]
  /// Those of them that look for evidence.
  let lookingForEvidence: [(place: Int, criterion: any EvidenceCriterion.Type)]
  /// For each list of words the criteria that it makes a text worth reading for, a bit each.
  private let criteriaOfList: [UInt64]
  /// The same by the number of a kind of quantity.
  private let criteriaOfKind: [UInt64]
  /// The list of the names of products with versions, and what each is called.
  let productList: Int
  let productNames: [String]

  /// The rules whose words criteria use.
  package static let rulesRead = [UnexplainedAcronym.description.id]

  /// `gates`, `metrics` and `lint` are sections of the spec pack, `threshold` the stage's option of that name; their shapes
  /// were checked when they were read. Without `metrics` the standard vocabulary holds, without `lint` the words that the
  /// rules declare.
  ///
  /// - Parameter other: of another place of the library, which may share its words.
  package init(
    gates section: JSONNode?, metrics: JSONNode? = nil, lint: JSONNode? = nil, threshold: Int? = nil,
    like other: GateSpecification? = nil
  ) {
    knownAcronyms = KnownAcronyms(entry: lint?["rules"]?[UnexplainedAcronym.description.id])
    let general = section?["threshold"]?.integer ?? 80
    gates = (section?["gates"]?.members ?? []).map { member in
      Gate(
        id: member.key, criteria: (member.node["criteria"]?.array ?? []).compactMap(\.string),
        required: member.node["required"]?.bool ?? false,
        threshold: threshold ?? member.node["threshold"]?.integer ?? general,
        weights: Dictionary(
          (member.node["weights"]?.members ?? []).map { ($0.key, $0.node.number?.double ?? 1) }
        ) { $1 })
    }
    weightedCriteria = gates.map(\.weighted)
    self.metrics = MetricSpecification(metrics: metrics, kinds: nil).forEvidence
    var lists = Lexicon.Builder()
    var settings: [CriterionSettings] = []
    for (place, criterion) in CriterionCatalog.criteria.enumerated() {
      settings.append(
        CriterionSettings(criterion, at: place, section?["criteria"]?[criterion.description.id], &lists))
    }
    var names: [String] = []
    var phrases: [String] = []
    for product in self.metrics.products {
      for phrase in [product.name] + product.aliases where phrase.utf8.count > 1 {
        names.append(product.name)
        phrases.append(phrase)
      }
    }
    productNames = names
    productList = lists.add(phrases)
    lexicon = lists.lexicon(like: other?.lexicon)
    precondition(lexicon.lists.count <= ListSet.limit, "BUG: more lists of words than a set of them holds")
    self.settings = settings
    used = Self.closure(of: gates.flatMap(\.criteria))
    var ofList = Array(repeating: UInt64(0), count: lexicon.lists.count)
    var ofKind = Array(repeating: UInt64(0), count: ContentMetric.Kind.allCases.count)
    lookingForEvidence = used.compactMap { place in
      CriterionCatalog.evidenceCriteria[place].map { (place, $0) }
    }
    for (place, criterion) in lookingForEvidence {
      for list in settings[place].leadingLists { ofList[list] |= 1 << UInt64(place) }
      for kind in criterion.kinds.elements { ofKind[kind.number] |= 1 << UInt64(place) }
    }
    criteriaOfList = ofList
    criteriaOfKind = ofKind
  }

  /// Whether a finding of the rules counts at a gate: one of high priority, and one that a criterion asks for.
  package func weighs(_ finding: Finding, at gate: Gate) -> Bool {
    finding.priority == .high
      || gate.criteria.compactMap { CriterionCatalog.places[$0] }.contains { place in
        CriterionCatalog.criteria[place].options.contains { $0.key == "findings" }
          && settings[place].set("findings").contains(finding.code)
      }
  }

  func settings(of id: String) -> CriterionSettings? { CriterionCatalog.places[id].map { settings[$0] } }

  /// The criteria that a text is worth reading for, a bit each by place in the catalog.
  func criteria(of text: EvidenceText) -> UInt64 {
    var bits: UInt64 = 0
    for cue in text.cues { bits |= criteriaOfList[cue.list] }
    for place in text.quantities.indices { bits |= criteriaOfKind[text.quantities[place].kind.number] }
    return bits
  }

  private static func closure(of ids: [String]) -> [Int] {
    var found: Set<Int> = []
    var waiting = ids
    while let id = waiting.popLast() {
      guard let place = CriterionCatalog.places[id], found.insert(place).inserted else { continue }
      waiting += CriterionCatalog.criteria[place].builtOn
    }
    return found.sorted()
  }
}

extension MetricSpecification {
  /// The same words for every kind: what a report leaves out may still be evidence.
  fileprivate var forEvidence: MetricSpecification {
    var all = self
    all.kinds = .all
    return all
  }
}
