/// The help of the program, of a group of commands or of one command, made from the tables. `-h` shows the short one, a
/// line for each flag; `--help` the long one, which says all there is to say.
package struct HelpText {
  private let width: Int
  private let style: TextStyle
  private let isLong: Bool
  private var lines: [String] = []

  /// The text with a line end after each line. `width` is that of the terminal; it is kept within 40 and 100 columns,
  /// where text reads well.
  package static func render(_ request: HelpRequest, width: Int, style: TextStyle = .plain) -> String {
    var text = HelpText(
      width: min(max(width, 40), 100), style: style, isLong: request.length == .long)
    switch request.topic {
    case .program: text.program()
    case .group(let group): text.group(group)
    case .command(let id): text.command(id.description)
    }
    return text.lines.map { "\($0)\n" }.joined()
  }

  private init(width: Int, style: TextStyle, isLong: Bool) {
    self.width = width
    self.style = style
    self.isLong = isLong
  }

  // MARK: Topics

  private mutating func program() {
    paragraph(CommandTable.programSummary)
    usage(["\(CommandTable.program) [FLAGS] [COMMAND] [ARGUMENTS]"])
    if isLong { section("What it does") { $0.paragraph(CommandTable.programDetails, indent: 2) } }
    entries(
      "Commands",
      CommandTable.firstWords.map { word, summary in
        (word, word == CommandTable.standard.description.name ? "\(summary) (the default)" : summary)
      })
    flags("Flags of every command", FlagTable.common)
    examples(CommandTable.standard.description.examples)
    if isLong { exitStatus() }
    closing("\(CommandTable.program) help COMMAND", "shows the help of a command")
  }

  private mutating func group(_ group: CommandGroup) {
    let commands = CommandTable.commands(of: group)
    paragraph(group.summary)
    usage(["\(CommandTable.program) \(group.word) COMMAND [FLAGS]"])
    if isLong { section("What it does") { $0.paragraph(group.details, indent: 2) } }
    entries("Commands", commands.map { ($0.name, $0.summary) })
    flags("Flags of every command", FlagTable.common)
    examples(commands.flatMap(\.examples))
    closing("\(CommandTable.program) help \(group.word) COMMAND", "shows the help of a command")
  }

  private mutating func command(_ command: CommandDescription) {
    paragraph(command.summary)
    usage([command.usage])
    if isLong {
      section("What it does") {
        $0.paragraph(command.details, indent: 2)
        if let formats = command.formatSentence { $0.paragraph("\n" + formats, indent: 2) }
      }
    }
    entries("Arguments", command.arguments.map { ($0.usage, $0.help) })
    flags("Flags", command.ownFlags)
    flags("Flags of every command", FlagTable.common)
    examples(command.examples)
    if isLong {
      exitStatus()
    } else {
      closing("\(CommandTable.program) \(command.name) --help", "says more")
    }
  }

  // MARK: Sections

  private mutating func usage(_ usages: [String]) {
    section("Usage") { text in text.lines.append(contentsOf: usages.map { "  \($0)" }) }
  }

  private mutating func flags(_ title: String, _ flags: [Flag]) {
    var entries: [(String, String)] = []
    for flag in flags {
      entries.append((FlagText.term(flag), isLong ? FlagText.details(flag) : flag.help))
      if let negation = flag.negation {
        entries.append((FlagText.negationTerm(negation), isLong ? "\(negation.help)." : negation.help))
      }
    }
    self.entries(title, entries)
  }

  private mutating func entries(_ title: String, _ entries: [(term: String, text: String)]) {
    if entries.isEmpty { return }
    let column = TextLayout.column(for: entries.map(\.term), limit: width / 3)
    section(title) { text in
      for entry in entries {
        text.lines.append(
          contentsOf: TextLayout.entry(
            entry.term, entry.text, column: column, width: text.width, bold: text.style.bold))
      }
    }
  }

  private mutating func examples(_ examples: [CommandExample]) {
    section("Examples") { text in
      for example in examples {
        text.lines.append("  \(text.style.bold(example.line))")
        text.paragraph(example.help, indent: 6)
      }
    }
  }

  private mutating func exitStatus() {
    entries("Exit status", ExitStatus.allCases.map { (String($0.rawValue), $0.meaning) })
  }

  private mutating func closing(_ commandLine: String, _ what: String) {
    lines.append("")
    paragraph("'\(commandLine)' \(what).")
  }

  private mutating func section(_ title: String, _ body: (inout HelpText) -> Void) {
    lines.append("")
    lines.append(style.bold("\(title):"))
    body(&self)
  }

  private mutating func paragraph(_ text: String, indent: Int = 0) {
    lines.append(contentsOf: TextLayout.wrapped(text, width: width, indent: indent))
  }
}
