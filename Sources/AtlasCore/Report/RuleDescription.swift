/// What there is to know of a rule or gate apart from its findings: its page in the documentation, its entry in SARIF.
public struct RuleDescription: Hashable, Sendable {
  /// The code of its findings.
  public var id: String
  /// A few words, such as `Unquoted special label`.
  public var name: String
  /// One sentence: what it finds.
  public var summary: String
  /// What it finds and why it matters, in one paragraph.
  public var details: String
  /// What to do, with an example; Markdown.
  public var help: String
  public var severity: Severity
  /// Such as `syntax` or `accessibility`.
  public var tags: [String]

  public init(
    id: String, name: String, summary: String, details: String = "", help: String = "", severity: Severity,
    tags: [String] = []
  ) {
    self.id = id
    self.name = name
    self.summary = summary
    self.details = details
    self.help = help
    self.severity = severity
    self.tags = tags
  }
}
