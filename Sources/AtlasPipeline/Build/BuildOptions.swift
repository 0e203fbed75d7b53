import AtlasCore
import AtlasEngine

/// How a build is to be run.
package struct BuildOptions: Sendable {
  package enum CacheUse: Equatable, Sendable {
    case use
    /// Neither read nor written.
    case off
    /// Not read, and written over.
    case replace
    /// Read, and the chosen share of hits run again for comparison; not written.
    case verify(percent: Double)
  }

  package var jobs: Int
  package var cache = CacheUse.use
  package var selection = Selection()
  /// What was wrong before and is not told.
  package var baseline: Baseline?
  /// The day as of which findings are told that depend on the day; nil: they are not told. No stage reads it.
  package var asOf: CalendarDay?
  package var failFast = false
  /// Nothing may run: what is not in the cache is left out, and said.
  package var requiresCached = false
  /// Finds out what would run and writes nothing.
  package var isPlan = false
  /// Whether every page's report is wanted, or only what is new and the totals.
  package var wantsEveryPage = false
  package var wantsExcerpts = false
  package var wantsMetrics = false
  /// This program's own path, by which external commands are confined; nil: they run unconfined.
  package var confiner: BytePath?
  package var codeVersions = CodeVersions()
  package var toolVersion = ""

  package init(jobs: Int) { self.jobs = jobs }
}

/// What a build came to.
package struct BuildResult: Sendable {
  var options: BuildOptions
  package var summary: PageSummary
  package var pageCount: Int
  package var diagramCount: Int
  package var counts: ActionCounts
  package var failures: [ActionFailure]
  /// Warnings about the store, the configuration or files.
  package var problems: [String]
  package var change: ReportChange?
  /// Every page's report, where it was asked for.
  package var pages: [PageReport]
  /// What is said of no page, whether every page's report was asked for or not.
  var others: [PageReport] = []
  /// Outputs whose bytes changed.
  package var written: [BytePath]
  /// Every output that is up to date.
  var outputs: [RunSummary.Output] = []
  package var wasCancelled = false
  /// Nothing had changed since the run before, so no action was even looked at.
  package var wasUpToDate = false
  /// For plan, explain and verify; nil where nothing was looked at.
  package var details: BuildDetails?

  /// Something was not in the cache and was not allowed to run.
  package var missedRequiredCache: Bool {
    options.requiresCached && (details?.outcome.endings.contains(.wouldRun) ?? false)
  }
}

/// The graph that was run and how it went.
package struct BuildDetails: Sendable {
  /// The results of earlier runs, which reasons are told from.
  package var known: any KnownResults
  package var build: BuildGraph
  package var library: Library
  package var outcome: EngineOutcome
}

extension BuildOptions {
  var engine: EngineOptions {
    let use: EngineOptions.CacheUse =
      switch cache {
      case .use: .use
      case .off, .replace: .ignore
      case .verify(let percent): .verify(percent: percent)
      }
    let work: EngineOptions.Work = requiresCached ? .none : isPlan ? .withoutBlocking : .all
    return EngineOptions(jobs: jobs, cache: use, work: work, failFast: failFast)
  }

  var writesStore: Bool {
    switch cache {
    case .use, .replace: !isPlan
    case .off, .verify: false
    }
  }

  var writesOutputs: Bool {
    if isPlan { return false }
    if case .verify = cache { return false }
    return true
  }

  /// The last run can only stand for this one where this one asks for no more than that one found out.
  var mayAnswerFromLastRun: Bool {
    cache == .use && !isPlan && !wantsEveryPage && selection.isEverything
  }
}
