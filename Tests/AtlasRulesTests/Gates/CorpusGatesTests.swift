import AtlasCore
import AtlasMarkdown
import AtlasMermaid
import AtlasTestSupport
import Foundation
import Testing

@testable import AtlasRules

#if canImport(Glibc)
  import Glibc
#endif

/// Judges real pages. The tables in docs/engineering/gates.md are what this prints:
/// `swift test -c release -Xswiftc -enable-testing --filter CorpusGatesTests`.
struct CorpusGatesTests {
  #if DEBUG
    private static let step = 10
  #else
    private static let step = 1
  #endif

  @Test(.enabled(if: SharedMaterial.has("corpus/docs"), "needs shared/corpus/docs"))
  func realPagesAreJudged() throws {
    let root = try #require(SharedMaterial.path("corpus/docs"))
    let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    let gates = GateTrial.shipped.gates
    /// By gate, how many pages meet how many of its criteria.
    var met = gates.map { _ in [Int](repeating: 0, count: 9) }
    var shares: [String: Int] = [:]
    var (pages, diagrams) = (0, 0)
    let start = clock()
    for (number, name) in names.filter({ $0.hasSuffix(".md") }).sorted().enumerated()
    where number % Self.step == 0 {
      guard let bytes = FileManager.default.contents(atPath: root + "/" + name).map(Array.init) else {
        continue
      }
      let fences = MarkdownPage.fences(in: bytes).filter(\.isMermaid)
      guard !fences.isEmpty else { continue }
      pages += 1
      let evidence = PageEvidence(isOneDiagram: false) { PageView(MarkdownPage(parsing: bytes)) }
      var passed: Set<String> = []
      for fence in fences {
        diagrams += 1
        let verdicts = GateKeeper.verdicts(
          on: DiagramView(Mermaid.parse(fence.content, target: .v11_16)), findings: [], page: evidence,
          at: fence.range.lowerBound, by: GateTrial.shipped)
        for criterion in verdicts.flatMap(\.criteria) {
          if criterion.outcome == .pass { passed.insert(criterion.id) }
          for found in criterion.evidence {
            if case .page(let offset) = found.place {
              #expect(bytes[offset...].starts(with: found.text.utf8))
            }
          }
        }
      }
      for (index, gate) in gates.enumerated() { met[index][gate.criteria.count(where: passed.contains)] += 1 }
      for id in passed { shares[id, default: 0] += 1 }
    }
    #expect(diagrams > 100)
    print(
      "\(pages) pages, \(diagrams) diagrams, \((clock() - start) * 1000 / CLOCKS_PER_SEC) ms with parsing")
    for (index, gate) in gates.enumerated() {
      print(
        "\(gate.id): \(met[index].prefix(gate.criteria.count + 1).map(String.init).joined(separator: " "))")
    }
    for id in CriterionCatalog.ids { print("\(id) \(100 * shares[id, default: 0] / max(1, pages)) %") }
  }
}
