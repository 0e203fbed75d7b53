import AtlasCore
import AtlasMermaid
import AtlasSystem

/// How quickly Mermaid text is parsed on one core: the corpus where it is there, else this repository's pages.
enum ParseBenchmark {
  static func run() {
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
  }
}
