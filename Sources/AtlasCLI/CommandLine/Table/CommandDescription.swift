import AtlasReport

/// One command of the program: everything that parsing, help, the manual page and the completions know of it.
package struct CommandDescription: Sendable {
  package var id: CommandID
  /// What is typed: one word, or two for a command of a group.
  package var words: [String]
  /// One line without a full stop.
  package var summary: String
  /// Sentences; an empty line parts paragraphs.
  package var details: String
  package var arguments: [ArgumentDescription]
  /// What `--format` and `--report` may ask of it.
  package var formats: [ReportFormat]
  package var examples: [CommandExample]

  init(
    _ id: CommandID, _ words: String..., summary: String, details: String,
    arguments: [ArgumentDescription] = [], formats: [ReportFormat] = [.text],
    examples: [CommandExample]
  ) {
    self.id = id
    self.words = words
    self.summary = summary
    self.details = details
    self.arguments = arguments
    self.formats = formats
    self.examples = examples
  }

  /// As it is typed, without the program's name.
  package var name: String { words.joined(separator: " ") }
  package var isDefault: Bool { id == CommandTable.standard }
  package var flags: [Flag] { FlagTable.flags(of: id) }
  package var ownFlags: [Flag] { flags.filter { !$0.isCommon } }
}

/// An argument that is not a flag.
package struct ArgumentDescription: Sendable {
  package enum Kind: Sendable {
    case path
    case selector
    case shell
    case rule
    case key
    /// The words of a command.
    case command
  }

  package enum Count: Sendable {
    case one
    case optional
    case oneOrMore
    case any
  }

  package var name: String
  package var kind: Kind
  package var count: Count
  package var help: String

  init(_ name: String, _ kind: Kind, _ count: Count = .one, help: String) {
    self.name = name
    self.kind = kind
    self.count = count
    self.help = help
  }

  package var isRequired: Bool { count == .one || count == .oneOrMore }
  package var isRepeated: Bool { count == .oneOrMore || count == .any }

  /// As a usage line has it: `PATH...`, `[ID]`.
  package var usage: String {
    let repeated = isRepeated ? "\(name)..." : name
    return isRequired ? repeated : "[\(repeated)]"
  }
}

/// A line that somebody may type, and what it does.
package struct CommandExample: Sendable {
  package var line: String
  package var help: String

  init(_ line: String, _ help: String) {
    self.line = line
    self.help = help
  }
}

/// A word with commands of its own below it.
package struct CommandGroup: Equatable, Sendable {
  package var word: String
  package var summary: String
  package var details: String
}
