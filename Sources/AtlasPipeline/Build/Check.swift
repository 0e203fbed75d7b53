import AtlasCore
import AtlasEngine

/// Parses, lints and gates pages that somebody named, without a project, a store or outputs: the same stages as a
/// build, on a library made of these pages.
package struct Check: Sendable {
  /// How far to go; each step includes the ones before.
  package enum Depth: Int, Comparable, Sendable {
    case parse
    case lint
    case gates

    package static func < (left: Depth, right: Depth) -> Bool { left.rawValue < right.rawValue }
  }

  /// A page, or why it cannot be read.
  package struct Page: Sendable {
    package var path: BytePath
    package var content: Result<[UInt8], ScanFailure>

    package init(path: BytePath, content: Result<[UInt8], ScanFailure>) {
      self.path = path
      self.content = content
    }
  }

  package struct ScanFailure: Error, Sendable {
    package var message: String

    package init(_ message: String) { self.message = message }
  }

  package var spec: SpecPack
  package var depth = Depth.gates
  package var wantsMetrics = false
  package var wantsExcerpts = false
  /// The day as of which findings are told that depend on the day; nil: they are not told.
  package var asOf: CalendarDay?
  package var jobs: Int
  /// The folder that the pages' paths count from, where links are followed to what is no page.
  package var root = BytePath("")
  /// The folders whose content is a library.
  package var libraryRoots = Check.sourceRoots
  /// Whether links are followed, and nothing else is judged.
  package var followsLinksAlone = false
  /// The stages of a project whose options hold here too; the usual ones where there is no project.
  package var stages: [StageDeclaration]

  package init(spec: SpecPack, jobs: Int, stages: [StageDeclaration] = Check.standardStages) {
    self.spec = spec
    self.jobs = jobs
    self.stages = stages.isEmpty ? Check.standardStages : stages
  }

  package func run(_ pages: [Page]) async -> RunReport {
    let reader = LibraryReader(
      root: BytePath(""), sourceRoots: libraryRoots, taxonomy: spec.taxonomy,
      extraction: .zero)
    var files: [LibraryReader.File] = []
    var problems: [(path: BytePath, message: String)] = []
    for page in pages {
      switch page.content {
      case .success(let bytes): files.append(.init(path: page.path, digest: Digest(of: bytes), bytes: bytes))
      case .failure(let failure): problems.append((page.path, failure.message))
      }
    }
    let (library, contents) = await reader.read(files, problems: problems, records: [:])
    return await run(library, contents)
  }

  private func run(_ library: Library, _ contents: [Int: PageContent]) async -> RunReport {
    let pipeline = Pipeline(
      file: Project.fileName, sources: .none, spec: "", stages: chosenStages, enforcedGates: [], cache: "")
    let build = BuildGraphBuilder(
      pipeline: pipeline, spec: spec, library: library, libraryRecord: nil, commandDigests: [:],
      codeVersions: CodeVersions(), selection: Selection(), keepsPrevious: false
    ).build()
    let nothing = NoResults()
    let pages = PageStore(root: "", library: library, contents: contents)
    let performer = StagePerformer(
      build: build, library: library, pages: pages, openPages: OpenPages(pages, target: build.stages.target),
      results: nothing,
      specifications: StageSpecifications(build),
      commands: CommandRunner(programs: [:], confiner: nil), sourceRoots: libraryRoots,
      root: root, isWholeLibrary: false)
    let outcome = await Coordinator(
      graph: build.graph, known: nothing, performer: performer, options: EngineOptions(jobs: jobs),
      store: { _ in }
    ).run()
    let assembly = ReportAssembly(
      build: build, library: library, outcome: outcome, pages: pages, body: performer.body,
      detail: .init(excerpts: wantsExcerpts, metrics: wantsMetrics),
      specifications: performer.specifications, shares: performer.libraryShares(in: outcome), asOf: asOf)
    var report = RunReport(actions: outcome.counts)
    for index in library.pages.indices {
      do {
        report.pages.append(try assembly.report(ofPage: index))
      } catch {
        report.failures.append(
          ActionFailure(stage: "report", subject: library.pages[index].path.description, message: "\(error)"))
      }
    }
    return report
  }

  private var chosenStages: [StageDeclaration] {
    stages.filter { stage in
      guard case .builtIn(let builtIn) = stage.work else { return false }
      return switch builtIn {
      case .parse: true
      case .links, .libraryLint: depth >= .lint
      case .lint, .pageLint: depth >= .lint && !followsLinksAlone
      case .gates: depth >= .gates && !followsLinksAlone
      case .metrics: wantsMetrics
      case .renderManifest, .aggregate: false
      }
    }
  }

  /// Where pages usually stand, so that a path as it is typed finds its category.
  static let sourceRoots: [BytePath] = ["site/docs", "docs"]

  package static let standardStages: [StageDeclaration] = [
    .standard(.parse), .standard(.lint, needs: ["parse"], reads: ["lint", "planes", "metrics"]),
    .standard(.pageLint, needs: ["parse"], reads: ["lint", "metrics", "planes", "taxonomy"]),
    .standard(.links), .standard(.libraryLint, needs: ["parse", "links"], reads: ["lint", "taxonomy"]),
    .standard(.gates, needs: ["parse", "lint"], reads: ["gates", "metrics", "lint"]),
    .standard(.metrics, needs: ["parse"], reads: ["metrics"]),
  ]
}

extension StageDeclaration {
  fileprivate static func standard(
    _ builtIn: BuiltInStage, needs: [String] = [], reads: [String] = []
  ) -> StageDeclaration {
    StageDeclaration(
      name: builtIn.rawValue, work: .builtIn(builtIn), scope: builtIn.scope, needs: needs, reads: reads,
      options: [], outputs: [], range: TextRange(at: 0))
  }
}

/// Where nothing is kept, nothing is known.
struct NoResults: KnownResults, ResultBodies {
  func result(for key: Digest) -> (output: Digest, slot: Int)? { nil }
  func bodyDigest(slot: Int) -> Digest? { nil }
  func manifest(of key: Digest) -> [UInt8]? { nil }
  func context(_ digest: Digest) -> [UInt8]? { nil }
  func body(slot: Int) -> [UInt8]? { nil }
}
