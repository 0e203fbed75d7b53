import AtlasCore

package struct EngineOptions: Sendable {
  /// What is done with results of earlier runs.
  package enum CacheUse: Equatable, Sendable {
    /// A known result is a hit.
    case use
    /// Every action runs; whoever stores the results overwrites the old ones.
    case ignore
    /// A known result is a hit, but the chosen share of hits runs again and is compared byte for byte.
    case verify(percent: Double)
  }

  /// What may run. An action that may not, and is no hit, ends as one that would run; so does what depends on it.
  package enum Work: Sendable {
    case all
    /// For a plan: what runs in this program is quick, and only running it tells what it gives.
    case withoutBlocking
    case none
  }

  /// How many workers, and how many blocking actions at once.
  package var jobs: Int
  package var cache: CacheUse
  package var work: Work
  /// Stop feeding after the first failure.
  package var failFast: Bool

  package init(jobs: Int, cache: CacheUse = .use, work: Work = .all, failFast: Bool = false) {
    self.jobs = max(1, jobs)
    self.cache = cache
    self.work = work
    self.failFast = failFast
  }
}

/// What the coordinator tells whoever watches; called on its own task, so it must be quick.
package enum EngineEvent: Sendable {
  case started([ActionID])
  case finished(ActionID, Ending, nanoseconds: UInt64)
  /// After each batch: how far the run is.
  case progress(EngineProgress)
}

package struct EngineProgress: Sendable {
  package var total = 0
  package var done = 0
  package var hits = 0
  package var failed = 0
  /// Stages of what is running, for people.
  package var running: [ActionID] = []
}

/// A hit whose second run gave other bytes.
package struct Mismatch: Sendable {
  package var action: ActionID
  package var key: Digest
  package var stored: Digest
  package var fresh: Digest
}

/// How a run went, action by action.
package struct EngineOutcome: Sendable {
  package var endings: [Ending]
  package var keys: [Digest]
  /// Nil where the action has no output.
  package var outputs: [ActionOutput?]
  package var mismatches: [Mismatch]
  /// How many hits were run again for comparison.
  package var verified: Int
  package var wasCancelled: Bool
  package var counts: ActionCounts

  package func ending(of id: ActionID) -> Ending { endings[id.index] }
}
