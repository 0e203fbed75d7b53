import AtlasCore

/// What the caller decides about a report. The defaults give the full, plain report.
package struct ReportOptions: Sendable {
  /// What the text format shows.
  package enum TextMode: Sendable {
    /// Everything, with frames.
    case check
    /// What changed since the run before, and counts of the rest.
    case run
  }

  package var textMode = TextMode.check
  /// Whether JSON objects carry their metrics, where the report has them.
  package var showsMetrics = false
  package var palette = Palette.plain
  /// The columns that a frame of the text format may take.
  package var width = 100
  /// Describes the codes that findings may carry; a code without a description is fine. Asked by SARIF alone, since
  /// putting all descriptions together takes longer than a build that has nothing to do.
  package var rules: @Sendable () -> [RuleDescription] = { [] }
  /// The version of this program; empty leaves it out.
  package var toolVersion = ""
  /// Tells runs apart that are reported together, such as shards; SARIF's `automationDetails.id`.
  package var automationID = "atlas-build/"
  /// The folder of the project inside the repository; GitHub and SARIF name files from the repository's root.
  package var pathPrefix = BytePath([])
  /// The exit status that the report explains; nil takes it from the findings, gates and failures.
  package var exitStatus: Int?
  /// Shows every finding; named where a report shows only some of them.
  package var showAllCommand = "atlas-build check"
  /// Makes the safe repairs; nil where there is no such command, and then nothing is said of repairs.
  package var fixCommand: String?
  /// How long the run took, in seconds; nil keeps every time out of every format, so that equal runs give equal bytes.
  package var seconds: Double?
  package var limits = ReportLimits()

  package init() {}
}

/// How much a format shows before it says how much more there is.
package struct ReportLimits: Sendable {
  /// New findings in the text of `run`.
  package var runFindings = 20
  /// Actions without a result in the text of `run`.
  package var runFailures = 20
  /// Written outputs in the text of `run`.
  package var runOutputs = 20
  /// Codes in a table of counts.
  package var codes = 30
  /// GitHub takes no more results of one run.
  package var sarifResults = 25_000
  /// GitHub takes 10 MB after compression; the limit before it needs no compressor to be sure.
  package var sarifBytes = 10_000_000
  /// GitHub takes no more tags of one rule.
  package var sarifTags = 20
  /// Notifications of failed actions and problems.
  package var sarifNotifications = 100
  /// GitHub shows as many errors, and as many warnings, of one step.
  package var annotations = 10
  /// Findings listed in Markdown.
  package var markdownFindings = 500
  package var markdownPages = 20
  /// GitHub takes 1 MiB as a step's summary; a page's section that would go beyond this is left out.
  package var markdownBytes = 900_000

  package init() {}
}
