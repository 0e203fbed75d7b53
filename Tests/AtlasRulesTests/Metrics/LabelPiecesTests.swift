import AtlasCore
import AtlasRules
import Testing

@Suite struct LabelPiecesTests {
  private func pieces(_ raw: String) -> LabelPieces {
    let bytes = Array(raw.utf8)
    return LabelPieces(bytes, in: TextRange(0, bytes.count))
  }

  @Test(arguments: [
    ("A<br/>B", "A\nB"), ("A<br>B", "A\nB"), ("A<BR />B", "A\nB"), (#"A\nB"#, "A\nB"), ("A\r\nB", "A\nB"),
    ("p99#58; 5ms", "p99: 5ms"), ("#quot;x#quot;", "\"x\""), ("&lt;5ms &amp; more", "<5ms & more"),
    ("10&#8594;20", "10→20"), ("10#x2192;20", "10→20"), ("<b>bold</b> text", "bold text"),
    ("<span style='color:red'>5ms</span>", "5ms"), ("**Cost**: $5", "Cost: $5"), ("✅ done 🚀", " done "),
    ("⏱️ 3ms", " 3ms"), ("a → b", "a → b"), ("<50ms p95", "<50ms p95"), ("List<String>", "List<String>"),
    ("#FF0000", "#FF0000"), ("a & b", "a & b"), ("#1; x", "\u{1} x"), ("", ""),
    ("Zürich — 5ms", "Zürich — 5ms"),
  ])
  func textIsWhatPeopleSee(_ raw: String, _ shown: String) {
    #expect(String(decoding: pieces(raw).text, as: UTF8.self) == shown)
  }

  @Test func everyStretchLeadsBackToItsBytes() {
    let raw = "Gateway<br/>**p99**#58; 10ms<br/>✅ &lt;5ms"
    let label = pieces(raw)
    let bytes = Array(raw.utf8)
    var reader = QuantityReader(.standard)
    let stretches = reader.read(label.text).map {
      String(decoding: bytes[label.rawRange(of: $0.range).bounds], as: UTF8.self)
    }
    #expect(stretches == ["p99**#58; 10ms", "&lt;5ms"])
  }

  @Test func aPartOfTheBytesKeepsItsPlace() {
    let bytes = Array(#"A["x<br/>5ms"]"#.utf8)
    let label = LabelPieces(bytes, in: TextRange(3, 12))
    #expect(String(decoding: label.text, as: UTF8.self) == "x\n5ms")
    #expect(label.rawRange(of: TextRange(2, 5)) == TextRange(9, 12))
    #expect(label.rawRange(of: TextRange(at: 0)) == TextRange(at: 3))
  }

  @Test func rangesPastTheEndAreCut() {
    let label = LabelPieces(Array("abc".utf8), in: TextRange(1, 40))
    #expect(String(decoding: label.text, as: UTF8.self) == "bc")
    #expect(LabelPieces([], in: TextRange(0, 5)).text.isEmpty)
  }
}
