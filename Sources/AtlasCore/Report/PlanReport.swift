/// What a build would do, and, where the plan is about a change of the specification, what that would make of the
/// findings: the one value that every format of `plan` is made from.
public struct PlanReport: Sendable {
  /// An action that is not in the cache.
  public struct Action: Hashable, Sendable {
    public var stage: String
    /// In the words of a selector: `docs/a.md#2`, `docs/a.md`, or `library`.
    public var subject: String
    /// `ran`, `cutoff`, `would-run`, `failed` or `skipped`.
    public var ending: String
    /// The reason in one word.
    public var reason: String
    /// The reason in sentences.
    public var details: [String]
    /// Why it failed; empty where it did not.
    public var failure: String
    /// Whether it would run without the change of the specification as well.
    public var isPending: Bool

    public init(
      stage: String, subject: String, ending: String, reason: String, details: [String], failure: String,
      isPending: Bool
    ) {
      self.stage = stage
      self.subject = subject
      self.ending = ending
      self.reason = reason
      self.details = details
      self.failure = failure
      self.isPending = isPending
    }
  }

  /// How many actions a stage has.
  public struct Stage: Hashable, Sendable {
    public var name: String
    public var total: Int
    public var run: Int

    public init(name: String, total: Int, run: Int) {
      self.name = name
      self.total = total
      self.run = run
    }
  }

  /// In the order of the graph.
  public var actions: [Action]
  /// In the order of the pipeline.
  public var stages: [Stage]
  /// Nil where the plan is about the library as it is.
  public var change: SpecificationChange?

  public init(actions: [Action] = [], stages: [Stage] = [], change: SpecificationChange? = nil) {
    self.actions = actions
    self.stages = stages
    self.change = change
  }

  /// How many actions there are, hits included.
  public var total: Int { stages.reduce(0) { $0 + $1.total } }
}

/// What another specification would make of the library's verdicts.
public struct SpecificationChange: Sendable {
  /// The folder of the other pack, as it was given; nil for the project's own.
  public var folder: String?
  /// What was set in it, as it was given.
  public var settings: [String]
  /// How many actions would run without the change as well; 0 where the library is up to date.
  public var pending: Int
  /// In the order of paths, positions and codes.
  public var verdicts: [VerdictChange]
  /// What cannot be judged without running external commands, or because an action failed: pages have the index 0.
  public var unjudged: [(path: BytePath, index: Int)]
  /// What mending the newly failing verdicts takes; nil where the other specification says nothing of effort.
  public var rework: Rework?

  public init(
    folder: String? = nil, settings: [String] = [], pending: Int = 0, verdicts: [VerdictChange] = [],
    unjudged: [(path: BytePath, index: Int)] = [], rework: Rework? = nil
  ) {
    self.folder = folder
    self.settings = settings
    self.pending = pending
    self.verdicts = verdicts
    self.unjudged = unjudged
    self.rework = rework
  }
}

/// Another verdict of one rule or gate on one diagram.
public struct VerdictChange: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case rule(Rule)
    case gate(before: Gate?, after: Gate?)
  }

  /// What a rule finds, before and after.
  public struct Rule: Hashable, Sendable {
    public var before: FindingCounts
    public var after: FindingCounts
    /// Findings at places where there were none of the rule, and the other way round.
    public var appeared: PriorityCounts
    public var gone: Int

    public init(before: FindingCounts, after: FindingCounts, appeared: PriorityCounts, gone: Int) {
      self.before = before
      self.after = after
      self.appeared = appeared
      self.gone = gone
    }
  }

  public struct Gate: Hashable, Sendable {
    public var passed: Bool
    public var score: Int
    public var required: Bool

    public init(passed: Bool, score: Int, required: Bool) {
      self.passed = passed
      self.score = score
      self.required = required
    }
  }

  public var path: BytePath
  /// The diagram's number on its page, from 1; 0 for the page.
  public var index: Int
  /// The one that the page would have.
  public var category: String
  /// The id of the rule or gate.
  public var code: String
  public var kind: Kind

  public init(path: BytePath, index: Int, category: String, code: String, kind: Kind) {
    self.path = path
    self.index = index
    self.category = category
    self.code = code
    self.kind = kind
  }
}

/// Findings of one rule by their severity.
public struct FindingCounts: Hashable, Sendable {
  public var errors = 0
  public var warnings = 0
  public var infos = 0

  public init() {}

  public var total: Int { errors + warnings + infos }

  public subscript(severity: Severity) -> Int {
    get {
      switch severity {
      case .error: errors
      case .warning: warnings
      case .info: infos
      }
    }
    set {
      switch severity {
      case .error: errors = newValue
      case .warning: warnings = newValue
      case .info: infos = newValue
      }
    }
  }

  /// The highest severity in one word; `none` where there is no finding.
  public var word: String {
    Severity.allCases.reversed().first { self[$0] > 0 }?.rawValue ?? "none"
  }
}

/// Findings by what people do first.
public struct PriorityCounts: Hashable, Sendable {
  public var high: Int
  public var medium: Int
  public var low: Int

  public init(high: Int = 0, medium: Int = 0, low: Int = 0) {
    self.high = high
    self.medium = medium
    self.low = low
  }

  public var total: Int { high + medium + low }

  public subscript(priority: Priority) -> Int {
    get {
      switch priority {
      case .high: high
      case .medium: medium
      case .low: low
      }
    }
    set {
      switch priority {
      case .high: high = newValue
      case .medium: medium = newValue
      case .low: low = newValue
      }
    }
  }

  public static func += (left: inout PriorityCounts, right: PriorityCounts) {
    for priority in Priority.allCases { left[priority] += right[priority] }
  }

  /// As many of these as `number`, what people do first before the rest.
  public func first(_ number: Int) -> PriorityCounts {
    var left = max(0, number)
    var first = PriorityCounts()
    for priority in Priority.allCases {
      first[priority] = min(left, self[priority])
      left -= first[priority]
    }
    return first
  }
}

extension VerdictChange {
  /// What fails that did not, as findings. A gate has no priority of its own: one that a diagram has to pass counts as
  /// HIGH, another as MEDIUM.
  public var newFailures: PriorityCounts {
    switch kind {
    case .rule(let rule): rule.appeared
    case .gate(_, let after):
      switch direction {
      case .newlyFails: after?.required == true ? PriorityCounts(high: 1) : PriorityCounts(medium: 1)
      case .newlyPasses, .changed: PriorityCounts()
      }
    }
  }

  /// What the change comes to.
  public enum Direction: Sendable {
    case newlyFails
    case newlyPasses
    case changed
  }

  public var direction: Direction {
    switch kind {
    case .rule(let rule):
      rule.before.total == 0 ? .newlyFails : rule.after.total == 0 ? .newlyPasses : .changed
    case .gate(let before, let after):
      switch (before?.passed == false, after?.passed == false) {
      case (false, true): .newlyFails
      case (true, false): .newlyPasses
      case (true, true), (false, false): .changed
      }
    }
  }

  public var isGate: Bool {
    if case .gate = kind { true } else { false }
  }

  /// The verdict before in one word, and the one after.
  public var words: (before: String, after: String) {
    switch kind {
    case .rule(let rule): (rule.before.word, rule.after.word)
    case .gate(let before, let after): (Self.word(before), Self.word(after))
    }
  }

  private static func word(_ gate: Gate?) -> String { gate.map { $0.passed ? "passed" : "failed" } ?? "none" }
}
