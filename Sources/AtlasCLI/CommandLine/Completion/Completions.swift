import AtlasPipeline
import AtlasReport

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

  init(_ flag: Flag, _ formats: [ReportFormat], _ known: CompletionWords) {
    switch flag.value {
    case .none, .text, .integer, .day: self = .nothing
    case .percentage: self = .words(["1%", "5%", "10%", "25%", "50%"])
    case .choice(_, let words): self = .words(words)
    case .format: self = .words(formats.map(\.rawValue))
    case .report: self = .reports(formats.map(\.rawValue))
    case .file: self = .files
    case .folder: self = .folders
    case .selector: self = .selectors(CompletionSource.selectorWords(known))
    case .stage: self = known.stages.isEmpty ? .nothing : .words(known.stages)
    case .rule: self = known.rules.isEmpty ? .nothing : .words(known.rules)
    case .setting: self = .words(CompletionSource.settingWords(known))
    }
  }

  init(_ argument: ArgumentDescription, _ known: CompletionWords) {
    switch argument.kind {
    case .path: self = .files
    case .selector: self = .selectors(CompletionSource.selectorWords(known))
    case .shell: self = .words(Shell.allCases.map(\.rawValue))
    case .schema: self = .words(SchemaName.all)
    case .rule: self = known.rules.isEmpty ? .nothing : .words(known.rules)
    case .key, .command: self = .nothing
    }
  }

  private static func settingWords(_ known: CompletionWords) -> [String] {
    SpecShape.sectionNames.map { "\($0)." } + known.rules.map { "lint.rules.\($0)." }
  }

  private static func selectorWords(_ known: CompletionWords) -> [String] {
    SelectorPrefix.allCases.map { "\($0.rawValue):" } + known.kinds.map { "kind:\($0)" }
      + known.rules.map { "rule:\($0)" }
  }
}

/// A place in a command line as the scripts tell them apart: after the words of a command, or after words that still
/// lack one, as `cache` does; no words at all where nothing is named yet.
struct CompletionPlace {
  var words: [String]
  /// Words that lead on to another place, with what they mean.
  var nextWords: [(word: String, summary: String)] = []
  var flags: [Flag]
  var formats: [ReportFormat]
  var arguments: [ArgumentDescription] = []

  var name: String { words.joined(separator: " ") }

  static let all: [CompletionPlace] = [start] + groups + commands + helpedGroups

  /// Names of the places after which a word belongs to the command, and is no argument.
  static let unfinished: [String] = all.filter { !$0.words.isEmpty && !$0.nextWords.isEmpty }.map(\.name)

  /// The places at which a flag may stand, together where the same can follow it.
  static func taking(
    _ flag: Flag, _ known: CompletionWords
  ) -> [(source: CompletionSource, places: [CompletionPlace])] {
    var found: [(source: CompletionSource, places: [CompletionPlace])] = []
    for place in all where place.flags.contains(where: { $0.id == flag.id }) {
      let source = CompletionSource(flag, place.formats, known)
      if let index = found.firstIndex(where: { $0.source == source }) {
        found[index].places.append(place)
      } else {
        found.append((source, [place]))
      }
    }
    return found
  }

  private static var start: CompletionPlace {
    let command = CommandTable.standard.description
    return CompletionPlace(
      words: [], nextWords: CommandTable.firstWords, flags: command.flags, formats: command.formats)
  }

  private static var groups: [CompletionPlace] {
    CommandTable.groups.map { group in
      let commands = CommandTable.commands(of: group)
      let formats = ReportFormat.allCases.filter { format in commands.contains { $0.formats.contains(format) }
      }
      return CompletionPlace(
        words: [group.word], nextWords: nextWords(of: group), flags: FlagTable.common, formats: formats)
    }
  }

  private static var commands: [CompletionPlace] {
    CommandTable.all.map { command in
      let namesCommand = command.arguments.contains { $0.kind == .command }
      return CompletionPlace(
        words: command.words, nextWords: namesCommand ? CommandTable.firstWords : [], flags: command.flags,
        formats: command.formats, arguments: namesCommand ? [] : command.arguments)
    }
  }

  /// `help cache` wants to know which one.
  private static var helpedGroups: [CompletionPlace] {
    let help = CommandID.help.description
    return CommandTable.groups.map { group in
      CompletionPlace(
        words: help.words + [group.word], nextWords: nextWords(of: group), flags: help.flags,
        formats: help.formats)
    }
  }

  private static func nextWords(of group: CommandGroup) -> [(word: String, summary: String)] {
    CommandTable.commands(of: group).map { ($0.words[1], $0.summary) }
  }
}

extension FlagTable {
  /// The spellings after which the next word is a value.
  static let valueSpellings: [String] = {
    var seen: Set<String> = []
    return all.filter(\.value.takesValue).flatMap(\.spellings).filter { seen.insert($0).inserted }
  }()
}
