import AtlasReport

/// The table of commands. To add one, add a case here, and the compiler asks for its entry below and for its place
/// wherever commands are told apart. The order of the cases is the order of the help.
package enum CommandID: CaseIterable, Hashable, Sendable {
  case run
  case plan
  case explain
  case check
  case fix
  case links
  case verify
  case baselineUpdate
  case cacheStats
  case cacheList
  case cacheShow
  case cacheClear
  case rules
  case schema
  case doctor
  case completions
  case version
  case help
}

package enum CommandTable {
  package static let program = "atlas-build"
  package static let programSummary = "Build a library of Mermaid diagrams, and never do anything twice"
  package static let programDetails = """
    Each diagram of the project's Markdown pages is parsed, linted, checked against the gates and measured, and the \
    results are folded into the library's data files. Every step is keyed by what it read and kept in a cache, so \
    that a build does only what a change asks for, and can always say why.

    Without a command, run is meant. Results go to stdout, progress and complaints to stderr.
    """

  /// The command that is meant where none is named.
  package static let standard = CommandID.run

  package static let groups: [CommandGroup] = [
    CommandGroup(
      word: "baseline", summary: "Keep what was wrong before from hiding what is new",
      details: """
        A baseline is a file in the repository that lists what was wrong when it was written. With --baseline FILE, run \
        and check tell only what came since.
        """),
    CommandGroup(
      word: "cache", summary: "Look into the cache, or empty it",
      details: """
        The cache holds the result of each action under its key. It can be deleted at any time: nothing is lost but \
        time.
        """),
  ]

  package static let all: [CommandDescription] = CommandID.allCases.map(entry)

  private static func entry(_ id: CommandID) -> CommandDescription {
    switch id {
    case .run:
      CommandDescription(
        id, "run", summary: "Build what is out of date",
        details: """
          Reads pipeline.json, finds the pages and diagrams, runs the actions whose inputs changed, and writes the \
          outputs whose bytes differ. It shows the findings that are new or gone since the last run, then counts, \
          and names the commands that show the rest.
          """, formats: ReportFormat.allCases,
        examples: [
          CommandExample("atlas-build", "Build the project of the current folder."),
          CommandExample("atlas-build -C library run -j 4", "Build another project with four workers."),
          CommandExample(
            "atlas-build run --only docs/a.md --only kind:sequence",
            "Build one page and all sequence diagrams."),
          CommandExample(
            "atlas-build run --report sarif=atlas.sarif --fail-fast",
            "Stop at the first failure, and leave a report for a code host."),
        ])
    case .plan:
      CommandDescription(
        id, "plan", summary: "Show what a build would run, and why",
        details: """
          A dry run: it writes nothing. Each action that would run is listed with its reason.

          With --spec or --set the library is judged by another specification as well, from cached results and in \
          memory: the plan then lists what that change costs, by rule, gate and category what would newly fail and \
          newly pass, and the hours that mending it takes by the section effort of that specification. The exit \
          status is 0 whatever it finds.
          """, formats: PlanReporter.formats,
        examples: [
          CommandExample("atlas-build plan", "Show what the next build would do."),
          CommandExample("atlas-build plan --format json", "The same for a script."),
          CommandExample(
            "atlas-build plan --set lint.rules.too-many-nodes.limit=30",
            "Show which diagrams another limit would make fail."),
          CommandExample(
            "atlas-build plan --spec drafts/spec --only category:incidents --format jsonl",
            "List every verdict that another specification changes in a category."),
        ])
    case .explain:
      CommandDescription(
        id, "explain", summary: "Say why an action ran, or did not",
        details: """
          For each action on the target: whether it was a hit, ran or was cut off, and which input, option, section \
          of the specification or code version changed, with the old and the new value. It works after the build, \
          too.
          """,
        arguments: [
          ArgumentDescription(
            "TARGET", .selector, help: "A page, path#N for its N-th diagram, or another selector")
        ], formats: [.text, .json],
        examples: [
          CommandExample(
            "atlas-build explain docs/a.md#2", "Say what happened to the second diagram of a page.")
        ])
    case .check:
      CommandDescription(
        id, "check", summary: "Parse, lint and gate any files, without a project",
        details: """
          Reads Markdown and .mmd files and says what is wrong with their diagrams. It needs no pipeline.json and \
          keeps no cache, so that it suits editors and commit hooks.
          """,
        arguments: [
          ArgumentDescription("PATH", .path, .oneOrMore, help: "A Markdown or .mmd file, or a folder of them")
        ], formats: ReportFormat.allCases,
        examples: [
          CommandExample("atlas-build check docs/a.md", "Check one page."),
          CommandExample(
            "atlas-build check --only parse --format jsonl docs",
            "Tell what parses, one JSON object a diagram."),
        ])
    case .fix:
      CommandDescription(
        id, "fix", summary: "Repair what can be repaired safely",
        details: """
          Applies the repairs that findings propose: quotes around labels, misspelt keywords, missing ends and the \
          like. Each repaired diagram is parsed again, must be one that mermaid.js accepts, and must show the same \
          nodes, edges and texts as before; what is not so is not written. Outside the fences only \
          the word that opens a diagram and the addresses of links are mended. Without --write nothing is written. The exit status is 1 where invalid diagrams remain, and with --check \
          where anything can be repaired.
          """,
        arguments: [
          ArgumentDescription("PATH", .path, .oneOrMore, help: "A Markdown or .mmd file, or a folder of them")
        ], formats: [.text, .json],
        examples: [
          CommandExample("atlas-build fix docs", "List what can be repaired."),
          CommandExample("atlas-build fix --diff docs/a.md", "Show it as a patch."),
          CommandExample("atlas-build fix --write docs", "Repair the pages."),
        ])
    case .links:
      CommandDescription(
        id, "links", summary: "Follow the links of pages to files and headings",
        details: """
          Lists links, images and clicks in diagrams whose file is not there, and those whose heading is not on the \
          page that they point to, with what was probably meant. Links in code are none. Addresses outside of the \
          library are never fetched; --external lists them. Without a PATH the pages of the project are read.
          """,
        arguments: [
          ArgumentDescription("PATH", .path, .any, help: "A Markdown or .mmd file, or a folder of them")
        ], formats: ReportFormat.allCases,
        examples: [
          CommandExample("atlas-build links", "Follow all links of the project."),
          CommandExample("atlas-build links docs/a.md", "Follow the links of one page."),
          CommandExample(
            "atlas-build links --external --format jsonl docs",
            "List the addresses that lead out, for another program."),
        ])
    case .verify:
      CommandDescription(
        id, "verify", summary: "Run again without the cache, and compare bytes",
        details: """
          Proves that the cache holds what a run gives today: actions run again and their results are compared with \
          the stored ones, byte by byte. A difference is a defect of the tool or of an external stage; the exit \
          status is then 4.
          """, formats: [.text, .json],
        examples: [
          CommandExample("atlas-build verify", "Verify everything."),
          CommandExample("atlas-build verify --sample 5%", "Verify one action in twenty."),
        ])
    case .baselineUpdate:
      CommandDescription(
        id, "baseline", "update",
        summary: "Write down all that is wrong now, so that only what is new is told",
        details: """
          Judges the whole library and writes its findings and failed gates to the baseline: what is there already \
          stays, what is gone is dropped. Nothing else is written.
          """, formats: [.text, .json],
        examples: [
          CommandExample("atlas-build baseline update", "Write data/baseline.json."),
          CommandExample(
            "atlas-build baseline update --baseline known.json",
            "Write another file, for run --baseline known.json."),
        ])
    case .cacheStats:
      CommandDescription(
        id, "cache", "stats", summary: "Count what the cache holds",
        details: "Shows entries and bytes for each stage, and where the cache lies.",
        formats: [.text, .json],
        examples: [CommandExample("atlas-build cache stats", "Show how large the cache is.")])
    case .cacheList:
      CommandDescription(
        id, "cache", "ls", summary: "List the entries of the cache",
        details: "One line an entry: key, stage, size. In the order of the keys.",
        formats: [.text, .json, .jsonl],
        examples: [CommandExample("atlas-build cache ls", "List all entries.")])
    case .cacheShow:
      CommandDescription(
        id, "cache", "show", summary: "Show one entry: what went in, what came out",
        details: "KEY may be shortened as long as it names one entry.",
        arguments: [ArgumentDescription("KEY", .key, help: "A key as cache ls shows it, or its beginning")],
        formats: [.text, .json],
        examples: [
          CommandExample("atlas-build cache show 9f3a", "Show the entry whose key begins with 9f3a.")
        ])
    case .cacheClear:
      CommandDescription(
        id, "cache", "clear", summary: "Delete all entries of the cache",
        details: "The next build runs everything. What people decided lies in data/ and is not touched.",
        formats: [.text, .json],
        examples: [CommandExample("atlas-build cache clear", "Begin anew.")])
    case .rules:
      CommandDescription(
        id, "rules", summary: "List the rules and gates, or document one",
        details: "With an ID: what it finds, why it matters, an example and how to mend it.",
        arguments: [ArgumentDescription("ID", .rule, .optional, help: "A rule or gate")],
        formats: [.text, .json, .markdown],
        examples: [
          CommandExample("atlas-build rules", "List all of them."),
          CommandExample("atlas-build rules unclosed-subgraph", "Document one rule."),
          CommandExample("atlas-build rules 3am.errors", "Document a criterion of a gate."),
        ])
    case .schema:
      CommandDescription(
        id, "schema", summary: "Print the JSON Schema of pipeline.json or of a spec section",
        details: "Editors complete and check the files with it; \"$schema\" in a file names it.",
        arguments: [
          ArgumentDescription("NAME", .schema, .optional, help: SchemaName.help)
        ], formats: [.text, .json],
        examples: [
          CommandExample("atlas-build schema > pipeline.schema.json", "Save it for an editor."),
          CommandExample(
            "atlas-build schema lint > spec-lint.schema.json", "The same for data/spec/lint.json."),
        ])
    case .doctor:
      CommandDescription(
        id, "doctor", summary: "Check that everything a build needs is in order",
        details: "Looks at the project, its configuration, the cache and the machine, and says what to do.",
        formats: [.text, .json],
        examples: [CommandExample("atlas-build doctor", "Check this machine and project.")])
    case .completions:
      CommandDescription(
        id, "completions", summary: "Print the completion script of a shell",
        details: "Save it where the shell looks for completions, and start a new shell.",
        arguments: [ArgumentDescription("SHELL", .shell, help: "bash, zsh or fish")],
        examples: [
          CommandExample(
            "atlas-build completions bash > ~/.local/share/bash-completion/completions/atlas-build",
            "Install it for bash."),
          CommandExample("atlas-build completions zsh > ~/.zfunc/_atlas-build", "Install it for zsh."),
          CommandExample(
            "atlas-build completions fish > ~/.config/fish/completions/atlas-build.fish",
            "Install it for fish."),
        ])
    case .version:
      CommandDescription(
        id, "version", summary: "Show the version, and what the program was built with",
        details: "For bug reports.", formats: [.text, .json],
        examples: [CommandExample("atlas-build version", "Show the version.")])
    case .help:
      CommandDescription(
        id, "help", summary: "Show the help of a command",
        details: "The same as --help after the command.",
        arguments: [
          ArgumentDescription("COMMAND", .command, .any, help: "A command, such as run or cache show")
        ],
        examples: [CommandExample("atlas-build help cache show", "Show the help of a command in full.")])
    }
  }

  /// The command whose words these are.
  package static func command(_ words: [String]) -> CommandDescription? { all.first { $0.words == words } }

  package static func group(_ word: String) -> CommandGroup? { groups.first { $0.word == word } }

  package static func commands(of group: CommandGroup) -> [CommandDescription] {
    all.filter { $0.words.count > 1 && $0.words[0] == group.word }
  }

  /// What may be typed first: commands of one word, and groups, in the order of the help.
  package static let firstWords: [(word: String, summary: String)] = {
    var listed: [(word: String, summary: String)] = []
    for command in all where listed.last?.word != command.words[0] {
      let summary = group(command.words[0])?.summary ?? command.summary
      listed.append((command.words[0], summary))
    }
    return listed
  }()
}

extension CommandID {
  package var description: CommandDescription {
    guard let entry = CommandTable.all.first(where: { $0.id == self }) else {
      fatalError("BUG: every command id has its entry")
    }
    return entry
  }
}
