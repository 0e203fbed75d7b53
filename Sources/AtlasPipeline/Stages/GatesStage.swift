import AtlasCore
import AtlasMermaid
import AtlasRules

/// How a diagram did at the gates. Evidence in the diagram is anchored to its elements, evidence on the page to an offset
/// in the prose, which is all the bytes outside its diagrams: neither moves when something else is edited.
enum GatesStage {
  static func perform(
    _ diagram: ParsedDiagram, on page: PageContent, by specification: GateSpecification
  ) -> (digest: Digest, body: [UInt8]) {
    let map = diagram.textMap
    var writer = ByteWriter()
    let verdicts = GateKeeper.verdicts(on: diagram, page: page.evidence, by: specification)
    writer.write(verdicts) { verdict, writer in
      writer.write(verdict.id)
      writer.write(verdict.passed)
      writer.write(verdict.score)
      writer.write(verdict.required)
      writer.write(verdict.criteria) { criterion, writer in
        writer.write(criterion.id)
        writer.write(criterion.outcome.rawValue)
        writer.write(criterion.missing)
        writer.write(criterion.evidence) { evidence, writer in
          writer.write(evidence.text)
          switch evidence.place {
          case .diagram(let range):
            writer.write(false)
            AnchoredRange(range, in: map).encode(to: &writer)
          case .page(let offset):
            writer.write(true)
            writer.write(page.prose.offset(ofPage: offset))
          }
        }
      }
    }
    return (Digest(of: writer.bytes), writer.bytes)
  }

  /// `line` tells the line of the page for a range of the diagram, `proseLine` for an offset of the prose.
  static func read(
    _ body: [UInt8], map: TextMap, line: (TextRange) -> Int, proseLine: (Int) -> Int
  ) throws(ByteCodingError) -> [GateResult] {
    var reader = ByteReader(body)
    return try reader.array { (reader) throws(ByteCodingError) in
      GateResult(
        id: try reader.string(), passed: try reader.flag(), score: try reader.integer(),
        required: try reader.flag(),
        criteria: try reader.array { (reader) throws(ByteCodingError) in
          let id = try reader.string()
          guard let outcome = CriterionResult.Outcome(rawValue: try reader.string()) else {
            throw ByteCodingError()
          }
          let missing = try reader.string()
          let evidence = try reader.array { (reader) throws(ByteCodingError) in
            let text = try reader.string()
            let isOnPage = try reader.flag()
            let line =
              isOnPage
              ? proseLine(try reader.integer()) : line(try AnchoredRange(from: &reader).range(in: map))
            return Evidence(text: text, line: line, isOnPage: isOnPage)
          }
          return CriterionResult(id: id, outcome: outcome, evidence: evidence, missing: missing)
        })
    }
  }
}
