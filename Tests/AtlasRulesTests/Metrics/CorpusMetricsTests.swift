import AtlasCore
import AtlasMermaid
import AtlasRules
import AtlasTestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Reads the metrics of real diagrams. The figures in docs/engineering/metrics.md are what this prints:
/// `swift test -c release -Xswiftc -enable-testing --filter CorpusMetricsTests`.
@Suite struct CorpusMetricsTests {
  #if DEBUG
    private static let step = 10
  #else
    private static let step = 1
  #endif

  @Test(.enabled(if: SharedMaterial.has("corpus/docs"), "needs shared/corpus/docs"))
  func realDiagramsAreMeasured() throws {
    let root = try #require(SharedMaterial.path("corpus/docs"))
    var counts: [ContentMetric.Kind: Int] = [:]
    var diagrams = 0
    var bytesOfDiagrams = 0
    var nanoseconds = 0
    for (index, path) in try pages(under: root).enumerated() where index % Self.step == 0 {
      for block in blocks(of: LabelledSet.contents(of: path) ?? []) {
        let diagram = Mermaid.parse(block)
        let start = processorTime()
        let metrics = MetricExtractor.metrics(of: diagram, by: .standard)
        nanoseconds += processorTime() - start
        diagrams += 1
        bytesOfDiagrams += block.count
        for found in metrics.content {
          #expect(found.range.upperBound <= block.count && !found.range.isEmpty)
          #expect(!found.metric.text.isEmpty)
          counts[found.metric.kind, default: 0] += 1
        }
      }
    }
    #expect(diagrams > 100)
    print("\(diagrams) diagrams, \(bytesOfDiagrams) bytes, \(nanoseconds / 1_000_000) ms of processor time")
    for kind in ContentMetric.Kind.allCases { print("\(kind.rawValue) \(counts[kind] ?? 0)") }
  }

  private func pages(under root: String) throws -> [String] {
    var pages: [String] = []
    var folders = [root]
    while let folder = folders.popLast() {
      let handle = try #require(opendir(folder))
      defer { closedir(handle) }
      while let entry = readdir(handle) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
        }
        if name.hasPrefix(".") { continue }
        if entry.pointee.d_type == UInt8(DT_DIR) {
          folders.append(folder + "/" + name)
        } else if name.hasSuffix(".md") {
          pages.append(folder + "/" + name)
        }
      }
    }
    return pages.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// What stands between the lines that open a block of Mermaid and the next line of a fence.
  private func blocks(of page: [UInt8]) -> [[UInt8]] {
    var blocks: [[UInt8]] = []
    var block: [UInt8]?
    for line in page.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let text = line.drop { $0 == 0x20 }
      if block != nil {
        if text.starts(with: "```".utf8) {
          blocks.append(block ?? [])
          block = nil
        } else {
          block?.append(contentsOf: line)
          block?.append(UInt8(ascii: "\n"))
        }
      } else if text.starts(with: "```mermaid".utf8) {
        block = []
      }
    }
    return blocks
  }

  private func processorTime() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
