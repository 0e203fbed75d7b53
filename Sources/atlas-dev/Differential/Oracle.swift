import AtlasCore
import AtlasSystem

/// The real mermaid.js, asked through a command that reads diagrams as JSON lines and answers with verdicts.
struct Oracle {
  struct Answer {
    var verdict: Verdict
    var errorLine: Int?
    var error: String
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  let command: BytePath
  /// Whether what parses is drawn, too; slower by twenty times.
  let draws: Bool

  /// The answers in the order of the diagrams. Text that is no UTF-8 is not asked: mermaid.js never sees any.
  func answers(to diagrams: [[UInt8]]) async throws -> [Answer] {
    guard !diagrams.isEmpty else { return [] }
    var child = Subprocess(
      command, draws ? [Array("--render".utf8)] : [], environment: ProcessEnvironment.all)
    for diagram in diagrams {
      var writer = JSONWriter(.compact)
      writer.object { $0.member("code", String(decoding: diagram, as: UTF8.self)) }
      child.input += writer.bytes + [UInt8(ascii: "\n")]
    }
    child.outputLimit = 1 << 30
    let outcome = try await child.run()
    guard outcome.isSuccess else {
      throw Failure(description: "\(command) failed: " + String(decoding: outcome.errorOutput, as: UTF8.self))
    }
    let lines = outcome.output.split(separator: UInt8(ascii: "\n"))
    guard lines.count == diagrams.count else {
      throw Failure(description: "\(command) answered \(lines.count) of \(diagrams.count) diagrams")
    }
    return try lines.map { try answer(JSONReader.read(Array($0))) }
  }

  private func answer(_ line: JSONNode) -> Answer {
    let isDrawn = !draws || line["render"]?.bool == true
    return Answer(
      verdict: line["parse"]?.bool == true ? isDrawn ? .valid : .unrenderable : .invalid,
      errorLine: line["errorLine"]?.integer, error: line["error"]?.string ?? "")
  }
}
