/// A JSON value that knows where it stands, so that whoever finds it wrong can say where.
public struct JSONNode: Sendable {
  public var value: JSONValue
  public var range: TextRange

  public init(_ value: JSONValue, range: TextRange) {
    self.value = value
    self.range = range
  }
}

public indirect enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONNode])
  case object([JSONMember])

  /// The value's kind in the words of a message.
  public var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

/// A number as it was written, and as the machine has it.
public struct JSONNumber: Hashable, Sendable {
  public var text: String
  public var double: Double

  public init(text: String, double: Double) {
    self.text = text
    self.double = double
  }

  /// The number, where it is a whole one that fits.
  public var integer: Int? { Int(text) ?? Int(exactly: double) }
}

/// One `"key": value` of an object, in the order of the file.
public struct JSONMember: Sendable {
  public var key: String
  public var keyRange: TextRange
  public var node: JSONNode

  public init(key: String, keyRange: TextRange, node: JSONNode) {
    self.key = key
    self.keyRange = keyRange
    self.node = node
  }
}

extension JSONNode {
  public var string: String? {
    if case .string(let text) = value { text } else { nil }
  }

  public var bool: Bool? {
    if case .bool(let flag) = value { flag } else { nil }
  }

  public var number: JSONNumber? {
    if case .number(let number) = value { number } else { nil }
  }

  public var integer: Int? { number?.integer }

  public var array: [JSONNode]? {
    if case .array(let elements) = value { elements } else { nil }
  }

  public var members: [JSONMember]? {
    if case .object(let members) = value { members } else { nil }
  }

  /// The value under `key` of an object.
  /// Complexity: linear in the members; objects of configuration are small.
  public subscript(key: String) -> JSONNode? { members?.first { $0.key == key }?.node }

  /// The value as text without white space, members sorted by the bytes of their keys: equal values, equal bytes.
  public var canonicalText: String {
    var writer = JSONWriter(.compact)
    writer.write(canonical: self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
