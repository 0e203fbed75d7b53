import AtlasCore

/// Where an action stands in a run.
///
///     waiting ─► ready ─► running ─► done
///                  └───────────────────┘   a hit goes straight from ready to done
package enum ActionState: Equatable, Sendable {
  /// This many of its inputs are not final.
  case waiting(Int)
  /// All inputs are final; its key can be made.
  case ready
  /// Handed to a worker, or waiting for an equal action that was.
  case running
  case done(Ending)
}

/// How an action ended.
package enum Ending: Equatable, Sendable {
  /// Its key was known: nothing was done.
  case hit
  case ran
  /// It ran, and its output is the one it had before, so what depends on it stays a hit.
  case cutoff
  /// The tool or an external command crashed; there is no result.
  case failed(ActionError)
  /// Something it needs has no result.
  case skipped(because: ActionID)
  /// The run was stopped before its turn.
  case cancelled
  /// In a plan: it would run, and what it would give is not known without running it.
  case wouldRun

  /// The word for it in events, plans, reports and explanations.
  package var word: String {
    switch self {
    case .hit: "hit"
    case .ran: "ran"
    case .cutoff: "cutoff"
    case .failed: "failed"
    case .skipped: "skipped"
    case .cancelled: "cancelled"
    case .wouldRun: "would-run"
    }
  }

  /// Whether there is an output for others to read.
  package var hasOutput: Bool {
    switch self {
    case .hit, .ran, .cutoff: true
    case .failed, .skipped, .cancelled, .wouldRun: false
    }
  }
}

/// Why an action has no result.
package struct ActionError: Error, Equatable, Sendable {
  /// One sentence: what happened and what to do.
  package var message: String
  /// The end of what an external command wrote to its standard error.
  package var output: String

  package init(message: String, output: String = "") {
    self.message = message
    self.output = output
  }
}

/// Why an action ran rather than being a hit.
package enum Reason: Equatable, Sendable {
  /// Nothing was ever built for this subject.
  case neverBuilt
  /// Its key is not the one it had in the run before.
  case changed([KeyDifference])
  /// The key is the one it had, but the store no longer holds a sound result for it.
  case resultLost
  /// The user asked for it.
  case forced

  /// The word for it in events, plans, reports and explanations.
  package var word: String {
    switch self {
    case .neverBuilt: "never-built"
    case .changed(let differences): differences.first?.word ?? "input-changed"
    case .resultLost: "result-lost"
    case .forced: "forced"
    }
  }
}
