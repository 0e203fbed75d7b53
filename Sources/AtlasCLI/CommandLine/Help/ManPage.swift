/// The manual page atlas-build(1), made from the tables, in the classic man macros. It holds no date, so that equal
/// sources give equal bytes.
package struct ManPage {
  private var lines: [String] = []

  /// The page as roff source.
  package static func render(version: String) -> String {
    var page = ManPage()
    page.header(version)
    page.commands()
    page.flags("COMMON FLAGS", FlagTable.common, "Every command takes them, before or after its name.")
    page.surroundings()
    page.section("EXAMPLES")
    page.examples(CommandTable.all.flatMap(\.examples))
    return page.lines.map { "\($0)\n" }.joined()
  }

  // MARK: Parts

  private mutating func header(_ version: String) {
    lines.append(#".\" Generated from the tables of flags and commands; edit those."#)
    macro(
      "TH", CommandTable.program.uppercased(), "1", "", "\(CommandTable.program) \(version)", "User Commands")
    // Neither hyphens nor spaces that are not typed: lines are copied from here.
    lines += [".nh", ".ad l"]
    section("NAME")
    text("\(CommandTable.program) - \(lowercasedFirst(CommandTable.programSummary))")
    section("SYNOPSIS")
    for (index, command) in CommandTable.all.enumerated() {
      if index > 0 { macro("br") }
      macro("B", CommandTable.program)
      text(String(command.usage.dropFirst(CommandTable.program.count + 1)))
    }
    section("DESCRIPTION")
    paragraphs(CommandTable.programDetails, isFirst: true)
  }

  private mutating func commands() {
    section("COMMANDS")
    for command in CommandTable.all {
      if command.words.count > 1, let group = CommandTable.group(command.words[0]),
        isFirst(command, of: group)
      {
        macro("SS", group.word)
        text("\(group.summary).")
        paragraphs(group.details)
      }
      self.command(command)
    }
  }

  private func isFirst(_ command: CommandDescription, of group: CommandGroup) -> Bool {
    CommandTable.commands(of: group).first?.id == command.id
  }

  private mutating func command(_ command: CommandDescription) {
    macro("SS", command.isDefault ? "\(command.name) (the default)" : command.name)
    text("\(command.summary).")
    paragraphs(command.details)
    if let formats = command.formatSentence { paragraphs(formats) }
    for argument in command.arguments { entry(argument.usage, "\(argument.help).") }
    flagEntries(command.ownFlags)
  }

  private mutating func flags(_ title: String, _ flags: [Flag], _ introduction: String) {
    section(title)
    text(introduction)
    flagEntries(flags)
  }

  private mutating func flagEntries(_ flags: [Flag]) {
    for flag in flags {
      entry(FlagText.term(flag).trimmingSpaces, FlagText.details(flag))
      if let negation = flag.negation { entry("--\(negation.long)", "\(negation.help).") }
    }
  }

  private mutating func surroundings() {
    section("EXIT STATUS")
    for status in ExitStatus.allCases { entry(String(status.rawValue), status.meaning) }
    section("ENVIRONMENT")
    for variable in EnvironmentVariable.allCases { entry(variable.rawValue, variable.help) }
    section("FILES")
    for file in ProjectFiles.all { entry(file.path, file.help) }
  }

  private mutating func examples(_ examples: [CommandExample]) {
    for example in examples {
      macro("TP")
      macro("B", example.line)
      text(example.help)
    }
  }

  // MARK: Roff

  private mutating func section(_ title: String) { macro("SH", title) }

  private mutating func entry(_ term: String, _ meaning: String) {
    macro("TP")
    macro("B", term)
    text(meaning)
  }

  /// Paragraphs, each behind a gap; the first of a section needs none.
  private mutating func paragraphs(_ text: String, isFirst: Bool = false) {
    for (index, paragraph) in text.split(separator: "\n").enumerated() {
      if index > 0 || !isFirst { macro("PP") }
      self.text(String(paragraph))
    }
  }

  private mutating func text(_ text: String) { lines.append(Roff.line(text)) }

  private mutating func macro(_ name: String, _ arguments: String...) {
    lines.append(".\(name)" + arguments.map { " \(Roff.argument($0))" }.joined())
  }

  private func lowercasedFirst(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }
}

/// Text made safe for roff.
enum Roff {
  /// A line of running text: none of it is taken for an escape or a request.
  static func line(_ text: String) -> String {
    let escaped = escaped(text)
    return escaped.hasPrefix(".") ? #"\&"# + escaped : escaped
  }

  /// An argument of a macro, in quotes.
  static func argument(_ text: String) -> String { "\"\(escaped(text))\"" }

  /// Characters that roff would read or typeset as something else, by their names.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += #"\(rs"#
      case "-": result += #"\-"#
      case "'": result += #"\(aq"#
      case "\"": result += #"\(dq"#
      case "`": result += #"\(ga"#
      case "^": result += #"\(ha"#
      case "~": result += #"\(ti"#
      case "\n": result += " "
      default:
        if scalar.value < 0x80 {
          result.unicodeScalars.append(scalar)
        } else {
          result += #"\[u"# + hexadecimal(scalar.value) + "]"
        }
      }
    }
    return result
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

/// The files that the manual names.
enum ProjectFiles {
  static let all: [(path: String, help: String)] = [
    (
      "pipeline.json",
      "What to build: sources, stages and outputs. 'atlas-build schema' prints its JSON Schema."
    ),
    ("data/spec/", "The specification: rules, gates and targets."),
    ("cache/", "Results of actions. It can be deleted at any time; nothing is lost but time."),
  ]
}

extension String {
  /// The text without spaces around it.
  fileprivate var trimmingSpaces: String { split(separator: " ").joined(separator: " ") }
}
