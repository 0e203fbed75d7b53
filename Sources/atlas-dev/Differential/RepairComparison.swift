import AtlasCore
import AtlasMermaid
import AtlasRules

/// `atlas-dev differential --repairs`: whether mermaid.js accepts what `fix` makes of invalid diagrams.
struct RepairComparison {
  let oracle: Oracle
  let allowsUnsafe: Bool

  /// - Returns: whether all repaired diagrams are accepted.
  func run(_ diagrams: [[UInt8]]) async throws -> Bool {
    let broken = diagrams.filter { Mermaid.parse($0).verdict == .invalid }
    let policy = DiagramRepair.Policy(allowsUnsafe: allowsUnsafe)
    let repaired = broken.map { DiagramRepair($0, policy: policy) { _ in [] } }.filter { !$0.edits.isEmpty }
    let answers = try await oracle.answers(to: repaired.map(\.after.source.original))
    var accepted = 0
    for (repair, answer) in zip(repaired, answers) {
      if answer.verdict != .invalid {
        accepted += 1
      } else if let disagreement = Disagreement(
        repair.after.source.original, answer, by: Comparison(draws: oracle.draws))
      {
        Benchmarks.say(disagreement.description)
      }
    }
    let share = Double(accepted * 1_000 / max(broken.count, 1)) / 10
    Benchmarks.say(
      "\(broken.count) invalid diagrams, \(repaired.count) repaired, "
        + "\(accepted) of them accepted by mermaid.js: \(share) % of the invalid ones")
    return accepted == repaired.count
  }
}
