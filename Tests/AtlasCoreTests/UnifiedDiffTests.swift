import AtlasCore
import AtlasSystem
import AtlasTestSupport
import Testing

struct UnifiedDiffTests {
  /// The reference is git: what it makes of the old file and the patch is the new file.
  @Test(arguments: 0..<40)
  func gitMakesTheNewFileOfThePatch(seed: Int) async throws {
    var random = SeededRandom(seed: UInt64(seed))
    let lines = (0..<Int.random(in: 1..<40, using: &random)).map { "line \($0)" }
    let text = lines.joined(separator: seed % 3 == 0 ? "\r\n" : "\n") + (seed % 2 == 0 ? "\n" : "")
    var revision = TextRevision(Array(text.utf8))
    revision.apply(TextRevisionTests.edits(of: text.utf8.count, &random))
    let workspace = try Workspace()
    try workspace.write("a b.md", text)
    let diff = UnifiedDiff(revision, path: "a b.md")
    try workspace.write("patch", diff.text)
    guard revision.bytes != revision.original else {
      #expect(diff.isEmpty && diff.text.isEmpty)
      return
    }
    let outcome = try await workspace.shell("git apply --whitespace=nowarn patch")
    #expect(outcome.status == 0, "\(outcome.errors)\n\(String(decoding: diff.text, as: UTF8.self))")
    #expect(try FileContent.read(workspace.folder.appending("a b.md")).bytes == revision.bytes)
  }

  @Test func aPathThatWouldEndTheHeaderIsQuoted() {
    var revision = TextRevision(Array("a\n".utf8))
    revision.apply([TextEdit(TextRange(0, 1), "b")])
    let text = String(decoding: UnifiedDiff(revision, path: BytePath("x\ny\".md")).text, as: UTF8.self)
    #expect(text.hasPrefix("--- \"a/x\\012y\\\".md\"\n+++ \"b/x\\012y\\\".md\"\n@@ -1,1 +1,1 @@\n-a\n+b\n"))
  }
}
