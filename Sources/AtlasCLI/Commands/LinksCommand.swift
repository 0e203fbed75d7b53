import AtlasCore
import AtlasPipeline
import AtlasReport
import AtlasRules
import AtlasSystem

/// `links [PATH…]`: follows the links of pages, those of the project where none are named.
struct LinksCommand {
  private let console: Console
  private let options: LinksOptions

  init(_ invocation: Invocation, _ console: Console) {
    self.console = console
    options = LinksOptions(invocation)
  }

  func run() async throws -> ExitStatus {
    let (audit, pages) = try prepare()
    if options.listsExternal { return try list(audit.external(in: pages)) }
    let (report, signal) = await Interruptible.run { await audit.run(pages) }
    if let signal { return signal == .interrupt ? .interrupted : .terminated }
    var layout = console.reportOptions
    layout.rules = { RuleCatalog.reportDescriptions.filter { LinkAudit.rules.contains($0.id) } }
    layout.showAllCommand = (["atlas-build links"] + options.paths.map(\.description)).joined(separator: " ")
    try console.write(report, layout)
    if report.failures.contains(where: { $0.cause == .crashed }) { return .toolFailure }
    return (report.summary.findings[.error] ?? 0) > 0 ? .findings : .success
  }

  private func prepare() throws(CommandError) -> (LinkAudit, [Check.Page]) {
    var (check, project) = try makeCheck()
    if !options.paths.isEmpty {
      if let project, project.root == console.workingFolder {
        check.libraryRoots = project.pipeline.sources.roots
      }
      return (LinkAudit(check), try CheckedPages(options.paths, from: console.workingFolder).read())
    }
    guard let project else {
      throw CommandError(
        .usage, "there is no project here, and no PATH was named", help: "write atlas-build links PATH")
    }
    let sources = project.pipeline.sources
    check.root = project.root
    check.libraryRoots = sources.roots
    let pages = try CheckedPages(sources.roots, from: project.root).read().filter {
      sources.include.matches($0.path) && !sources.exclude.matches($0.path)
    }
    return (LinkAudit(check), pages)
  }

  private func makeCheck() throws(CommandError) -> (Check, Project?) {
    do throws(ConfigurationError) {
      let jobs = console.options.jobs ?? ProcessEnvironment.coreCount
      var check = Check(spec: try ShippedSpecPack.standard.read(), jobs: jobs)
      let project = try Project.surrounding(console)
      if let project {
        check.spec = project.spec
        check.stages = project.pipeline.stages
      }
      if let spec = options.spec { check.spec = try console.specPack(spec) }
      check.wantsExcerpts = true
      check.root = console.workingFolder
      return (check, project)
    } catch {
      throw CommandError(error)
    }
  }

  // MARK: addresses that lead out

  private func list(_ links: [LinkAudit.External]) throws(CommandError) -> ExitStatus {
    switch console.options.format {
    case .json: console.write(json(links))
    case .jsonl:
      var writer = JSONWriter(.compact)
      for link in links {
        writer.object { write(link, to: &$0, schema: true) }
        writer.write(raw: [UInt8(ascii: "\n")])
      }
      console.write(writer.bytes)
    case .text:
      for link in links {
        console.write("\(link.path):\(link.start.line):\(link.start.column): \(link.address)\n")
      }
    case .sarif, .junit, .github, .markdown:
      throw CommandError(
        .usage, "--external is told as text, json or jsonl", help: "write --format jsonl")
    }
    return .success
  }

  private func json(_ links: [LinkAudit.External]) -> [UInt8] {
    var writer = JSONWriter(.pretty)
    writer.object { writer in
      writer.member("schema", 1)
      writer.member("external") { writer in
        writer.array(links) { link, writer in
          writer.line { writer in writer.object { write(link, to: &$0, schema: false) } }
        }
      }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  private func write(_ link: LinkAudit.External, to writer: inout JSONWriter, schema: Bool) {
    if schema { writer.member("schema", 1) }
    writer.member("path", link.path.description)
    writer.member("line", link.start.line)
    writer.member("column", link.start.column)
    writer.member("address", link.address)
    writer.member("image", link.isImage)
  }
}
