import AtlasCore

/// A key of a rule's entry in the specification: its name, what it may be, and what holds where it is left out. The
/// strict reading, the JSON Schema and the values that the rule reads all come from this.
package struct RuleOption: Sendable {
  package enum Value: Hashable, Sendable {
    case number(Double)
    case texts([String])
    case flag(Bool)

    /// Texts are the same that have the same bytes: words are looked for in bytes.
    package static func == (left: Value, right: Value) -> Bool {
      switch (left, right) {
      case (.number(let left), .number(let right)): left == right
      case (.texts(let left), .texts(let right)): left.areWritten(like: right)
      case (.flag(let left), .flag(let right)): left == right
      case (.number, _), (.texts, _), (.flag, _): false
      }
    }
  }

  package let key: String
  package let standard: Value
  private let shape: JSONShape
  /// One phrase: what the value says.
  package let summary: String

  /// A threshold.
  package static func number(
    _ key: String, _ standard: Double, in range: ClosedRange<Double> = 0...1_000_000_000, _ summary: String
  ) -> RuleOption {
    RuleOption(key: key, standard: .number(standard), shape: .number(range), summary: summary)
  }

  /// The rule's one threshold.
  package static func limit(
    _ standard: Double, in range: ClosedRange<Double> = 0...1_000_000_000, _ summary: String
  ) -> RuleOption { .number("limit", standard, in: range, summary) }

  /// A list of words.
  package static func texts(_ key: String, _ standard: [String], _ summary: String) -> RuleOption {
    RuleOption(
      key: key, standard: .texts(standard), shape: .array(of: .string(.nonEmpty), minimum: 0),
      summary: summary)
  }

  package static func flag(_ key: String, _ standard: Bool, _ summary: String) -> RuleOption {
    RuleOption(key: key, standard: .flag(standard), shape: .bool, summary: summary)
  }

  /// How the key looks in the specification.
  package var field: JSONShape.Field {
    JSONShape.Field(key, shape, "\(summary); \(standard.description) where left out")
  }

  /// What an entry says, or what holds where it says nothing. The entry's shape was checked when it was read.
  func value(in entry: JSONNode) -> Value {
    guard let node = entry[key] else { return standard }
    switch standard {
    case .number: return node.number.map { .number($0.double) } ?? standard
    case .texts: return node.array.map { .texts($0.compactMap(\.string)) } ?? standard
    case .flag: return node.bool.map { .flag($0) } ?? standard
    }
  }
}

extension RuleOption.Value: CustomStringConvertible {
  package var description: String {
    switch self {
    case .number(let number): Int(exactly: number).map(String.init) ?? "\(number)"
    case .texts(let texts): texts.isEmpty ? "none" : texts.joined(separator: ", ")
    case .flag(let flag): flag ? "true" : "false"
    }
  }
}
