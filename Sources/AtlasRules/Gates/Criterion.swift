import AtlasCore

/// One thing that a gate asks of a diagram. It sees the diagram, its page and its own settings, and nothing else.
protocol Criterion: Sendable {
  static var description: CriterionDocumentation { get }

  /// What the specification may say of the criterion: words, least counts, shares.
  static var options: [RuleOption] { get }

  /// The criteria whose judgements it puts together.
  static var builtOn: [String] { get }

  /// Lists of words that mean something only beside those of another list.
  static var companions: Set<String> { get }

  /// Lists of words that texts are not searched for.
  static var unsearched: Set<String> { get }

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement

  /// Itself as one that looks for evidence; nil where it does not. A cast would say the same, and take long.
  static var lookingForEvidence: (any EvidenceCriterion.Type)? { get }
}

extension Criterion {
  static var lookingForEvidence: (any EvidenceCriterion.Type)? { nil }
  static var builtOn: [String] { [] }
  static var companions: Set<String> { [] }
  static var unsearched: Set<String> { [] }
  static var options: [RuleOption] { [] }
}

/// What a criterion is, in its own words: the source of `atlas-build rules` and of its tests.
package struct CriterionDocumentation: Sendable {
  /// A text that shows what the criterion takes for evidence; each is a test.
  package struct Example: Hashable, Sendable {
    package enum Place: Hashable, Sendable {
      /// The label of a node that a link leads to.
      case label
      /// What stands on the page below the diagram.
      case page
      /// All of a diagram.
      case diagram
    }

    package enum Strength: Hashable, Sendable {
      case strong, weak, silent
    }

    package var place: Place
    package var strength: Strength
    package var text: String

    package static func strong(_ place: Place, _ text: String) -> Example {
      Example(place: place, strength: .strong, text: text)
    }

    package static func weak(_ place: Place, _ text: String) -> Example {
      Example(place: place, strength: .weak, text: text)
    }

    package static func silent(_ place: Place, _ text: String) -> Example {
      Example(place: place, strength: .silent, text: text)
    }
  }

  /// Never changes.
  package var id: String
  /// What it asks, as a sentence that says what is so.
  package var asks: String
  /// What is enough by itself.
  package var strong: String
  /// What it takes two of; empty where nothing is.
  package var weak: String
  /// What the author is to add.
  package var missing: String
  package var examples: [Example]

  package init(
    id: String, asks: String, strong: String, weak: String = "", missing: String, examples: [Example] = []
  ) {
    self.id = id
    self.asks = asks
    self.strong = strong
    self.weak = weak
    self.missing = missing
    self.examples = examples
  }
}

/// What a criterion says of a diagram.
package struct Judgement: Sendable {
  package var outcome: CriterionResult.Outcome
  package var evidence: [GateVerdict.Found]
  package var missing: String

  static func pass(_ evidence: [GateVerdict.Found] = []) -> Judgement {
    Judgement(outcome: .pass, evidence: evidence, missing: "")
  }

  static func fail(_ missing: String, _ evidence: [GateVerdict.Found] = []) -> Judgement {
    Judgement(outcome: .fail, evidence: evidence, missing: missing)
  }

  static let notApplicable = Judgement(outcome: .notApplicable, evidence: [], missing: "")

  /// A person has to say so.
  static func human(_ question: String) -> Judgement {
    Judgement(outcome: .human, evidence: [], missing: question)
  }
}

/// What the specification says of one criterion, with its lists of words ready to be looked for. An object, since every
/// text is read with it.
package final class CriterionSettings: Sendable {
  /// The criterion's place in the catalog.
  let place: Int
  private let values: OptionTable<RuleOption.Value>
  private let lists: OptionTable<Int>
  private let sets: OptionTable<Set<String>>
  /// The texts of `sets`.
  private let parts: OptionTable<Deferred<WordParts>>
  /// The lists whose words make a text worth reading.
  let leadingLists: [Int]

  init(
    _ criterion: any Criterion.Type, at place: Int, _ entry: JSONNode?, _ lexicon: inout Lexicon.Builder
  ) {
    self.place = place
    let entry = entry ?? JSONNode(.object([]), range: TextRange(at: 0))
    var values = OptionTable<RuleOption.Value>()
    var lists = OptionTable<Int>()
    var sets = OptionTable<Set<String>>()
    var parts = OptionTable<Deferred<WordParts>>()
    for option in criterion.options {
      let value = option.value(in: entry)
      values[option.key] = value
      guard case .texts(let texts) = value else { continue }
      if criterion.unsearched.contains(option.key) {
        sets[option.key] = Set(texts)
        parts[option.key] = Deferred { WordParts(texts) }
      } else {
        lists[option.key] = lexicon.add(texts)
      }
    }
    self.values = values
    self.lists = lists
    self.sets = sets
    self.parts = parts
    leadingLists = lists.entries.filter { !criterion.companions.contains($0.key) }.map(\.value).sorted()
  }

  package func number(_ key: String) -> Double {
    guard case .number(let number) = values[key] else { Self.undeclared(key) }
    return number
  }

  package func texts(_ key: String) -> [String] {
    guard case .texts(let texts) = values[key] else { Self.undeclared(key) }
    return texts
  }

  package func flag(_ key: String) -> Bool {
    guard case .flag(let flag) = values[key] else { Self.undeclared(key) }
    return flag
  }

  /// The number of a list of words, by which texts tell where its words stand.
  func list(_ key: String) -> Int {
    guard let list = lists[key] else { Self.undeclared(key) }
    return list
  }

  /// A list of words that texts are not searched for.
  func set(_ key: String) -> Set<String> {
    guard let set = sets[key] else { Self.undeclared(key) }
    return set
  }

  /// The same as parts of words.
  func parts(_ key: String) -> WordParts {
    guard let parts = parts[key] else { Self.undeclared(key) }
    return parts.value
  }

  private static func undeclared(_ key: String) -> Never {
    fatalError("BUG: a criterion reads \"\(key)\", which its options do not declare so")
  }
}
