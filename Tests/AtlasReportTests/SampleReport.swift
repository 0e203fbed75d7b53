import AtlasCore
import AtlasReport

/// A small report that has one of everything, made from real page text so that offsets, columns and excerpts agree.
enum SampleReport {
  /// The page's text; line 6 has an emoji and a wide character before its finding, line 9 a tab.
  static let page = """
    # Checkout

    ```mermaid
    flowchart LR
      A[Load (balancer)] --> B
      C["⚡ 決済 service"] --> D[Test data]
      E --> F
    ```
    \tSee `x | y` and <b>bold</b>.

    """

  static var report: RunReport {
    var report = RunReport(
      pages: [checkout, PageReport(path: "docs/empty.md"), odd],
      actions: ActionCounts(hit: 12, ran: 5, cutoff: 2, failed: 2))
    report.failures = [
      ActionFailure(
        stage: "spellcheck", subject: "docs/checkout.md#2", message: "the command ended with status 139",
        output: "line one\n\u{1B}[31mSegmentation fault\n"),
      ActionFailure(
        cause: .skipped, stage: "aggregate", subject: "library",
        message: "spellcheck of docs/checkout.md#2 has no result"),
    ]
    report.enforcedGates = ["3am"]
    report.problems = ["cache/atlas.db could not be written: no space left; this run was not stored"]
    return report
  }

  /// The same with nothing broken, and compared with an earlier run.
  static var changedReport: RunReport {
    var report = report
    report.failures = []
    report.problems = []
    report.actions.failed = 0
    report.written = ["data/CENTRAL_METRICS.json", "data/render-manifest.json"]
    report.change = ReportChange(
      new: [("docs/checkout.md", unquoted)], gone: [("orphan-class", 2), ("stream-plane", 1)])
    return report
  }

  static let rules = [
    RuleDescription(
      id: "unquoted-special-label", name: "Unquoted special label",
      summary: "A label with brackets or braces stands without quotes.",
      details: "mermaid.js takes the bracket for the end of the shape and rejects the diagram.",
      help: "Put the label in quotes: `A[\"Load (balancer)\"]`.", severity: .error,
      tags: ["syntax", "fixable", "syntax"]),
    RuleDescription(
      id: "placeholder", name: "Placeholder", summary: "A label stands for something to be named later.",
      severity: .warning),
  ]

  // MARK: parts

  static let unquoted = placed(
    "unquoted-special-label", .high, "Load (balancer)", "the label “Load (balancer)” has to stand in quotes",
    "write A[\"Load (balancer)\"]", replacement: "\"Load (balancer)\"", safe: true)

  static let placeholder = placed(
    "placeholder", .medium, "Test data", "“Test data” is a placeholder", "name what it holds",
    replacement: "Orders 12.3", safe: false)

  static let codeLine = placed(
    "excess-text", .low, "`x | y` and <b>bold</b>", "text stands after the diagram: `x | y` and <b>bold</b>",
    "")

  private static var checkout: PageReport {
    PageReport(
      path: "docs/checkout.md", findings: [codeLine],
      diagrams: [
        DiagramReport(
          index: 1, line: 3, kind: "flowchart", verdict: .invalid, digest: Digest(of: "first"),
          findings: [unquoted, placeholder], gates: [failedGate, passedGate], metrics: metrics),
        DiagramReport(
          index: 2, line: 20, kind: nil, verdict: nil, digest: Digest(of: "second")),
        DiagramReport(
          index: 3, line: 40, kind: "sequence", verdict: .valid, digest: Digest(of: "third"),
          metrics: DiagramMetrics()),
      ])
  }

  /// A path that is not UTF-8 and has what every format must escape.
  private static var odd: PageReport {
    let path = BytePath(Array("docs/o,d:d %\"<&>|".utf8) + [0xFF] + Array(".md".utf8))
    let finding = Finding(
      code: "tab", priority: .medium, range: TextRange(0, 30), message: "100% odd,\nwith ]( and \u{7} in it",
      help: "see [a](b)")
    return PageReport(
      path: path,
      diagrams: [
        DiagramReport(
          index: 1, line: 1, kind: "pie", verdict: .unrenderable, digest: Digest(of: "odd"),
          findings: [
            PlacedFinding(
              finding: finding, start: LineColumn(line: 1, column: 3), end: LineColumn(line: 2, column: 2),
              fingerprint: Digest(of: "odd"), excerpt: "\ta\u{7}\u{202E}b", endExcerpt: "é--")
          ])
      ])
  }

  private static let failedGate = GateResult(
    id: "3am", passed: false, score: 40, required: true,
    criteria: [
      CriterionResult(
        id: "3am.errors", outcome: .pass,
        evidence: [
          Evidence(text: "HTTP 503", line: 5, isOnPage: false),
          Evidence(text: "ERR_TIMEOUT", line: 30, isOnPage: true),
        ]),
      CriterionResult(
        id: "3am.logs", outcome: .fail, missing: "say which log to read, as in /var/log/app.log"),
      CriterionResult(
        id: "3am.runbook", outcome: .fail, evidence: [Evidence(text: "Runbook", line: 31, isOnPage: true)],
        missing: "link it"),
      CriterionResult(id: "3am.exercise", outcome: .human, missing: "a person has to try it"),
      CriterionResult(id: "3am.paging", outcome: .notApplicable),
    ])

  private static let passedGate = GateResult(
    id: "cfo", passed: true, score: 100, required: false,
    criteria: [
      CriterionResult(
        id: "cfo.cost", outcome: .pass, evidence: [Evidence(text: "$12K/month", line: 6, isOnPage: false)])
    ])

  private static let metrics = DiagramMetrics(
    structure: [StructuralMetric("nodes", 6), StructuralMetric("depth", 1.5)],
    content: [
      ContentMetric(
        kind: .latency, text: "p99: 10ms", amount: .value(0.01), unit: "s", qualifier: "p99", subject: "GW",
        start: LineColumn(line: 5, column: 20)),
      ContentMetric(
        kind: .cost, text: "$5-15M/year", amount: .range(low: 5_000_000, high: 15_000_000), unit: "USD",
        period: "year", start: LineColumn(line: 6, column: 4)),
      ContentMetric(
        kind: .rate, text: "18% → 5%", amount: .change(before: 0.18, after: 0.05), unit: "1",
        start: LineColumn(line: 6, column: 30)),
      ContentMetric(
        kind: .version, text: "PostgreSQL 14", name: "PostgreSQL", version: "14",
        start: LineColumn(line: 7, column: 3)),
    ])

  /// A finding about the first occurrence of `stretch` in the page, all of it on one line.
  private static func placed(
    _ code: String, _ priority: Priority, _ stretch: String, _ message: String, _ help: String,
    replacement: String? = nil, safe: Bool = true
  ) -> PlacedFinding {
    let bytes = Array(page.utf8)
    let wanted = Array(stretch.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: wanted) }!
    let range = TextRange(start, start + wanted.count)
    let lines = LineIndex(bytes)
    let (from, to) = (lines.position(of: range.lowerBound), lines.position(of: range.upperBound))
    let line = lines.range(ofLine: from.line)
    let fix = replacement.map { Fix(safe: safe, edits: [TextEdit(range, $0)]) }
    return PlacedFinding(
      finding: Finding(code: code, priority: priority, range: range, message: message, help: help, fix: fix),
      start: from, end: to,
      edits: replacement.map { [PlacedEdit(start: from, end: to, replacement: $0)] } ?? [],
      fingerprint: Digest(of: code + stretch),
      excerpt: String(decoding: bytes[line.bounds].filter { $0 != 0x0A }, as: UTF8.self))
  }
}
