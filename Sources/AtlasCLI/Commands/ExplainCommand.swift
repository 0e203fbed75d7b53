import AtlasCore
import AtlasEngine
import AtlasPipeline
import AtlasReport
import AtlasStore
import AtlasSystem

/// `explain TARGET`: why the actions on it ran, or did not, in the run that last changed anything there, and whether
/// something would run now.
struct ExplainCommand {
  private let invocation: Invocation
  private let console: Console

  init(_ invocation: Invocation, _ console: Console) {
    self.invocation = invocation
    self.console = console
  }

  func run() async throws -> ExitStatus {
    let command = try ProjectCommand(console)
    let selector = try command.selector(invocation.arguments.first ?? [])
    let plan = try await plan(of: selector, command)
    let store = Store.open(folder: command.cacheFolder, mode: .readOnly)
    let explanations = explanations(of: selector, plan.diagrams, Explainer(store))
    if explanations.isEmpty && plan.report.actions.isEmpty {
      throw CommandError(
        .usage,
        "no diagram is called \"\(String(decoding: invocation.arguments.first ?? [], as: UTF8.self))\"",
        help: "name a page, path#N, kind:…, category:…, rule:… or a pattern; atlas-build check lists diagrams"
      )
    }
    switch console.options.format {
    case .json: console.write(ExplanationText.json(explanations, plan))
    default: console.write(ExplanationText.text(explanations, plan))
    }
    return .success
  }

  /// What would run now on the target, and which diagrams it is.
  private func plan(
    of selector: Selector, _ command: ProjectCommand
  ) async throws(CommandError) -> BuildPlan {
    if case .library = selector { return try await BuildPlan.make(for: command).onlyLibrary }
    return try await BuildPlan.make(
      for: command, selection: Selection(includes: { selector.includes($0, $1) }))
  }

  private func explanations(
    of selector: Selector, _ subjects: [(path: BytePath, number: Int)], _ explainer: Explainer
  ) -> [Explanation] {
    if case .library = selector { return [explainer.explainLibrary()].compactMap(\.self) }
    var explanations: [Explanation] = []
    var last: BytePath?
    for (path, number) in subjects {
      if path != last, let page = explainer.explain(page: path), !page.steps.isEmpty {
        explanations.append(page)
      }
      last = path
      if let explanation = explainer.explain(diagram: number, of: path) { explanations.append(explanation) }
    }
    return explanations
  }
}

/// Explanations as text and as JSON.
enum ExplanationText {
  static func text(_ explanations: [Explanation], _ plan: BuildPlan) -> String {
    var lines: [String] = []
    for explanation in explanations {
      lines.append("\(explanation.subject): \(explanation.headline) (run \(explanation.run))")
      let width = explanation.steps.map(\.stage.count).max() ?? 0
      for step in explanation.steps {
        let padding = String(repeating: " ", count: width - step.stage.count)
        let reasons = reasons(for: step)
        lines.append("  \(step.stage)\(padding)  \(step.ending)\(reasons.isEmpty ? "" : ": \(reasons)")")
      }
    }
    let actions = plan.report.actions
    if actions.isEmpty {
      lines.append("now: up to date")
    } else {
      lines.append("now: \(actions.count) actions would run")
      for action in actions {
        lines.append("  \(action.stage) on \(action.subject): \(action.details.joined(separator: "; "))")
      }
    }
    return lines.map { "\($0)\n" }.joined()
  }

  private static func reasons(for step: Explanation.Step) -> String {
    if !step.hasBefore { return step.ending == "hit" ? "built before, elsewhere" : "never built before" }
    if step.differences.isEmpty { return "nothing it reads changed" }
    let sentences = step.differences.map(\.sentence).joined(separator: "; ")
    switch step.ending {
    case "hit": return "\(sentences), and that had been built before"
    case "cutoff": return "\(sentences); its output stayed the same"
    default: return sentences
    }
  }

  static func json(_ explanations: [Explanation], _ plan: BuildPlan) -> [UInt8] {
    var writer = JSONWriter(.pretty)
    writer.object { writer in
      writer.member("schema", 1)
      writer.member("subjects") { writer in
        writer.array(explanations) { explanation, writer in
          writer.object { writer in
            writer.member("subject", explanation.subject)
            writer.member("run", explanation.run)
            writer.member("headline", explanation.headline)
            writer.member("actions") { writer in
              writer.array(explanation.steps) { step, writer in
                writer.line { writer in writer.object { write(step, to: &$0) } }
              }
            }
          }
        }
      }
      writer.member("now") { writer in
        writer.array(plan.report.actions) { action, writer in
          writer.line { writer in
            writer.object { writer in
              writer.member("stage", action.stage)
              writer.member("subject", action.subject)
              writer.member("reason", action.reason)
              writer.member("details", action.details)
            }
          }
        }
      }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  private static func write(_ step: Explanation.Step, to writer: inout JSONWriter) {
    writer.member("stage", step.stage)
    writer.member("ending", step.ending)
    writer.member("key", step.key)
    writer.member("output", step.output)
    writer.member("changes") { writer in
      writer.array(step.differences) { difference, writer in
        writer.object { writer in
          writer.member("reason", difference.word)
          switch difference {
          case .source(let name, let old, let new):
            writer.member("name", name)
            writer.member("old", old)
            writer.member("new", new)
          case .upstream(let name, let old, let new):
            writer.member("name", name)
            writer.member("old", old)
            writer.member("new", new)
          case .code(let old, let new):
            writer.member("old", old)
            writer.member("new", new)
          case .option(let name, let old, let new), .spec(let name, let old, let new):
            writer.member("name", name)
            writer.member("old", old)
            writer.member("new", new)
          case .shape: break
          }
        }
      }
    }
  }
}
