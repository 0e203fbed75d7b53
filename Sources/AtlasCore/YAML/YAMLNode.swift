/// A YAML value that knows where it stands in the bytes it was read from.
public struct YAMLNode: Sendable {
  public var value: YAMLValue
  /// From the first byte of the value to the one after its last, quotes and brackets included; empty where a key has
  /// no value. The value of an alias has the range of the alias.
  public var range: TextRange
  public var style: YAMLStyle

  public init(_ value: YAMLValue, range: TextRange, style: YAMLStyle) {
    self.value = value
    self.range = range
    self.style = style
  }
}

/// What a value is once its scalars are resolved by YAML's JSON schema.
public indirect enum YAMLValue: Sendable {
  case null
  case bool(Bool)
  case number(YAMLNumber)
  case string(String)
  case sequence([YAMLNode])
  case mapping([YAMLMember])

  /// The value's kind in the words of a message.
  public var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// How a value was written.
public enum YAMLStyle: Sendable {
  case plain
  case singleQuoted
  case doubleQuoted
  /// After `|`.
  case literal
  /// After `>`.
  case folded
  /// A sequence or mapping by indentation.
  case block
  /// A sequence or mapping in brackets.
  case flow
}

/// A number as it was written, and as the machine has it.
public struct YAMLNumber: Hashable, Sendable {
  public var text: String
  public var double: Double

  public init(text: String, double: Double) {
    self.text = text
    self.double = double
  }

  /// The number, where it is a whole one that fits.
  public var integer: Int? { Int(exactly: double) }
}

/// One `key: value` of a mapping, in the order of the text.
public struct YAMLMember: Sendable {
  /// The key as text: what JavaScript makes of a key that is no string (`null`, `1.5`, `a,b`).
  public var key: String
  public var keyRange: TextRange
  public var node: YAMLNode

  public init(key: String, keyRange: TextRange, node: YAMLNode) {
    self.key = key
    self.keyRange = keyRange
    self.node = node
  }
}

extension YAMLNode {
  public var isNull: Bool {
    if case .null = value { true } else { false }
  }

  public var bool: Bool? {
    if case .bool(let flag) = value { flag } else { nil }
  }

  public var number: YAMLNumber? {
    if case .number(let number) = value { number } else { nil }
  }

  public var string: String? {
    if case .string(let text) = value { text } else { nil }
  }

  public var sequence: [YAMLNode]? {
    if case .sequence(let elements) = value { elements } else { nil }
  }

  public var mapping: [YAMLMember]? {
    if case .mapping(let members) = value { members } else { nil }
  }

  /// The value under `key` of a mapping.
  /// Complexity: linear in the members; front matter is small.
  public subscript(key: String) -> YAMLNode? { mapping?.first { $0.key == key }?.node }
}
