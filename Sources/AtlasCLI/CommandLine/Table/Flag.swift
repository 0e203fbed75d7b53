/// One flag of the command line: everything that parsing, help, the manual page and the completions know of it.
package struct Flag: Sendable {
  package var id: FlagID
  /// Without its dashes.
  package var long: String
  package var short: Unicode.Scalar?
  package var value: ValueKind
  package var negation: FlagNegation?
  /// The commands that take it; nil for every command.
  package var commands: [CommandID]?
  /// Whether each use counts; of other flags the last one wins.
  package var isRepeatable: Bool
  /// One line without a full stop.
  package var help: String
  /// Sentences that the long help and the manual add.
  package var details: String
  /// What holds where the flag is not given, as words.
  package var standard: String?

  init(
    _ id: FlagID, _ long: String, short: Unicode.Scalar? = nil, value: ValueKind = .none,
    negation: FlagNegation? = nil, commands: [CommandID]? = nil, isRepeatable: Bool = false, help: String,
    details: String = "", standard: String? = nil
  ) {
    self.id = id
    self.long = long
    self.short = short
    self.value = value
    self.negation = negation
    self.commands = commands
    self.isRepeatable = isRepeatable
    self.help = help
    self.details = details
    self.standard = standard
  }

  /// Whether every command takes it.
  package var isCommon: Bool { commands == nil }

  package func isTaken(by command: CommandID) -> Bool { commands?.contains(command) ?? true }

  /// The ways to type it that mean the same: the short one first.
  package var spellings: [String] { (short.map { ["-\($0)"] } ?? []) + ["--\(long)"] }
}

/// The long flag that says the opposite.
package struct FlagNegation: Sendable {
  package var long: String
  package var help: String

  init(_ long: String, help: String) {
    self.long = long
    self.help = help
  }
}

/// What may follow a flag.
package enum ValueKind: Sendable {
  /// Nothing: it is a switch.
  case none
  case text(placeholder: String)
  case integer(placeholder: String, range: ClosedRange<Int>)
  /// Above 0 and up to 100, with or without `%`.
  case percentage
  case choice(placeholder: String, words: [String])
  /// One of the formats that the command can print.
  case format
  /// `FMT=FILE`.
  case report
  case file
  case folder
  /// What picks diagrams: a path, `path#N`, an id, `kind:…` and so on.
  case selector
  case stage
  case rule
  /// `PATH=VALUE`, a change of the specification.
  case setting
  /// `YYYY-MM-DD`.
  case day

  /// The word that stands for the value in usage lines; nil for a switch.
  package var placeholder: String? {
    switch self {
    case .none: nil
    case .text(let placeholder), .integer(let placeholder, _), .choice(let placeholder, _): placeholder
    case .percentage: "PERCENT"
    case .format: "FMT"
    case .report: "FMT=FILE"
    case .file: "FILE"
    case .rule: "CODE"
    case .setting: "PATH=VALUE"
    case .day: "DATE"
    case .folder: "DIR"
    case .selector: "SELECTOR"
    case .stage: "NAME"
    }
  }

  package var takesValue: Bool { placeholder != nil }
}

/// Flags of which a command line may hold at most one.
package struct FlagConflict: Sendable {
  package var flags: [FlagID]
  /// Ends the sentence "--a and --b contradict each other: …".
  package var reason: String
}
