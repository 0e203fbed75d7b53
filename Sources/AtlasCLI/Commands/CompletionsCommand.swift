import AtlasMermaid
import AtlasRules

/// `completions SHELL`: the completion script of a shell.
struct CompletionsCommand {
  private let invocation: Invocation
  private let console: Console

  init(_ invocation: Invocation, _ console: Console) {
    self.invocation = invocation
    self.console = console
  }

  func run() -> ExitStatus {
    let name = String(decoding: invocation.arguments.first ?? [], as: UTF8.self)
    guard let shell = Shell(rawValue: name) else { return .usage }
    let words = CompletionWords(
      rules: RuleCatalog.all.map { $0.description.id }, kinds: DiagramKind.allCases.map(\.rawValue))
    console.write(Completions.script(for: shell, words: words))
    return .success
  }
}
