/// What a JSON value of a configuration file has to look like. The one description from which the strict check with its
/// messages and the published JSON Schema are made.
public indirect enum JSONShape: Sendable {
  case bool
  case integer(ClosedRange<Int>)
  case number(ClosedRange<Double>)
  /// A number, or a list of the least and the most that it may be: 3.5 or [3, 4].
  case estimate(ClosedRange<Double>)
  case string(StringRule)
  case array(of: JSONShape, minimum: Int)
  /// An object with these keys and no others.
  case object(ObjectShape)
  /// An object whose keys the user chooses.
  case map(keys: String, of: JSONShape)
  /// An object that somebody else reads, such as the options of a stage.
  case openObject
  /// A string for short, or the object in full.
  case stringOr(JSONShape)

  public enum StringRule: Sendable {
    case any
    case nonEmpty
    case oneOf([String])
    /// A path inside the project: relative, with `/`, without `..`.
    case path
    /// The name of a stage or gate: lower-case words joined by `-`.
    case name
    /// `#rgb` or `#rrggbb`.
    case colour
  }

  public struct ObjectShape: Sendable {
    public var fields: [Field]
    /// Of these keys exactly one has to be there.
    public var exactlyOneOf: [String]
    public var summary: String

    public init(_ summary: String, fields: [Field], exactlyOneOf: [String] = []) {
      self.summary = summary
      self.fields = fields
      self.exactlyOneOf = exactlyOneOf
    }
  }

  public struct Field: Sendable {
    public var key: String
    public var shape: JSONShape
    public var isRequired: Bool
    /// One sentence, shown by editors that read the schema.
    public var summary: String

    public init(_ key: String, _ shape: JSONShape, required: Bool = false, _ summary: String) {
      self.key = key
      self.shape = shape
      self.isRequired = required
      self.summary = summary
    }
  }
}

extension JSONShape {
  /// The shape of what replaces parts of a value of this shape: nothing in it has to be there.
  public var allOptional: JSONShape {
    switch self {
    case .bool, .integer, .number, .estimate, .string, .openObject, .stringOr, .array: self
    case .map(let keys, let shape): .map(keys: keys, of: shape.allOptional)
    case .object(let object):
      .object(
        ObjectShape(
          object.summary,
          fields: object.fields.map { Field($0.key, $0.shape.allOptional, required: false, $0.summary) }))
    }
  }
}

/// Something wrong in a configuration file, at its place.
public struct ConfigurationProblem: Error, Hashable, Sendable {
  public var range: TextRange
  public var message: String
  public var help: String
  /// A warning is shown and stops nothing.
  public var isWarning: Bool

  public init(range: TextRange, message: String, help: String, isWarning: Bool = false) {
    self.range = range
    self.message = message
    self.help = help
    self.isWarning = isWarning
  }
}
