/// Everything a run or a check has to say: the one value that every reporter turns into its format.
public struct RunReport: Sendable {
  /// In the order of their paths' bytes.
  public var pages: [PageReport]
  public var actions: ActionCounts
  /// Actions that crashed or were skipped because of one that did; a build with failures is not a finding's fault.
  public var failures: [ActionFailure]
  /// What was wrong with the run as a whole and did not stop it, such as a store that could not be written.
  public var problems: [String]
  /// Against the run before this one; nil where there was none, as in `check`.
  public var change: ReportChange?
  /// The totals of the whole library where `pages` does not hold every page, since most did not have to be looked at
  /// again; nil where the pages sum up to them.
  public var totals: Summary?
  /// The outputs whose bytes changed, in the order of their paths' bytes.
  public var written: [BytePath]
  /// The gates that change the exit status where a diagram has to pass them and does not.
  public var enforcedGates: Set<String> = RunReport.usuallyEnforced

  /// Where nobody says otherwise.
  public static let usuallyEnforced: Set<String> = ["technical"]

  public init(
    pages: [PageReport] = [], actions: ActionCounts = ActionCounts(), failures: [ActionFailure] = [],
    problems: [String] = [], change: ReportChange? = nil, totals: Summary? = nil, written: [BytePath] = []
  ) {
    self.pages = pages
    self.actions = actions
    self.failures = failures
    self.problems = problems
    self.change = change
    self.totals = totals
    self.written = written
  }
}

/// What is said of one page: its own findings, then those of its diagrams.
public struct PageReport: Sendable {
  /// What it is a report of.
  public enum Subject: Hashable, Sendable {
    case page
    /// A file of the project that is no page, such as mkdocs.yml.
    case file
    /// What is not there: its findings have no place.
    case library
  }

  public var subject: Subject
  public var path: BytePath
  /// What a rule says of the page rather than of one of its diagrams.
  public var findings: [PlacedFinding]
  /// In the order of their positions.
  public var diagrams: [DiagramReport]
  /// What a rule says of the page and is not told; no part of `findings`.
  public var suppressed: [SuppressedFinding] = []

  public init(
    subject: Subject = .page, path: BytePath, findings: [PlacedFinding] = [], diagrams: [DiagramReport] = []
  ) {
    self.subject = subject
    self.path = path
    self.findings = findings
    self.diagrams = diagrams
  }
}

extension PageReport {
  /// The order of reports: by paths, what is not there behind all that is.
  public static func isBefore(_ left: PageReport, _ right: PageReport) -> Bool {
    if (left.subject == .library) != (right.subject == .library) { return right.subject == .library }
    return left.path < right.path
  }
}

/// What is said of one diagram.
public struct DiagramReport: Sendable {
  /// The position among the page's diagrams, from 1.
  public var index: Int
  /// The line of the opening fence in the page; 1 for a page that is one diagram.
  public var line: Int
  /// Mermaid's family in plain words; nil where no kind was recognised.
  public var kind: String?
  /// Nil where the diagram was not parsed, because that action failed.
  public var verdict: Verdict?
  /// The digest of the diagram's bytes.
  public var digest: Digest
  /// In the order of their places.
  public var findings: [PlacedFinding]
  /// What was found and is not told; no part of `findings`.
  public var suppressed: [SuppressedFinding] = []
  /// In the order of the spec; empty where the gates were not evaluated.
  public var gates: [GateResult]
  /// Nil where the metrics were not extracted or not asked for.
  public var metrics: DiagramMetrics?

  public init(
    index: Int, line: Int, kind: String?, verdict: Verdict?, digest: Digest, findings: [PlacedFinding] = [],
    gates: [GateResult] = [], metrics: DiagramMetrics? = nil
  ) {
    self.index = index
    self.line = line
    self.kind = kind
    self.verdict = verdict
    self.digest = digest
    self.findings = findings
    self.gates = gates
    self.metrics = metrics
  }
}

/// A finding at its place in a page.
public struct PlacedFinding: Hashable, Sendable {
  /// Its range and edits are in the page's bytes.
  public var finding: Finding
  public var start: LineColumn
  /// One past the last byte.
  public var end: LineColumn
  /// The edits of the finding's fix as lines and columns, in the same order.
  public var edits: [PlacedEdit]
  /// Stays the same when the finding moves, or when something around it changes; what baselines compare.
  public var fingerprint: Digest
  /// The page's line at `start`, for a frame with a caret; nil where nobody asked for it.
  public var excerpt: String?
  /// The page's line at `end` where that is another line; nil where nobody asked for it.
  public var endExcerpt: String?

  public init(
    finding: Finding, start: LineColumn, end: LineColumn, edits: [PlacedEdit] = [], fingerprint: Digest,
    excerpt: String? = nil, endExcerpt: String? = nil
  ) {
    self.finding = finding
    self.start = start
    self.end = end
    self.edits = edits
    self.fingerprint = fingerprint
    self.excerpt = excerpt
    self.endExcerpt = endExcerpt
  }
}

public struct PlacedEdit: Hashable, Sendable {
  public var start: LineColumn
  public var end: LineColumn
  public var replacement: String
  /// The page's line at `start` where the finding starts on another line; nil where nobody asked for it.
  public var excerpt: String?
  /// The page's line at `end` where that is yet another line; nil where nobody asked for it.
  public var endExcerpt: String?

  public init(
    start: LineColumn, end: LineColumn, replacement: String, excerpt: String? = nil,
    endExcerpt: String? = nil
  ) {
    self.start = start
    self.end = end
    self.replacement = replacement
    self.excerpt = excerpt
    self.endExcerpt = endExcerpt
  }
}

/// How many actions ended in each way.
public struct ActionCounts: Hashable, Sendable {
  /// Its key was known: nothing was done.
  public var hit: Int
  public var ran: Int
  /// Ran, and its output did not change, so what depends on it stayed a hit.
  public var cutoff: Int
  /// Crashed, or was skipped because something it needs crashed.
  public var failed: Int

  public init(hit: Int = 0, ran: Int = 0, cutoff: Int = 0, failed: Int = 0) {
    self.hit = hit
    self.ran = ran
    self.cutoff = cutoff
    self.failed = failed
  }

  public var total: Int { hit + ran + cutoff + failed }
}

/// An action that has no result, and why.
public struct ActionFailure: Hashable, Sendable {
  public enum Cause: String, Hashable, CaseIterable, Sendable {
    /// The tool or the external command broke down.
    case crashed
    /// It never ran, because something it needs crashed.
    case skipped
  }

  public var cause: Cause
  public var stage: String
  /// The subject in the words of a selector: `docs/a.md#2`, `docs/a.md`, or `library`.
  public var subject: String
  /// One sentence: what happened and what to do.
  public var message: String
  /// What an external command wrote to its standard error, cut to its end.
  public var output: String

  public init(
    cause: Cause = .crashed, stage: String, subject: String, message: String, output: String = ""
  ) {
    self.cause = cause
    self.stage = stage
    self.subject = subject
    self.message = message
    self.output = output
  }
}

/// What is different since the run before.
public struct ReportChange: Sendable {
  /// Findings that were not there before, with the page they stand on.
  public var new: [(path: BytePath, finding: PlacedFinding)]
  /// How many findings of the run before are no longer there, by code.
  public var gone: [(code: String, count: Int)]

  public init(
    new: [(path: BytePath, finding: PlacedFinding)] = [], gone: [(code: String, count: Int)] = []
  ) {
    self.new = new
    self.gone = gone
  }
}

extension RunReport {
  /// The totals that the summary of every format shows.
  public struct Summary: Hashable, Sendable {
    public var pages = 0
    public var diagrams = 0
    public var verdicts: [Verdict: Int] = [:]
    public var findings: [Severity: Int] = [:]
    /// Diagrams that failed each gate which the category requires, by gate id.
    public var gatesFailed: [String: Int] = [:]
    /// Findings and failed gates that are not told.
    public var suppressed = Suppression.Counts()

    public init() {}
  }

  /// What the findings, gates and failures alone make of the exit status: 0, 1 or 3.
  public var exitStatus: Int {
    if !failures.isEmpty { return 3 }
    let summary = summary
    return summary.findings[.error, default: 0] > 0 || enforcedFailures > 0 ? 1 : 0
  }

  /// How many diagrams failed a gate that they have to pass and that is enforced.
  public var enforcedFailures: Int {
    summary.gatesFailed.reduce(0) { $0 + (enforcedGates.contains($1.key) ? $1.value : 0) }
  }

  /// What a failure of the gate is to the exit status.
  public func severity(of gate: GateResult) -> Severity {
    enforcedGates.contains(gate.id) ? .error : .warning
  }

  public var summary: Summary {
    if let totals { return totals }
    var summary = Summary()
    summary.pages = pages.count { $0.subject == .page }
    for page in pages {
      for finding in page.findings { summary.findings[finding.finding.severity, default: 0] += 1 }
      for finding in page.suppressed { summary.suppressed.add(finding.suppression) }
      summary.diagrams += page.diagrams.count
      for diagram in page.diagrams {
        if let verdict = diagram.verdict { summary.verdicts[verdict, default: 0] += 1 }
        for finding in diagram.findings { summary.findings[finding.finding.severity, default: 0] += 1 }
        for finding in diagram.suppressed { summary.suppressed.add(finding.suppression) }
        for gate in diagram.gates where gate.isInBaseline { summary.suppressed.add(.baseline) }
        for gate in diagram.gates where gate.fails {
          summary.gatesFailed[gate.id, default: 0] += 1
        }
      }
    }
    return summary
  }
}
