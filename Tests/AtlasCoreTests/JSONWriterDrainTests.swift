import AtlasCore
import Testing

struct JSONWriterDrainTests {
  /// Writes a document, draining after every `period`-th element; 0 never drains.
  private func document(_ style: JSONWriter.Style, drainingEvery period: Int) -> String {
    var drained: [UInt8] = []
    var json = JSONWriter(style)
    json.object { json in
      json.member("list") { json in
        json.array { json in
          for number in 0..<7 {
            json.element { $0.write(number) }
            if period > 0, number % period == 0 { json.drain { drained += $0 } }
          }
        }
      }
      json.member("empty") { json in
        json.array { json in json.drain { drained += $0 } }
      }
    }
    return String(decoding: drained + json.bytes, as: UTF8.self)
  }

  @Test(arguments: [1, 2, 6])
  func drainingChangesNoByte(_ period: Int) {
    #expect(document(.pretty, drainingEvery: period) == document(.pretty, drainingEvery: 0))
    #expect(document(.compact, drainingEvery: period) == #"{"list":[0,1,2,3,4,5,6],"empty":[]}"#)
  }

  @Test(arguments: [
    ("plain", #""plain""#), ("", #""""#), ("\"\\", #""\"\\""#), ("a\nb\u{1}\u{7F}é", #""a\nb\u0001\u007fé""#),
  ])
  func stringsAreEscapedWhereverTheEscapeStands(_ text: String, _ json: String) {
    var writer = JSONWriter(.compact)
    writer.write(text)
    #expect(writer.text == json)
  }
}
