import AtlasSystem

/// `help`, `--help` and `-h`.
struct HelpCommand {
  private let invocation: Invocation
  private let console: Console

  init(_ invocation: Invocation, _ console: Console) {
    self.invocation = invocation
    self.console = console
  }

  func run() -> ExitStatus {
    let request = invocation.help ?? HelpRequest(.program, .long)
    let style = TextStyle(usesColor: console.policy.colorsOutput)
    console.write(HelpText.render(request, width: min(Terminal.width(), 100), style: style))
    return .success
  }
}
