import AtlasCore
import Glibc
import Testing

@testable import AtlasSystem

@Suite struct FileScannerTests {
  @Test func filesThatMatchAreFoundInTheOrderOfTheirBytes() throws {
    let fixture = try ScanFixture(exclude: ["docs/old", "**/draft-*", "**/skip/**"])
    for path in [
      "docs/b.md", "docs/a.md", "docs/a/z.md", "docs/a-b/c.md", "docs/a.txt", "docs/old/x.md",
      "docs/draft-1.md",
      "docs/x/skip/y/z.md", "docs/x/y/z.md", "docs/.hidden.md", "docs/.git/x.md", "elsewhere/a.md",
      "docs/ä.md",
    ] { try fixture.folder.write(BytePath(path), path) }
    let scan = try fixture.scan()
    #expect(
      scan.paths == [
        "docs/a-b/c.md", "docs/a.md", "docs/a/z.md", "docs/b.md", "docs/x/y/z.md", "docs/ä.md",
      ])
    #expect(scan.problems == [])
    for file in scan.files() {
      #expect(file.digest == Digest(of: file.path.bytes) && file.isStable)
      #expect(file.size == Int64(file.path.bytes.count))
      #expect(scan.content(of: file.path) == file.path.bytes)
      #expect(scan.file(at: file.path) == file)
    }
    #expect(scan.file(at: "docs/a.txt") == nil && scan.file(at: "docs/a") == nil)
  }

  @Test func nothingIsReadOrStoredWhenNothingChanged() throws {
    var fixture = try ScanFixture()
    for number in 0..<700 {
      try fixture.folder.write(BytePath("docs/\(number % 9)/\(number).md"), "\(number)")
    }
    let first = try fixture.scan()
    let reads = Counter()
    let listings = Counter()
    fixture.scanner.seams.beforeReading = { _, _ in reads.increment() }
    fixture.scanner.seams.afterListing = { _ in listings.increment() }
    let second = try fixture.scan(first.index)
    #expect(second.isUnchanged && second.updatedFolders.isEmpty && second.removedFolders.isEmpty)
    #expect(second.changes().isEmpty && second.fingerprint == first.fingerprint)
    #expect(second.files() == first.files())
    #expect(reads.count == 0 && listings.count == 0)
  }

  @Test func everyKindOfChangeIsToldAndOnlyItsFolderIsStored() throws {
    let fixture = try ScanFixture()
    for path in ["docs/a/1.md", "docs/a/2.md", "docs/b/1.md", "docs/c/1.md", "docs/d/e/1.md"] {
      try fixture.folder.write(BytePath(path), path)
    }
    let first = try fixture.scan()
    try fixture.folder.write("docs/a/1.md", "other")
    try fixture.folder.write("docs/b/0.md", "new")
    try fixture.folder.remove("docs/c/1.md")
    try fixture.folder.remove("docs/d")
    let second = try fixture.scan(first.index)
    #expect(!second.isUnchanged)
    #expect(
      second.changes()
        == FileChanges(
          added: ["docs/b/0.md"], changed: ["docs/a/1.md"], removed: ["docs/c/1.md", "docs/d/e/1.md"]))
    #expect(second.updatedFolders.map(\.path) == ["docs", "docs/a", "docs/b", "docs/c"])
    #expect(second.removedFolders == ["docs/d", "docs/d/e"])
    #expect(second.content(of: "docs/a/1.md") == Array("other".utf8))
    #expect(second.content(of: "docs/a/2.md") == nil)
    #expect(second.fingerprint == (try fixture.scan()).fingerprint)
  }

  @Test func aFileThatWasOnlyTouchedIsReadAndFoundUnchanged() throws {
    let fixture = try ScanFixture()
    try fixture.folder.write("docs/a.md")
    let first = try fixture.scan()
    try fixture.folder.setModified("docs/a.md", 1_000_000_000_000_000_001)
    let second = try fixture.scan(first.index)
    #expect(second.isUnchanged && second.changes().isEmpty)
    #expect(second.updatedFolders.map(\.path) == ["docs"])
    #expect(try fixture.scan(second.index).updatedFolders.isEmpty)
  }

  /// As `touch -r`, `cp -p` and `rsync -t` do.
  @Test func anEditWhoseDateIsSetBackIsFoundByTheTimeOfItsChange() throws {
    let fixture = try ScanFixture()
    try fixture.folder.write("docs/a.md", "one")
    let first = try fixture.scan()
    let before = try FileStatus(fixture.folder.path("docs/a.md"))
    let file = try FileDescriptor(fixture.folder.path("docs/a.md"), O_WRONLY)
    try #require(pwrite(file.rawValue, "two", 3, 0) == 3)
    try fixture.folder.setModified("docs/a.md", before.modified)
    let after = try FileStatus(fixture.folder.path("docs/a.md"))
    try #require(
      after.modified == before.modified && after.inode == before.inode && after.size == before.size)
    #expect(try fixture.scan(first.index).changes().changed == ["docs/a.md"])
  }

  @Test func aMovedFileIsRemovedAndAddedAndItsFingerprintDiffers() throws {
    let fixture = try ScanFixture()
    try fixture.folder.write("docs/a.md")
    let first = try fixture.scan()
    try fixture.folder.rename("docs/a.md", to: "docs/b.md")
    let second = try fixture.scan(first.index)
    #expect(second.changes() == FileChanges(added: ["docs/b.md"], removed: ["docs/a.md"]))
    try fixture.folder.rename("docs/b.md", to: "docs/a.md")
    let third = try fixture.scan(second.index)
    #expect(third.fingerprint == first.fingerprint && !third.isUnchanged)
  }

  @Test func otherPatternsListAgainAndReadNothingTwice() throws {
    var fixture = try ScanFixture()
    try fixture.folder.write("docs/a.md")
    try fixture.folder.write("docs/b.mmd")
    let first = try fixture.scan()
    fixture.scanner.include = try GlobSet(["**/*.{md,mmd}"])
    let reads = EventLog()
    fixture.scanner.seams.beforeReading = { path, _ in reads.add("\(path)") }
    let second = try fixture.scan(first.index)
    #expect(second.paths == ["docs/a.md", "docs/b.mmd"])
    #expect(reads.events == ["docs/b.mmd"])
  }

  @Test(arguments: [UInt64(1), 2, 3], [1, 2, 8])
  func theResultDependsNeitherOnTheOrderOfListingsNorOnThreads(_ seed: UInt64, _ threads: Int) throws {
    var fixture = try ScanFixture()
    for number in 0..<400 {
      try fixture.folder.write(BytePath("docs/\(number % 7)/x/\(number).md"), "\(number)")
    }
    try fixture.folder.write("other/deep/1.md")
    for (name, target) in [
      ("l1", "../other/deep"), ("l0", "../other"), ("l2.md", "3/x/3.md"), ("l3", "gone"),
    ] {
      try fixture.folder.link(BytePath("docs/" + name), to: BytePath(target))
    }
    let plain = try fixture.scan()
    fixture.scanner.threads = threads
    fixture.scanner.seams.shuffleSeed = seed
    let shuffled = try fixture.scan()
    #expect(shuffled.index.folders == plain.index.folders)
    #expect(shuffled.problems == plain.problems && shuffled.fingerprint == plain.fingerprint)
    #expect(shuffled.files() == plain.files())
  }

  @Test func aFolderOfManyFilesIsSharedAmongThreads() throws {
    var fixture = try ScanFixture()
    for number in 0..<2000 { try fixture.folder.write(BytePath("docs/\(number).md"), "\(number)") }
    fixture.scanner.threads = 4
    let first = try fixture.scan()
    #expect(first.files().count == 2000)
    try fixture.folder.write("docs/77.md", "other")
    try fixture.folder.remove("docs/1999.md")
    let second = try fixture.scan(first.index)
    #expect(second.changes() == FileChanges(changed: ["docs/77.md"], removed: ["docs/1999.md"]))
    #expect(second.files() == (try fixture.scan()).files())
  }

  @Test func rootsMayBeFoldersFilesAndHidden() throws {
    var fixture = try ScanFixture()
    try fixture.folder.write("docs/.hidden/a.md")
    try fixture.folder.write("docs/b.md")
    try fixture.folder.write("docs/notes.txt")
    try fixture.folder.write("top.md")
    fixture.scanner.roots = ["./docs/", "docs/.hidden", "top.md", "docs/b.md", "docs/notes.txt", "docs"]
    let scan = try fixture.scan()
    #expect(scan.paths == ["docs/.hidden/a.md", "docs/b.md", "docs/notes.txt", "top.md"])
    #expect(scan.file(at: "docs/notes.txt")?.digest == Digest(of: "text"))
    let again = try fixture.scan(scan.index)
    #expect(again.isUnchanged && again.updatedFolders.isEmpty)
    try fixture.folder.write("top.md", "other")
    try fixture.folder.remove("docs/notes.txt")
    let third = try fixture.scan(scan.index)
    #expect(third.changes() == FileChanges(changed: ["top.md"], removed: ["docs/notes.txt"]))
    #expect(third.said == ["docs/notes.txt: named as a source and not there"])
  }

  @Test func theProjectFolderItselfMayBeTheRoot() throws {
    let fixture = try ScanFixture(roots: ["."])
    try fixture.folder.write("a.md")
    try fixture.folder.write("docs/b.md")
    let scan = try fixture.scan()
    #expect(scan.paths == ["a.md", "docs/b.md"])
    #expect(scan.file(at: "a.md") != nil)
    #expect(try fixture.scan(scan.index).isUnchanged)
  }

  @Test func rootsOutsideTheProjectAreProblems() throws {
    let fixture = try ScanFixture(roots: ["../x", "/etc", "missing", "link", "docs"])
    try fixture.folder.link("link", to: "/etc")
    try fixture.folder.write("docs/a.md")
    let scan = try fixture.scan()
    #expect(scan.paths == ["docs/a.md"])
    #expect(
      scan.said == [
        "../x: named as a source and not inside the project folder",
        "/etc: named as a source and not inside the project folder",
        "link: named as a source and not inside the project folder",
        "missing: named as a source and not there",
      ])
  }

  @Test func aMissingProjectFolderIsAnError() throws {
    let scanner = FileScanner(
      root: "/nowhere", roots: ["docs"], include: try GlobSet(["**"]), racyRule: ScanFixture.trusting)
    let error = #expect(throws: SystemError.self) { try scanner.scan() }
    #expect(error?.description == "cannot open /nowhere: No such file or directory")
  }

  @Test func namesAreBytes() throws {
    let fixture = try ScanFixture(include: ["**"])
    let names: [[UInt8]] = [
      Array("new\nline.md".utf8), [0xFF, 0xFE], Array("-leading".utf8), Array("\u{E9}.md".utf8),
      Array("e\u{301}.md".utf8), Array("CASE".utf8), Array("case".utf8), Array(#"back\slash"#.utf8),
      Array("\u{202E}bidi".utf8), [UInt8](repeating: UInt8(ascii: "n"), count: 255),
    ]
    for name in names { try fixture.folder.write(BytePath("docs").appending(BytePath(name)), "x") }
    let scan = try fixture.scan()
    #expect(Set(scan.files().map { Array($0.path.bytes.dropFirst(5)) }) == Set(names))
    #expect(scan.files().map(\.path) == scan.files().map(\.path).sorted())
    #expect(try fixture.scan(scan.index).isUnchanged)
  }

  @Test func moreContentThanTheLimitIsHashedAndNotKept() throws {
    var fixture = try ScanFixture()
    for number in 0..<10 { try fixture.folder.write(BytePath("docs/\(number).md"), "0123456789") }
    fixture.scanner.contentLimit = 35
    let scan = try fixture.scan()
    #expect(scan.files().count == 10)
    #expect(scan.files().count { scan.content(of: $0.path) != nil } == 3)
  }

  @Test func pipesAndSocketsAreLeftAlone() throws {
    let fixture = try ScanFixture()
    try fixture.folder.makePipe("docs/pipe.md")
    try fixture.folder.link("docs/link.md", to: "pipe.md")
    try fixture.folder.write("docs/a.md")
    let scan = try fixture.scan()
    #expect(scan.paths == ["docs/a.md"] && scan.problems == [])
  }

  @Test func aFileThatBecomesAFolderAndBackIsFollowed() throws {
    let fixture = try ScanFixture()
    try fixture.folder.write("docs/a.md")
    let first = try fixture.scan()
    try fixture.folder.remove("docs/a.md")
    try fixture.folder.write("docs/a.md/b.md")
    let second = try fixture.scan(first.index)
    #expect(second.paths == ["docs/a.md/b.md"] && second.problems == [])
    try fixture.folder.remove("docs/a.md")
    try fixture.folder.write("docs/a.md")
    let third = try fixture.scan(second.index)
    #expect(third.paths == ["docs/a.md"] && third.fingerprint == first.fingerprint)
  }

  @Test func hardLinksAreTwoFiles() throws {
    let fixture = try ScanFixture()
    try fixture.folder.write("docs/a.md", "one")
    try #require(
      link(fixture.folder.path("docs/a.md").cString, fixture.folder.path("docs/b.md").cString) == 0)
    let scan = try fixture.scan()
    #expect(scan.paths == ["docs/a.md", "docs/b.md"])
  }
}
