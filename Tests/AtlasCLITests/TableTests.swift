import AtlasCLI
import Testing

@Suite struct TableTests {
  /// Every place where a flag can be typed: a command and one of its flags.
  static let uses: [(CommandID, Flag)] = CommandID.allCases.flatMap { id in
    id.description.flags.map { (id, $0) }
  }

  @Test(arguments: CommandID.allCases)
  func noCommandHasTwoFlagsOfOneSpelling(_ id: CommandID) {
    let spellings = id.description.flags.flatMap { flag in
      flag.spellings + (flag.negation.map { ["--\($0.long)"] } ?? [])
    }
    #expect(Set(spellings).count == spellings.count)
  }

  @Test func flagsOfOneNameAgreeOnWhetherTheyTakeAValue() {
    for flag in FlagTable.all {
      let others = FlagTable.all.filter { $0.long == flag.long }
      #expect(others.allSatisfy { $0.value.takesValue == flag.value.takesValue })
      #expect(others.count == 1 || others.allSatisfy { !$0.isCommon })
    }
  }

  @Test func negatedFlagsTakeNoValue() {
    #expect(FlagTable.all.filter { $0.negation != nil }.allSatisfy { !$0.value.takesValue })
  }

  @Test(arguments: FlagTable.all.map(\.long) + CommandTable.all.flatMap(\.words))
  func namesAreLowerCaseLettersAndDashes(_ name: String) {
    let isPlain = name.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == 0x2D }
    #expect(isPlain && !name.hasPrefix("-") && !name.hasSuffix("-"))
  }

  @Test func helpIsOneShortLineWithoutFullStop() {
    let flags = FlagTable.all.flatMap { [$0.help] + ($0.negation.map { [$0.help] } ?? []) }
    for line in flags + CommandTable.all.map(\.summary) + CommandTable.groups.map(\.summary) {
      #expect(
        !line.isEmpty && line.utf8.count <= 72 && !line.hasSuffix(".") && !line.contains("\n"), "\(line)")
    }
  }

  @Test func everyTextIsASCIISoThatItShowsInEveryLocale() {
    let flags = FlagTable.all.flatMap { [$0.help, $0.details, $0.standard ?? ""] }
    let commands = CommandTable.all.flatMap { command in
      [command.summary, command.details] + command.arguments.map(\.help) + command.examples.map(\.help)
    }
    for text in flags + commands { #expect(text.utf8.allSatisfy { $0 < 0x80 }, "\(text)") }
  }

  @Test(arguments: CommandID.allCases)
  func everyCommandHasAnExampleThatParsesAsThatCommand(_ id: CommandID) throws {
    let examples = id.description.examples
    #expect(!examples.isEmpty)
    for example in examples {
      let typed = example.line.split(separator: " > ")[0].split(separator: " ").map { Array($0.utf8) }
      #expect(typed[0] == Array("atlas-build".utf8))
      #expect(try CommandLineParser.parse(Array(typed.dropFirst())).command == id, "\(example.line)")
    }
  }

  @Test func conflictsNameFlagsThatOneCommandTakesTogether() {
    for conflict in FlagTable.conflicts {
      #expect(CommandID.allCases.contains { id in conflict.flags.allSatisfy { $0.flag.isTaken(by: id) } })
    }
  }

  @Test func commandsOfAGroupStandTogetherUnderAKnownGroup() {
    let grouped = CommandTable.all.filter { $0.words.count > 1 }
    #expect(grouped.allSatisfy { CommandTable.group($0.words[0]) != nil })
    let words = CommandTable.firstWords.map(\.word)
    #expect(Set(words).count == words.count)
  }

  @Test func onlyTheLastArgumentMayBeLeftOutOrRepeated() {
    for command in CommandTable.all {
      #expect(command.arguments.dropLast().allSatisfy { $0.isRequired && !$0.isRepeated })
    }
  }
}
