/// What the machine does about a finding: an error makes the exit status 1.
public enum Severity: String, CaseIterable, Comparable, Sendable {
  case info
  case warning
  case error

  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// What people do first.
public enum Priority: String, CaseIterable, Sendable {
  case high = "HIGH"
  case medium = "MEDIUM"
  case low = "LOW"

  /// The severity this priority has unless the spec pack or pipeline.json says otherwise.
  public var usualSeverity: Severity {
    switch self {
    case .high: .error
    case .medium: .warning
    case .low: .info
    }
  }
}

/// Something a rule says about a stretch of text.
public struct Finding: Hashable, Sendable {
  public var code: String
  public var severity: Severity
  public var priority: Priority
  public var range: TextRange
  /// One sentence: what is wrong, and where in the words of the diagram.
  public var message: String
  /// One sentence: what to do.
  public var help: String
  public var fix: Fix?
  /// What was probably meant, where that is more than `fix` dares: used instead of it where guesses are allowed.
  public var guess: Fix?

  public init(
    code: String, priority: Priority, severity: Severity? = nil, range: TextRange, message: String,
    help: String, fix: Fix? = nil, guess: Fix? = nil
  ) {
    self.code = code
    self.severity = severity ?? priority.usualSeverity
    self.priority = priority
    self.range = range
    self.message = message
    self.help = help
    self.fix = fix
    self.guess = guess
  }
}

/// A repair. Safe: meaning and shown text stay the same, or change only as the rule demands.
public struct Fix: Hashable, Sendable {
  public var safe: Bool
  /// In the order of their ranges, which do not overlap.
  public var edits: [TextEdit]

  public init(safe: Bool, edits: [TextEdit]) {
    self.safe = safe
    self.edits = edits
  }
}

public struct TextEdit: Hashable, Sendable {
  public var range: TextRange
  public var replacement: String

  public init(_ range: TextRange, _ replacement: String) {
    self.range = range
    self.replacement = replacement
  }
}

/// What mermaid.js would do with a diagram.
public enum Verdict: String, CaseIterable, Sendable {
  case valid
  case invalid
  /// mermaid.js parses it and then fails to draw it.
  case unrenderable
  /// Of a kind this program recognises and does not parse.
  case unsupported
}
