import AtlasCore

/// What somebody typed, understood and checked, with nothing done yet: the command, its flags with their values, and
/// its arguments. `CommonOptions` and its like turn it into what a command works with.
package struct Invocation: Equatable, Sendable {
  package var command: CommandID
  /// In the order they were typed.
  package var flags: [FlagUse]
  /// Bytes, because paths need not be UTF-8.
  package var arguments: [[UInt8]]
  /// What to show, where the command is `help`.
  package var help: HelpRequest?

  package init(
    command: CommandID, flags: [FlagUse] = [], arguments: [[UInt8]] = [], help: HelpRequest? = nil
  ) {
    self.command = command
    self.flags = flags
    self.arguments = arguments
    self.help = help
  }

  /// The use of a flag that counts: the last one.
  package func last(_ id: FlagID) -> FlagUse? { flags.last { $0.id == id } }

  /// Whether a switch is on; `standard` where it was not given.
  package func isOn(_ id: FlagID, standard: Bool = false) -> Bool {
    last(id).map { !$0.isNegated } ?? standard
  }

  /// The values of every use, in order.
  package func values(_ id: FlagID) -> [[UInt8]] { flags.filter { $0.id == id }.compactMap(\.value) }

  package func path(_ id: FlagID) -> BytePath? { last(id)?.value.map { BytePath($0) } }

  package func text(_ id: FlagID) -> String? { last(id)?.text }

  package func integer(_ id: FlagID) -> Int? { text(id).flatMap { Int($0) } }

  package func day(_ id: FlagID) -> CalendarDay? { last(id)?.value.flatMap { CalendarDay($0) } }
}

/// One flag as it was typed.
package struct FlagUse: Equatable, Sendable {
  package var id: FlagID
  /// `--format`, `-j`, `--fail-fast`: for messages.
  package var spelling: String
  package var value: [UInt8]?
  package var isNegated: Bool

  package init(id: FlagID, spelling: String, value: [UInt8]? = nil, isNegated: Bool = false) {
    self.id = id
    self.spelling = spelling
    self.value = value
    self.isNegated = isNegated
  }

  /// The value as text; the parser has checked that it is UTF-8 where it must be.
  package var text: String? { value.map { String(decoding: $0, as: UTF8.self) } }
}

/// Whose help to show, and how much of it.
package struct HelpRequest: Equatable, Sendable {
  package enum Length: Sendable {
    case short
    case long
  }

  package var topic: HelpTopic
  package var length: Length

  package init(_ topic: HelpTopic, _ length: Length) {
    self.topic = topic
    self.length = length
  }
}

package enum HelpTopic: Equatable, Sendable {
  case program
  case group(CommandGroup)
  case command(CommandID)

  /// The command line that shows this help in full.
  package var commandLine: String {
    switch self {
    case .program: "\(CommandTable.program) --help"
    case .group(let group): "\(CommandTable.program) \(group.word) --help"
    case .command(let id): "\(CommandTable.program) \(id.description.name) --help"
    }
  }

  /// What that help holds, for "… shows …".
  package var holds: String {
    switch self {
    case .program: "the commands and their flags"
    case .group(let group): "the commands of \(group.word)"
    case .command(let id): "what \(id.description.name) takes"
    }
  }
}
