import AtlasMermaid

/// The flat table of flags. Parsing, help, the manual page and the completions are all made from it: to add a flag, add
/// a case here, and the compiler asks for its entry below. The order of the cases is the order of the help.
package enum FlagID: CaseIterable, Hashable, Sendable {
  case only
  case stage
  case checkOnly
  case metrics
  case asOf
  case baseline
  case spec
  case set
  case target
  case check
  case diff
  case write
  case rule
  case unsafe
  case external
  case sample
  case noCache
  case recache
  case requireCached
  case keepGoing
  case events
  case profile

  case directory
  case config
  case jobs
  case format
  case report
  case quiet
  case verbose
  case color
  case noProgress
  case help
  case version
}

package enum FlagTable {
  package static let all: [Flag] = FlagID.allCases.map(entry)

  /// Two flags may share a long name where different commands take them; then both take a value, or neither does.
  private static func entry(_ id: FlagID) -> Flag {
    switch id {
    case .only:
      Flag(
        id, "only", value: .selector, commands: [.run, .plan], isRepeatable: true,
        help: "Take only the diagrams that SELECTOR picks",
        details: """
          A selector is a path, path#N (the N-th diagram of a page, from 1), a registry id, kind:sequence, \
          category:incidents, system:netflix, rule:ID (has a finding of it) or a glob in quotes. Given more than \
          once, what any of them picks is taken.
          """, standard: "everything")
    case .stage:
      Flag(
        id, "stage", value: .stage, commands: [.run], isRepeatable: true,
        help: "Run only this stage of pipeline.json, and what it needs",
        details: "May be given more than once.", standard: "all stages")
    case .checkOnly:
      Flag(
        id, "only", value: .choice(placeholder: "STEP", words: CheckDepth.allCases.map(\.rawValue)),
        commands: [.check], help: "Stop after a step: parse, lint or gates",
        details: """
          parse gives the verdict of each diagram and what is wrong with its syntax; lint adds the rules; gates \
          adds the gates.
          """, standard: "gates")
    case .metrics:
      Flag(
        id, "metrics", commands: [.check], help: "Show what was measured in each diagram",
        details: """
          Adds the structure (nodes, edges, subgraphs) and the figures found in the text (latencies, costs, rates) \
          to each diagram of the output.
          """)
    case .asOf:
      Flag(
        id, "as-of", value: .day, commands: [.run, .plan, .check, .baselineUpdate],
        help: "Tell also what is wrong as of this day",
        details: """
          Some rules are about time, such as sources that are two years old. What they find is told only where the day is \
          known: the clock is never asked, so that the same call says the same tomorrow. Another day runs no action again.
          """, standard: "the day of SOURCE_DATE_EPOCH where that is set, or else none")
    case .baseline:
      Flag(
        id, "baseline", value: .file, commands: [.run, .check, .baselineUpdate],
        help: "Tell only what is not in this baseline",
        details: """
          FILE holds findings and failed gates that were there before; atlas-build baseline update writes it. They \
          are counted, not told, and do not change the exit status.
          """, standard: "none; for baseline update data/baseline.json")
    case .spec:
      Flag(
        id, "spec", value: .folder, commands: [.plan, .check, .fix, .links],
        help: "Take rules and gates from this specification",
        details: """
          DIR holds a specification pack like data/spec of a project. Two come with the program and go by their \
          names: atlas, and generic, which knows no house rules. With plan it is tried: the plan says what it would \
          change, and nothing is written.
          """,
        standard: "the project's own, or the one built in")
    case .set:
      Flag(
        id, "set", value: .setting, commands: [.plan], isRepeatable: true,
        help: "Try a change of the specification",
        details: """
          PATH is a section and the keys of its file with dots between them, as in gates.threshold or \
          lint.rules.no-plane.limit; a key that holds a dot stands in double quotes, an element of a list is told by \
          its number from 0. VALUE is JSON, or a word that is taken as a string; null takes the \
          member out. May be given more than once, and with --spec.
          """)
    case .target:
      Flag(
        id, "target", value: .choice(placeholder: "VERSION", words: Target.allCases.map(\.rawValue)),
        commands: [.check, .fix], help: "Judge as this version of mermaid.js does",
        details: "Some words and signs came with later versions; see docs/engineering/mermaid.md.",
        standard: "the project's, or \(Target.newest.rawValue)")
    case .check:
      Flag(
        id, "check", commands: [.fix], help: "Write nothing, and exit with 1 where anything can be repaired",
        details: "For continuous integration and commit hooks.")
    case .diff:
      Flag(
        id, "diff", commands: [.fix], help: "Write nothing, and show the repairs as a patch",
        details: "The output is a unified diff that git apply and patch -p1 understand.")
    case .write:
      Flag(
        id, "write", commands: [.fix], help: "Write the repaired pages",
        details: """
          Each page is replaced as a whole or not at all; a page that somebody changes meanwhile is left as it is.
          """)
    case .rule:
      Flag(
        id, "rule", value: .rule, commands: [.fix], isRepeatable: true,
        help: "Use only the repairs of this rule",
        details: """
          May be given more than once. Texts that mermaid.js silently cuts or splits in a diagram that it accepts are \
          repaired only where their rule is named.
          """, standard: "the repairs of all rules")
    case .unsafe:
      Flag(
        id, "unsafe", commands: [.fix], help: "Also use repairs that guess what was meant",
        details: "Such a repair may change what a diagram shows: read the result.")
    case .external:
      Flag(
        id, "external", commands: [.links], help: "List the addresses that lead out of the library instead",
        details: "Nothing is fetched. In text, json or jsonl.")
    case .sample:
      Flag(
        id, "sample", value: .percentage, commands: [.verify],
        help: "Verify only a part of the actions, such as 5%",
        details: "The part is picked evenly by key, so that the same library gives the same sample.",
        standard: "100%")
    case .noCache:
      Flag(
        id, "no-cache", commands: [.run], help: "Run everything, and neither read nor write the cache",
        details: "The outputs must be the same, byte for byte, as with the cache.")
    case .recache:
      Flag(
        id, "recache", commands: [.run], help: "Run everything, and write the results to the cache anew",
        details: "For a cache that is not trusted any more. Nothing is read from it.")
    case .requireCached:
      Flag(
        id, "require-cached", commands: [.run],
        help: "Fail with exit status 5 where something would have to run",
        details: "For machines that may only use what another one has built.")
    case .keepGoing:
      Flag(
        id, "keep-going",
        negation: FlagNegation("fail-fast", help: "Stop at the first action that fails"), commands: [.run],
        help: "Go on after an action failed, with all that does not need it",
        details: "What depends on a failed action is skipped and reported.", standard: "--keep-going")
    case .events:
      Flag(
        id, "events", value: .file, commands: [.run],
        help: "Write what happens as JSON lines while it happens",
        details: "One object for each action that starts or ends, with its state and its reason.")
    case .profile:
      Flag(
        id, "profile", value: .file, commands: [.run], help: "Write where the time went as a Chrome trace",
        details: "Open FILE in chrome://tracing or ui.perfetto.dev.")
    case .directory:
      Flag(
        id, "directory", short: "C", value: .folder, help: "Work as if started in DIR",
        details: "Relative paths of arguments and of other flags are taken from there.",
        standard: "the current folder")
    case .config:
      Flag(
        id, "config", value: .file, help: "Read the pipeline from FILE", standard: "pipeline.json"
      )
    case .jobs:
      Flag(
        id, "jobs", short: "j", value: .integer(placeholder: "N", range: 1...512),
        help: "Run up to N actions at a time",
        details: "The outputs do not depend on it.", standard: "one for each core")
    case .format:
      Flag(
        id, "format", value: .format, help: "Print results in this format",
        details: "Not every command can print every format; its help lists those it can.", standard: "text")
    case .report:
      Flag(
        id, "report", value: .report, isRepeatable: true,
        help: "Also write the results to FILE in format FMT",
        details: "May be given more than once, as in --report sarif=atlas.sarif --report junit=atlas.xml.")
    case .quiet:
      Flag(
        id, "quiet", short: "q", help: "Say only what is wrong",
        details: "No progress, no summary of what is well. Of --quiet and --verbose the last one counts.")
    case .verbose:
      Flag(
        id, "verbose", short: "v", help: "Say more: each action that ran, and why",
        details: "Of --quiet and --verbose the last one counts.")
    case .color:
      Flag(
        id, "color", value: .choice(placeholder: "WHEN", words: ColorChoice.allCases.map(\.rawValue)),
        help: "Use colours: auto, always or never",
        details: """
          auto uses them on a terminal, unless NO_COLOR is set or TERM is dumb; CLICOLOR_FORCE asks for them \
          everywhere.
          """, standard: "auto")
    case .noProgress:
      Flag(
        id, "no-progress", help: "Do not show the progress line",
        details: "It is shown on stderr, and only where stderr is a terminal.")
    case .help:
      Flag(
        id, "help", short: "h", help: "Show help: -h in short, --help in full",
        details: "With a command, the help of that command.")
    case .version:
      Flag(id, "version", help: "Show the version")
    }
  }

  /// Flags that cannot stand together.
  package static let conflicts: [FlagConflict] = [
    FlagConflict(flags: [.check, .write], reason: "one writes nothing, the other the repaired pages"),
    FlagConflict(flags: [.diff, .write], reason: "one writes nothing, the other the repaired pages"),
    FlagConflict(
      flags: [.noCache, .requireCached], reason: "one ignores the cache, the other allows nothing else"),
    FlagConflict(flags: [.recache, .requireCached], reason: "one runs everything, the other nothing"),
    FlagConflict(
      flags: [.noCache, .recache], reason: "one writes no results to the cache, the other all of them"),
  ]

  /// The flags a command takes, its own first, in the order of the help.
  package static func flags(of command: CommandID) -> [Flag] { all.filter { $0.isTaken(by: command) } }

  package static let common: [Flag] = all.filter(\.isCommon)

  /// The flags typed as `--name`, and whether that is their negation.
  package static func named(_ name: String) -> (flags: [Flag], isNegation: Bool)? {
    let flags = all.filter { $0.long == name }
    if !flags.isEmpty { return (flags, false) }
    let negated = all.filter { $0.negation?.long == name }
    return negated.isEmpty ? nil : (negated, true)
  }

  /// The flags typed as `-letter`.
  package static func lettered(_ letter: Unicode.Scalar) -> [Flag] { all.filter { $0.short == letter } }

  /// Every long name there is, negations included, without dashes.
  package static let longNames: [String] = all.flatMap { [$0.long] + ($0.negation.map { [$0.long] } ?? []) }
}

extension FlagID {
  package var flag: Flag {
    guard let flag = FlagTable.all.first(where: { $0.id == self }) else {
      fatalError("BUG: every flag id has its entry")
    }
    return flag
  }
}
