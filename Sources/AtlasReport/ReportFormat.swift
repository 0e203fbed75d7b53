/// The formats a report can be written in, by the names that `--format` and `--report` take.
package enum ReportFormat: String, CaseIterable, Sendable {
  /// For people in a terminal.
  case text
  /// One document.
  case json
  /// One object a diagram and line.
  case jsonl
  /// SARIF 2.1.0, for code scanning.
  case sarif
  /// JUnit's XML, for test reports.
  case junit
  /// Workflow commands that GitHub shows beside the changed lines.
  case github
  /// GitHub-flavoured, for a step summary or a comment.
  case markdown
}
