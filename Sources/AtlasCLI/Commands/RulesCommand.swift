import AtlasCore
import AtlasPipeline
import AtlasReport
import AtlasRules

/// `rules`: lists the rules, the gates and their criteria, or documents one.
struct RulesCommand {
  private let invocation: Invocation
  private let console: Console

  init(_ invocation: Invocation, _ console: Console) {
    self.invocation = invocation
    self.console = console
  }

  func run() throws(CommandError) -> ExitStatus {
    guard let argument = invocation.arguments.first else {
      try list()
      return .success
    }
    let id = String(decoding: argument, as: UTF8.self)
    if let page = GatePage(id, try gates()) {
      switch console.options.format {
      case .json: console.write(json([], [page]))
      default: console.write(page.markdown)
      }
      return .success
    }
    guard let page = RulePage(id) else {
      let known = RulePage.all.map(\.documentation.id) + GatePage.allIDs
      throw CommandError(
        .usage, "there is no rule, gate or criterion \"\(id)\"",
        help: NearestWord.of(id, in: known).map { "did you mean \($0)?" } ?? "atlas-build rules lists them")
    }
    switch console.options.format {
    case .json: console.write(json([page.documentation], []))
    default: console.write(page.markdown)
    }
    return .success
  }

  /// The gates as the specification at hand has them, at no place in particular.
  private func gates() throws(CommandError) -> GateSpecification {
    do throws(ConfigurationError) {
      let project = try Project.surrounding(console)
      let spec = if let project { project.spec } else { try ShippedSpecPack.standard.read() }
      return GateSpecification(gates: spec.content(of: "gates", at: .nowhere))
    } catch {
      throw CommandError(error)
    }
  }

  private func list() throws(CommandError) {
    let rules = RulePage.all.map(\.documentation)
    let gates = try gates()
    let pages = GatePage.allIDs.compactMap { GatePage($0, gates) }
    if console.options.format == .json { return console.write(json(rules, pages)) }
    let lines = rules.map { ($0.id, $0.finds) } + pages.map { ($0.id, $0.summary) }
    let width = lines.map(\.0.count).max() ?? 0
    for (number, line) in lines.enumerated() {
      // Rules, then gates and what they ask.
      if number == rules.count { console.write("\n") }
      let padding = String(repeating: " ", count: width - line.0.count)
      console.write(
        console.options.format == .markdown
          ? "- `\(line.0)`: \(line.1)\n" : "\(line.0)\(padding)  \(line.1)\n")
    }
  }

  private func json(_ rules: [RuleDocumentation], _ gates: [GatePage]) -> [UInt8] {
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
      writer.member("gates") { writer in
        writer.array(gates) { gate, writer in
          writer.object { writer in
            writer.member("id", gate.id)
            writer.member("summary", gate.summary)
            writer.member("page", gate.markdown)
          }
        }
      }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }
}
