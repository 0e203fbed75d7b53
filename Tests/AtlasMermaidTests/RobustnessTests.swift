import AtlasCore
import AtlasMermaid
import Testing

/// Whatever the bytes, parsing ends, every range lies inside them, and the tree can be told.
struct RobustnessTests {
  @Test(arguments: Fixture.all)
  func anyPrefixIsParsed(_ fixture: Fixture) {
    let code = fixture.code
    for count in 0...code.count { expectSound(Mermaid.parse(Array(code[0..<count]))) }
  }

  @Test(arguments: Fixture.all)
  func randomDamageIsParsed(_ fixture: Fixture) {
    var random = SplitMix(seed: UInt64(fixture.code.count))
    for _ in 0..<60 {
      var code = fixture.code
      for _ in 0..<(1 + random.next() % 4) where !code.isEmpty {
        let place = Int(random.next() % UInt64(code.count))
        switch random.next() % 3 {
        case 0: code[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: code.remove(at: place)
        default:
          code.insert(
            RobustnessTests.spice[Int(random.next() % UInt64(RobustnessTests.spice.count))], at: place)
        }
      }
      expectSound(Mermaid.parse(code))
    }
  }

  @Test(arguments: RobustnessTests.headers)
  func aHeaderAndRandomBytesAreParsed(_ header: String) {
    var random = SplitMix(seed: 7)
    for _ in 0..<40 {
      var code = Array(header.utf8)
      for _ in 0..<(random.next() % 200) {
        code.append(
          random.next() % 2 == 0
            ? UInt8(truncatingIfNeeded: random.next())
            : RobustnessTests.spice[Int(random.next() % UInt64(RobustnessTests.spice.count))])
      }
      expectSound(Mermaid.parse(code))
    }
  }

  @Test(arguments: RobustnessTests.headers)
  func manyBracketsNeitherTrapNorHang(_ header: String) {
    for bracket in ["[", "(", "{", "\"", "subgraph a\n", "%%{", "<a b=\"", "@{", "---\n"] {
      let unit = Array(bracket.utf8)
      var code = Array((header + "\n").utf8)
      // A search that goes over the same bytes twice shows at a megabyte already.
      let size = bracket == "[" ? RobustnessTests.size : RobustnessTests.size / 10
      for _ in 0..<(size / unit.count) { code += unit }
      expectSound(Mermaid.parse(code))
    }
  }

  private static let spice = Array("\n\n  \t\"'()[]{}|<>-=.~:;,&#@%/\\`*_+!?^$aboxv0123456789\u{A0}é→".utf8)
  private static let headers = [
    "", "pie\n", "flowchart TD\n", "sequenceDiagram\n", "stateDiagram-v2\n", "classDiagram\n", "erDiagram\n",
    "gantt\n", "timeline\n", "mindmap\n", "journey\n", "quadrantChart\n", "xychart-beta\n", "sankey-beta\n",
    "gitGraph\n", "requirementDiagram\n", "C4Context\n", "block-beta\n", "packet-beta\n", "kanban\n",
    "architecture-beta\n", "radar-beta\n", "treemap-beta\n", "info\n", "venn-beta\n", "wardley-beta\n",
    "ishikawa\n",
    "eventmodeling\n", "treeView-beta\n", "railroad-beta\n", "cynefin-beta\n", "%%{init: ", "---\n",
  ]
  #if DEBUG
    // A hundred times slower than a release build.
    private static let size = 40_000
  #else
    private static let size = 10_000_000
  #endif

  private func expectSound(_ diagram: ParsedDiagram) {
    let count = diagram.source.original.count
    for range in diagram.textMap.ranges + diagram.comments + diagram.findings.map(\.range) {
      if range.start > range.end || range.upperBound > count {
        Issue.record("\(range) is no range of \(count) bytes: \(diagram.source.original.prefix(200))")
      }
    }
    if diagram.verdict == .invalid || diagram.verdict == .unrenderable {
      #expect(diagram.findings.first?.severity == .error)
    }
    _ = diagram.meaning
  }
}

/// A small random source with a seed, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
