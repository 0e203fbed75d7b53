import AtlasCLI
import AtlasCore
import AtlasReport
import Testing

@Suite struct CommandLineParserTests {
  @Test func nothingTypedMeansRun() throws {
    #expect(try parse("") == Invocation(command: .run))
  }

  @Test(arguments: CommandID.allCases)
  func everyCommandIsFoundByItsWords(_ id: CommandID) throws {
    let command = id.description
    let samples: [ArgumentDescription.Kind: String] = [
      .path: "a.md", .selector: "a.md#1", .shell: "zsh", .rule: "r", .key: "9f", .command: "run",
    ]
    let given = command.arguments.filter(\.isRequired).map { samples[$0.kind] ?? "" }
    let invocation = try parse((command.words + given).joined(separator: " "))
    #expect(invocation.command == id)
    #expect(invocation.arguments == given.map { Array($0.utf8) })
  }

  @Test(arguments: TableTests.uses.indices)
  func everyFlagOfEveryCommandParsesInEachSpelling(_ index: Int) throws {
    let (id, flag) = TableTests.uses[index]
    guard flag.id != .help, flag.id != .version else { return }
    let arguments = id.description.arguments.filter(\.isRequired).map { $0.kind == .shell ? "zsh" : "ab" }
    let command = id.description.words + arguments
    for typed in spellings(flag, id.description) {
      for line in [command + typed, typed + command] {
        let invocation = try parse(line.joined(separator: " "))
        #expect(invocation.command == id, "\(line)")
        #expect(invocation.flags.map(\.id) == [flag.id], "\(line)")
        #expect(invocation.flags[0].text == Self.value(flag, id.description), "\(line)")
      }
    }
  }

  /// The ways to type a flag, with a value it allows.
  private func spellings(_ flag: Flag, _ command: CommandDescription) -> [[String]] {
    guard let value = Self.value(flag, command) else {
      return flag.spellings.map { [$0] } + (flag.negation.map { [["--\($0.long)"]] } ?? [])
    }
    let short = flag.short.map { [["-\($0)", value], ["-\($0)\(value)"], ["-\($0)=\(value)"]] } ?? []
    return [["--\(flag.long)", value], ["--\(flag.long)=\(value)"]] + short
  }

  private static func value(_ flag: Flag, _ command: CommandDescription) -> String? {
    switch flag.value {
    case .none: nil
    case .integer(_, let range): String(range.upperBound)
    case .percentage: "12.5%"
    case .day: "2026-03-01"
    case .choice(_, let words): words[words.count - 1]
    case .format: command.formats[command.formats.count - 1].rawValue
    case .report: "text=a=b.txt"
    case .text, .file, .folder, .selector, .stage, .rule, .setting: "some/thing"
    }
  }

  @Test func eachSettingOfAPlanCounts() throws {
    let options = PlanOptions(try parse("plan --set b.c=1 --spec draft --only x --set=a.b=c=d"))
    #expect(options.settings == ["b.c=1", "a.b=c=d"].map { Array($0.utf8) })
    #expect(options.spec == "draft")
    #expect(options.selectors == [Array("x".utf8)])
    #expect(options.triesSpecification)
    #expect(!PlanOptions(try parse("plan --only x")).triesSpecification)
  }

  @Test func theLastUseOfASingleFlagWins() throws {
    let options = CommonOptions(try parse("-j 2 run --jobs=3 -j4 --color=always --color never"))
    #expect(options.jobs == 4)
    #expect(options.color == .never)
  }

  @Test func repeatableFlagsKeepEveryUseInOrder() throws {
    let options = RunOptions(try parse("--only b run --only=a --stage lint --stage parse"))
    #expect(options.selectors == [Array("b".utf8), Array("a".utf8)])
    #expect(options.stages == ["lint", "parse"])
  }

  @Test(arguments: [
    ("run", CommonOptions.Verbosity.normal), ("-q", .quiet), ("-v run", .verbose), ("-qv", .verbose),
    ("-v --quiet", .quiet), ("-vq plan", .quiet),
  ])
  func theLastOfQuietAndVerboseWins(_ line: String, _ verbosity: CommonOptions.Verbosity) throws {
    #expect(CommonOptions(try parse(line)).verbosity == verbosity)
  }

  @Test(arguments: [
    ("run", true), ("--fail-fast", false), ("--keep-going", true), ("--keep-going --fail-fast", false),
    ("--fail-fast --keep-going", true),
  ])
  func theLastOfKeepGoingAndFailFastWins(_ line: String, _ keepsGoing: Bool) throws {
    #expect(RunOptions(try parse(line)).keepsGoing == keepsGoing)
  }

  @Test(arguments: [
    ("run", RunOptions.CacheUse.normal), ("--no-cache", .none), ("--recache", .rewrite),
    ("--require-cached", .required),
  ])
  func cacheFlagsSayHowTheCacheIsUsed(_ line: String, _ use: RunOptions.CacheUse) throws {
    #expect(RunOptions(try parse(line)).cache == use)
  }

  @Test func commonFlagsAreResolved() throws {
    let options = CommonOptions(
      try parse(
        "-C lib --config p.json --format json --report sarif=a.sarif --report junit=b.xml --no-progress"))
    #expect(options.directory == "lib")
    #expect(options.configuration == "p.json")
    #expect(options.format == .json)
    #expect(
      options.reports == [
        ReportRequest(format: .sarif, file: "a.sarif"), ReportRequest(format: .junit, file: "b.xml"),
      ])
    #expect(!options.allowsProgress)
    #expect(CommonOptions(try parse("")).allowsProgress)
  }

  @Test func runFlagsNameTheirFiles() throws {
    let options = RunOptions(try parse("--events e.jsonl --profile=p.json"))
    #expect(options.events == "e.jsonl")
    #expect(options.profile == "p.json")
  }

  @Test func checkTakesItsOwnOnly() throws {
    let options = CheckOptions(try parse("check --only parse --metrics --spec data/spec a.md b"))
    #expect(options.depth == .parse)
    #expect(options.showsMetrics)
    #expect(options.spec == "data/spec")
    #expect(options.paths == ["a.md", "b"])
    #expect(CheckOptions(try parse("check a.md")).depth == .gates)
    #expect(CheckOptions(try parse("--only lint check a.md")).depth == .lint)
  }

  @Test(arguments: [("5%", 0.05), ("100", 1.0), ("12.5%", 0.125), ("0.1", 0.001)])
  func sampleIsAFraction(_ text: String, _ fraction: Double) throws {
    #expect(VerifyOptions(try parse("verify --sample \(text)")).sample == fraction)
    #expect(VerifyOptions(try parse("verify")).sample == nil)
  }

  @Test func pathsNeedNotBeUTF8() throws {
    let odd: [UInt8] = [0x61, 0xFF, 0x0A, 0x2E, 0x6D, 0x64]
    let config = Array("--config=".utf8) + odd
    let invocation = try CommandLineParser.parse([Array("check".utf8), odd, config])
    #expect(CheckOptions(invocation).paths == [BytePath(odd)])
    #expect(CommonOptions(invocation).configuration == BytePath(odd))
  }

  @Test func afterTwoDashesNothingIsAFlag() throws {
    let invocation = try parse("check -q -- --metrics -- -j")
    #expect(invocation.arguments == ["--metrics", "--", "-j"].map { Array($0.utf8) })
    #expect(invocation.flags.map(\.id) == [.quiet])
  }

  @Test func aLoneDashIsAnArgument() throws {
    #expect(try parse("check -").arguments == [Array("-".utf8)])
  }

  @Test func aValueMayBeginWithADashWhereItIsNoFlag() throws {
    #expect(RunOptions(try parse("--only -odd-name.md")).selectors == [Array("-odd-name.md".utf8)])
    #expect(CommonOptions(try parse("--config=--format")).configuration == "--format")
    #expect(CommonOptions(try parse("--config -")).configuration == "-")
  }

  @Test func aValueMayHoldEqualsSigns() throws {
    #expect(CommonOptions(try parse("--config=a=b")).configuration == "a=b")
    #expect(CommonOptions(try parse("--report json=a=b")).reports.map(\.file) == ["a=b"])
  }

  @Test func aValueMayBeTheNameOfACommand() throws {
    let invocation = try parse("-C plan check plan")
    #expect(invocation.command == .check)
    #expect(invocation.arguments == [Array("plan".utf8)])
  }

  // MARK: Help and version

  static let helpRequests: [(String, HelpRequest)] = [
    ("-h", HelpRequest(.program, .short)), ("--help", HelpRequest(.program, .long)),
    ("help", HelpRequest(.program, .long)), ("help run", HelpRequest(.command(.run), .long)),
    ("run -h", HelpRequest(.command(.run), .short)), ("--help plan", HelpRequest(.command(.plan), .long)),
    ("cache show --help", HelpRequest(.command(.cacheShow), .long)),
    ("help cache ls", HelpRequest(.command(.cacheList), .long)),
    ("check -qh", HelpRequest(.command(.check), .short)), ("help help", HelpRequest(.command(.help), .long)),
    ("help --help", HelpRequest(.command(.help), .long)),
    ("check a.md b.md --help", HelpRequest(.command(.check), .long)),
  ]

  @Test(arguments: helpRequests)
  func helpIsShownForTheTopicThatIsNamed(_ line: String, _ request: HelpRequest) throws {
    let invocation = try parse(line)
    #expect(invocation.command == .help)
    #expect(invocation.help == request)
  }

  @Test(arguments: ["cache -h", "help cache", "cache --help"])
  func aGroupHasHelpOfItsOwn(_ line: String) throws {
    let group = try #require(CommandTable.group("cache"))
    #expect(try parse(line).help?.topic == .group(group))
  }

  @Test(arguments: [
    "run --nonsense -h", "plan -j 0 -h", "-h plan --metrics", "explain -h", "plan --format sarif -h",
    "run --no-cache --recache -h", "plan --config -h",
  ])
  func helpIsShownWhateverElseIsWrong(_ line: String) throws {
    #expect(try parse(line).command == .help)
  }

  @Test func helpKeepsTheColourThatIsAskedFor() throws {
    #expect(CommonOptions(try parse("-h --color always")).color == .always)
    #expect(CommonOptions(try parse("-h --color sometimes")).color == .auto)
  }

  @Test(arguments: ["--version", "run --version", "--version --format json"])
  func theVersionFlagIsTheVersionCommand(_ line: String) throws {
    #expect(try parse(line).command == .version)
  }

  @Test func onlyHelpCarriesAHelpRequest() throws {
    #expect(try parse("run").help == nil)
  }

  // MARK: Whatever is typed

  /// Pieces that mean something to the parser, joined at random: it must give an answer for all of them.
  @Test func everyCommandLineGivesAnInvocationOrASentence() {
    let pieces = [
      "run", "cache", "ls", "check", "help", "--", "-", "--=", "=", "-j", "-j4", "-j=", "-qvj", "--jobs",
      "--jobs=",
      "--only", "--only=x", "--report", "json=", "json=a", "--no-cache", "--fail-fast", "-\u{FF}", "-h",
      "--help=1",
      "", "\u{0}", "a.md", "-C", "-é", "--é", "--sample", "5%", "%", "99999999999999999999999", "-1",
    ]
    var state: UInt64 = 42
    for _ in 0..<4_000 {
      var line: [[UInt8]] = []
      for _ in 0..<5 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var word = Array(pieces[Int(state >> 33) % pieces.count].utf8)
        if state >> 60 == 7 { word.append(0xFF) }
        line.append(word)
      }
      do throws(UsageError) {
        let invocation = try CommandLineParser.parse(line)
        #expect((invocation.command == .help) == (invocation.help != nil))
      } catch {
        let sentence = error.problem.sentence
        #expect(!sentence.isEmpty && !sentence.hasSuffix(".") && !sentence.contains("\n"))
      }
    }
  }
}
