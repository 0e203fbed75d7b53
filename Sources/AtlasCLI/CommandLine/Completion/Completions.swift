/// The completion scripts of the shells, made from the tables of commands and flags: commands, their flags with what
/// they do, the words a value may be, files and folders where they are meant.
package enum Completions {
  package static func script(for shell: Shell, words: CompletionWords = CompletionWords()) -> String {
    switch shell {
    case .bash: BashCompletion(words).script
    case .zsh: ZshCompletion(words).script
    case .fish: FishCompletion(words).script
    }
  }
}

/// Words that other modules know: they are completed where a value may be one of them.
package struct CompletionWords: Sendable {
  /// Rule and gate ids.
  package var rules: [String]
  /// The stages that are built in.
  package var stages: [String]
  /// The kinds of diagrams.
  package var kinds: [String]

  package init(rules: [String] = [], stages: [String] = [], kinds: [String] = []) {
    self.rules = rules
    self.stages = stages
    self.kinds = kinds
  }
}

/// What can be completed at a place: the one answer that the three scripts say in their own ways.
enum CompletionSource: Equatable {
  /// Nothing can be known, such as a number.
  case nothing
  case words([String])
  case files
  case folders
  /// The words, or a file.
  case selectors([String])
  /// A format, `=`, and a file.
  case reports([String])

  init(_ flag: Flag, of command: CommandDescription, _ known: CompletionWords) {
    switch flag.value {
    case .none, .text, .integer: self = .nothing
    case .percentage: self = .words(["1%", "5%", "10%", "25%", "50%"])
    case .choice(_, let words): self = .words(words)
    case .format: self = .words(command.formats.map(\.rawValue))
    case .report: self = .reports(command.formats.map(\.rawValue))
    case .file: self = .files
    case .folder: self = .folders
    case .selector: self = .selectors(CompletionSource.selectorWords(known))
    case .stage: self = known.stages.isEmpty ? .nothing : .words(known.stages)
    }
  }

  init(_ argument: ArgumentDescription, _ known: CompletionWords) {
    switch argument.kind {
    case .path: self = .files
    case .selector: self = .selectors(CompletionSource.selectorWords(known))
    case .shell: self = .words(Shell.allCases.map(\.rawValue))
    case .rule: self = known.rules.isEmpty ? .nothing : .words(known.rules)
    case .key: self = .nothing
    case .command: self = .words(CommandTable.firstWords.map(\.word))
    }
  }

  private static func selectorWords(_ known: CompletionWords) -> [String] {
    SelectorPrefix.allCases.map { "\($0.rawValue):" } + known.kinds.map { "kind:\($0)" }
      + known.rules.map { "rule:\($0)" }
  }
}

/// A place in a command line as the scripts tell them apart: the words of a command, or of a group that still lacks its
/// second one; empty where no command is named yet.
struct CompletionPlace {
  var words: [String]
  /// What may come next as a word, with what it means.
  var nextWords: [(word: String, summary: String)]
  /// The command whose flags and arguments are completed here.
  var command: CommandDescription

  var name: String { words.joined(separator: " ") }

  /// In a group the common flags are all that is known; of commands only the help has none of its own.
  static let all: [CompletionPlace] = {
    let start = CompletionPlace(
      words: [], nextWords: CommandTable.firstWords, command: CommandTable.standard.description)
    let groups = CommandTable.groups.map { group in
      CompletionPlace(
        words: [group.word],
        nextWords: CommandTable.commands(of: group).map { ($0.words[1], $0.summary) },
        command: CommandID.help.description)
    }
    let commands = CommandTable.all.map { CompletionPlace(words: $0.words, nextWords: [], command: $0) }
    return [start] + groups + commands
  }()

  /// The arguments that can be completed here; before a command is named there are none.
  var arguments: [ArgumentDescription] { nextWords.isEmpty ? command.arguments : [] }
}

extension FlagTable {
  /// The spellings after which the next word is a value.
  static let valueSpellings: [String] = {
    var seen: Set<String> = []
    return all.filter(\.value.takesValue).flatMap(\.spellings).filter { seen.insert($0).inserted }
  }()
}
