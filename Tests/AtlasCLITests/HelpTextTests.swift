import AtlasCLI
import Testing

@Suite struct HelpTextTests {
  static let topics: [HelpTopic] =
    [.program] + CommandTable.groups.map(HelpTopic.group) + CommandID.allCases.map(HelpTopic.command)

  @Test(arguments: CommandID.allCases)
  func helpOfACommandNamesAllItsFlagsArgumentsAndExamples(_ id: CommandID) {
    let command = id.description
    for length in [HelpRequest.Length.short, .long] {
      let help = HelpText.render(HelpRequest(.command(id), length), width: 80)
      for flag in command.flags {
        #expect(flag.spellings.allSatisfy { help.contains($0) }, "\(flag.long)")
        if let negation = flag.negation { #expect(help.contains("--\(negation.long)")) }
        if let placeholder = flag.value.placeholder {
          #expect(help.contains("--\(flag.long) \(placeholder)"))
        }
      }
      #expect(command.arguments.allSatisfy { help.contains("  \($0.usage)  \($0.help)") })
      #expect(command.examples.allSatisfy { help.contains("  \($0.line)\n") })
      #expect(help.hasPrefix("\(command.summary)\n\nUsage:\n  atlas-build "))
    }
  }

  @Test func helpOfTheProgramNamesAllCommandsOfTheFirstWord() {
    let help = HelpText.render(HelpRequest(.program, .short), width: 80)
    for (word, _) in CommandTable.firstWords { #expect(help.contains("\n  \(word) ")) }
    #expect(help.contains("Build what is out of date (the default)"))
  }

  @Test func helpOfAGroupNamesItsCommands() {
    for group in CommandTable.groups {
      let help = HelpText.render(HelpRequest(.group(group), .short), width: 80)
      for command in CommandTable.commands(of: group) { #expect(help.contains("\n  \(command.name) ")) }
    }
  }

  @Test func longHelpSaysMoreThanShortHelp() {
    for topic in Self.topics {
      let short = HelpText.render(HelpRequest(topic, .short), width: 80)
      let long = HelpText.render(HelpRequest(topic, .long), width: 80)
      #expect(long.utf8.count > short.utf8.count)
    }
    let words = HelpText.render(HelpRequest(.command(.run), .long), width: 100).split {
      $0 == " " || $0 == "\n"
    }
    let long = words.joined(separator: " ")
    #expect(long.contains("Default: one for each core."))
    #expect(long.contains("From 1 to 512."))
    #expect(long.contains("Formats: text, json, jsonl, sarif, junit, github and markdown."))
    #expect(ExitStatus.allCases.allSatisfy { long.contains(" \($0.rawValue) \($0.meaning)") })
  }

  @Test(arguments: [40, 60, 80, 100])
  func onlyLinesThatAreTypedAreWiderThanTheTerminal(_ width: Int) {
    let typed = CommandTable.all.flatMap(\.examples).map { "  \($0.line)" }
    for topic in Self.topics {
      for length in [HelpRequest.Length.short, .long] {
        let lines = HelpText.render(HelpRequest(topic, length), width: width).split(separator: "\n")
        for line in lines where line.utf8.count > width {
          let isTyped = typed.contains(String(line)) || line.hasPrefix("  atlas-build ")
          #expect(isTyped, "\(line)")
        }
      }
    }
  }

  @Test(arguments: [(-5, 40), (0, 40), (39, 40), (101, 100), (10_000, 100)])
  func widthIsKeptWhereTextReadsWell(_ width: Int, _ kept: Int) {
    let request = HelpRequest(.command(.run), .long)
    #expect(HelpText.render(request, width: width) == HelpText.render(request, width: kept))
  }

  @Test func noLineEndsWithASpaceAndNoTwoAreEmpty() {
    for topic in Self.topics {
      let help = HelpText.render(HelpRequest(topic, .long), width: 80)
      #expect(
        !help.contains(" \n") && !help.contains("\n\n\n") && help.hasSuffix("\n") && !help.hasSuffix("\n\n"))
    }
  }

  @Test func colourChangesNoWord() {
    let request = HelpRequest(.program, .long)
    let colored = HelpText.render(request, width: 80, style: TextStyle(usesColor: true))
    #expect(colored.contains("\u{1B}[1mUsage:\u{1B}[0m"))
    #expect(withoutColor(colored) == HelpText.render(request, width: 80))
  }
}

/// The text without its escape sequences.
func withoutColor(_ text: String) -> String {
  var kept = ""
  var isEscape = false
  for character in text {
    if character == "\u{1B}" {
      isEscape = true
    } else if isEscape {
      isEscape = character != "m"
    } else {
      kept.append(character)
    }
  }
  return kept
}
