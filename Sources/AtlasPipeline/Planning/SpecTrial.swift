import AtlasCore
import AtlasEngine
import AtlasRules
import AtlasStore
import AtlasSystem

/// The library under another specification: what would run, and which verdicts would be others. Everything happens in
/// memory, against a store that is only read; docs/engineering/planning.md tells how.
package struct SpecTrial: Sendable {
  package var report: PlanReport
  /// What was wrong with the library or the store, as a build would tell it.
  package var problems: [String]
  /// Pages that could not be compared, and why: the tool's fault, or a page that changed meanwhile.
  package var failures: [ActionFailure]
  package var wasCancelled: Bool
}

extension Build {
  /// Precondition: the build's options are those of a plan.
  package func trial(of changed: SpecPack) async throws(ConfigurationError) -> SpecTrial {
    let programs = try commandPrograms()
    let store = Store.open(folder: cacheFolder, mode: .readOnly)
    let scan = try scan(store, nil)
    let records = Records(store.loadPages())
    let (library, contents) = await readLibrary(scan, records)
    // A category that the change moves a page to or from must not decide whether one side is judged.
    let selection = options.selection.fixed(on: library)
    let inputs = TrialInputs(
      records: records, contents: contents, programs: programs, selection: selection, before: library,
      after: library.placed(by: changed.taxonomy, below: project.pipeline.sources.roots))
    // As in a build: bodies are read when they are asked for, and where one cannot be read everything is looked at
    // again with all of them checked beforehand.
    var known = StoredResults(store, bodies: .onDemand, isRead: options.cache == .use)
    var trial = await self.trial(inputs, changed, known)
    if known.hasLostBodies {
      known = StoredResults(store, bodies: .now, isRead: options.cache == .use)
      trial = await self.trial(inputs, changed, known)
    }
    trial.problems += emptyPatternWarnings(library) + scan.problems.filter { !$0.isOfPage }.map(\.description)
    trial.problems += store.problems.filter { $0.gravity == .warning }.map(\.message)
    return trial
  }

  private struct TrialInputs {
    var records: Records
    var contents: [Int: PageContent]
    var programs: [String: CommandProgram]
    var selection: Selection
    /// The same pages, at the places that either specification gives them.
    var before: Library
    var after: Library
  }

  private func trial(_ inputs: TrialInputs, _ changed: SpecPack, _ known: StoredResults) async -> SpecTrial {
    let pages = PageStore(root: project.root, library: inputs.before, contents: inputs.contents)
    let before = await side(project.spec, inputs.before, inputs, pages, known, known)
    let layered = LayeredResults(known, before.details.outcome)
    let after = await side(changed, inputs.after, inputs, pages, layered, known)

    let pending = before.details.pending(known)
    let (actions, stages) = after.details.planned(known) { after.details.isPending($0, pending) }
    var trial = SpecTrial(
      report: PlanReport(actions: actions, stages: stages), problems: [], failures: [],
      wasCancelled: before.details.outcome.wasCancelled || after.details.outcome.wasCancelled)
    var change = SpecificationChange(pending: pending.count)
    if changed.section(SpecShape.effortSection) != nil { change.rework = Rework() }
    for page in inputs.after.pages.indices where !trial.wasCancelled {
      if Task.isCancelled { trial.wasCancelled = true }
      compare(page, before, after, changed, into: &change, &trial)
    }
    trial.report.change = change
    return trial
  }

  /// One specification, judged.
  private struct TrialSide {
    var details: BuildDetails
    var assembly: ReportAssembly
  }

  private func side(
    _ spec: SpecPack, _ library: Library, _ inputs: TrialInputs, _ pages: PageStore,
    _ known: some KnownResults & ResultBodies, _ stored: StoredResults
  ) async -> TrialSide {
    let build = BuildGraphBuilder(
      pipeline: project.pipeline, spec: spec, library: library, libraryRecord: inputs.records.library,
      commandDigests: inputs.programs.mapValues(\.digest), codeVersions: options.codeVersions,
      selection: inputs.selection, keepsPrevious: true
    ).build()
    let performer = StagePerformer(
      build: build, library: library, pages: pages, openPages: OpenPages(pages, target: build.stages.target),
      results: known,
      specifications: StageSpecifications(build),
      commands: CommandRunner(programs: inputs.programs, confiner: options.confiner),
      sourceRoots: project.pipeline.sources.roots, root: project.root, isWholeLibrary: true)
    let outcome = await Coordinator(
      graph: build.graph, known: known, performer: performer, options: options.engine, store: { _ in }
    ).run()
    return TrialSide(
      details: BuildDetails(known: stored, build: build, library: library, outcome: outcome),
      assembly: ReportAssembly(
        build: build, library: library, outcome: outcome, pages: pages, body: performer.body,
        detail: .init(), specifications: performer.specifications,
        shares: performer.libraryShares(in: outcome), asOf: options.asOf))
  }

  /// Puts both reports of the page together, if anything that judges it gave something else, and keeps what differs.
  private func compare(
    _ page: Int, _ before: TrialSide, _ after: TrialSide, _ changed: SpecPack,
    into change: inout SpecificationChange, _ trial: inout SpecTrial
  ) {
    let laid = after.details.library.pages[page]
    let unjudged = Set(before.details.unjudged(page) + after.details.unjudged(page))
    change.unjudged += unjudged.sorted().map { (laid.path, $0) }
    do {
      guard try !isJudgedAlike(page, before, after) else { return }
      let comparison = VerdictComparison(path: laid.path, category: laid.place.category)
      let verdicts = comparison.changes(
        from: try before.assembly.report(ofPage: page), to: try after.assembly.report(ofPage: page),
        isJudged: { !unjudged.contains($0) })
      change.verdicts += verdicts
      if let effort = Effort(changed, at: laid.place) {
        change.rework?.add(effort.rework(of: verdicts), in: laid.place.category)
      }
    } catch {
      let message =
        (error as? ActionProblem)?.message ?? "a cached result does not read back; run again with --recache"
      trial.failures.append(
        ActionFailure(stage: "report", subject: laid.path.description, message: message))
    }
  }
}

extension Build {
  /// Whether everything that judges the page and its diagrams gave the same on both sides. Of a diagram's stage the body
  /// tells, since the output's digest may be of less than the places; of the page's own stages nothing but the key does:
  /// what they read of the specification also judges the waivers, when the report is put together.
  private func isJudgedAlike(_ page: Int, _ before: TrialSide, _ after: TrialSide) throws(ActionProblem)
    -> Bool
  {
    let (old, new) = (before.details.outcome, after.details.outcome)
    guard before.assembly.shares.digest(ofPage: page) == after.assembly.shares.digest(ofPage: page) else {
      return false
    }
    let pairs = zip(before.details.judgingActions(page), after.details.judgingActions(page))
    for (left, right) in pairs where old.keys[left.id.index] != new.keys[right.id.index] {
      guard left.index > 0, let one = old.outputs[left.id.index], let other = new.outputs[right.id.index],
        one.digest == other.digest, try before.assembly.body(one) == after.assembly.body(other)
      else { return false }
    }
    return true
  }
}

extension BuildDetails {
  /// The diagrams of the page, from 1, and the page itself as 0, of which some judging action has no output. What judges
  /// the page may say something of each of its diagrams.
  fileprivate func unjudged(_ page: Int) -> [Int] {
    let indices = judgingActions(page).filter { outcome.outputs[$0.id.index] == nil }.map(\.index)
    return indices.contains(0) ? Array(0...build.diagramActions[page].count) : indices
  }

  fileprivate func judgingActions(_ page: Int) -> [(index: Int, id: ActionID)] {
    var actions: [(index: Int, id: ActionID)] = []
    let lists = [build.pageActions[page]] + build.diagramActions[page]
    for (index, list) in lists.enumerated() {
      for (stage, id) in zip(build.stages, list) {
        if let id, stage.judges { actions.append((index, id)) }
      }
    }
    return actions
  }
}

extension StageDeclaration {
  /// Whether reports hold what the stage says of a diagram or page.
  fileprivate var judges: Bool {
    guard case .builtIn(let stage) = work else { return false }
    return switch stage {
    case .parse, .lint, .pageLint, .gates: true
    case .links, .libraryLint, .metrics, .renderManifest, .aggregate: false
    }
  }
}

extension Selection {
  /// The same choice of diagrams, decided by this library once and for all.
  fileprivate func fixed(on library: Library) -> Selection {
    guard let includes else { return self }
    var chosen: [BytePath: Set<Int>] = [:]
    for page in library.pages {
      chosen[page.path] = Set(page.diagrams.indices.filter { includes(page, $0) })
    }
    return Selection(includes: { [chosen] in chosen[$0.path]?.contains($1) ?? false }, stages: stages)
  }
}

extension Library {
  /// The same pages at the places that another specification gives them.
  fileprivate func placed(by taxonomy: Taxonomy, below roots: [BytePath]) -> Library {
    var library = self
    for index in pages.indices {
      library.pages[index].place = taxonomy.place(of: pages[index].path, below: roots)
    }
    return library
  }
}
