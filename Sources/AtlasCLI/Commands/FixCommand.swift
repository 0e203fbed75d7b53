import AtlasCore
import AtlasMermaid
import AtlasPipeline
import AtlasReport
import AtlasRules
import AtlasSystem

/// `fix PATH…`: repairs what can be repaired, and proves each repair before a page is written.
struct FixCommand {
  private let console: Console
  private let options: FixOptions

  init(_ invocation: Invocation, _ console: Console) {
    self.console = console
    options = FixOptions(invocation)
  }

  func run() async throws -> ExitStatus {
    let repair = try makeRepair()
    let pages = try CheckedPages(options.paths, from: console.workingFolder).read()
    let (results, signal) = await Interruptible.run { await repair.run(pages) }
    if let signal { return signal == .interrupt ? .interrupted : .terminated }
    var outcome = RepairOutcome(options)
    for (page, repair) in results {
      switch page.content {
      case .failure(let failure): outcome.fail(page.path, failure.message)
      case .success: repair.map { outcome.add($0) }
      }
    }
    if options.outcome == .write { writePages(&outcome) }
    tell(outcome)
    return outcome.status
  }

  private func makeRepair() throws(CommandError) -> Repair {
    if let rules = options.rules { try requireKnown(rules) }
    let policy = DiagramRepair.Policy(allowsUnsafe: options.allowsUnsafe, codes: options.rules)
    let jobs = console.options.jobs ?? ProcessEnvironment.coreCount
    do throws(ConfigurationError) {
      var repair = Repair(spec: try ShippedSpecPack.standard.read(), policy: policy, jobs: jobs)
      if let project = try Project.surrounding(console) {
        repair.spec = project.spec
        repair.stages = project.pipeline.stages
      }
      repair.root = console.workingFolder
      if let target = options.target { repair.stages.target = target }
      if let spec = options.spec { repair.spec = try console.specPack(spec) }
      return repair
    } catch {
      throw CommandError(error)
    }
  }

  private func requireKnown(_ rules: Set<String>) throws(CommandError) {
    let known = RuleCatalog.all.map { $0.description.id } + SyntaxRule.allCases.map(\.rawValue)
    for rule in rules.sorted() where !known.contains(rule) {
      throw CommandError(
        .usage, "there is no rule \"\(rule)\"",
        help: NearestWord.of(rule, in: known).map { "did you mean \($0)?" } ?? "atlas-build rules lists them")
    }
  }

  /// A page is replaced as a whole, and only where it still is what was repaired.
  private func writePages(_ outcome: inout RepairOutcome) {
    for repair in outcome.repairs where repair.isChanged {
      let place = console.resolve(repair.path)
      do throws(SystemError) {
        guard try FileContent.read(place).bytes == repair.revision.original else {
          outcome.fail(repair.path, "the page changed while it was repaired; run again")
          continue
        }
        try AtomicFile.write(repair.revision.bytes, to: place)
        outcome.written.insert(repair.path)
      } catch {
        outcome.fail(repair.path, "the page cannot be written: \(error.reason)")
      }
    }
  }

  private func tell(_ outcome: RepairOutcome) {
    if options.outcome == .diff, console.options.format == .text {
      for repair in outcome.repairs where repair.isChanged {
        console.write(UnifiedDiff(repair.revision, path: repair.path).text)
      }
      for failure in outcome.failures { console.complain(Diagnostic(.error, failure.sentence)) }
      return
    }
    switch console.options.format {
    case .json: console.write(outcome.json)
    default:
      console.write(outcome.text(isQuiet: console.options.verbosity == .quiet, again: again))
    }
  }

  /// The command that writes what was listed.
  private var again: String {
    let paths = options.paths.map(\.description).joined(separator: " ")
    let rules = (options.rules ?? []).sorted().map { "--rule \($0) " }.joined()
    return "atlas-build fix --write \(options.allowsUnsafe ? "--unsafe " : "")\(rules)\(paths)"
  }
}
