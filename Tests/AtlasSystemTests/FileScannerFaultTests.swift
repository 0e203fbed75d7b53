import AtlasCore
import Glibc
import Testing

@testable import AtlasSystem

/// Races, refused rights, deep trees, few descriptors: what a scan meets outside of the laboratory.
@Suite struct FileScannerFaultTests {
  // MARK: Racy times

  /// Forces what a fast editor may do by accident: other bytes, same size, same times. The change time cannot be
  /// forged, so the index is told that the file already had the new one.
  @Test func anEditThatKeepsItsTimesIsFoundWhereTheRuleDistrustsThem() throws {
    for isDistrusted in [true, false] {
      var fixture = try ScanFixture()
      try fixture.folder.write("docs/a.md", "one")
      fixture.rule = isDistrusted ? RacyRule(snapshot: 0) : ScanFixture.trusting
      let first = try fixture.scan()
      fixture.rule = ScanFixture.trusting
      overwrite(fixture.folder.path("docs/a.md"), "two")
      let edited = try withStamps(of: fixture.folder.path("docs"), first.index)
      let second = try fixture.scan(edited)
      // Without the rule the edit cannot be seen: the test forges what it says it forges.
      #expect(second.changes().changed == (isDistrusted ? ["docs/a.md"] : []))
    }
  }

  @Test func aRacyFileIsReadAgainOnceAndThenTrusted() throws {
    var fixture = try ScanFixture()
    try fixture.folder.write("docs/a.md", "one")
    let status = try FileStatus(fixture.folder.path("docs/a.md"))
    fixture.rule = RacyRule(snapshot: status.changed + 5_000_000)
    let reads = Counter()
    fixture.scanner.seams.beforeReading = { _, _ in reads.increment() }
    let first = try fixture.scan()
    fixture.rule = RacyRule(snapshot: status.changed + 50_000_000)
    let second = try fixture.scan(first.index)
    #expect(reads.count == 2)
    #expect(second.isUnchanged && second.updatedFolders.map(\.path) == ["docs"])
    let third = try fixture.scan(second.index)
    #expect(reads.count == 2 && third.updatedFolders.isEmpty)
  }

  @Test func aRacyListingIsListedAgain() throws {
    var fixture = try ScanFixture()
    try fixture.folder.write("docs/a.md", "one")
    fixture.rule = RacyRule(snapshot: 0)
    let first = try fixture.scan()
    let listings = Counter()
    fixture.scanner.seams.afterListing = { _ in listings.increment() }
    _ = try fixture.scan(first.index)
    #expect(listings.count == 1)
  }

  @Test(arguments: [
    (Int64(100_000_000_001), Int64(100_000_000_001), Int64(100_010_000_001), true),
    (100_000_000_001, 100_000_000_001, 100_010_000_002, false),
    (50_000_000_001, 100_000_000_001, 100_000_000_001, true),
    (100_000_000_001, 50_000_000_001, 100_000_000_001, true),
    (900_000_000_001, 50_000_000_001, 100_000_000_001, true),
    // Whole seconds: a file system that counts by two.
    (98_000_000_000, 98_000_000_000, 100_000_000_000, true),
    (97_000_000_000, 97_000_000_000, 100_000_000_000, false),
    (.min, .min, .min, true),
  ])
  func timesAreTrustedOnlyWhenOlderThanTheirGrain(
    _ modified: Int64, _ changed: Int64, _ snapshot: Int64, _ expected: Bool
  ) {
    #expect(RacyRule(snapshot: snapshot).isRacy(modified: modified, changed: changed) == expected)
  }

  @Test func theClockIsThatOfTheFileSystem() throws {
    let folder = try TestFolder()
    let rule = RacyRule.now(in: folder.path)
    try folder.write("later")
    #expect(try FileStatus(folder.path("later")).modified >= rule.snapshot)
    #expect(RacyRule.now(in: folder.path("missing")) == .distrustful)
    #expect(RacyRule.distrustful.isRacy(modified: 0, changed: 0))
  }

  // MARK: Changes during the scan

  @Test func aFileThatChangesOnceWhileReadIsReadAgain() throws {
    var fixture = try ScanFixture()
    try fixture.folder.write("docs/a.md", "one")
    let path = fixture.folder.path("docs/a.md")
    fixture.scanner.seams.beforeReading = { _, attempt in if attempt == 1 { overwrite(path, "newer") } }
    let scan = try fixture.scan()
    #expect(scan.files().map(\.digest) == [Digest(of: "newer")] && scan.problems == [])
  }

  @Test func aFileThatKeepsChangingIsUsedAndFlaggedAndReadAgainNextTime() throws {
    var fixture = try ScanFixture()
    try fixture.folder.write("docs/a.md", "one")
    let path = fixture.folder.path("docs/a.md")
    fixture.scanner.seams.beforeReading = { _, attempt in
      overwrite(path, String(repeating: "x", count: attempt * 7))
    }
    let scan = try fixture.scan()
    #expect(scan.files().map(\.isStable) == [false])
    #expect(scan.said == ["docs/a.md: changed while it was read; its result is not stored"])
    fixture.scanner.seams.beforeReading = nil
    let next = try fixture.scan(scan.index)
    #expect(next.files().map(\.isStable) == [true] && next.problems == [])
  }

  @Test func aFileThatVanishesDuringTheScanIsAProblemNotAFile() throws {
    var fixture = try ScanFixture()
    for name in ["a", "b", "c"] { try fixture.folder.write(BytePath("docs/\(name).md")) }
    let path = fixture.folder.path("docs/b.md")
    fixture.scanner.seams.afterListing = { _ in unlink(path.cString) }
    let scan = try fixture.scan()
    #expect(scan.paths == ["docs/a.md", "docs/c.md"])
    #expect(scan.said == ["docs/b.md: changed into something else or removed during the scan"])
    fixture.scanner.seams.afterListing = nil
    let next = try fixture.scan(scan.index)
    #expect(next.isUnchanged && next.problems == [])
  }

  @Test func aFileReplacedByAPipeDuringTheScanIsNotWaitedFor() throws {
    var fixture = try ScanFixture()
    try fixture.folder.write("docs/a.md")
    let path = fixture.folder.path("docs/a.md")
    fixture.scanner.seams.afterListing = { _ in
      unlink(path.cString)
      mkfifo(path.cString, 0o666)
    }
    let scan = try fixture.scan()
    #expect(scan.paths == [] && scan.problems.map(\.reason) == [.vanished])
  }

  @Test func aFileReplacedByALinkDuringTheScanIsNotFollowed() throws {
    var fixture = try ScanFixture()
    try fixture.folder.write("docs/a.md")
    let path = fixture.folder.path("docs/a.md")
    fixture.scanner.seams.afterListing = { _ in
      unlink(path.cString)
      symlink("/etc/passwd", path.cString)
    }
    let scan = try fixture.scan()
    #expect(scan.paths == [] && scan.problems.map(\.reason) == [.vanished])
  }

  @Test func aFolderThatVanishesDuringTheScanIsAProblem() throws {
    var fixture = try ScanFixture()
    try fixture.folder.write("docs/sub/a.md")
    try fixture.folder.write("docs/b.md")
    let folder = fixture.folder.path("docs/sub")
    fixture.scanner.seams.afterListing = { path in if path == "docs" { try? FileTree.remove(folder) } }
    let scan = try fixture.scan()
    #expect(scan.paths == ["docs/b.md"])
    #expect(scan.said == ["docs/sub: changed into something else or removed during the scan"])
  }

  // MARK: Limits

  @Test func treesDeeperThanThePathLimitAreWalkedWithFewDescriptors() throws {
    var fixture = try ScanFixture()
    var current = try FileDescriptor.folder(fixture.folder.path("docs"))
    let name = BytePath([UInt8](repeating: UInt8(ascii: "d"), count: 100))
    for _ in 0..<60 {
      try #require(mkdirat(current.rawValue, name.cString, 0o777) == 0)
      try #require(mkdirat(current.rawValue, "e", 0o777) == 0)
      for folder in [name, "e"] as [BytePath] {
        let inner = try FileDescriptor(folder, O_RDONLY | O_DIRECTORY, relativeTo: current)
        _ = try FileDescriptor("a.md", O_WRONLY | O_CREAT, relativeTo: inner)
      }
      current = try FileDescriptor(name, O_RDONLY | O_DIRECTORY, relativeTo: current)
    }
    let wide = try fixture.scan()
    #expect(wide.files().count == 120 && wide.problems == [])
    #expect(wide.files().contains { $0.path.bytes.count > 6000 })
    fixture.scanner.seams.openFolderLimit = 0
    let narrow = try fixture.scan()
    #expect(narrow.index.folders == wide.index.folders)
    #expect(try fixture.scan(narrow.index).isUnchanged)
  }

  @Test func aPathBeyondOurOwnLimitIsAProblem() throws {
    let fixture = try ScanFixture()
    var current = try FileDescriptor.folder(fixture.folder.path("docs"))
    let name = BytePath([UInt8](repeating: UInt8(ascii: "d"), count: 250))
    for _ in 0..<70 {
      try #require(mkdirat(current.rawValue, name.cString, 0o777) == 0)
      current = try FileDescriptor(name, O_RDONLY | O_DIRECTORY, relativeTo: current)
    }
    let scan = try fixture.scan()
    #expect(scan.problems.map(\.reason) == [.pathTooLong])
  }

  @Test func noDescriptorIsLeftOpen() async {
    await #expect(processExitsWith: .success) {
      let fixture = try ScanFixture()
      for number in 0..<300 { try fixture.folder.write(BytePath("docs/\(number % 50)/\(number).md")) }
      try fixture.folder.link("docs/l", to: "0")
      try fixture.folder.link("docs/m", to: "/")
      let before = openDescriptorCount()
      let first = try fixture.scan()
      _ = try fixture.scan(first.index)
      // Other threads of the test program may hold some for a moment.
      for _ in 0..<200 where openDescriptorCount() > before { usleep(5000) }
      try #require(openDescriptorCount() <= before)
    }
  }

  @Test func aFewDescriptorsAreEnough() async {
    await #expect(processExitsWith: .success) {
      let fixture = try ScanFixture()
      for number in 0..<400 { try fixture.folder.write(BytePath("docs/\(number % 80)/x/y/\(number).md")) }
      var limit = rlimit(rlim_cur: rlim_t(openDescriptorCount() + 12), rlim_max: 64)
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      let scan = try fixture.scan()
      try #require(scan.files().count == 400 && scan.problems.isEmpty)
      try #require(try fixture.scan(scan.index).isUnchanged)
    }
  }

  // MARK: Rights

  /// Runs as a user whom rights stop, if need be in a process of its own that has given up being root.
  @Test func whatMayNotBeReadIsAProblemAndTheRestIsFound() async throws {
    await #expect(processExitsWith: .success) {
      let fixture = try ScanFixture()
      for path in ["docs/open/a.md", "docs/shut/b.md", "docs/c.md", "docs/d.md"] {
        try fixture.folder.write(BytePath(path))
      }
      try fixture.folder.setMode("docs/shut", 0)
      try fixture.folder.setMode("docs/d.md", 0)
      if ProcessEnvironment.isRoot {
        for path in ["", ".clock", "docs", "docs/open", "docs/shut", "docs/d.md"] as [BytePath] {
          try #require(chown(fixture.folder.path(path).cString, 65_534, 65_534) == 0)
        }
        try #require(setgid(65_534) == 0 && setuid(65_534) == 0)
      }
      let first = try fixture.scan()
      try #require(first.paths == ["docs/c.md", "docs/open/a.md"])
      try #require(
        first.said == [
          "docs/d.md: cannot read it: Permission denied",
          "docs/shut: cannot list the folder: Permission denied",
        ])
      let again = try fixture.scan(first.index)
      try #require(again.isUnchanged && again.said == first.said && again.updatedFolders.isEmpty)
      try fixture.folder.setMode("docs/d.md", 0o644)
      try fixture.folder.setMode("docs/shut", 0o755)
      let healed = try fixture.scan(again.index)
      try #require(healed.paths == ["docs/c.md", "docs/d.md", "docs/open/a.md", "docs/shut/b.md"])
      try #require(healed.problems.isEmpty)
    }
  }

  // MARK: Helpers

  /// The index with the times that the folder's files have now, as if they had had them all along.
  private func withStamps(of folder: BytePath, _ index: FileIndex) throws -> FileIndex {
    FileIndex(
      try index.folders.map { snapshot in
        let packed = try #require(PackedFolder(snapshot.bytes))
        var draft = FolderDraft(packed)
        for number in draft.records.indices {
          let path = folder.appending(BytePath(draft.name(draft.records[number])))
          draft.records[number].stamp = FileStamp(try FileStatus(path))
        }
        return DirectorySnapshot(path: snapshot.path, bytes: draft.packed(packed.header))
      })
  }
}

private func overwrite(_ path: BytePath, _ text: String) {
  guard let file = fopen(String(decoding: path.bytes, as: UTF8.self), "w") else { return }
  fputs(text, file)
  fclose(file)
}
