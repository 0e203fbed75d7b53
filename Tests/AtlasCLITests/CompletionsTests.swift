import AtlasCLI
import Testing

/// What each shell offers, asked of the real shell where it is installed.
@Suite struct CompletionsTests {
  static let words = CompletionWords(
    rules: ["unclosed-subgraph", "unknown-direction"], stages: ["parse", "lint"],
    kinds: ["sequence", "state"])

  /// A line up to the cursor, and all that may stand there, in the order of bytes.
  static let offers: [(line: String, offered: [String])] = [
    ("ch", ["check"]),
    ("co", ["completions"]),
    ("cache ", ["clear", "ls", "show", "stats"]),
    ("cache s", ["show", "stats"]),
    ("help ca", ["cache"]),
    ("help cache s", ["show", "stats"]),
    ("-j 3 pl", ["plan"]),
    ("-C check pl", ["plan"]),
    ("run --no", ["--no-cache", "--no-progress"]),
    ("--no", ["--no-cache", "--no-progress"]),
    ("run --fa", ["--fail-fast"]),
    ("plan --no", ["--no-progress"]),
    ("cache ls --col", ["--color"]),
    ("check --me", ["--metrics"]),
    ("check --only ", ["gates", "lint", "parse"]),
    ("check --only l", ["lint"]),
    ("run --stage ", ["lint", "parse"]),
    ("plan --format ", ["json", "jsonl", "markdown", "text"]),
    ("plan --set lint.rules.unk", ["lint.rules.unknown-direction."]),
    ("cache ls --format ", ["json", "jsonl", "text"]),
    ("--color a", ["always", "auto"]),
    ("completions z", ["zsh"]),
    ("completions ", ["bash", "fish", "zsh"]),
    ("completions zsh b", []),
    ("rules unk", ["unknown-direction"]),
    ("verify --sample 5", ["5%", "50%"]),
    ("check pag", ["page-one.md", "page-two.md"]),
    ("check page-one.md page-t", ["page-two.md"]),
    ("run --config page-o", ["page-one.md"]),
    ("-C fol", ["folder"]),
    ("explain page-o", ["page-one.md"]),
  ]

  // MARK: What the scripts hold

  @Test(arguments: Shell.allCases)
  func everyFlagStandsInTheScript(_ shell: Shell) {
    let script = Completions.script(for: shell, words: Self.words)
    for flag in FlagTable.all {
      let long = shell == .fish ? "-l \(flag.long)" : "--\(flag.long)"
      #expect(script.contains(long), "\(long)")
      if let short = flag.short {
        #expect(script.contains(shell == .fish ? "-s \(short) " : "-\(short)"), "\(short)")
      }
      if let negation = flag.negation { #expect(script.contains(negation.long)) }
      if case .choice(_, let words) = flag.value { #expect(script.contains(words.joined(separator: " "))) }
      if shell != .bash {
        let help = shell == .zsh ? flag.help.replacing(":", with: #"\:"#) : flag.help
        #expect(script.contains(help), "\(help)")
      }
    }
  }

  @Test(arguments: Shell.allCases)
  func everyCommandStandsInTheScript(_ shell: Shell) {
    let script = Completions.script(for: shell)
    for command in CommandTable.all {
      #expect(command.words.allSatisfy { script.contains($0) })
      if shell != .bash { #expect(script.contains(command.summary), "\(command.name)") }
    }
  }

  @Test(arguments: Shell.allCases)
  func aShellReadsItsScriptWithoutComplaint(_ shell: Shell) throws {
    guard ShellRun.has(shell.rawValue) else { try Test.cancel("needs \(shell.rawValue)") }
    let folder = ScratchFolder()
    let file = folder.write("script", Completions.script(for: shell, words: Self.words))
    let run = ShellRun("\(shell.rawValue) -n \(file)")
    #expect(run.status == 0 && run.output.isEmpty, "\(run.output)")
  }

  // MARK: What the shells offer

  @Test(.enabled(if: ShellRun.has("bash"), "needs bash"))
  func bashOffersWhatMayStandThere() {
    let folder = Self.folder(.bash)
    folder.write(
      "ask",
      """
      source "$1"
      while IFS= read -r line; do
        eval "COMP_WORDS=($line)"
        [[ $line == *" " ]] && COMP_WORDS+=("")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        COMPREPLY=()
        _atlas_build 2>&1
        echo "$line=> $(printf '%s\\n' "${COMPREPLY[@]}" | LC_ALL=C sort -u | tr '\\n' ' ')"
      done
      complete -p atlas-build
      """)
    let split: [(String, [String])] = [
      // Bash gives words parted at = and :, as they stand here.
      ("check --only = p", ["parse"]), ("check --only =", ["gates", "lint", "parse"]),
      ("run --only kind : s", ["sequence", "state"]), ("run --only = rule : unc", ["unclosed-subgraph"]),
      ("run --only ki", ["kind:", "kind:sequence", "kind:state"]),
      ("run --report j", ["json=", "jsonl=", "junit="]), ("run --report json = page-o", ["page-one.md"]),
      ("run --report = json = page-o", ["page-one.md"]), ("verify --report = j", ["json="]),
      ("check -- --on", []), ("cache show --no", ["--no-progress"]),
    ]
    let offers = Self.offers + split.map { (line: $0.0, offered: $0.1) }
    let input = folder.write("lines", offers.map { "atlas-build \($0.line)\n" }.joined())
    let run = ShellRun("cd \(folder.path) && bash --norc ask ./table < \(input)")
    #expect(run.lines.last == "complete -F _atlas_build atlas-build")
    #expect(run.lines.count == offers.count + 1)
    for (offer, line) in zip(offers, run.lines) {
      let answer = (["atlas-build \(offer.line)=>"] + offer.offered).joined(separator: " ")
      #expect(line.trimmedEnd == answer)
    }
  }

  @Test(.enabled(if: ShellRun.has("fish"), "needs fish"))
  func fishOffersWhatMayStandThere() {
    let folder = Self.folder(.fish)
    let own: [(line: String, offered: [String])] = [
      ("run --report j", ["json=", "jsonl=", "junit="]), ("check --only=p", ["--only=parse"]),
      ("run --only kind:s", ["kind:sequence", "kind:state"]),
      ("run --report=json=page-o", ["--report=json=page-one.md"]),
    ]
    let offers = Self.offers + own
    let asked = offers.map { "complete -C 'atlas-build \($0.line)'; echo =" }.joined(separator: "\n")
    folder.write("ask", "source table\n\(asked)\n")
    let run = ShellRun("cd \(folder.path) && HOME=\(folder.path) fish --no-config ask")
    let answers = run.output.split(separator: "=\n", omittingEmptySubsequences: false)
    #expect(answers.count == offers.count + 1, "\(run.output)")
    for (offer, answer) in zip(offers, answers) {
      let offered = answer.split(separator: "\n").map { String($0.split(separator: "\t")[0]) }
      let names = offered.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
      #expect(Set(names) == Set(offer.offered), "\(offer.line)")
    }
  }

  @Test(.enabled(if: ShellRun.has("fish"), "needs fish"))
  func fishSaysWhatAWordMeans() {
    let folder = Self.folder(.fish)
    let run = ShellRun(
      "cd \(folder.path) && HOME=. fish --no-config -c 'source table; complete -C \"atlas-build ch\"'")
    #expect(run.output == "check\t\(CommandID.check.description.summary)\n")
  }

  @Test(.enabled(if: ShellRun.has("zsh"), "needs zsh"))
  func zshOffersWhatMayStandThere() {
    let folder = Self.folder(.zsh)
    folder.write("setup", Self.zshSetup(loading: "source table"))
    folder.write("ask", Self.zshAsk)
    let own: [(line: String, offered: [String])] = [
      ("run --report j", ["json", "jsonl", "junit"]), ("run --report json=page-o", ["page-one.md"]),
      ("check --only=p", ["parse"]), ("run --only kind:s", ["sequence", "state"]),
      ("run --no-cache --re", ["--report"]), ("run --keep-going --f", ["--format"]),
    ]
    let offers = Self.offers + own
    let input = folder.write("lines", offers.map { "atlas-build \($0.line)\n" }.joined())
    // The limit only ends a shell that waits for ever.
    let run = ShellRun("cd \(folder.path) && HOME=\(folder.path) timeout 300 zsh -f ask < \(input)")
    let answers = run.output.split(separator: "=\n", omittingEmptySubsequences: false)
    #expect(answers.count == offers.count + 1, "\(run.output)")
    for (offer, answer) in zip(offers, answers) {
      #expect(Set(answer.split(separator: "\n").map(String.init)) == Set(offer.offered), "\(offer.line)")
    }
  }

  @Test(.enabled(if: ShellRun.has("zsh"), "needs zsh"))
  func zshLoadsTheScriptFromItsFunctionPath() {
    let folder = Self.folder(.zsh)
    folder.write("_atlas-build", Completions.script(for: .zsh))
    folder.write("setup", Self.zshSetup(loading: ""))
    folder.write("ask", Self.zshAsk)
    folder.write("lines", "atlas-build cache cl\n")
    let run = ShellRun("cd \(folder.path) && HOME=\(folder.path) timeout 300 zsh -f ask < lines")
    #expect(run.output == "clear\n=\n")
  }

  // MARK: Support

  /// A folder with the script of the shell and a few files to complete.
  private static func folder(_ shell: Shell) -> ScratchFolder {
    let folder = ScratchFolder()
    folder.write("table", Completions.script(for: shell, words: words))
    for page in ["page-one.md", "page-two.md"] { folder.write(page, "") }
    _ = ShellRun("mkdir \(folder.path)/folder")
    return folder
  }

  /// Run by an interactive zsh on a pseudo-terminal: writes what completion adds to `hits`, and ends after the first.
  private static func zshSetup(loading: String) -> String {
    #"""
    fpath=($PWD $fpath)
    autoload -Uz compinit && compinit -u -d $PWD/dump
    \#(loading)
    bindkey '^I' complete-word
    compadd() {
      if [[ " ${@[1,(i)(-|--)]} " == *' -'[[:alnum:]]#[OAD]* ]]; then builtin compadd "$@"; return; fi
      local -a hits
      builtin compadd -A hits "$@"
      (( $#hits )) && print -rl -- $hits >> hits
      builtin compadd "$@"
    }
    atlas_end() { exit }
    comppostfuncs=(atlas_end)
    """#
  }

  /// Types each line and a tab into such a shell, waits for its end, and prints what it wrote.
  private static let zshAsk = #"""
    zmodload zsh/zpty
    lines=("${(@f)$(<&0)}")
    for line in $lines; do
      : > hits
      zpty shell zsh -f -i
      zpty -w shell "setopt extendedglob; source setup"
      zpty -w shell "$line"$'\t'
      while zpty -r shell chunk; do :; done
      zpty -d shell
      print -r -- "$(<hits)"
      print =
    done
    """#
}

extension String {
  /// The text without spaces at its end.
  fileprivate var trimmedEnd: String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
