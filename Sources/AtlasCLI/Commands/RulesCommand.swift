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
    guard let page = RulePage(id) else {
      let known = RulePage.all.map(\.documentation.id)
      throw CommandError(
        .usage, "there is no rule \"\(id)\"",
        help: NearestWord.of(id, in: known).map { "did you mean \($0)?" } ?? "atlas-build rules lists them")
    }
    switch console.options.format {
    case .json: console.write(json([page.documentation]))
    default: console.write(page.markdown)
    }
    return .success
  }

  private func list() {
    let rules = RulePage.all.map(\.documentation)
    if console.options.format == .json { return console.write(json(rules)) }
    let width = rules.map(\.id.count).max() ?? 0
    for rule in rules {
      let padding = String(repeating: " ", count: width - rule.id.count)
      console.write(
        console.options.format == .markdown
          ? "- `\(rule.id)`: \(rule.finds)\n" : "\(rule.id)\(padding)  \(rule.finds)\n")
    }
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
