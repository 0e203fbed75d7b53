import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct XYChartTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.xychart, micro: 25, docs: 6, corpus: 56)
  }

  @Test(
    arguments: [
      ("xychart", .unrenderable), ("xychart\nline [1]", .valid), ("xychart-betax\nline [1]", .invalid),
      ("xychart horizontal line [1]", .valid), ("xychart\nhorizontal\nline [1]", .invalid),
      ("xychart horizontally\nline [1]", .invalid), ("xychart xychart; line [1]", .valid),
      ("xychart\nline [1] xychart", .invalid), ("xychart\nline [1] bar [2]", .valid),
      ("xychart\nline [1,]", .invalid),
      ("xychart\nline [1.]", .invalid), ("xychart\nline [-.5, +1]", .valid),
      ("xychart\nline [1 \"a\"]", .valid),
      ("xychart\nline \"\" [1]", .valid), ("xychart\ntitle \"\"\nline [1]", .invalid),
      ("xychart\ntitle a b\nline [1]", .valid), ("xychart\ntitle bar\nline [1]", .invalid),
      ("xychart\ntitle barn\nline [1]", .valid), ("xychart\ntitle é\nline [1]", .invalid),
      ("xychart\nx-axis 1 2\nline [1]", .invalid), ("xychart\nx-axis a [b c, \"d\"]\nline [1]", .valid),
      ("xychart\ny-axis [a]\nline [1]", .invalid), ("xychart\ny-axis a 1 --> 2\nline [1]", .valid),
      ("xychart\nline [1\n]", .invalid), ("xychart\nx-axis [a,\nb]\nline [1]", .invalid),
      ("xychart\nx-axis 5 --> 5\nline [1]", .valid), ("xychart\nx-axis 5 --> 5\nline [1, 2]", .invalid),
      ("xychart\nline [1]\nbar [1, 2]", .invalid), ("xychart\nx-axis 5 --> 4\nline [1, 2]", .valid),
      ("xychart\nline [1] %% c", .valid), ("xychart\naccTitle:\nline [1]", .unrenderable),
    ] as [(String, Verdict)])
  func statementsAreThoseOfMermaid(_ code: String, _ verdict: Verdict) {
    #expect(Mermaid.parse(Array(code.utf8)).verdict == verdict)
  }
}
