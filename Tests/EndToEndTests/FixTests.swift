import AtlasCore
import AtlasSystem
import AtlasTestSupport
import Testing

/// `fix` from the outside: what it writes, what it leaves alone, what it says.
@Suite struct FixTests {
  private static let broken = "flowchart LR\n  A[API (v2)] --> B\n"

  @Test func withoutWriteNothingIsWritten() async throws {
    let workspace = try Workspace()
    let page = "# T\n\n```mermaid\n\(Self.broken)```\n"
    try workspace.write("a.md", page)
    let list = try await workspace.run("fix", "a.md")
    #expect(list.status == 0)
    #expect(list.output.contains("a.md:5:5: can repair unquoted-special-label"))
    #expect(list.output.contains("atlas-build fix --write a.md"))
    let check = try await workspace.run("fix", "--check", "a.md")
    #expect(check.status == 1)
    #expect(try workspace.read("a.md") == page)
  }

  /// Around the diagram everything that Markdown allows; in it, one label to be quoted and one missing line.
  @Test(arguments: [
    "# T\n\n```mermaid\n@```\ntext A[API (v2)]\n",
    "\u{FEFF}```mermaid\n@```\n",
    "- item\n\n  ```mermaid\n  @  ```\n",
    "> ~~~~mermaid title\n> @> ~~~~\n",
    "1. > - ```mermaid\n   >   @   >   ```\n",
    "```mermaid\n@",
  ])
  func nothingOutsideTheFenceIsTouched(frame: String) async throws {
    let parts = frame.split(separator: "@", omittingEmptySubsequences: false)
    let prefix = parts[0].split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    for lineEnd in ["\n", "\r\n"] {
      let page = { (lines: [String]) in
        (parts[0] + lines.joined(separator: "\n" + prefix) + "\n" + parts[1]).split(
          separator: "\n", omittingEmptySubsequences: false
        ).joined(separator: lineEnd)
      }
      let before = ["flowchart LR", "  subgraph x [A (b)]", "    A --> B"]
      let workspace = try Workspace()
      try workspace.write("a.md", page(before))
      let outcome = try await workspace.run("fix", "--write", "--unsafe", "a.md")
      #expect(outcome.status == 0, "\(outcome.output)")
      let after = ["flowchart LR", "  subgraph x [\"A (b)\"]", "    A --> B", "  end"]
      #expect(try workspace.read("a.md") == page(after))
    }
  }

  @Test func aWholeFileDiagramIsRepairedToo() async throws {
    let workspace = try Workspace()
    try workspace.write("a.mmd", Self.broken)
    #expect(try await workspace.run("fix", "--write", "a.mmd").status == 0)
    #expect(try workspace.read("a.mmd") == "flowchart LR\n  A[\"API (v2)\"] --> B\n")
    let again = try await workspace.run("fix", "--check", "a.mmd")
    #expect(again.status == 0)
    #expect(again.output.contains("0 repairs"))
  }

  @Test func thePatchIsWhatWriteDoes() async throws {
    let workspace = try Workspace()
    try workspace.write("docs/a.md", "# T\n\n```mermaid\n\(Self.broken)```\n")
    try workspace.write("docs/b.mmd", "sequenceD diagram\n  A->>B: x; y")
    let patched = try workspace.copy()
    let patch = try await patched.run("fix", "--diff", "docs")
    try patched.write("patch", patch.output)
    #expect(try await patched.shell("git apply patch").status == 0)
    try await workspace.run("fix", "--write", "docs")
    for page: BytePath in ["docs/a.md", "docs/b.mmd"] {
      #expect(try patched.read(page) == workspace.read(page))
    }
  }

  @Test func aPageKeepsItsRightsAndALinkStaysALink() async throws {
    let workspace = try Workspace()
    try workspace.write("real.mmd", Self.broken)
    try await workspace.shell("chmod 640 real.mmd; ln -s real.mmd link.mmd")
    #expect(try await workspace.run("fix", "--write", "link.mmd").status == 0)
    #expect(try FileStatus(workspace.folder.appending("link.mmd"), followLinks: false).kind == .link)
    #expect(try FileStatus(workspace.folder.appending("real.mmd")).mode & 0o777 == 0o640)
  }

  @Test(.needsUnprivilegedUser)
  func aPageThatCannotBeWrittenIsToldAndTheOthersAreWritten() async throws {
    let workspace = try Workspace()
    try workspace.write("shut/a.mmd", Self.broken)
    try workspace.write("open/b.mmd", Self.broken)
    let outcome = try await workspace.shell(
      #"chmod 555 shut; "$ATLAS" fix --write shut open; echo "status $?"; chmod 755 shut"#, unprivileged: true
    )
    #expect(outcome.output.contains("shut/a.mmd: the page cannot be written"))
    #expect(outcome.output.contains("status 1"))
    #expect(try workspace.read("open/b.mmd").contains("\"API (v2)\""))
    #expect(try workspace.read("shut/a.mmd") == Self.broken)
  }

  @Test func anUnknownRuleNamesTheNearest() async throws {
    let outcome = try await Workspace().run("fix", "--rule", "timeline-colo", ".")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("did you mean timeline-colon?"))
  }

  @Test func theJSONSaysWhatWasRepairedAndWhatWasNot() async throws {
    let workspace = try Workspace()
    try workspace.write("a.mmd", Self.broken)
    try workspace.write("b.mmd", "flowchart LR\n subgraph x\n A --> B\n")
    let outcome = try await workspace.run("fix", "--write", "--format", "json", ".")
    let report = try JSONReader.read(Array(outcome.output.utf8))
    #expect(report["schema"]?.integer == 1)
    #expect(report["summary"]?["repairs"]?.integer == 1)
    #expect(report["summary"]?["invalid"]?.integer == 1)
    let page = report["pages"]?.array?.first
    #expect(page?["path"]?.string == "a.mmd")
    #expect(page?["written"]?.bool == true)
    #expect(page?["diagrams"]?.array?.first?["repairs"]?.array?.first?["safe"]?.bool == true)
  }

  /// The repaired diagrams of the corpus are accepted by the parser that agrees with mermaid.js on all of it;
  /// `atlas-dev differential --repairs` asks mermaid.js itself.
  @Test(
    .enabled(if: SharedMaterial.has("corpus/docs"), "needs shared/corpus"),
    arguments: [(false, 97), (true, 98)])
  func nearlyAllInvalidDiagramsOfTheCorpusAreRepaired(unsafe: Bool, percent: Int) async throws {
    let docs = try #require(SharedMaterial.path("corpus/docs"))
    let workspace = try Workspace()
    let flags = ["fix", "--format", "json"] + (unsafe ? ["--unsafe"] : []) + [docs]
    let report = try JSONReader.read(
      Array(try await workspace.run(flags.map { Array($0.utf8) }).output.utf8))
    var (broken, repaired) = (0, 0)
    for page in report["pages"]?.array ?? [] {
      for diagram in page["diagrams"]?.array ?? [] where diagram["before"]?.string == "invalid" {
        broken += 1
        if diagram["after"]?.string != "invalid" { repaired += 1 }
      }
    }
    print("corpus: \(repaired) of \(broken) invalid diagrams repaired\(unsafe ? ", guesses allowed" : "")")
    #expect(broken > 500)
    #expect(repaired * 100 >= broken * percent)
  }
}
