import AtlasCore
import AtlasEngine
import AtlasMermaid
import AtlasRules
import AtlasSystem

/// Puts together what the stages said of a page: places become those of the page, findings get their fingerprints.
struct ReportAssembly: Sendable {
  struct Detail: Sendable {
    /// The line under each finding, for a frame with a caret.
    var excerpts = false
    var metrics = false
    /// Criteria with their evidence; without them a gate says no more than whether it was passed.
    var criteria = true
  }

  let build: BuildGraph
  let library: Library
  let outcome: EngineOutcome
  let pages: PageStore
  let body: @Sendable (ActionOutput) throws(ActionProblem) -> [UInt8]
  let detail: Detail
  let specifications: StageSpecifications
  let shares: LibraryShares
  /// What is said of other days than this one is not told.
  let asOf: CalendarDay?

  func report(ofPage index: Int) throws -> PageReport { try reportWithTurns(ofPage: index).report }

  /// The page's report, and the days on which it will read otherwise though nothing changes.
  func reportWithTurns(ofPage index: Int) throws -> (report: PageReport, turns: [CalendarDay]) {
    let judged = try pageFindings(onPage: index)
    let told = judged.filter { $0.holds(on: asOf) }
    let untold = judged.filter { !$0.holds(on: asOf) }
    let turns = Set(judged.compactMap(\.days).flatMap { [$0.from, $0.until].compactMap { $0 } }).sorted()
    return (try report(ofPage: index, told, untold: untold), turns)
  }

  private func report(ofPage index: Int, _ told: [PageFinding], untold: [PageFinding]) throws -> PageReport {
    let page = library.pages[index]
    if let problem = page.problem { return PageReport(path: page.path, findings: [unreadable(problem)]) }
    var report = PageReport(path: page.path)
    let found = try told + libraryFindings(onPage: index)
    guard !page.diagrams.isEmpty || !found.isEmpty || !untold.isEmpty else { return report }
    let content = try pages.content(ofPage: index)
    let lines = LineIndex(content.bytes)
    var seen: [Digest: Int] = [:]
    report.findings = place(
      found.filter { $0.diagram == nil }.map(\.finding), of: nil, in: content.bytes, lines, &seen)
    for number in page.diagrams.indices {
      let actions = build.diagramActions[index][number]
      guard actions.contains(where: { $0 != nil }) else { continue }
      report.diagrams.append(
        try diagram(
          number, page: page, content: content, lines: lines, actions: actions,
          found: found.filter { $0.diagram == number }.map(\.finding), seen: &seen))
    }
    if PageWaivers.mayStand(in: content.bytes) {
      try apply(
        content.waivers, to: &report, ofPage: index, content, lines, untold: place(untold, content, lines),
        &seen)
    }
    return report
  }

  /// Where findings would be told on another day.
  private func place(
    _ untold: [PageFinding], _ content: PageContent, _ lines: LineIndex
  ) -> [(code: String, line: Int, diagram: Int?)] {
    untold.map { found in
      let start = found.finding.range.lowerBound
      let diagram = found.diagram.map { content.diagrams[$0] }
      let offset = diagram?.pageRange(of: TextRange(at: start)).lowerBound ?? start
      return (found.finding.code, lines.position(of: offset).line, found.diagram)
    }
  }

  private func pageFindings(onPage index: Int) throws -> [PageFinding] {
    guard let stage = build.stageIndex(of: .pageLint), let id = build.pageActions[index][stage],
      let output = outcome.outputs[id.index]
    else { return [] }
    return try PageLintStage.read(try body(output))
  }

  /// What the rules about the library say of a page, at the places that its links have now.
  private func libraryFindings(onPage index: Int) throws -> [PageFinding] {
    let shares = shares.findings(ofPage: index)
    guard !shares.isEmpty, let stage = build.stageIndex(of: .links), let id = build.pageActions[index][stage],
      let output = outcome.outputs[id.index]
    else { return [] }
    let references = try LinksStage.read(try body(output))
    return shares.map { references.placed($0) }
  }

  /// What is said of mkdocs.yml; nil where nothing is.
  func reportOfSite(root: BytePath) -> PageReport? {
    guard let file = shares.result?.site, !shares.site.isEmpty,
      let content = try? FileContent.read(root.appending(file))
    else { return nil }
    var seen: [Digest: Int] = [:]
    let findings = shares.site.map { found in
      var finding = found.finding
      if case .site(let range) = found.place {
        let end = min(range.upperBound, content.bytes.count)
        finding.range = TextRange(min(range.lowerBound, end), end)
      }
      return finding
    }
    return PageReport(
      subject: .file, path: file,
      findings: place(findings, of: nil, in: content.bytes, LineIndex(content.bytes), &seen))
  }

  /// What is not there at all; nil where nothing is missing.
  func reportOfMissing() -> PageReport? {
    guard !shares.missing.isEmpty else { return nil }
    var seen: [Digest: Int] = [:]
    return PageReport(
      subject: .library, path: Project.fileName,
      findings: place(shares.missing.map(\.finding), of: nil, in: [], LineIndex([]), &seen))
  }

  static let unreadableCode = "page-unreadable"

  /// A page that could not be read is an error result of its own.
  private func unreadable(_ problem: String) -> PlacedFinding {
    let finding = Finding(
      code: Self.unreadableCode, priority: .high, range: TextRange(at: 0), message: problem,
      help: "make the page readable, or leave it out in pipeline.json")
    let start = LineColumn(line: 1, column: 1)
    return PlacedFinding(finding: finding, start: start, end: start, fingerprint: Digest(of: finding.code))
  }

  private func diagram(
    _ number: Int, page: LibraryPage, content: PageContent, lines: LineIndex, actions: [ActionID?],
    found: [Finding], seen: inout [Digest: Int]
  ) throws -> DiagramReport {
    let diagram = content.diagrams[number]
    var report = DiagramReport(
      index: number + 1, line: page.diagrams[number].line, kind: nil, verdict: nil,
      digest: page.diagrams[number].digest)
    guard let parseBody = try body(of: .parse, actions) else { return report }
    let parse = try ParseStage.read(parseBody)
    report.kind = parse.kind
    report.verdict = parse.verdict
    var findings = parse.findings
    if let lint = try body(of: .lint, actions) { findings += try LintStage.read(lint, map: parse.map) }
    findings += found
    report.findings = place(findings, of: diagram, in: content.bytes, lines, &seen)
    if let gates = try body(of: .gates, actions) {
      report.gates =
        detail.criteria
        ? try gateResults(gates, number, parse.map, content, lines) : try GatesStage.readTotals(gates)
    }
    if detail.metrics, let metrics = try body(of: .metrics, actions) {
      report.metrics = try MetricsStage.read(
        metrics, map: parse.map, place: { lines.position(of: diagram.pageRange(of: $0).lowerBound) })
    }
    return report
  }

  /// `number` is that of the diagram on the page.
  func gateResults(
    _ body: [UInt8], _ number: Int, _ map: TextMap, _ content: PageContent, _ lines: LineIndex
  ) throws(ByteCodingError) -> [GateResult] {
    try GatesStage.read(
      body, map: map,
      line: { lines.position(of: content.diagrams[number].pageRange(of: $0).lowerBound).line },
      proseLine: { lines.position(of: content.prose.pageOffset(of: $0)).line })
  }

  func body(of stage: BuiltInStage, _ actions: [ActionID?]) throws(ActionProblem) -> [UInt8]? {
    guard let index = build.stageIndex(of: stage), let id = actions[index],
      let output = outcome.outputs[id.index]
    else { return nil }
    return try body(output)
  }

  func place(
    _ findings: [Finding], of diagram: PageDiagram?, in page: [UInt8], _ lines: LineIndex,
    _ seen: inout [Digest: Int]
  ) -> [PlacedFinding] {
    let pageRange = { (range: TextRange) in diagram?.pageRange(of: range) ?? range }
    return findings.map { finding in
      var placed = finding
      placed.range = pageRange(finding.range)
      placed.fix?.edits =
        finding.fix?.edits.map { TextEdit(pageRange($0.range), $0.replacement) } ?? []
      let start = lines.position(of: placed.range.lowerBound)
      let end = lines.position(of: placed.range.upperBound)
      /// The line, unless one that stands in the report already is the same.
      let excerpt = { (line: Int, known: [Int]) in
        detail.excerpts && !known.contains(line) ? self.excerpt(ofLine: line, in: page, lines) : nil
      }
      return PlacedFinding(
        finding: placed, start: start, end: end,
        edits: (placed.fix?.edits ?? []).map { edit in
          let editStart = lines.position(of: edit.range.lowerBound)
          let editEnd = lines.position(of: edit.range.upperBound)
          return PlacedEdit(
            start: editStart, end: editEnd, replacement: edit.replacement,
            excerpt: excerpt(editStart.line, [start.line, end.line]),
            endExcerpt: excerpt(editEnd.line, [start.line, end.line, editStart.line]))
        },
        fingerprint: fingerprint(of: finding, in: diagram?.content ?? page, seen: &seen),
        excerpt: excerpt(start.line, []), endExcerpt: excerpt(end.line, [start.line]))
    }
    .inOrder
  }

  /// Made of what the finding says and of the words it stands on, not of where they stand: it survives a move of the
  /// diagram and edits around it. Numbers do not count, since they are mostly counts of what is around. The second of two
  /// equal findings of a page is told from the first by its number.
  private func fingerprint(of finding: Finding, in diagram: [UInt8], seen: inout [Digest: Int]) -> Digest {
    let end = min(finding.range.upperBound, diagram.count)
    let words = diagram[min(finding.range.lowerBound, end)..<end]
    var writer = ByteWriter(reserving: finding.message.utf8.count + words.count + 64)
    writer.write(finding.code)
    writer.write(Self.withoutDigits(finding.message))
    writer.write(words)
    let digest = Digest(of: writer.bytes)
    let count = seen[digest, default: 0]
    seen[digest] = count + 1
    writer.write(count)
    return Digest(of: writer.bytes)
  }

  /// A digit beside a byte that is not ASCII may be part of a larger character, which goes or stays as a whole.
  static func withoutDigits(_ message: String) -> [UInt8] {
    var message = message
    var cutsCharacters = false
    let kept = message.withUTF8 { bytes in
      [UInt8](unsafeUninitializedCapacity: bytes.count) { kept, count in
        var wasDigit = false
        var wasPlain = true
        for byte in bytes {
          let isDigit = byte &- UInt8(ascii: "0") < 10
          let isPlain = byte < 0x80
          if (isDigit && !wasPlain) || (wasDigit && !isPlain) { cutsCharacters = true }
          kept[count] = byte
          count += isDigit ? 0 : 1
          (wasDigit, wasPlain) = (isDigit, isPlain)
        }
      }
    }
    return cutsCharacters ? Array(message.filter { !("0"..."9").contains($0) }.utf8) : kept
  }

  private func excerpt(ofLine line: Int, in page: [UInt8], _ lines: LineIndex) -> String {
    var range = lines.range(ofLine: line).bounds
    while let last = range.last, page[last] == UInt8(ascii: "\n") || page[last] == UInt8(ascii: "\r") {
      range = range.dropLast()
    }
    return String(decoding: page[range], as: UTF8.self)
  }
}

extension PageReferences {
  /// A finding about the library as one about this page.
  func placed(_ found: LibraryFinding) -> PageFinding {
    var finding = found.finding
    var diagram: Int?
    switch found.place {
    case .link(_, let number) where links.indices.contains(number):
      let link = links[number]
      diagram = link.diagram
      let range = link.destinationRange ?? link.range
      finding.range = range
      finding.fix = found.finding.fix.map { fix in
        Fix(safe: fix.safe, edits: fix.edits.map { TextEdit(range, $0.replacement) })
      }
    case .diagram(_, let number) where diagrams.indices.contains(number): finding.range = diagrams[number]
    case .page, .link, .diagram, .site, .nowhere: finding.range = title
    }
    return PageFinding(diagram: diagram, finding: finding)
  }
}

extension PageReport {
  var summary: PageSummary {
    var summary = PageSummary()
    for finding in suppressed { summary.suppressed.add(finding.suppression) }
    for finding in findings { summary.findings[finding.finding.severity, default: 0] += 1 }
    for diagram in diagrams {
      if let verdict = diagram.verdict { summary.verdicts[verdict, default: 0] += 1 }
      for finding in diagram.findings { summary.findings[finding.finding.severity, default: 0] += 1 }
      for finding in diagram.suppressed { summary.suppressed.add(finding.suppression) }
      for gate in diagram.gates where gate.fails {
        summary.gatesFailed[gate.id, default: 0] += 1
      }
    }
    return summary
  }

  var marks: [PageRecord.FindingMark] {
    let all =
      findings.map { (0, $0) } + diagrams.flatMap { diagram in diagram.findings.map { (diagram.index, $0) } }
    return all.map { number, finding in
      PageRecord.FindingMark(
        fingerprint: finding.fingerprint, code: finding.finding.code, severity: finding.finding.severity,
        diagram: number)
    }
  }
}

extension [PlacedFinding] {
  /// In the order of their places.
  var inOrder: [PlacedFinding] {
    sorted { ($0.finding.range, $0.finding.code) < ($1.finding.range, $1.finding.code) }
  }
}
