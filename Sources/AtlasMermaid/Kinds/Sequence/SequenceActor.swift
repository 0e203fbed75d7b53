import AtlasCore

/// What is known of one participant while the diagram is checked.
struct SequenceActor {
  /// Where its name stands first.
  var id: TextRange
  /// False while only `activate` names it, which does not make it a participant.
  var isKnown = false
  /// Which box it stands in, by number.
  var box: Int?
  /// How many activations are open, and where the last of them began.
  var activity = 0
  var activationStart: TextRange?
  var hasLabel = false
  /// `participant`, `actor` or what its braces say.
  var type = "participant"
  /// A label in the braces that is no text.
  var badLabel: TextRange?
  var links: [String: Bool] = [:]
  var linkPlace: TextRange?
  /// An icon that is no text.
  var badIcon: TextRange?

  /// Whether there can be anything to say of it at the end.
  var mayBeReported: Bool {
    activationStart != nil || linkPlace != nil || badLabel != nil || badIcon != nil
  }

  /// Whether mermaid remembers a rectangle for this type, on which it then hangs the links.
  var canHaveLinks: Bool { ["participant", "database", "collections", "queue"].contains(type) }

  var hasIcon: Bool { ["participant", "collections", "queue"].contains(type) }
}

/// What `@{ … }` behind a name says.
struct SequenceConfig {
  var type: String?
  var label: YAMLValue?

  /// Mermaid puts braces around what stands on one line, and reads lines as they are.
  init(_ text: ArraySlice<UInt8>) throws(YAMLError) {
    let isBlock = text.contains(0x0A)
    let bytes = isBlock ? Array(text) + [0x0A] : Array("{\n".utf8) + text + Array("\n}".utf8)
    let node = try YAMLReader.read(bytes)
    if let value = node["type"], !value.isNull { type = value.value.scriptText }
    if let value = node["alias"]?.value, value.isTruthy { label = value }
  }
}

extension YAMLValue {
  /// What JavaScript takes for true.
  var isTruthy: Bool {
    switch self {
    case .null: false
    case .bool(let flag): flag
    case .number(let number): number.double != 0 && !number.double.isNaN
    case .string(let text): !text.isEmpty
    case .sequence, .mapping: true
    }
  }
}

extension JSONValue {
  /// What JavaScript takes for true.
  var isTruthy: Bool {
    switch self {
    case .null: false
    case .bool(let flag): flag
    case .number(let number): number.double != 0
    case .string(let text): !text.isEmpty
    case .array, .object: true
    }
  }

  var isString: Bool {
    if case .string = self { true } else { false }
  }
}
