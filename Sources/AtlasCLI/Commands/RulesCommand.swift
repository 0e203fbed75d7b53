import AtlasCore
import AtlasReport
import AtlasRules

/// `rules`: lists the rules, or documents one.
struct RulesCommand {
  private let invocation: Invocation
  private let console: Console

  init(_ invocation: Invocation, _ console: Console) {
    self.invocation = invocation
    self.console = console
  }

  func run() throws(CommandError) -> ExitStatus {
    guard let argument = invocation.arguments.first else {
      list()
      return .success
    }
    let id = String(decoding: argument, as: UTF8.self)
    guard let rule = RuleCatalog.rule(id) else {
      let known = RuleCatalog.all.map { $0.description.id }
      throw CommandError(
        .usage, "there is no rule \"\(id)\"",
        help: NearestWord.of(id, in: known).map { "did you mean \($0)?" } ?? "atlas-build rules lists them")
    }
    switch console.options.format {
    case .json: console.write(json([rule.description]))
    default: console.write(page(of: rule.description) + thresholds(of: rule.options))
    }
    return .success
  }

  private func list() {
    let rules = RuleCatalog.all.map { $0.description }
    if console.options.format == .json { return console.write(json(rules)) }
    let width = rules.map(\.id.count).max() ?? 0
    for rule in rules {
      let padding = String(repeating: " ", count: width - rule.id.count)
      console.write(
        console.options.format == .markdown
          ? "- `\(rule.id)`: \(rule.finds)\n" : "\(rule.id)\(padding)  \(rule.finds)\n")
    }
  }

  /// The page of a rule, in Markdown, which reads well in a terminal too.
  private func page(of rule: RuleDocumentation) -> String {
    """
    # \(rule.id)

    Finds \(rule.finds).

    \(rule.matters)

    Bad:

    ```mermaid
    \(shortened(rule.bad))
    ```

    Good:

    ```mermaid
    \(shortened(rule.good))
    ```

    """
  }

  /// What the specification may set of the rule.
  private func thresholds(of options: [RuleOption]) -> String {
    guard !options.isEmpty else { return "" }
    let lines = options.map { "- `\($0.key)`: \($0.summary) (\($0.standard))\n" }
    return "\nIn data/spec/lint.json:\n\n" + lines.joined()
  }

  /// An example as a page can show it; some are bad by being long.
  private func shortened(_ example: String) -> String {
    let lines = example.split(separator: "\n")
    return (lines.prefix(12) + (lines.count > 12 ? ["  …"] : [])).joined(separator: "\n")
  }

  private func json(_ rules: [RuleDocumentation]) -> [UInt8] {
    var writer = JSONWriter(.pretty)
    writer.object { writer in
      writer.member("schema", 1)
      writer.member("rules") { writer in
        writer.array(rules) { rule, writer in
          writer.object { writer in
            writer.member("id", rule.id)
            writer.member("finds", rule.finds)
            writer.member("matters", rule.matters)
            writer.member("bad", rule.bad)
            writer.member("good", rule.good)
          }
        }
      }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }
}
