import AtlasCore
import AtlasMermaid
import AtlasRules

/// How a diagram did at the gates, by what it says, what the rules said of it, and its page. Evidence in the diagram is
/// anchored to its elements, evidence on the page to an offset in the prose, which is all the bytes outside its diagrams:
/// neither moves when something else is edited.
enum GatesStage {
  /// `lint` is what the rules said of the diagram.
  static func perform(
    _ index: Int, of page: OpenPage, lint: [UInt8]?, by specification: GateSpecification
  ) throws(ByteCodingError) -> (digest: Digest, body: [UInt8]) {
    var findings: [Finding] = []
    if let lint { findings = try LintStage.read(lint, map: page.diagram(index).map) }
    return perform(index, of: page, findings: findings, by: specification)
  }

  /// `findings` are those of the rules that count.
  static func perform(
    _ index: Int, of page: OpenPage, findings: [Finding], by specification: GateSpecification
  ) -> (digest: Digest, body: [UInt8]) {
    let anchors = page.diagram(index).anchors
    let place = page.content.diagrams[index].pageRange(of: TextRange(at: 0)).lowerBound
    let verdicts = GateKeeper.verdicts(
      on: page.diagram(index).view, findings: findings, page: page.evidence, at: place, by: specification)
    var writer = ByteWriter(reserving: 4096)
    let criteria = encode(verdicts, to: &writer)
    writer.write(criteria.count)
    let heads = CriterionHeads.shared
    for (gate, criterion) in criteria {
      encode(verdicts[gate].criteria[criterion], heads, to: &writer) { place, writer in
        switch place {
        case .diagram(let range):
          writer.write(false)
          AnchoredRange(range, by: anchors).encode(to: &writer)
        case .page(let offset):
          writer.write(true)
          writer.write(page.content.prose.offset(ofPage: offset))
        }
      }
    }
    return (Digest(of: writer.bytes), writer.bytes)
  }

  /// Writes how each gate ended, with the numbers of its criteria.
  ///
  /// - Returns: by number, where a criterion stands. Gates share criteria, so each is written once.
  private static func encode(
    _ verdicts: [GateVerdict], to writer: inout ByteWriter
  ) -> [(gate: Int, criterion: Int)] {
    var criteria: [(gate: Int, criterion: Int)] = []
    var numbers = Array(repeating: -1, count: CriterionCatalog.ids.count)
    criteria.reserveCapacity(numbers.count)
    writer.write(verdicts.count)
    for (gate, verdict) in verdicts.enumerated() {
      writer.write(verdict.id)
      writer.write(verdict.passed)
      writer.write(verdict.score)
      writer.write(verdict.required)
      writer.write(verdict.blocked) { $1.write($0) }
      writer.write(verdict.rejected) { $1.write($0) }
      writer.write(verdict.criteria.count)
      for criterion in verdict.criteria.indices {
        let place = verdict.criteria[criterion].place
        if numbers[place] < 0 {
          numbers[place] = criteria.count
          criteria.append((gate, criterion))
        }
        writer.write(numbers[place])
      }
    }
    return criteria
  }

  private static func encode(
    _ criterion: GateVerdict.Criterion, _ heads: CriterionHeads, to writer: inout ByteWriter,
    writePlace: (GateVerdict.Found.Place, inout ByteWriter) -> Void
  ) {
    heads.encode(criterion, to: &writer)
    writer.write(criterion.evidence.count)
    for evidence in criterion.evidence {
      writer.write(evidence.text)
      writer.write(evidence.isStrong)
      writePlace(evidence.place, &writer)
    }
  }

  /// `line` tells the line of the page for a range of the diagram, `proseLine` for an offset of the prose.
  static func read(
    _ body: [UInt8], map: TextMap, line: (TextRange) -> Int, proseLine: (Int) -> Int
  ) throws(ByteCodingError) -> [GateResult] {
    var reader = ByteReader(body)
    var (gates, numbers) = try readGates(from: &reader)
    let criteria = try reader.array { (reader) throws(ByteCodingError) in
      let id = try reader.string()
      guard let outcome = CriterionResult.Outcome(rawValue: try reader.string()) else {
        throw ByteCodingError()
      }
      let missing = try CriterionHeads.missing(of: id, from: &reader)
      let evidence = try reader.array { (reader) throws(ByteCodingError) in
        let text = try reader.string()
        let isStrong = try reader.flag()
        let isOnPage = try reader.flag()
        let line =
          isOnPage
          ? proseLine(try reader.integer()) : line(try AnchoredRange(from: &reader).range(in: map))
        return Evidence(text: text, line: line, isOnPage: isOnPage, isStrong: isStrong)
      }
      return CriterionResult(id: id, outcome: outcome, evidence: evidence, missing: missing)
    }
    for (gate, numbers) in numbers.enumerated() {
      for number in numbers {
        guard criteria.indices.contains(number) else { throw ByteCodingError() }
        gates[gate].criteria.append(criteria[number])
      }
    }
    return gates
  }

  /// How the gates ended, without their criteria: what totals are made of.
  static func readTotals(_ body: [UInt8]) throws(ByteCodingError) -> [GateResult] {
    var reader = ByteReader(body)
    return try reader.array { (reader) throws(ByteCodingError) in
      let gate = try readGate(from: &reader)
      for _ in 0..<(try reader.integer()) { _ = try reader.integer() }
      return gate
    }
  }

  /// The gates, and the numbers of their criteria among those that follow.
  private static func readGates(
    from reader: inout ByteReader
  ) throws(ByteCodingError) -> (gates: [GateResult], criteria: [[Int]]) {
    var criteria: [[Int]] = []
    let gates = try reader.array { (reader) throws(ByteCodingError) in
      let gate = try readGate(from: &reader)
      criteria.append(try reader.array { (reader) throws(ByteCodingError) in try reader.integer() })
      return gate
    }
    return (gates, criteria)
  }

  private static func readGate(from reader: inout ByteReader) throws(ByteCodingError) -> GateResult {
    GateResult(
      id: try reader.string(), passed: try reader.flag(), score: try reader.integer(),
      required: try reader.flag(),
      blocked: try reader.array { (reader) throws(ByteCodingError) in try reader.string() },
      rejected: try reader.array { (reader) throws(ByteCodingError) in try reader.string() },
      criteria: [])
  }
}
