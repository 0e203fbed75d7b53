import AtlasCore

/// What the specification says of one rule. An object: it is handed to the rule with every diagram and page.
package final class RuleSettings: Sendable {
  package let priority: Priority
  /// Nil where it follows from the priority.
  package let severity: Severity?
  private let values: OptionTable<RuleOption.Value>
  /// The lists of words, ready to be looked for; made for rules that look for something alone.
  private let wordSets: Deferred<OptionTable<WordSet>>
  private let preparations = RulePreparations()

  /// The settings of a rule as an entry of the specification gives them; what the entry leaves out is as the rule
  /// declares it.
  package init(
    priority: Priority, severity: Severity? = nil, options: [RuleOption] = [],
    entry: JSONNode = JSONNode(.object([]), range: TextRange(at: 0))
  ) {
    self.priority = priority
    self.severity = severity
    var values = OptionTable<RuleOption.Value>()
    for option in options { values[option.key] = option.value(in: entry) }
    self.values = values
    wordSets = Deferred { [values] in
      var wordSets = OptionTable<WordSet>()
      for case (let key, .texts(let texts)) in values.entries { wordSets[key] = WordSet(texts) }
      return wordSets
    }
  }

  func saysTheSame(as other: RuleSettings) -> Bool {
    priority == other.priority && severity == other.severity && values == other.values
  }

  /// The rule's one threshold.
  package var limit: Double { number("limit") }

  package func number(_ key: String) -> Double {
    guard case .number(let number) = values[key] else { Self.undeclared(key) }
    return number
  }

  package func texts(_ key: String) -> [String] {
    guard case .texts(let texts) = values[key] else { Self.undeclared(key) }
    return texts
  }

  /// A list of words to look for in texts.
  package func words(_ key: String) -> WordSet {
    guard let words = wordSets.value[key] else { Self.undeclared(key) }
    return words
  }

  /// A list of words to look up.
  package func set(_ key: String) -> Set<String> {
    prepared("set of \(key)") { Set(texts(key)) }
  }

  package func flag(_ key: String) -> Bool {
    guard case .flag(let flag) = values[key] else { Self.undeclared(key) }
    return flag
  }

  /// What a rule makes of its settings; made once.
  func prepared<Value: Sendable>(_ key: String, _ make: () -> Value) -> Value {
    preparations.value(key, make)
  }

  /// The phrases of a list, to look for in the text of a page.
  func phrases(_ key: String) -> PhraseFinder { prepared("phrases of \(key)") { PhraseFinder(texts(key)) } }

  /// Of a list of which each text holds the forms of one word, between bars: each word by itself.
  func families(_ key: String) -> [WordSet] {
    prepared("families of \(key)") { texts(key).map { WordSet(family: $0) } }
  }

  private static func undeclared(_ key: String) -> Never {
    fatalError("BUG: a rule reads \"\(key)\", which its options do not declare so")
  }
}
