import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct SankeyTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.sankey, micro: 16, docs: 8, corpus: 4)
  }

  @Test(
    arguments: [
      ("sankey", .invalid), ("sankey\na,b,1", .valid), ("sankey-beta\na,b,1", .valid),
      ("sankey-bet\na,b,1", .invalid),
      ("sankey \na,b,1", .invalid), ("sankey\na,b", .invalid), ("sankey\na,b,1,2", .invalid),
      ("sankey\na,b,", .invalid), ("sankey\na,b, ", .invalid), ("sankey\na, ,1", .valid),
      ("sankey\n ,a,1", .valid),
      ("sankey\na,b,x", .valid), ("sankey\na,b,1\n\n\nc,d,1\n\n", .valid),
      ("sankey\na,b,1\n  \nc,d,1", .invalid),
      ("sankey\n\"a,b\",c,1", .valid), ("sankey\n\"a\"\"\",c,1", .valid), ("sankey\n\"\",c,1", .invalid),
      ("sankey\n\"a\" ,c,1", .invalid), ("sankey\né,c,1", .invalid), ("sankey\n\"é\",c,1", .invalid),
      ("sankey\na\tb,c,1", .invalid), ("sankey\na,b,1 %% x", .valid), ("sankey\na,a,1", .unrenderable),
      ("sankey\na,b,1\nb,\"a\",1", .unrenderable), ("sankey\na,b,1\na,b,1", .valid),
    ] as [(String, Verdict)])
  func recordsAreThoseOfMermaid(_ code: String, _ verdict: Verdict) {
    #expect(Mermaid.parse(Array(code.utf8)).verdict == verdict)
  }

  @Test func errorLinesAreCountedWithoutEmptyLines() {
    #expect(Mermaid.parse(Array("sankey\n\n\na,b,1\n\n\n\nc,d\n".utf8)).mermaidErrorLine == 3)
  }
}
