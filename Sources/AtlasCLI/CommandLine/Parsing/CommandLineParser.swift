import AtlasCore

/// Turns the arguments into an `Invocation`, or into the one `UsageError` to show. It reads the tables and nothing
/// else: no file, no environment, no terminal.
package enum CommandLineParser {
  /// `arguments` are those after the program's name, as bytes.
  package static func parse(_ arguments: [[UInt8]]) throws(UsageError) -> Invocation {
    let scanner = ArgumentScanner(arguments)
    if let help = try helpFlag(scanner) {
      return Invocation(command: .help, flags: usable(scanner.flags), help: help)
    }
    if let problem = scanner.problems.first {
      throw UsageError(problem, topic: (try? target(of: scanner.words).topic) ?? .program)
    }
    let target = try target(of: scanner.words)
    if scanner.flags.contains(where: { $0.flags[0].id == .version }) {
      return try checked(.version, scanner.flags.filter { $0.flags[0].isCommon }, [])
    }
    guard case .command(let command) = target.topic else {
      throw UsageError(missingSubcommand(target.topic), topic: target.topic)
    }
    var invocation = try checked(command, scanner.flags, Array(scanner.words.dropFirst(target.wordCount)))
    if command == .help { invocation.help = try helpRequest(invocation.arguments) }
    return invocation
  }

  // MARK: The command

  private struct Target {
    var topic: HelpTopic
    /// How many of the words name it.
    var wordCount: Int
  }

  private static func target(of words: [[UInt8]]) throws(UsageError) -> Target {
    guard let first = words.first else { return Target(topic: .command(CommandTable.standard), wordCount: 0) }
    let word = ByteText.display(first)
    if let command = CommandTable.command([word]) { return Target(topic: .command(command.id), wordCount: 1) }
    guard let group = CommandTable.group(word) else { throw unknownCommand(first) }
    guard words.count > 1 else { return Target(topic: .group(group), wordCount: 1) }
    let second = ByteText.display(words[1])
    if let command = CommandTable.command([word, second]) {
      return Target(topic: .command(command.id), wordCount: 2)
    }
    let known = subcommands(of: group)
    throw UsageError(
      .unknownSubcommand(
        second, group: word, nearest: Suggestion.word(for: second, in: known), known: known),
      topic: .group(group))
  }

  private static func unknownCommand(_ word: [UInt8]) -> UsageError {
    let shown = ByteText.display(word)
    let isPath = word.contains(BytePath.separator) || word.contains(UInt8(ascii: "."))
    let nearest = isPath ? nil : Suggestion.command(for: shown)
    return UsageError(.unknownCommand(shown, nearest: nearest, isPath: isPath), topic: .program)
  }

  private static func missingSubcommand(_ topic: HelpTopic) -> UsageProblem {
    guard case .group(let group) = topic else { fatalError("BUG: only a group lacks a subcommand") }
    return .missingSubcommand(group: group.word, known: subcommands(of: group))
  }

  private static func subcommands(of group: CommandGroup) -> [String] {
    CommandTable.commands(of: group).map { $0.words[1] }
  }

  // MARK: Help

  /// What help a flag asks for, whatever else is wrong.
  private static func helpFlag(_ scanner: ArgumentScanner) throws(UsageError) -> HelpRequest? {
    guard let flag = scanner.flags.first(where: { $0.flags[0].id == .help }) else { return nil }
    let length: HelpRequest.Length = flag.spelling == "-h" ? .short : .long
    if scanner.words.isEmpty { return HelpRequest(.program, length) }
    do throws(UsageError) {
      return HelpRequest(try target(of: scanner.words).topic, length)
    } catch {
      throw scanner.problems.first.map { UsageError($0, topic: .program) } ?? error
    }
  }

  /// What `help WORDS` asks for.
  private static func helpRequest(_ words: [[UInt8]]) throws(UsageError) -> HelpRequest {
    if words.isEmpty { return HelpRequest(.program, .long) }
    let target = try target(of: words)
    guard words.count > target.wordCount else { return HelpRequest(target.topic, .long) }
    let named = words[..<target.wordCount].map { ByteText.display($0) }.joined(separator: " ")
    throw UsageError(
      .extraArgument(ByteText.display(words[target.wordCount]), command: "help \(named)", limit: 0),
      topic: .command(.help))
  }

  /// The common flags that can be used as they stand: help is coloured as asked, and shown in any case.
  private static func usable(_ flags: [ArgumentScanner.TypedFlag]) -> [FlagUse] {
    flags.filter { typed in
      guard typed.flags[0].isCommon else { return false }
      return typed.value.map { ValueCheck.problem(of: $0, for: typed.flags[0], command: .help) == nil }
        ?? true
    }.map { use($0, $0.flags[0]) }
  }

  // MARK: Flags and arguments of a known command

  private static func checked(
    _ command: CommandID, _ typed: [ArgumentScanner.TypedFlag], _ words: [[UInt8]]
  ) throws(UsageError) -> Invocation {
    let topic = HelpTopic.command(command)
    var flags: [FlagUse] = []
    for typed in typed {
      guard let flag = typed.flags.first(where: { $0.isTaken(by: command) }) else {
        throw UsageError(otherCommands(typed, command), topic: topic)
      }
      if let value = typed.value, let problem = ValueCheck.problem(of: value, for: flag, command: command) {
        throw UsageError(
          .badValue(
            typed.spelling, value: ByteText.display(value), allowed: problem.allowed, nearest: problem.nearest
          ),
          topic: topic)
      }
      flags.append(use(typed, flag))
    }
    if let problem = conflict(flags) ?? sharedFile(flags) ?? argumentProblem(words, command.description) {
      throw UsageError(problem, topic: topic)
    }
    return Invocation(command: command, flags: flags, arguments: words)
  }

  private static func use(_ typed: ArgumentScanner.TypedFlag, _ flag: Flag) -> FlagUse {
    FlagUse(id: flag.id, spelling: typed.spelling, value: typed.value, isNegated: typed.isNegated)
  }

  private static func otherCommands(_ typed: ArgumentScanner.TypedFlag, _ command: CommandID) -> UsageProblem
  {
    let takers = CommandID.allCases.filter { id in typed.flags.contains { $0.isTaken(by: id) } }
    return .flagOfOtherCommands(
      typed.spelling, command: command.description.name, takers: takers.map(\.description.name))
  }

  private static func conflict(_ flags: [FlagUse]) -> UsageProblem? {
    for conflict in FlagTable.conflicts {
      let found = conflict.flags.compactMap { id in flags.last { $0.id == id } }
      if found.count > 1 { return .conflict(found[0].spelling, found[1].spelling, reason: conflict.reason) }
    }
    return nil
  }

  private static func sharedFile(_ flags: [FlagUse]) -> UsageProblem? {
    var files: Set<[UInt8]> = []
    for flag in flags where flag.id == .report {
      guard let report = flag.value.flatMap(ReportRequest.init) else { continue }
      if !files.insert(report.file.bytes).inserted { return .sharedFile(report.file.description) }
    }
    return nil
  }

  private static func argumentProblem(_ words: [[UInt8]], _ command: CommandDescription) -> UsageProblem? {
    var rest = words[...]
    for argument in command.arguments {
      if argument.isRequired, rest.isEmpty { return .missingArgument(argument.usage, command: command.name) }
      let own = argument.isRepeated ? rest : rest.prefix(1)
      rest = rest.dropFirst(own.count)
      for word in own {
        guard let problem = ValueCheck.problem(of: word, for: argument) else { continue }
        return .badArgument(
          argument.name, value: ByteText.display(word), allowed: problem.allowed, nearest: problem.nearest)
      }
    }
    return rest.first.map {
      .extraArgument(ByteText.display($0), command: command.name, limit: command.arguments.count)
    }
  }
}
