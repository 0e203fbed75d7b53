import AtlasCore
import AtlasSystem
import AtlasTestSupport
import Testing

/// Comments are no part of what a diagram means: whatever one says, a build after its edit tells what a clean build tells.
@Suite struct CommentEditTests {
  private static let comments = [
    "", "%% Control Plane: Red #8B5CF6", "%% Control Plane: Violet #8B5CF6", "%% the five-plane architecture",
    "%% 4-plane, not 5-plane", "%% Source: Acme Engineering Blog 2019",
    "%% TODO, REPLACE, localhost, Service A",
    "%% the Stream Plane, p99: 12 and $45M", "%% atlas-ignore self-loop -- the retry is the point",
    "%% atlas-ignore colour-name-mismatch -- both names are ours", "%% atlas-ignore",
    "%%{init: {\"theme\": \"dark\"}}%%", "%% {", "%% end", "%%",
  ]

  private static func diagram(_ comment: String) -> String {
    "flowchart LR\n  subgraph ControlPlane[\"Control Plane - Red #8B5CF6\"]\n    A[Kafka] --> A\n  end\n  \(comment)\n  A --> B[Low latency]\n"
  }

  private static func write(_ comment: String, to workspace: Workspace) throws {
    try workspace.write("docs/incidents/a.md", "# A\n\nText.\n\n```mermaid\n\(diagram(comment))```\n")
    try workspace.write("docs/incidents/b.mmd", diagram(comment))
  }

  /// A project with the rules that come with the program.
  private static func make() throws -> Workspace {
    let workspace = try SampleLibrary.make()
    try workspace.add(
      stage:
        #"{"name": "page-lint", "uses": "page-lint", "scope": "page", "needs": ["parse"], "reads": ["lint", "planes", "taxonomy", "metrics"]}"#
    )
    let pack = BytePath(SharedMaterial.packageRoot).appending("data/spec")
    for name in try FolderListing.names(in: pack) where name.fileExtension == "json" {
      try workspace.write(
        BytePath("data/spec").appending(name), try FileContent.read(pack.appending(name)).bytes)
    }
    return workspace
  }

  private static func told(_ workspace: Workspace, _ arguments: String...) async throws -> [Substring] {
    let command = ["run", "--format", "jsonl", "--as-of", "2026-01-01"] + arguments
    let outcome = try await workspace.run(command.map { Array($0.utf8) })
    #expect(outcome.status < 2, "\(outcome.errors)")
    return outcome.output.split(separator: "\n").filter { !$0.contains(#""summary""#) }
  }

  @Test func anEditOfACommentTellsWhatACleanBuildTells() async throws {
    let workspace = try Self.make()
    // Each against what the one before it left, and once more against the first.
    for comment in Self.comments + [Self.comments[1], Self.comments[0]] {
      try Self.write(comment, to: workspace)
      let warm = try await Self.told(workspace)
      #expect(try await warm == Self.told(workspace, "--no-cache"), "\(comment)")
    }
  }

  @Test func whatACommentSaysIsToldOfPages() async throws {
    let workspace = try Self.make()
    for (comment, rule) in [
      (Self.comments[1], "a comment calls #8B5CF6 red"), (Self.comments[3], "five-plane-text"),
    ] {
      try Self.write("%% calm", to: workspace)
      #expect(!(try await Self.told(workspace)).contains { $0.contains(rule) })
      try Self.write(comment, to: workspace)
      #expect(try await Self.told(workspace).contains { $0.contains(rule) })
    }
  }
}
