import AtlasCore
import AtlasMermaid
import AtlasSystem

/// How quickly Mermaid text is parsed on one core: the corpus where it is there, else this repository's pages. Beside it
/// the time that mermaid.js takes in a browser, where the oracle is there.
enum ParseBenchmark {
  static func run() async {
    let root: BytePath = FileStatus.exists("../shared/corpus/docs") ? "../shared/corpus/docs" : "docs"
    let diagrams = SeedDiagrams.read([root])
    let bytes = diagrams.reduce(0) { $0 + $1.count }
    var best = Int64.max
    var valid = 0
    for _ in 0..<5 {
      let began = SystemClock.monotonic
      valid = 0
      for diagram in diagrams where Mermaid.parse(diagram).verdict == .valid { valid += 1 }
      best = min(best, SystemClock.monotonic - began)
    }
    let rate = Double(bytes) / 1e6 / (Double(max(best, 1)) / 1e9)
    Benchmarks.say("\nparse: \(diagrams.count) diagrams of \(root), \(bytes) bytes, \(valid) valid")
    Benchmarks.say("  \(Benchmarks.milliseconds(best)), \(Int(rate)) MB/s")
    let oracle = Oracle(command: Oracle.usualCommand, draws: false)
    guard FileStatus.exists(oracle.command) else { return }
    let began = SystemClock.monotonic
    do {
      _ = try await oracle.answers(to: diagrams)
      let time = SystemClock.monotonic - began
      Benchmarks.say(
        "  mermaid.js in Chromium, start included: \(Benchmarks.milliseconds(time)), \(time / best) times as long"
      )
    } catch {
      Benchmarks.say("  mermaid.js could not be asked: \(error)")
    }
  }
}
