import AtlasCore
import Glibc
import Testing

@testable import AtlasSystem

@Suite struct FileScannerLinkTests {
  @Test func linksInsideAreFollowedAndOthersAreProblems() throws {
    let fixture = try ScanFixture()
    let folder = fixture.folder.path
    try fixture.folder.write("docs/real.md", "real")
    try fixture.folder.write("shared/part/x.md", "x")
    let links: [(String, BytePath)] = [
      ("file.md", "real.md"), ("chain.md", "file.md"), ("absolute.md", folder.appending("docs/real.md")),
      ("folder", "../shared"), ("dangling.md", "nowhere"), ("out.md", "/etc/passwd"), ("outside", ".."),
      ("up", "."), ("far", "/etc"), ("self", "self"), ("ping", "pong"), ("pong", "ping"),
      ("slash", "../shared/part/"),
      ("other.txt", "real.md"),
    ]
    for (name, target) in links { try fixture.folder.link(BytePath("docs/" + name), to: target) }
    let scan = try fixture.scan()
    #expect(
      scan.paths == [
        "docs/absolute.md", "docs/chain.md", "docs/file.md", "docs/folder/part/x.md", "docs/real.md",
      ])
    #expect(scan.files().filter { $0.digest == Digest(of: "real") }.count == 4)
    #expect(
      scan.said == [
        "docs/dangling.md: a link to nothing",
        "docs/far: a link that leads out of the project folder",
        "docs/out.md: a link that leads out of the project folder",
        "docs/outside: a link that leads back to where it lies",
        "docs/ping: a link that leads back to where it lies",
        "docs/pong: a link that leads back to where it lies",
        "docs/self: a link that leads back to where it lies",
        "docs/up: a link that leads back to where it lies",
      ])
    let again = try fixture.scan(scan.index)
    #expect(again.isUnchanged && again.updatedFolders.isEmpty && again.said == scan.said)
  }

  @Test func whatALinkLeadsToMayChangeWithoutItsFolder() throws {
    let fixture = try ScanFixture()
    try fixture.folder.write("shared/x.md", "one")
    try fixture.folder.write("shared/sub/y.md", "one")
    try fixture.folder.link("docs/x.md", to: "../shared/x.md")
    try fixture.folder.link("docs/sub", to: "../shared/sub")
    let first = try fixture.scan()
    try fixture.folder.write("shared/x.md", "two")
    try fixture.folder.write("shared/sub/z.md", "new")
    let second = try fixture.scan(first.index)
    #expect(second.changes() == FileChanges(added: ["docs/sub/z.md"], changed: ["docs/x.md"]))
    try fixture.folder.remove("shared")
    let third = try fixture.scan(second.index)
    #expect(third.paths == [])
    #expect(third.said == ["docs/sub: a link to nothing", "docs/x.md: a link to nothing"])
    try fixture.folder.write("shared/x.md", "back")
    let fourth = try fixture.scan(third.index)
    #expect(fourth.paths == ["docs/x.md"])
  }

  @Test func aFolderIsVisitedOnceUnderItsFirstName() throws {
    let fixture = try ScanFixture()
    try fixture.folder.write("shared/x.md")
    try fixture.folder.write("docs/real/y.md")
    try fixture.folder.link("docs/b", to: "../shared")
    try fixture.folder.link("docs/a", to: "../shared")
    try fixture.folder.link("docs/c", to: "real")
    try fixture.folder.link("shared/back", to: "../docs")
    let scan = try fixture.scan()
    #expect(scan.paths == ["docs/a/x.md", "docs/real/y.md"])
    #expect(scan.problems == [])
  }

  @Test func aPartThatWasVisitedIsLeftOutOfTheWhole() throws {
    let fixture = try ScanFixture(roots: ["docs", "other/sub"])
    try fixture.folder.write("other/x.md")
    try fixture.folder.write("other/part/y.md")
    try fixture.folder.write("other/sub/z.md")
    try fixture.folder.link("docs/a", to: "../other/part")
    try fixture.folder.link("docs/b", to: "../other")
    let scan = try fixture.scan()
    #expect(scan.paths == ["docs/a/y.md", "docs/b/x.md", "other/sub/z.md"])
    #expect(try fixture.scan(scan.index).isUnchanged)
  }

  @Test func aLinkInALinkedFolderLeadsOn() throws {
    let fixture = try ScanFixture()
    try fixture.folder.write("one/x.md")
    try fixture.folder.write("two/y.md")
    try fixture.folder.link("one/next", to: "../two")
    try fixture.folder.link("docs/one", to: "../one")
    let scan = try fixture.scan()
    #expect(scan.paths == ["docs/one/next/y.md", "docs/one/x.md"])
    #expect(try fixture.scan(scan.index).isUnchanged)
  }

  @Test func aLinkReplacedByItsTargetIsTheSameFileToReaders() throws {
    let fixture = try ScanFixture()
    try fixture.folder.write("shared/x.md", "same")
    try fixture.folder.link("docs/x.md", to: "../shared/x.md")
    let first = try fixture.scan()
    try fixture.folder.remove("docs/x.md")
    try fixture.folder.write("docs/x.md", "same")
    let second = try fixture.scan(first.index)
    #expect(second.isUnchanged && second.changes().isEmpty)
  }

  @Test func linkedFilesNeedTheirOwnNameToMatch() throws {
    let fixture = try ScanFixture(exclude: ["**/no-*"])
    try fixture.folder.write("docs/a.txt")
    try fixture.folder.write("docs/b.md")
    try fixture.folder.link("docs/link.md", to: "a.txt")
    try fixture.folder.link("docs/link.txt", to: "b.md")
    try fixture.folder.link("docs/no-link.md", to: "b.md")
    #expect(try fixture.paths() == ["docs/b.md", "docs/link.md"])
  }

  @Test func aRootMayBeALinkInside() throws {
    let fixture = try ScanFixture(roots: ["pages"])
    try fixture.folder.write("docs/a.md")
    try fixture.folder.link("pages", to: "docs")
    let scan = try fixture.scan()
    #expect(scan.paths == ["pages/a.md"] && scan.problems == [])
    #expect(try fixture.scan(scan.index).isUnchanged)
  }
}
