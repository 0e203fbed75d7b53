import AtlasCLI
import AtlasCore
import Testing

@Suite struct UsageErrorTests {
  static let refusals: [(String, String)] = [
    // Flags that do not exist.
    ("--formt json", "unknown flag --formt; did you mean --format?"),
    ("run --nocache", "unknown flag --nocache; did you mean --no-cache?"),
    ("--verb", "unknown flag --verb; did you mean --verbose?"),
    ("--frobnicate", "unknown flag --frobnicate"),
    ("--frobnicate=1", "unknown flag --frobnicate"),
    ("-format=json", "unknown flag -format; did you mean --format?"),
    ("-c x", "unknown flag -c; did you mean -C?"),
    ("-qx", "unknown flag -x"),
    ("-é", "unknown flag -é"),
    ("--no-keep-going", "unknown flag --no-keep-going; did you mean --fail-fast?"),
    ("--=x", "unknown flag --"),
    // Flags of other commands.
    ("--metrics", "--metrics is a flag of check, not of run"),
    ("verify --only a.md", "--only is a flag of run, plan and check, not of verify"),
    ("run --set a.b=1", "--set is a flag of plan, not of run"),
    ("check --fail-fast a.md", "--fail-fast is a flag of run, not of check"),
    ("--no-cache doctor", "--no-cache is a flag of run, not of doctor"),
    // Values.
    ("run --config", "--config needs a value: --config FILE"),
    ("run -j", "-j needs a value: -j N"),
    ("run -j --quiet", "-j needs a value: -j N"),
    (
      "--config --format json",
      "--config needs a value: --config FILE; a value that begins with a dash is written --config=--format"
    ),
    (
      "--config -- x",
      "--config needs a value: --config FILE; a value that begins with a dash is written --config=--"
    ),
    ("--quiet=yes", "--quiet takes no value, but \"yes\" is given"),
    ("--fail-fast=", "--fail-fast takes no value, but \"\" is given"),
    ("--config=", "--config takes the path of a file, but nothing is given"),
    ("-j 0", "-j takes a whole number from 1 to 512, not \"0\""),
    ("-j -4", "-j takes a whole number from 1 to 512, not \"-4\""),
    ("-j513", "-j takes a whole number from 1 to 512, not \"513\""),
    ("--jobs 4.5", "--jobs takes a whole number from 1 to 512, not \"4.5\""),
    ("--jobs=+4", "--jobs takes a whole number from 1 to 512, not \"+4\""),
    ("--jobs=", "--jobs takes a whole number from 1 to 512, but nothing is given"),
    (
      "-j 99999999999999999999999999",
      "-j takes a whole number from 1 to 512, not \"99999999999999999999999999\""
    ),
    ("--color alwys", "--color takes auto, always or never, not \"alwys\""),
    ("check --only pars a.md", "--only takes parse, lint or gates, not \"pars\""),
    (
      "--format jason",
      "--format takes text, json, jsonl, sarif, junit, github or markdown with run, not \"jason\"; did you mean json?"
    ),
    ("plan --format sarif", "--format takes text, json, jsonl or markdown with plan, not \"sarif\""),
    ("--report out.json", "--report takes a format and a file, as in json=out.json, not \"out.json\""),
    ("--report json=", "--report takes a format and a file, as in json=out.json, not \"json=\""),
    (
      "plan --report xml=a",
      "--report takes FMT=FILE, where FMT is text, json, jsonl or markdown with plan, not \"xml=a\""
    ),
    ("verify --sample 0", "--sample takes a percentage above 0 and up to 100, such as 5%, not \"0\""),
    ("verify --sample 101%", "--sample takes a percentage above 0 and up to 100, such as 5%, not \"101%\""),
    ("verify --sample -5%", "--sample takes a percentage above 0 and up to 100, such as 5%, not \"-5%\""),
    ("verify --sample 1e1", "--sample takes a percentage above 0 and up to 100, such as 5%, not \"1e1\""),
    ("verify --sample .", "--sample takes a percentage above 0 and up to 100, such as 5%, not \".\""),
    ("--stage=", "--stage takes a NAME in UTF-8, but nothing is given"),
    // Flags that contradict each other.
    (
      "--require-cached --no-cache",
      "--no-cache and --require-cached contradict each other: one ignores the cache, the other allows nothing else"
    ),
    (
      "--recache --require-cached",
      "--recache and --require-cached contradict each other: one runs everything, the other nothing"
    ),
    (
      "--recache --no-cache",
      "--no-cache and --recache contradict each other: one writes no results to the cache, the other all of them"
    ),
    ("--report json=a --report text=a", "two reports go to \"a\"; give each a file of its own"),
    // Commands.
    ("rnu", "unknown command \"rnu\"; did you mean run?"),
    ("Plan", "unknown command \"Plan\"; did you mean plan?"),
    ("frobnicate", "unknown command \"frobnicate\""),
    ("stats", "unknown command \"stats\"; did you mean cache stats?"),
    ("docs/a.md", "unknown command \"docs/a.md\"; to check a file, write atlas-build check docs/a.md"),
    ("cache", "cache needs a command of its own: stats, ls, show or clear"),
    ("cache lst", "unknown command \"cache lst\"; did you mean cache ls?"),
    ("cache frobnicate", "unknown command \"cache frobnicate\"; it has stats, ls, show and clear"),
    ("help rnu", "unknown command \"rnu\"; did you mean run?"),
    ("rnu --help", "unknown command \"rnu\"; did you mean run?"),
    // Arguments.
    ("check", "check needs PATH..."),
    ("explain", "explain needs TARGET"),
    ("cache show", "cache show needs KEY"),
    ("explain a b", "explain takes 1 argument, but \"b\" is given"),
    ("version x", "version takes no arguments, but \"x\" is given"),
    ("run a.md", "run takes no arguments, but \"a.md\" is given"),
    ("help run now", "help run takes no arguments, but \"now\" is given"),
    ("completions tcsh", "SHELL takes bash, zsh or fish, not \"tcsh\""),
    ("cache show xyz", "KEY takes up to 32 hexadecimal digits, not \"xyz\""),
    ("check  a.md", "PATH takes a path, but nothing is given"),
  ]

  @Test(arguments: refusals)
  func everyMistakeGetsOneSentenceThatHelps(_ line: String, _ sentence: String) {
    #expect(refusal(line) == sentence)
  }

  @Test func valuesThatMustBeTextAreRefusedWhereTheyAreNotUTF8() {
    let stage = Array("--stage=".utf8) + [0xFF]
    #expect {
      try CommandLineParser.parse([stage])
    } throws: { error in
      (error as? UsageError)?.problem.sentence == #"--stage takes a NAME in UTF-8, not "\xff""#
    }
  }

  @Test func controlCharactersOfAnArgumentDoNotReachTheTerminal() {
    #expect(refusal("\u{1B}[2J") == #"unknown command "\x1b[2J""#)
    #expect(refusal("\u{9B}2J") == #"unknown command "\xc2\x9b2J""#)
    #expect(refusal("--x\u{1B}[2J") == #"unknown flag --x\x1b[2J"#)
  }

  @Test func aHugeArgumentIsShownShortened() throws {
    let sentence = try #require(refusal(String(repeating: "x", count: 100_000)))
    #expect(sentence.utf8.count < 100)
  }

  @Test(arguments: [
    ("--formt", "'atlas-build run --help' shows what run takes"),
    ("rnu", "'atlas-build --help' shows the commands and their flags"),
    ("cache lst", "'atlas-build cache --help' shows the commands of cache"),
    ("cache show", "'atlas-build cache show --help' shows what cache show takes"),
  ])
  func theHelpThatWouldHaveToldIsNamed(_ line: String, _ help: String) throws {
    do throws(UsageError) {
      _ = try parse(line)
      Issue.record("the line must be refused")
    } catch {
      #expect(Diagnostic(error).help == help)
      let named = try #require(help.split(separator: "'").first)
      let typed = named.split(separator: " ").dropFirst().joined(separator: " ")
      #expect(try parse(typed).help?.topic == error.topic)
    }
  }

  @Test func usageErrorsExitWithTwo() {
    #expect(UsageError.exitStatus == .usage)
    #expect(ExitStatus.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5, 6, 130, 143])
  }
}
