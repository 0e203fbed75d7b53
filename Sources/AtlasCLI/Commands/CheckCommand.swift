import AtlasCore
import AtlasMermaid
import AtlasPipeline
import AtlasReport
import AtlasRules
import AtlasSystem

/// `check PATH…`: parses, lints and gates any files. Where they lie in a project, its specification and its stages'
/// options hold; elsewhere the ones that come with the program do.
struct CheckCommand {
  private let console: Console
  private let options: CheckOptions

  init(_ invocation: Invocation, _ console: Console) {
    self.console = console
    options = CheckOptions(invocation)
  }

  func run() async throws -> ExitStatus {
    var enforced: Set<String>?
    let check = try makeCheck(&enforced)
    let pages = try CheckedPages(options.paths, from: console.workingFolder).read()
    let baseline = try options.baseline.map { (path) throws(CommandError) in try console.baseline(path) }
    var (report, signal) = await Interruptible.run { await check.run(pages) }
    if let signal { return signal == .interrupt ? .interrupted : .terminated }
    if let baseline { hold(baseline, of: &report) }
    if let enforced { report.enforcedGates = enforced }
    try write(report)
    if report.failures.contains(where: { $0.cause == .crashed }) { return .toolFailure }
    let fails = (report.summary.findings[.error] ?? 0) > 0 || report.enforcedFailures > 0
    return fails ? .findings : .success
  }

  /// The baseline knows pages by their paths below the project, wherever they are looked at from.
  private func hold(_ baseline: Baseline, of report: inout RunReport) {
    let root = Project.find(from: console.workingFolder) ?? console.workingFolder
    let paths = report.pages.map { page in
      let place = console.resolve(page.path).normalized
      return place.relative(to: root.normalized) ?? place
    }
    let present = Set(paths.map(\.description))
    var filter = BaselineFilter(baseline) { path in
      !present.contains(path) && !FileStatus.exists(root.appending(BytePath(path)))
    }
    for (index, path) in paths.enumerated() { filter.apply(to: &report.pages[index], path: path) }
  }

  private func makeCheck(_ enforced: inout Set<String>?) throws(CommandError) -> Check {
    let jobs = console.options.jobs ?? ProcessEnvironment.coreCount
    var check: Check
    do throws(ConfigurationError) {
      check = Check(spec: try ShippedSpecPack.standard.read(), jobs: jobs)
      if let project = try Project.surrounding(console) {
        check.spec = project.spec
        check.stages = project.pipeline.stages
        enforced = Set(project.pipeline.enforcedGates)
      }
      if let spec = options.spec { check.spec = try console.specPack(spec) }
    } catch {
      throw CommandError(error)
    }
    if let target = options.target { check.stages.target = target }
    check.depth =
      switch options.depth {
      case .parse: .parse
      case .lint: .lint
      case .gates: .gates
      }
    check.root = console.workingFolder
    check.asOf = try console.asOf(options.asOf)
    check.wantsMetrics = options.showsMetrics
    check.wantsExcerpts = true
    return check
  }

  private func write(_ report: RunReport) throws(CommandError) {
    var layout = console.reportOptions
    layout.showsMetrics = options.showsMetrics
    layout.rules = { RuleCatalog.reportDescriptions }
    let typed = options.paths.map(\.description).joined(separator: " ")
    layout.showAllCommand = "atlas-build check \(typed)"
    try console.write(report, layout)
  }
}

extension Console {
  /// The pack in a folder, or the shipped one of that name where there is no such folder.
  func specPack(_ path: BytePath) throws(ConfigurationError) -> SpecPack {
    let folder = resolve(path)
    if !FileStatus.exists(folder), let shipped = ShippedSpecPack(rawValue: path.description) {
      return try shipped.read()
    }
    return try Project.readSpec(folder, display: path)
  }
}

extension Project {
  /// The project that the current folder lies in, or whose configuration was named; nil outside of one.
  static func surrounding(_ console: Console) throws(ConfigurationError) -> Project? {
    if let config = console.options.configuration {
      return try load(folder: console.workingFolder, config: console.resolve(config))
    }
    guard let folder = find(from: console.workingFolder) else { return nil }
    return try load(folder: folder)
  }
}

/// The pages that somebody named: files as they are, and what lies below folders.
struct CheckedPages {
  private let paths: [BytePath]
  private let start: BytePath

  init(_ paths: [BytePath], from start: BytePath) {
    self.paths = paths
    self.start = start
  }

  func read() throws(CommandError) -> [Check.Page] {
    var pages: [BytePath: Check.Page] = [:]
    for path in paths {
      let place = path.isAbsolute ? path : start.appending(path)
      guard let status = try? FileStatus(place) else {
        throw CommandError(.usage, "there is no file or folder \(path)", help: "check the path")
      }
      let found = status.kind == .folder ? try folder(path, at: place) : [page(path, at: place)]
      for page in found { pages[page.path] = page }
    }
    return pages.values.sorted { $0.path < $1.path }
  }

  private func page(_ path: BytePath, at place: BytePath) -> Check.Page {
    do throws(SystemError) {
      return Check.Page(path: path, content: .success(try FileContent.read(place).bytes))
    } catch {
      return Check.Page(path: path, content: .failure(.init("the page cannot be read: \(error.reason)")))
    }
  }

  private func folder(_ path: BytePath, at place: BytePath) throws(CommandError) -> [Check.Page] {
    do {
      let scan = try FileScanner(
        root: place, roots: ["."], include: GlobSet(["**/*.md", "**/*.mmd"]), racyRule: .distrustful
      ).scan()
      let name = path == "." ? BytePath("") : path
      return scan.files().map { file in
        let path = name.appending(file.path)
        if let bytes = scan.content(of: file.path) { return Check.Page(path: path, content: .success(bytes)) }
        return page(path, at: place.appending(file.path))
      }
        + scan.problems.map { problem in
          Check.Page(path: name.appending(problem.path), content: .failure(.init(problem.explanation)))
        }
    } catch let error as SystemError {
      throw CommandError(error)
    } catch {
      throw CommandError(.toolFailure, "BUG: the pattern of pages cannot be read")
    }
  }
}
