import AtlasReport

/// What is wrong with a command line, as facts; `sentence` says it.
package enum UsageProblem: Equatable, Sendable {
  case unknownFlag(String, nearest: String?)
  case flagOfOtherCommands(String, command: String, takers: [String])
  case missingValue(String, placeholder: String, before: String?)
  case unexpectedValue(String, value: String)
  case badValue(String, value: String, allowed: String, nearest: String?)
  case conflict(String, String, reason: String)
  case sharedFile(String)
  case unknownCommand(String, nearest: String?, isPath: Bool)
  case unknownSubcommand(String, group: String, nearest: String?, known: [String])
  case missingSubcommand(group: String, known: [String])
  case missingArgument(String, command: String)
  case extraArgument(String, command: String, limit: Int)
  case badArgument(String, value: String, allowed: String, nearest: String?)

  /// One sentence without a full stop: what is wrong, what is allowed, and the word that was probably meant.
  package var sentence: String {
    switch self {
    case .unknownFlag(let flag, let nearest):
      return "unknown flag \(shortened(flag))\(UsageProblem.suggestion(nearest))"
    case .flagOfOtherCommands(let flag, let command, let takers):
      return "\(flag) is a flag of \(WordList.joined(takers, "and")), not of \(command)"
    case .missingValue(let flag, let placeholder, let before):
      let advice = before.map { "; a value that begins with a dash is written \(flag)=\($0)" } ?? ""
      return "\(flag) needs a value: \(flag) \(placeholder)\(flag.hasPrefix("--") ? advice : "")"
    case .unexpectedValue(let flag, let value): return "\(flag) takes no value, but \(quoted(value)) is given"
    case .badValue(let name, let value, let allowed, let nearest),
      .badArgument(let name, let value, let allowed, let nearest):
      let given = value.isEmpty ? "but nothing is given" : "not \(quoted(value))"
      return "\(name) takes \(allowed), \(given)\(UsageProblem.suggestion(nearest))"
    case .conflict(let first, let second, let reason):
      return "\(first) and \(second) contradict each other: \(reason)"
    case .sharedFile(let file): return "two reports go to \(quoted(file)); give each a file of its own"
    case .unknownCommand(let word, let nearest, let isPath):
      if let nearest { return "unknown command \(quoted(word))\(UsageProblem.suggestion(nearest))" }
      let advice = isPath ? "; to check a file, write \(CommandTable.program) check \(shortened(word))" : ""
      return "unknown command \(quoted(word))\(advice)"
    case .unknownSubcommand(let word, let group, let nearest, let known):
      let advice =
        nearest.map { "; did you mean \(group) \($0)?" } ?? "; it has \(WordList.joined(known, "and"))"
      return "unknown command \(quoted("\(group) \(word)"))\(advice)"
    case .missingSubcommand(let group, let known):
      return "\(group) needs a command of its own: \(WordList.joined(known, "or"))"
    case .missingArgument(let name, let command): return "\(command) needs \(name)"
    case .extraArgument(let word, let command, let limit):
      let allowed = limit == 0 ? "no arguments" : "\(limit) argument\(limit == 1 ? "" : "s")"
      return "\(command) takes \(allowed), but \(quoted(word)) is given"
    }
  }

  private func quoted(_ text: String) -> String { "\"\(shortened(text))\"" }

  /// Enough of it to be recognised.
  private func shortened(_ text: String) -> String { DisplayWidth.cut(text, to: 60) }

  private static func suggestion(_ nearest: String?) -> String {
    nearest.map { "; did you mean \($0)?" } ?? ""
  }
}

/// Why a command line is refused: exit status 2.
package struct UsageError: Error, Equatable, Sendable {
  package var problem: UsageProblem
  /// The help that would have told.
  package var topic: HelpTopic

  package init(_ problem: UsageProblem, topic: HelpTopic) {
    self.problem = problem
    self.topic = topic
  }

  package static let exitStatus = ExitStatus.usage
}
