/// How a diagram did at one quality gate.
public struct GateResult: Hashable, Sendable {
  public var id: String
  public var passed: Bool
  /// 0 to 100: the share of its criteria that passed, by their weights.
  public var score: Int
  /// Whether the diagram's category has to pass it.
  public var required: Bool
  /// What keeps it from being passed whatever its score: `syntax`, and codes of findings of high priority.
  public var blocked: [String]
  /// Findings that count for nothing here, since somebody wrote down that they are meant.
  public var waived: [WaivedFinding] = []
  /// Why a reviewer would send the diagram back at once.
  public var rejected: [String]
  /// In the order of the spec.
  public var criteria: [CriterionResult]
  /// Whether it failed before anybody looked, so that the failure is not told.
  public var isInBaseline = false

  /// Whether the diagram had to pass and did not, and that is told.
  public var fails: Bool { required && !passed && !isInBaseline }

  public init(
    id: String, passed: Bool, score: Int, required: Bool, blocked: [String] = [], rejected: [String] = [],
    criteria: [CriterionResult]
  ) {
    self.id = id
    self.passed = passed
    self.score = score
    self.required = required
    self.blocked = blocked
    self.rejected = rejected
    self.criteria = criteria
  }
}

/// A finding that a gate would have counted, were it not waived.
public struct WaivedFinding: Hashable, Sendable {
  public var code: String
  /// The line of the page on which the waiver stands.
  public var line: Int
  /// Why, as the waiver says.
  public var reason: String

  public init(code: String, line: Int, reason: String) {
    self.code = code
    self.line = line
    self.reason = reason
  }
}

/// How a diagram did at one criterion of a gate, and what shows it.
public struct CriterionResult: Hashable, Sendable {
  public enum Outcome: String, Hashable, CaseIterable, Sendable {
    case pass
    case fail
    case notApplicable = "n-a"
    /// No machine can judge it; a person records the answer.
    case human
  }

  public var id: String
  public var outcome: Outcome
  public var evidence: [Evidence]
  /// What to add, in words for the author; empty where nothing is missing.
  public var missing: String

  public init(id: String, outcome: Outcome, evidence: [Evidence] = [], missing: String = "") {
    self.id = id
    self.outcome = outcome
    self.evidence = evidence
    self.missing = missing
  }
}

/// The words that show that a criterion is met, as they stand in the diagram or its page.
public struct Evidence: Hashable, Sendable {
  public var text: String
  /// The line of the page.
  public var line: Int
  /// Whether it was found in the page around the diagram rather than in the diagram.
  public var isOnPage: Bool
  /// Whether it is enough by itself; of others it takes two.
  public var isStrong: Bool

  public init(text: String, line: Int, isOnPage: Bool, isStrong: Bool = true) {
    self.text = text
    self.line = line
    self.isOnPage = isOnPage
    self.isStrong = isStrong
  }
}
