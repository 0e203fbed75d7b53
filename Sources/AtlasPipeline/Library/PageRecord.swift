import AtlasCore
import AtlasMermaid

/// What a run leaves of a page in the store: what it held, how each stage ended on it, and what was found. The next run
/// reads it in place of the page when the page has not changed, and `explain` compares the two latest.
package struct PageRecord: Hashable, Sendable {
  package struct StageResult: Hashable, Sendable {
    package var stage: String
    package var key: Digest
    package var output: Digest
    package var ending: UInt8

    package init(stage: String, key: Digest, output: Digest, ending: UInt8) {
      self.stage = stage
      self.key = key
      self.output = output
      self.ending = ending
    }
  }

  package struct Diagram: Hashable, Sendable {
    package var digest: Digest
    package var line: Int
    /// Nil where mermaid.js detects no type.
    package var kind: DiagramKind?
    package var results: [StageResult]

    package init(digest: Digest, line: Int, kind: DiagramKind?, results: [StageResult] = []) {
      self.digest = digest
      self.line = line
      self.kind = kind
      self.results = results
    }
  }

  /// A finding as far as the next run has to know it.
  package struct FindingMark: Hashable, Sendable {
    package var fingerprint: Digest
    package var code: String
    package var severity: Severity
    /// The diagram's number on its page, from 1; 0 for a finding about the page.
    package var diagram: Int
  }

  /// The page's bytes.
  package var digest: Digest
  /// The code that found the diagrams in them.
  package var extraction: Digest
  package var prose: Digest
  /// Where it stood: see `PagePlace.address`.
  package var place: String
  package var diagrams: [Diagram]
  package var results: [StageResult]
  /// What the rules about the library said of it: see `LibraryShares`.
  package var share: Digest
  package var summary: PageSummary
  package var findings: [FindingMark]
  package var days: DayState

  package init(
    digest: Digest, extraction: Digest, prose: Digest, place: String, diagrams: [Diagram],
    results: [StageResult] = [], share: Digest = .zero, summary: PageSummary = PageSummary(),
    findings: [FindingMark] = [], days: DayState = DayState()
  ) {
    self.digest = digest
    self.extraction = extraction
    self.prose = prose
    self.place = place
    self.diagrams = diagrams
    self.results = results
    self.share = share
    self.summary = summary
    self.findings = findings
    self.days = days
  }
}

/// What of a page's report depends on the day, and as of which day it was told.
package struct DayState: Hashable, Sendable {
  /// The days from which on the report reads otherwise, sorted.
  package var turns: [CalendarDay]
  package var told: CalendarDay?

  package init(turns: [CalendarDay] = [], told: CalendarDay? = nil) {
    self.turns = turns
    self.told = told
  }

  /// Whether the report reads the same on another day. Where nobody knows the day it reads as before the first turn.
  package func holds(on day: CalendarDay?) -> Bool { passed(on: day) == passed(on: told) }

  private func passed(on day: CalendarDay?) -> Int {
    day.map { day in turns.count { $0 <= day } } ?? 0
  }
}

/// A page's share of the report's totals.
package struct PageSummary: Hashable, Sendable {
  package var verdicts: [Verdict: Int] = [:]
  package var findings: [Severity: Int] = [:]
  /// Diagrams that failed a gate they have to pass, by gate.
  package var gatesFailed: [String: Int] = [:]
  /// What was found and is not told.
  package var suppressed = Suppression.Counts()

  package init() {}
}

extension PageRecord {
  package var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.write("page 3")
    writer.write(digest)
    writer.write(extraction)
    writer.write(prose)
    writer.write(place)
    writer.write(diagrams) { diagram, writer in
      writer.write(diagram.digest)
      writer.write(diagram.line)
      writer.write(diagram.kind?.rawValue ?? "")
      writer.write(diagram.results) { $0.encode(to: &$1) }
    }
    writer.write(results) { $0.encode(to: &$1) }
    writer.write(share)
    summary.encode(to: &writer)
    writer.write(findings) { mark, writer in
      writer.write(mark.fingerprint)
      writer.write(mark.code)
      writer.write(mark.severity.rawValue)
      writer.write(mark.diagram)
    }
    writer.write(days.turns) { $0.encode(to: &$1) }
    writer.write(days.told != nil)
    days.told?.encode(to: &writer)
    return writer.bytes
  }

  package init(decoding bytes: [UInt8]) throws(ByteCodingError) {
    var reader = ByteReader(bytes)
    guard try reader.string() == "page 3" else { throw ByteCodingError() }
    self.init(
      digest: try reader.digest(), extraction: try reader.digest(), prose: try reader.digest(),
      place: try reader.string(),
      diagrams: try reader.array { (reader) throws(ByteCodingError) in
        Diagram(
          digest: try reader.digest(), line: try reader.integer(),
          kind: DiagramKind(rawValue: try reader.string()),
          results: try reader.array(StageResult.init))
      },
      results: try reader.array(StageResult.init), share: try reader.digest(),
      summary: try PageSummary(from: &reader),
      findings: try reader.array { (reader) throws(ByteCodingError) in
        let fingerprint = try reader.digest()
        let code = try reader.string()
        guard let severity = Severity(rawValue: try reader.string()) else { throw ByteCodingError() }
        return FindingMark(
          fingerprint: fingerprint, code: code, severity: severity, diagram: try reader.integer())
      },
      days: DayState(
        turns: try reader.array { (reader) throws(ByteCodingError) in try CalendarDay(from: &reader) },
        told: try reader.flag() ? try CalendarDay(from: &reader) : nil))
  }
}

extension PageRecord.StageResult {
  fileprivate func encode(to writer: inout ByteWriter) {
    writer.write(stage)
    writer.write(key)
    writer.write(output)
    writer.write(byte: ending)
  }

  fileprivate init(from reader: inout ByteReader) throws(ByteCodingError) {
    self.init(
      stage: try reader.string(), key: try reader.digest(), output: try reader.digest(),
      ending: try reader.byte())
  }
}

extension PageSummary {
  func encode(to writer: inout ByteWriter) {
    for verdict in Verdict.allCases { writer.write(verdicts[verdict] ?? 0) }
    for severity in Severity.allCases { writer.write(findings[severity] ?? 0) }
    writer.write(gatesFailed.sorted { $0.key < $1.key }) { failed, writer in
      writer.write(failed.key)
      writer.write(failed.value)
    }
    writer.write(suppressed.waived)
    writer.write(suppressed.inBaseline)
  }

  init(from reader: inout ByteReader) throws(ByteCodingError) {
    for verdict in Verdict.allCases { try verdicts.set(verdict, to: reader.integer()) }
    for severity in Severity.allCases { try findings.set(severity, to: reader.integer()) }
    for (gate, count) in try reader.array({ (reader) throws(ByteCodingError) in
      (try reader.string(), try reader.integer())
    }) { gatesFailed[gate] = count }
    suppressed = Suppression.Counts(waived: try reader.integer(), inBaseline: try reader.integer())
  }

  /// Adds another page's share.
  package mutating func add(_ other: PageSummary) {
    verdicts.merge(other.verdicts, uniquingKeysWith: +)
    findings.merge(other.findings, uniquingKeysWith: +)
    gatesFailed.merge(other.gatesFailed, uniquingKeysWith: +)
    suppressed.add(other.suppressed)
  }
}

extension Dictionary where Value == Int {
  fileprivate mutating func set(_ key: Key, to count: Int) { if count > 0 { self[key] = count } }
}
