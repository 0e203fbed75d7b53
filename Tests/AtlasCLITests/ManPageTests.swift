import AtlasCLI
import Testing

@Suite struct ManPageTests {
  static let page = ManPage.render(version: "1.2.3")

  @Test func everyFlagAndCommandStandsInThePage() {
    for flag in FlagTable.all {
      let names = flag.spellings + (flag.negation.map { ["--\($0.long)"] } ?? [])
      #expect(names.allSatisfy { Self.page.contains(escaped($0)) }, "\(flag.long)")
    }
    for command in CommandTable.all {
      #expect(Self.page.contains("\n.SS \"\(command.name)"), "\(command.name)")
      for example in command.examples {
        #expect(Self.page.contains("\n.B \"\(escaped(example.line))\""), "\(example.line)")
      }
    }
    for status in ExitStatus.allCases { #expect(Self.page.contains("\n.B \"\(status.rawValue)\"")) }
    for variable in EnvironmentVariable.allCases {
      #expect(Self.page.contains("\n.B \"\(variable.rawValue)\""))
    }
  }

  private func escaped(_ text: String) -> String {
    text.map { ["-": #"\-"#, "~": #"\(ti"#][$0] ?? String($0) }.joined()
  }

  @Test func thePageHoldsNoDateSoThatEqualSourcesGiveEqualBytes() {
    #expect(Self.page.contains(#".TH "ATLAS\-BUILD" "1" "" "atlas\-build 1.2.3" "User Commands""#))
  }

  @Test func noLineOfTextIsTakenForARequest() {
    let requests = [".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".br", ".nh", ".ad", #".\""#]
    for line in Self.page.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(requests.contains(String(line.split(separator: " ")[0])), "\(line)")
    }
  }

  @Test(.enabled(if: ShellRun.has("man"), "needs man"))
  func manShowsThePageWithoutWarnings() {
    let folder = ScratchFolder()
    let file = folder.write("atlas-build.1", Self.page)
    let run = ShellRun("MANWIDTH=80 LC_ALL=C.UTF-8 man --warnings=all -P cat -l \(file) 2>&1 >/dev/null")
    #expect(run.status == 0 && run.output.isEmpty, "\(run.output)")
    let shown = ShellRun("MANWIDTH=80 LC_ALL=C man -P cat -l \(file)").output
    #expect(shown.contains("--require-cached"))
    #expect(shown.contains("atlas-build completions zsh > ~/.zfunc/_atlas-build"))
  }

  @Test(.enabled(if: ShellRun.has("groff"), "needs groff"))
  func groffFormatsThePageWithoutWarnings() {
    let folder = ScratchFolder()
    let file = folder.write("atlas-build.1", Self.page)
    let run = ShellRun("groff -man -ww -Tutf8 \(file) 2>&1 >/dev/null")
    #expect(run.status == 0 && run.output.isEmpty, "\(run.output)")
  }

  @Test(.enabled(if: ShellRun.has("mandoc"), "needs mandoc"))
  func mandocFindsNoErrors() {
    let folder = ScratchFolder()
    let file = folder.write("atlas-build.1", Self.page)
    let run = ShellRun("mandoc -T lint -W error \(file)")
    #expect(run.status == 0, "\(run.output)")
  }
}
