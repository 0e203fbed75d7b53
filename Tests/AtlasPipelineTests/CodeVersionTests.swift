import AtlasCore
import AtlasEngine
import AtlasPipeline
import AtlasSystem
import AtlasTestSupport
import Testing

/// A stage's code version is the digest of the sources that define it: a changed line of a rule runs that stage again,
/// and no other.
@Suite struct CodeVersionTests {
  /// The real tool on a copy of the real sources.
  @Test func aChangedLineOfARuleChangesTheVersionOfItsStageAlone() async throws {
    let copy = try Workspace()
    try copyTree("Sources", to: copy)
    try copyTree("data/spec", to: copy)
    let before = try await versions(of: copy)
    let again = try await versions(of: copy)
    #expect(before == again)
    try copy.write("Sources/AtlasRules/Lint/Rules/New.swift", "// a new file\n")
    let after = try await versions(of: copy)
    #expect(before.keys.sorted() == after.keys.sorted())
    #expect(before.keys.filter { before[$0] != after[$0] } == ["lint"])
  }

  @Test func theVersionDoesNotDependOnWhereTheSourcesLie() async throws {
    let here = try Workspace()
    let there = try Workspace()
    for copy in [here, there] { try copyTree("Sources", to: copy) }
    #expect(try await versions(of: here) == versions(of: there))
  }

  @Test func aParserBelongsToEveryStageThatReadsItsTree() async throws {
    let copy = try Workspace()
    try copyTree("Sources", to: copy)
    let before = try await versions(of: copy)
    try copy.write("Sources/AtlasMermaid/New.swift", "// a new file\n")
    let after = try await versions(of: copy)
    let changed = Set(before.keys.filter { before[$0] != after[$0] })
    #expect(changed == ["parse", "lint", "page-lint", "links", "gates", "metrics", "render-manifest"])
  }

  @Test func anotherVersionOfAStageRunsThatStageAndNoOther() async throws {
    let workspace = try TinyProject.make()
    let first = try await TinyProject.build(workspace)
    #expect(first.counts.ran > 0)
    var options = BuildOptions(jobs: 2)
    options.codeVersions.replaced["lint"] = Digest(of: "another lint")
    let second = try await TinyProject.build(workspace, options)
    let details = try #require(second.details)
    let ran = details.outcome.endings.enumerated().filter { $0.element != .hit }.map { index, _ in
      details.build.graph.stage(of: ActionID(index)).name
    }
    #expect(Set(ran) == ["lint"])
    let explanation = details.build.graph.reason(
      for: ActionID(details.outcome.endings.firstIndex { $0 != .hit } ?? 0), in: details.outcome,
      known: details.known, wasForced: false)
    #expect(explanation.word == "code-changed")
  }

  private func versions(of copy: Workspace) async throws -> [String: String] {
    let tool = (ProcessEnvironment.executablePath ?? BytePath("")).parent.appending("stage-versions")
    let output = copy.folder.appending("Generated.swift")
    let outcome = try await Subprocess(
      tool, [copy.folder.bytes, output.bytes], environment: ProcessEnvironment.all
    ).run()
    try #require(outcome.isSuccess, "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    var versions: [String: String] = [:]
    for line in try copy.read("Generated.swift").split(separator: "\n") where line.hasPrefix("    case \"") {
      let parts = line.split(separator: "\"")
      versions[String(parts[1])] = String(parts[2])
    }
    return versions
  }

  private func copyTree(_ path: BytePath, to copy: Workspace) throws {
    let source = BytePath(SharedMaterial.packageRoot).appending(path)
    for name in try FolderListing.names(in: source) {
      let inner = path.appending(name)
      let from = BytePath(SharedMaterial.packageRoot).appending(inner)
      if try FileStatus(from).kind == .folder {
        try copyTree(inner, to: copy)
      } else {
        try copy.write(inner, try FileContent.read(from).bytes)
      }
    }
  }
}

/// The smallest project that has every built-in stage, built in this process.
enum TinyProject {
  static func make() throws -> Workspace {
    let workspace = try Workspace()
    for name in [
      "pipeline.json", "data/spec/gates.json", "data/spec/lint.json", "data/spec/metrics.json",
      "data/spec/planes.json", "data/spec/taxonomy.json",
    ] as [BytePath] {
      try workspace.write(
        name, try FileContent.read(BytePath(SharedMaterial.packageRoot).appending(name)).bytes)
    }
    try workspace.write("docs/a.md", "# A\n\n```mermaid\npie\n  \"Reads\" : 80\n  \"Writes\" : 20\n```\n")
    return workspace
  }

  static func build(_ workspace: Workspace, _ options: BuildOptions = BuildOptions(jobs: 2)) async throws
    -> BuildResult
  {
    try await Build(try Project.load(folder: workspace.folder), options).run()
  }
}
