import AtlasCore
import AtlasRules
import Testing

@Suite struct LabelledSetTests {
  @Test func readingAgreesWithPeople() throws {
    judge(try LabelledSet.read())
  }

  @Test(.enabled(if: LabelledSet.outsideFolder != nil, "ATLAS_LABELS names a folder of labels"))
  func readingAgreesWithOtherPeople() throws {
    judge(try LabelledSet.readOutside())
  }

  @Test func theSetIsLargeEnough() throws {
    let cases = try LabelledSet.read()
    #expect(cases.count >= 400)
    #expect(cases.filter { $0.expected.isEmpty }.count >= 60)
    for kind in ContentMetric.Kind.allCases {
      #expect(cases.flatMap(\.expected).filter { $0.kind == kind }.count >= 15, "\(kind)")
    }
  }

  private func judge(_ cases: [LabelledSet.Case]) {
    var reader = QuantityReader(.standard)
    var comparison = Comparison()
    for sample in cases {
      let bytes = Array(sample.text.utf8)
      let pieces = LabelPieces(bytes, in: TextRange(0, bytes.count))
      let found = reader.read(pieces)
      let texts = found.map { String(decoding: bytes[pieces.rawRange(of: $0.range).bounds], as: UTF8.self) }
      comparison.compare(sample, found, texts: texts)
    }
    print(comparison.table)
    for complaint in comparison.complaints { print(complaint) }
    #expect(comparison.overall.precision >= 0.97)
    #expect(comparison.overall.recall >= 0.97)
    for (kind, score) in comparison.perKind {
      #expect(score.precision >= 0.9, "precision of \(kind)")
      #expect(score.recall >= 0.9, "recall of \(kind)")
    }
  }
}
