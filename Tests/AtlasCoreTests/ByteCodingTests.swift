import AtlasCore
import Testing

@Suite struct ByteCodingTests {
  private var written: [UInt8] {
    var writer = ByteWriter()
    writer.write(300)
    writer.write(signed: -5)
    writer.write(0.1)
    writer.write("é")
    writer.write(TextRange(7, 9))
    writer.write(Digest(of: "x"))
    writer.write([1, 2, 3]) { $1.write($0) }
    return writer.bytes
  }

  @Test func whatIsWrittenReadsBack() throws {
    var reader = ByteReader(written)
    #expect(try reader.integer() == 300)
    #expect(try reader.signed() == -5)
    #expect(try reader.double() == 0.1)
    #expect(try reader.string() == "é")
    #expect(try reader.range() == TextRange(7, 9))
    #expect(try reader.digest() == Digest(of: "x"))
    #expect(try reader.array { (reader) throws(ByteCodingError) in try reader.integer() } == [1, 2, 3])
    #expect(reader.isAtEnd)
  }

  @Test func bytesThatEndTooSoonAreRefusedAtEveryLength() {
    for length in 0..<written.count {
      #expect(throws: ByteCodingError.self) {
        var reader = ByteReader(Array(written[..<length]))
        _ = (try reader.integer(), try reader.signed(), try reader.double(), try reader.string())
        _ = (try reader.range(), try reader.digest())
        _ = try reader.array { (reader) throws(ByteCodingError) in try reader.integer() }
      }
    }
  }

  @Test func aHugeCountIsRefusedBeforeMemoryIsTaken() {
    var writer = ByteWriter()
    writer.write(UInt64.max)
    #expect(throws: ByteCodingError.self) {
      var reader = ByteReader(writer.bytes)
      _ = try reader.string()
    }
  }
}
