import AtlasCore
import AtlasMermaid
import AtlasSystem

/// How quickly Mermaid text is parsed on one core: the corpus where it is there, else this repository's pages. Beside it
/// the time that mermaid.js takes in a browser, where the oracle is there.
///
/// What counts is the CPU time of the thread: on a machine that others use too, the clock on the wall tells of them.
enum ParseBenchmark {
  static func run() async {
    let root: BytePath = FileStatus.exists("../shared/corpus/docs") ? "../shared/corpus/docs" : "docs"
    let diagrams = SeedDiagrams.read([root])
    let bytes = diagrams.reduce(0) { $0 + $1.count }
    var best = Int64.max
    var bestCPU = Int64.max
    var valid = 0
    for _ in 0..<15 {
      let began = SystemClock.monotonic
      let beganCPU = SystemClock.threadTime
      valid = 0
      for diagram in diagrams where Mermaid.parse(diagram).verdict == .valid { valid += 1 }
      bestCPU = min(bestCPU, SystemClock.threadTime - beganCPU)
      best = min(best, SystemClock.monotonic - began)
    }
    Benchmarks.say("\nparse: \(diagrams.count) diagrams of \(root), \(bytes) bytes, \(valid) valid")
    Benchmarks.say("  CPU \(Benchmarks.milliseconds(bestCPU)), \(rate(bytes, bestCPU)) MB/s a core")
    Benchmarks.say("  wall \(Benchmarks.milliseconds(best)), \(rate(bytes, best)) MB/s")
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

  /// Megabytes a second.
  private static func rate(_ bytes: Int, _ nanoseconds: Int64) -> Int {
    Int(Double(bytes) * 1e3 / Double(max(nanoseconds, 1)))
  }
}
