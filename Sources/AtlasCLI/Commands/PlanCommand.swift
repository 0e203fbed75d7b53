import AtlasCore
import AtlasEngine
import AtlasPipeline
import AtlasReport
import AtlasSystem

/// `plan`: what a build would run now, and why; writes nothing.
struct PlanCommand {
  private let console: Console

  init(_ invocation: Invocation, _ console: Console) { self.console = console }

  func run() async throws -> ExitStatus {
    let command = try ProjectCommand(console)
    let (plan, signal) = try await Interruptible.run { () async throws(CommandError) in
      try await BuildPlan.make(for: command)
    }
    if let signal { return signal == .interrupt ? .interrupted : .terminated }
    switch console.options.format {
    case .json: console.write(plan.json)
    default: console.write(plan.text(isVerbose: console.options.verbosity == .verbose))
    }
    return .success
  }
}

/// The actions that would run, with their reasons.
struct BuildPlan: Sendable {
  struct Step: Sendable {
    var stage: String
    var subject: String
    var ending: Ending
    var reason: Reason
  }

  var steps: [Step] = []
  var counts = ActionCounts()
  /// The diagrams that take part, by their numbers on their pages.
  var diagrams: [(path: BytePath, number: Int)] = []

  /// The plan, and the diagrams it is about.
  static func make(
    for command: ProjectCommand, selection: Selection = Selection()
  ) async throws(CommandError) -> BuildPlan {
    var options = command.buildOptions
    options.isPlan = true
    options.selection = selection
    let result = try await command.build(options)
    var plan = BuildPlan(counts: result.counts)
    guard let details = result.details else { return plan }
    let graph = details.build.graph
    for (index, ending) in details.outcome.endings.enumerated() where ending != .hit {
      let id = ActionID(index)
      plan.steps.append(
        Step(
          stage: graph.stage(of: id).name, subject: details.build.name(ofSubject: id, in: details.library),
          ending: ending,
          reason: graph.reason(for: id, in: details.outcome, known: details.known, wasForced: false)))
    }
    for (page, diagrams) in zip(details.library.pages, details.build.diagramActions) {
      for (index, actions) in diagrams.enumerated() where actions.contains(where: { $0 != nil }) {
        plan.diagrams.append((page.path, index + 1))
      }
    }
    return plan
  }

  /// What would run on the library as a whole.
  var onlyLibrary: BuildPlan {
    var plan = self
    plan.steps = steps.filter { $0.subject == "library" }
    return plan
  }

  // MARK: text

  /// How many steps are listed one by one before they are counted.
  private static let listed = 40

  func text(isVerbose: Bool) -> String {
    guard !steps.isEmpty else { return "nothing to do: all \(counts.total) actions are hits\n" }
    var lines = ["would run \(steps.count) of \(counts.total) actions"]
    if isVerbose || steps.count <= Self.listed {
      lines += steps.map { "  \(column($0.stage)) \($0.subject): \(explanation(of: $0))" }
    } else {
      lines += grouped.map { "  \(column($0.stage)) \($0.count) × \($0.reason)" }
      lines.append("every action: atlas-build plan --verbose")
    }
    return lines.map { "\($0)\n" }.joined()
  }

  private func column(_ stage: String) -> String {
    let width = steps.map(\.stage.count).max() ?? 0
    return stage + String(repeating: " ", count: width - stage.count)
  }

  private func explanation(of step: Step) -> String {
    let reason = step.reason.sentences.joined(separator: "; ")
    switch step.ending {
    case .cutoff: return "\(reason); its output stays the same"
    case .wouldRun: return "\(reason); what it gives is not known before it runs"
    case .failed(let error): return "\(reason); it fails: \(error.message)"
    case .hit, .ran, .skipped, .cancelled: return reason
    }
  }

  private var grouped: [(stage: String, reason: String, count: Int)] {
    var counts: [String: (stage: String, reason: String, count: Int, order: Int)] = [:]
    for (order, step) in steps.enumerated() {
      let key = "\(step.stage) \(step.reason.word)"
      counts[key, default: (step.stage, step.reason.word, 0, order)].count += 1
    }
    return counts.values.sorted { $0.order < $1.order }.map { ($0.stage, $0.reason, $0.count) }
  }

  // MARK: JSON

  var json: [UInt8] {
    var writer = JSONWriter(.pretty)
    writer.object { writer in
      writer.member("schema", 1)
      writer.member("actions") { writer in
        writer.array(steps) { step, writer in writer.line { $0.object { write(step, to: &$0) } } }
      }
      writer.member("summary") { writer in
        writer.object { writer in
          writer.member("total", counts.total)
          writer.member("run", steps.count)
          writer.member("hit", counts.hit)
        }
      }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  private func write(_ step: Step, to writer: inout JSONWriter) {
    writer.member("stage", step.stage)
    writer.member("subject", step.subject)
    writer.member("ending", step.ending.word)
    writer.member("reason", step.reason.word)
    writer.member("details", step.reason.sentences)
  }
}
