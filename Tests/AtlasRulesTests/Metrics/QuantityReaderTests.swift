import AtlasCore
import AtlasRules
import AtlasTestSupport
import Testing

@Suite struct QuantityReaderTests {
  private func read(_ text: String, _ context: QuantityReader.Context = .prose) -> [Quantity] {
    var reader = QuantityReader(.standard)
    return reader.read(Array(text.utf8), context)
  }

  @Test func valuesAreInBaseUnitsToTheLastDigit() {
    let amounts = read("4.2M users, $0.0000002/request, 10ms, 1.1GB, 0.3%  error rate").map(\.amount)
    #expect(
      amounts == [.value(4_200_000), .value(0.000_000_2), .value(0.01), .value(1_100_000_000), .value(0.003)])
  }

  @Test func noTwoQuantitiesShareAByte() throws {
    for sample in try LabelledSet.read() {
      let found = read(sample.text)
      for (left, right) in zip(found, found.dropFirst()) {
        #expect(left.range.upperBound <= right.range.lowerBound, "\(sample.text)")
      }
    }
  }

  @Test func contextEndsWithTheLine() {
    #expect(read("RTO\n5 minutes").isEmpty)
    #expect(read("Timeout\n30ms").map(\.kind) == [.latency])
  }

  @Test func aCellIsTheLabelOfTheNext() {
    #expect(read("| **RTO** | 4 hours |", .tableRow).map(\.qualifier) == ["rto"])
    #expect(read("| Timeout | 40ms |", .tableRow).isEmpty)
    #expect(read("| Blast radius | Regional |", .tableRow).map(\.name) == ["Regional"])
    #expect(read("| Service | Blast radius | Cost impact |", .tableRow).isEmpty)
  }

  @Test func aListOfSourcesNamesThemWithoutSayingSo() {
    let text =
      "- Discord Engineering Blog: \"Trillions of messages\"\n- Interview with the on-call team, 2023\n- Kafka"
    let found = read(text, .sourceList)
    #expect(found.map(\.kind) == [.source, .source])
    #expect(found.map(\.date) == ["", "2023"])
  }

  @Test func elsewhereALineIsASourceOnlyIfItDoesNothingElse() {
    #expect(read("- Discord Engineering Blog: \"Trillions of messages\"").map(\.kind) == [.source])
    #expect(read("- Interview with the on-call team, 2023").isEmpty)
    #expect(read("- Kafka").isEmpty)
  }

  @Test func aSourceHasItsAddressAndItsDate() {
    let found = read("Source: Meta engineering blog Q2 2023 https://engineering.fb.com/x")
    #expect(found.map(\.name) == ["Meta engineering blog Q2 2023"])
    #expect(found.map(\.url) == ["https://engineering.fb.com/x"])
    #expect(found.map(\.date) == ["2023-Q2"])
  }

  @Test func rangesAreOffsetsInTheWholeText() {
    let bytes = Array("ignored 5ms\nLag: 3s".utf8)
    var reader = QuantityReader(.standard)
    let found = reader.read(bytes, in: TextRange(12, bytes.count))
    #expect(found.map(\.range) == [TextRange(12, 19)])
  }

  @Test func anyBytesAreReadWithoutTraps() {
    var random = SeededRandom(seed: 7)
    let words = [
      "p99", "$", "5", "10", ".", ":", "-", "→", "/", "%", "ms", "GB", "K", "users", "to", "from", "(", ")",
      "[", "](http://x",
      "2024", "Q3", "March", "T+", "x", "c5.large", "Standard_D2", "data", "loss", "blast", "radius",
      "impact", "zero",
      "nines", "PostgreSQL", "v1.2", "UTC", "14:23", "|", "\n", "é", "±", "source:", "1/3", "per", ",", "0x",
      "#", "lag",
    ]
    for _ in 0..<3_000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...24, using: &random) {
        if Int.random(in: 0..<12, using: &random) == 0 {
          bytes.append(UInt8.random(in: 0...255, using: &random))
        } else {
          bytes += words[Int.random(in: 0..<words.count, using: &random)].utf8
          if Bool.random(using: &random) { bytes.append(0x20) }
        }
      }
      for context in [QuantityReader.Context.label, .prose, .tableRow, .sourceList] {
        var reader = QuantityReader(.standard)
        for quantity in reader.read(bytes, context) { #expect(quantity.range.upperBound <= bytes.count) }
      }
      let pieces = LabelPieces(bytes, in: TextRange(0, bytes.count))
      #expect(pieces.rawRange(of: TextRange(0, pieces.text.count)).upperBound <= bytes.count)
    }
  }

  @Test func aLongLineIsReadInPieces() {
    let text = String(repeating: "x ", count: 10_000) + "p99: 5ms"
    #expect(read(text).map(\.qualifier) == ["p99"])
  }
}
