import AtlasCore
import AtlasMarkdown
import AtlasMermaid
import AtlasSystem

/// How quickly Mermaid text is parsed on one core: the corpus where it is there, else this repository's pages.
enum ParseBenchmark {
  static func run() {
    let root: BytePath = FileStatus.exists("../shared/corpus/docs") ? "../shared/corpus/docs" : "docs"
    var diagrams: [[UInt8]] = []
    collect(root, into: &diagrams)
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

  private static func collect(_ folder: BytePath, into diagrams: inout [[UInt8]]) {
    for name in (try? FolderListing.names(in: folder)) ?? [] {
      let path = folder.appending(name)
      if (try? FileStatus(path))?.kind == .folder {
        collect(path, into: &diagrams)
      } else if name.fileExtension == "md", let bytes = try? FileContent.read(path).bytes {
        diagrams += MarkdownPage.fences(in: bytes).filter(\.isMermaid).map(\.content)
      }
    }
  }
}
