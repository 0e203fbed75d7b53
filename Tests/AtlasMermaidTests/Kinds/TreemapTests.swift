import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct TreemapTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.treemap, micro: 11, docs: 8, corpus: 0)
  }

  @Test(
    arguments: [
      ("treemap", true), ("treemap-beta", true), ("treemapx", false), ("treemap-", false),
      ("treemap\"A\"", true),
      ("treemap\n\"A\"\n  \"B\":1", true), ("treemap\n\"A\" \n\"B\"", true),
      ("treemap\n\"A\" \n \"B\"", false),
      ("treemap\n\"A\": 1 \n \"B\"", false), ("treemap\n\"A\"\n\n\n \"B\"", true),
      ("treemap\n\"A\"\n \n \"B\"", false),
      ("treemap\n\"A\" : 1", true), ("treemap\n\"A\",1", true), ("treemap\n\"A\"\n:1", true),
      ("treemap\n\"A\":\n1", true),
      ("treemap\n\"A\": 1,000.5", true), ("treemap\n\"A\": -1", false), ("treemap\n\"A\": 1e3", false),
      ("treemap\n\"A\": x", false), ("treemap\n\"A\":", false), ("treemap\nA", false),
      ("treemap\n\"A\":::x", true),
      ("treemap\n\"A\":::x y", false), ("treemap\n\"A\"::: x", false), ("treemap\n\"A\" :::x", false),
      ("treemap\n\"A\":1:::x", true), ("treemap\n\"A\":1:::1x", false), ("treemap\n\"A\"::x", false),
      ("treemap\nclassDef ab", true), ("treemap\nclassDef a", false), ("treemap\nclassDef a fill:red", false),
      ("treemap\nclassDef ab fill:#fff;", true), ("treemap\nclassDef ab fill:red; stroke:red", false),
      ("treemap\nclassDef ab\n\"A\":1", true), ("treemap\nclassDef ab;\"A\":1", true),
      ("treemap\n\"A\"title x", true),
      ("treemap\n\"A\nB\"", true), ("treemap\n\"A", false), ("treemap\n\"A\\\"\"", false),
      ("treemap\ntreemap", false),
    ] as [(String, Bool)])
  func rowsAreThoseOfMermaid(_ code: String, _ isValid: Bool) {
    #expect((Mermaid.parse(Array(code.utf8)).verdict == .valid) == isValid)
  }

  @Test(
    arguments: [
      ("fill:red,color:white", .valid), ("}{", .unrenderable), ("{", .valid), ("}", .valid),
    ] as [(String, Verdict)])
  func stylesThatLeaveTheirBracesCannotBeDrawn(_ styles: String, _ verdict: Verdict) {
    #expect(Mermaid.parse(Array("treemap\n\"A\": 1\nclassDef ab \(styles)\n".utf8)).verdict == verdict)
  }

  @Test func depthComesFromIndentation() {
    let code = "treemap\n  \"A\"\n    \"B\"\n      \"c\": 1\n   \"D\"\n\"E\"\n"
    guard case .treemap(let map) = Mermaid.parse(Array(code.utf8)).syntax else {
      return #expect(Bool(false), "no treemap")
    }
    #expect(map.items.map(\.depth) == [0, 1, 2, 1, 0])
  }

  @Test func aSwallowedRowIsWarnedOf() {
    let diagram = Mermaid.parse(Array("treemap\nclassDef ab\n\"A\": 1\n".utf8))
    #expect(diagram.verdict == .valid)
    #expect(diagram.findings.map(\.code) == ["ignored-text"])
  }

  @Test func anItemBelowALeafIsWarnedOf() {
    let diagram = Mermaid.parse(Array("treemap\n\"A\"\n \"B\": 1\n  \"C\": 2\n \"D\": 3\n".utf8))
    #expect(diagram.verdict == .valid)
    #expect(diagram.findings.map { diagram.source.string($0.range) } == ["\"C\""])
  }
}
