import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct PacketTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.packet, micro: 11, docs: 3, corpus: 0)
  }

  @Test(
    arguments: [
      ("packet", true), ("packet-beta", true), ("packets", false), ("packet-betax", false),
      ("packet-beta0:\"a\"", true),
      ("packet%%c\n0:\"a\"", true), ("packet 0:\"a\"", true), ("packet\n0-7:\"a\"\n8:'b'\n+3:\"c\"", true),
      ("packet\n1:\"a\"", false), ("packet\n0-7:\"a\"\n9:\"b\"", false), ("packet\n0:\"a\"\n0:\"b\"", false),
      ("packet\n7-0:\"a\"", false), ("packet\n+0:\"a\"", false), ("packet\n0-0:\"a\"", true),
      ("packet\n00:\"a\"", false), ("packet\n0.5:\"a\"", false), ("packet\n0-7 \"a\"", false),
      ("packet\n0-7:a", false),
      ("packet\n0:\"a\" 1:\"b\"", false), ("packet\n0:\"a\"title x", false),
      ("packet\ntitle x\n0:\"a\"", true),
      ("packet\n0:\"a\nb\"", true), ("packet\n0 - 7 : \"a\"", true), ("packet\n---\nx\n---\n0:\"a\"", true),
      ("packet\n+99999999999999999999:\"a\"\n100000000000000000000:\"b\"", true),
    ] as [(String, Bool)])
  func fieldsAreThoseOfMermaid(_ code: String, _ isValid: Bool) {
    #expect((Mermaid.parse(Array(code.utf8)).verdict == .valid) == isValid)
  }

  @Test func everyErrorIsReported() {
    let diagram = Mermaid.parse(Array("packet\n0-3: \"a\"\n5: \"b\"\n9-7: \"c\"\n+0: \"d\"\n".utf8))
    #expect(diagram.findings.count == 3)
    #expect(diagram.mermaidErrorLine == nil)
    guard case .packet(let packet) = diagram.syntax else { return #expect(Bool(false), "no packet") }
    #expect(packet.fields.count == 4)
  }
}
