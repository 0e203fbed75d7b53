import AtlasCore
import AtlasEngine
import AtlasStore
import AtlasSystem

/// One run over a project, from the files on disk to the files it generates.
///
///     scan ─► (nothing changed: done) ─► library ─► graph ─► engine ─► outputs ─► records
///
/// Each step takes values and returns values; only the store and the generated files are written, at the end, and of
/// those only what is complete.
package struct Build: Sendable {
  let project: Project
  let options: BuildOptions

  package init(_ project: Project, _ options: BuildOptions) {
    self.project = project
    self.options = options
  }

  package func run(observe: BuildObserver? = nil) async throws(ConfigurationError) -> BuildResult {
    let programs = try commandPrograms()
    let store = Store.open(folder: cacheFolder, mode: storeMode)
    let scan = try scan(store, observe)
    let fingerprint = self.fingerprint(scan, programs)
    if let result = upToDate(store, scan, fingerprint) { return result }

    let records = Records(observe.measure("load") { options.cache == .off ? [] : store.loadPages() })
    let (library, contents) = await readLibrary(scan, records)
    let writer = options.writesStore && store.isWritable ? StoreWriter(store) : nil
    let inputs = Inputs(
      store: store, scan: scan, library: library, contents: contents, programs: programs, records: records,
      writer: writer, runNumber: (store.lastRun?.number ?? 0) + 1)
    // Bodies are read when something asks for them, and almost nothing does. One that cannot be read is no hit: then
    // everything is looked at again with all bodies checked beforehand, and what was lost is made anew.
    var attempt = await self.attempt(inputs, bodies: .onDemand, observe)
    if attempt.known.hasLostBodies { attempt = await self.attempt(inputs, bodies: .now, observe) }
    if let writer {
      let began = SystemClock.monotonic
      _ = await writer.finish(changes(inputs, attempt, fingerprint))
      observe?.step("store", began, SystemClock.monotonic)
    }
    if options.writesStore, attempt.outcome.counts.ran + attempt.outcome.counts.cutoff > 0 {
      store.noteIfReadOnly()
    }
    attempt.result.problems += store.problems.filter { $0.gravity == .warning }.map(\.message)
    return attempt.result
  }

  /// What does not change however often the actions are looked at.
  private struct Inputs {
    var store: Store
    var scan: FileScan
    var library: Library
    var contents: [Int: PageContent]
    var programs: [String: CommandProgram]
    var records: Records
    var writer: StoreWriter?
    var runNumber: Int
  }

  private struct Attempt {
    var known: StoredResults
    var records: Records
    var outcome: EngineOutcome
    var shares: LibraryShares
    var result: BuildResult
  }

  private func attempt(_ inputs: Inputs, bodies: Store.Bodies, _ observe: BuildObserver?) async -> Attempt {
    let library = inputs.library
    let build = observe.measure("graph") { graph(inputs) }
    let known = StoredResults(
      inputs.store, bodies: bodies, isRead: options.cache != .off && options.cache != .replace)
    let pages = PageStore(root: project.root, library: library, contents: inputs.contents)
    let performer = StagePerformer(
      build: build, library: library, pages: pages, openPages: OpenPages(pages, target: build.stages.target),
      results: known,
      specifications: StageSpecifications(build),
      commands: CommandRunner(programs: inputs.programs, confiner: options.confiner),
      sourceRoots: project.pipeline.sources.roots, root: project.root, isWholeLibrary: true)
    let outcome = await perform(build, known, performer, inputs, observe)
    inputs.writer?.flush()

    let assembly = ReportAssembly(
      build: build, library: library, outcome: outcome, pages: pages, body: performer.body,
      detail: .init(
        excerpts: options.wantsExcerpts, metrics: options.wantsMetrics, criteria: options.wantsEveryPage),
      specifications: performer.specifications, shares: performer.libraryShares(in: outcome),
      asOf: options.asOf)
    var attempt = Attempt(
      known: known, records: inputs.records, outcome: outcome, shares: assembly.shares,
      result: self.result(build, library, outcome, inputs.scan, known))
    let began = SystemClock.monotonic
    await report(assembly, &attempt.records, &attempt.result)
    observe?.step("report", began, SystemClock.monotonic)
    if options.writesOutputs && !outcome.wasCancelled && !known.hasLostBodies {
      observe.measure("outputs") { writeOutputs(build, inputs, outcome, performer, &attempt.result) }
    }
    return attempt
  }

  // MARK: before anything runs

  var cacheFolder: BytePath { project.root.appending(project.pipeline.cache) }

  private var storeMode: Store.Mode {
    if options.cache == .off { return .disabled }
    return options.writesStore ? .readWrite : .readOnly
  }

  func commandPrograms() throws(ConfigurationError) -> [String: CommandProgram] {
    var programs: [String: CommandProgram] = [:]
    for stage in project.pipeline.stages {
      guard case .command(let command) = stage.work else { continue }
      programs[stage.name] = try CommandProgram(command, stage: stage.name, root: project.root)
    }
    return programs
  }

  func scan(_ store: Store, _ observe: BuildObserver?) throws(ConfigurationError) -> FileScan {
    let began = SystemClock.monotonic
    defer { observe?.step("scan", began, SystemClock.monotonic) }
    let stored = options.cache == .off ? [] : store.loadDirectories()
    let previous = FileIndex(stored.map { DirectorySnapshot(path: $0.path, bytes: $0.snapshot) })
    let sources = project.pipeline.sources
    let scanner = FileScanner(
      root: project.root, roots: sources.roots, include: sources.include, exclude: sources.exclude,
      racyRule: store.isWritable ? .now(in: cacheFolder) : .distrustful)
    do throws(SystemError) {
      return try scanner.scan(previous: previous)
    } catch {
      throw ConfigurationError(
        project.pipeline.file, "the project folder cannot be read: \(error.reason)", help: "make it readable")
    }
  }

  /// Everything that the result depends on. While it is the same, so is the result.
  private func fingerprint(_ scan: FileScan, _ programs: [String: CommandProgram]) -> Digest {
    var writer = ByteWriter()
    writer.write(scan.fingerprint)
    writer.write(options.baseline?.digest ?? .zero)
    writer.write(options.asOf?.description ?? "")
    writer.write(project.configurationDigest)
    for name in ["extraction", "command"] + BuiltInStage.allCases.map(\.rawValue) {
      writer.write(options.codeVersions.version(of: name))
    }
    for (stage, program) in programs.sorted(by: { $0.key < $1.key }) {
      writer.write(stage)
      writer.write(program.digest)
    }
    for stage in project.pipeline.stages {
      guard case .command(let command) = stage.work else { continue }
      for setting in command.keySettings { writer.write(setting.text) }
    }
    writer.write(scan.problems) { problem, writer in
      writer.write(problem.path.bytes)
      writer.write(problem.explanation)
    }
    return Digest(of: writer.bytes)
  }

  /// The answer of the run before, where nothing at all has changed since.
  private func upToDate(_ store: Store, _ scan: FileScan, _ fingerprint: Digest) -> BuildResult? {
    guard options.mayAnswerFromLastRun, let last = store.lastRun, last.fingerprint == fingerprint,
      let summary = try? RunSummary(decoding: last.summary), summary.outputsAreUntouched(in: project.root),
      summary.askedAreUnchanged(in: project.root)
    else { return nil }
    if !scan.updatedFolders.isEmpty, store.isWritable {
      var changes = StoreChanges()
      changes.directories = scan.updatedFolders.map { StoredDirectory(path: $0.path, snapshot: $0.bytes) }
      _ = StoreWriter(store).finishWaiting(changes)
    }
    return BuildResult(
      options: options, summary: summary.totals, pageCount: summary.pageCount,
      diagramCount: summary.diagramCount,
      counts: ActionCounts(hit: summary.actionCount), failures: [],
      problems: summary.warnings + scan.problems.filter { !$0.isOfPage }.map(\.description)
        + store.problems.filter { $0.gravity == .warning }.map(\.message),
      change: ReportChange(), pages: [], written: [], wasUpToDate: true)
  }

  // MARK: library and graph

  func readLibrary(
    _ scan: FileScan, _ records: Records
  ) async -> (library: Library, contents: [Int: PageContent]) {
    let reader = LibraryReader(
      root: project.root, sourceRoots: project.pipeline.sources.roots,
      taxonomy: project.spec.taxonomy, extraction: options.codeVersions.version(of: "extraction"))
    return await reader.read(
      scan.files().map { .init(path: $0.path, digest: $0.digest, bytes: scan.content(of: $0.path)) },
      problems: scan.problems.filter(\.isOfPage).map { ($0.path, $0.explanation) }, records: records.byPath)
  }

  private func graph(_ inputs: Inputs) -> BuildGraph {
    BuildGraphBuilder(
      pipeline: project.pipeline, spec: project.spec, library: inputs.library,
      libraryRecord: inputs.records.library, commandDigests: inputs.programs.mapValues(\.digest),
      codeVersions: options.codeVersions,
      selection: options.selection, keepsPrevious: options.cache != .off && options.cache != .replace
    ).build()
  }

  private func perform(
    _ build: BuildGraph, _ known: StoredResults, _ performer: StagePerformer, _ inputs: Inputs,
    _ observe: BuildObserver?
  ) async -> EngineOutcome {
    let (writer, runNumber, library) = (inputs.writer, inputs.runNumber, inputs.library)
    if let writer {
      for context in build.graph.contexts { writer.add(context: context.encoded, context.digest) }
    }
    let coordinator = Coordinator(
      graph: build.graph, known: known, performer: performer, options: options.engine,
      store: { batch in
        writer?.add(
          batch.map { result in
            StoredResult(
              key: result.key, output: result.output, body: result.body, manifest: result.manifest,
              run: runNumber, cost: result.costMicroseconds)
          })
      }, observe: observe.map { observe in { event in observe.engine(event, build, library) } })
    return await coordinator.run()
  }

  // MARK: afterwards

  private func result(
    _ build: BuildGraph, _ library: Library, _ outcome: EngineOutcome, _ scan: FileScan,
    _ known: StoredResults
  ) -> BuildResult {
    BuildResult(
      options: options, summary: PageSummary(), pageCount: library.pages.count,
      diagramCount: library.diagramCount,
      counts: outcome.counts, failures: failures(build, library, outcome),
      problems: emptyPatternWarnings(library) + scan.problems.filter { !$0.isOfPage }.map(\.description),
      pages: [], written: [], wasCancelled: outcome.wasCancelled,
      details: BuildDetails(known: known, build: build, library: library, outcome: outcome))
  }

  func emptyPatternWarnings(_ library: Library) -> [String] {
    project.pipeline.sources.includePatterns.filter { pattern in
      !pattern.range.isEmpty && !library.pages.contains { pattern.glob.matches($0.path) }
    }.map { "\(project.pipeline.file): the pattern \"\($0.glob.pattern)\" matches no page" }
  }

  private func failures(
    _ build: BuildGraph, _ library: Library, _ outcome: EngineOutcome
  ) -> [ActionFailure] {
    outcome.endings.enumerated().compactMap { index, ending in
      let id = ActionID(index)
      switch ending {
      case .failed(let error):
        return ActionFailure(
          stage: build.graph.stage(of: id).name, subject: build.name(ofSubject: id, in: library),
          message: error.message, output: error.output)
      case .skipped(let cause):
        return ActionFailure(
          cause: .skipped, stage: build.graph.stage(of: id).name,
          subject: build.name(ofSubject: id, in: library),
          message:
            "\"\(build.graph.stage(of: cause).name)\" failed on \(build.name(ofSubject: cause, in: library))")
      case .hit, .ran, .cutoff, .cancelled, .wouldRun: return nil
      }
    }
  }

  /// Pages whose every result is the one of the run before are answered from their records.
  private func report(
    _ assembly: ReportAssembly, _ records: inout Records, _ result: inout BuildResult
  ) async {
    var change = FindingChange()
    var filter = baselineFilter(assembly.library)
    var held: Set<Digest> = []
    let told = await PageReports(
      assembly: assembly, extraction: options.codeVersions.version(of: "extraction"),
      wantsEveryPage: options.wantsEveryPage, wantsReports: records.hadAny || filter != nil
    ).tell(jobs: options.engine.jobs)
    for (page, told) in zip(assembly.library.pages, told) {
      switch told {
      case .asBefore(let record):
        var summary = record.summary
        filter?.apply(to: &summary, record, path: page.path)
        result.summary.add(summary)
      case .anew(let told):
        if let record = told.record { records.set(record, for: page.path) }
        guard var report = told.report else {
          result.summary.add(told.summary)
          continue
        }
        if records.hadAny { change.add(report, before: page.record) }
        filter?.apply(to: &report, path: page.path)
        result.summary.add(report.summary)
        held.formUnion(report.inBaseline.map(\.fingerprint))
        if options.wantsEveryPage { result.pages.append(report) }
      case .failed(let message):
        result.failures.append(
          ActionFailure(stage: "report", subject: page.path.description, message: message))
      }
    }
    reportOthers(assembly, records, &result, &change)
    let present = Set(assembly.library.pages.map(\.path))
    for (path, record) in records.byPath where !present.contains(path) && options.selection.isEverything {
      change.remove(record)
      records.remove(path)
    }
    if records.hadAny {
      result.change = change.change
      result.change?.new.removeAll { held.contains($0.finding.fingerprint) }
    }
    records.setLibrary(
      assembly.build.libraryResults(in: assembly.outcome), marks: result.others.flatMap(\.marks))
  }

  /// What is said of no page: of the site's configuration, and of what is missing.
  private func reportOthers(
    _ assembly: ReportAssembly, _ records: Records, _ result: inout BuildResult, _ change: inout FindingChange
  ) {
    guard assembly.shares.result != nil else { return }
    let reports = [assembly.reportOfSite(root: project.root), assembly.reportOfMissing()].compactMap { $0 }
    if let before = records.library { change.remove(before) }
    for report in reports {
      result.summary.add(report.summary)
      change.add(report, before: nil)
    }
    result.others = reports
    if options.wantsEveryPage { result.pages = (result.pages + reports).sorted(by: PageReport.isBefore) }
  }

  private func baselineFilter(_ library: Library) -> BaselineFilter? {
    let present = Set(library.pages.map(\.path.description))
    return options.baseline.map { baseline in
      BaselineFilter(baseline) { path in
        !present.contains(path) && !FileStatus.exists(project.root.appending(BytePath(path)))
      }
    }
  }

  private func writeOutputs(
    _ build: BuildGraph, _ inputs: Inputs, _ outcome: EngineOutcome, _ performer: StagePerformer,
    _ result: inout BuildResult
  ) {
    let last = inputs.store.lastRun.flatMap { try? RunSummary(decoding: $0.summary) }
    let written = OutputFiles(
      root: project.root, build: build, library: inputs.library, outcome: outcome,
      before: last?.outputs ?? [],
      body: performer.body
    ).write()
    result.written = written.changed
    result.problems += written.editedByHand.map { path in
      "\(path) was changed since the last build and was written anew; it is generated: change the pages or the "
        + "specification instead [metrics-hand-edit]"
    }
    result.failures += written.failures
    result.outputs = written.files
  }

  private func changes(_ inputs: Inputs, _ attempt: Attempt, _ fingerprint: Digest) -> StoreChanges {
    let (scan, records, result) = (inputs.scan, attempt.records, attempt.result)
    var changes = StoreChanges()
    changes.directories = scan.updatedFolders.map { StoredDirectory(path: $0.path, snapshot: $0.bytes) }
    changes.removedDirectories = scan.removedFolders
    // A part of the library says nothing of the whole: its results are kept, the state of the last whole run stays.
    guard options.selection.isEverything, !attempt.outcome.wasCancelled, !result.missedRequiredCache else {
      return changes
    }
    changes.pages = records.allChanged
    changes.removedPages = records.removed
    // A page that could be looked at and then not be read may be readable next time, and look the same.
    let isWholeLibrary = !inputs.library.pages.contains { $0.problem != nil && $0.digest != .zero }
    let isComplete =
      result.failures.isEmpty && isWholeLibrary && !scan.problems.contains { $0.reason == .unstable }
    let summary = RunSummary(
      totals: result.summary, pageCount: result.pageCount, diagramCount: result.diagramCount,
      actionCount: result.counts.total, outputs: result.outputs,
      warnings: emptyPatternWarnings(inputs.library),
      asked: RunSummary.asked(attempt.shares.result, in: project.root))
    changes.run = StoredRun(
      number: inputs.runNumber, started: Int(SystemClock.wallSeconds),
      version: options.toolVersion, fingerprint: isComplete ? fingerprint : .zero, summary: summary.encoded)
    return changes
  }
}
