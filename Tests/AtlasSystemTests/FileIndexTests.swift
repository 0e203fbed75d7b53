import AtlasCore
import Glibc
import Testing

@testable import AtlasSystem

@Suite struct FileIndexTests {
  @Test func damageAtAnyByteIsNoticedAndHealed() throws {
    var fixture = try ScanFixture()
    fixture.rule = ScanFixture.trusting
    for name in ["a", "b", "c"] { try fixture.folder.write(BytePath("docs/\(name).md"), name) }
    try fixture.folder.makeFolder("docs/sub")
    try fixture.folder.link("docs/l.md", to: "a.md")
    let first = try fixture.scan()
    let good = try #require(first.index.folders.first { $0.path == "docs" })
    for offset in good.bytes.indices {
      var damaged = good
      damaged.bytes[offset] ^= 0x55
      #expect(PackedFolder(damaged.bytes) == nil, "byte \(offset)")
      let others = first.index.folders.filter { $0.path != "docs" }
      let scan = try fixture.scan(FileIndex(others + [damaged]))
      #expect(scan.index.folders == first.index.folders)
      #expect(scan.updatedFolders == [good])
    }
  }

  @Test func everyTruncationIsNoticed() throws {
    let fixture = try ScanFixture()
    try fixture.folder.write("docs/a.md")
    let good = try #require(try fixture.scan().index.folders.first)
    for count in good.bytes.indices { #expect(PackedFolder(Array(good.bytes[..<count])) == nil) }
    #expect(PackedFolder(good.bytes + [0]) == nil)
    #expect(PackedFolder(good.bytes) != nil)
  }

  /// Damage with a checksum that is right all the same: what a malicious store might hold.
  @Test func countsAndOffsetsAreNotBelievedForTheirChecksum() throws {
    var fixture = try ScanFixture()
    fixture.rule = ScanFixture.trusting
    for name in ["a", "b"] { try fixture.folder.write(BytePath("docs/\(name).md"), name) }
    let good = try #require(try fixture.scan().index.folders.first).bytes
    for offset in good.indices.dropLast(8) {
      for value in [UInt8(0), 0x7F, 0xFF] {
        var bytes = good
        bytes[offset] = value
        let checksum = bytes.withUnsafeBytes {
          PackedFolder.checksum(UnsafeRawBufferPointer(rebasing: $0.dropLast(8)))
        }
        withUnsafeBytes(of: checksum) { bytes.replaceSubrange((bytes.count - 8)..., with: $0) }
        let index = FileIndex([DirectorySnapshot(path: "docs", bytes: bytes)])
        // It may find something else than is there; it must come back.
        let scan = try fixture.scan(index)
        _ = (scan.changes(), scan.files(), index.fingerprint)
      }
    }
  }

  @Test func anIndexIsSortedAndHoldsEachFolderOnce() {
    let index = FileIndex([
      DirectorySnapshot(path: "b", bytes: [1]), DirectorySnapshot(path: "a", bytes: [2]),
      DirectorySnapshot(path: "b", bytes: [1]),
    ])
    #expect(index.folders.map(\.path) == ["a", "b"])
    #expect(index.position(of: Array("b".utf8)) == 1 && index.position(of: Array("c".utf8)) == nil)
  }

  @Test func packingIsReversible() throws {
    var draft = FolderDraft()
    for (name, kind) in [("z", 3), ("folder", 0), ("a", 3), ("link", 1)] as [(String, UInt8)] {
      Array(name.utf8).withUnsafeBytes { draft.append($0, kind: kind) }
    }
    draft.sort()
    var header = PackedFolder.Header()
    header.modified = 7
    let packed = try #require(PackedFolder(draft.packed(header)))
    #expect(MemoryLayout<PackedFolder.Header>.size == PackedFolder.headerSize)
    #expect(MemoryLayout<PackedFolder.Record>.size == PackedFolder.recordSize)
    #expect((packed.folders, packed.links, packed.files) == (0..<1, 1..<2, 2..<4))
    let again = FolderDraft(packed)
    #expect(
      again.records.map(again.name).map { String(decoding: $0, as: UTF8.self) } == [
        "folder", "link", "a", "z",
      ])
    #expect(again.packed(packed.header) == packed.bytes)
  }

  /// The oracle: whatever was done to the files, a scan that continues from the last index finds what a scan without
  /// one finds.
  @Test(arguments: 1...10)
  func aScanThatContinuesFindsWhatAFreshOneFinds(_ seed: Int) throws {
    var fixture = try ScanFixture(exclude: ["**/x-*"])
    var random = TestRandom(seed)
    var index = FileIndex.empty
    for step in 0..<25 {
      for _ in 0..<Int.random(in: 0...6, using: &random) { try edit(fixture.folder, &random, step) }
      fixture.scanner.threads = Int.random(in: 1...4, using: &random)
      // Old times that are believed, young ones that are not, none that is: it must make no difference.
      let rules: [RacyRule?] = [nil, .now(in: fixture.folder.path), .distrustful]
      fixture.rule = rules.randomElement(using: &random)!
      let continued = try fixture.scan(index)
      let fresh = try fixture.scan()
      #expect(continued.files() == fresh.files())
      #expect(continued.problems == fresh.problems)
      #expect(continued.fingerprint == fresh.fingerprint)
      #expect(continued.isUnchanged == (continued.fingerprint == index.fingerprint))
      #expect(continued.isUnchanged == continued.changes().isEmpty)
      #expect(stored(index, after: continued).folders == continued.index.folders)
      index = continued.index
    }
  }

  /// What a store holds that did what the scan told it to.
  private func stored(_ old: FileIndex, after scan: FileScan) -> FileIndex {
    let gone = Set(scan.removedFolders + scan.updatedFolders.map(\.path))
    return FileIndex(old.folders.filter { !gone.contains($0.path) } + scan.updatedFolders)
  }

  private func edit(_ folder: borrowing TestFolder, _ random: inout TestRandom, _ step: Int) throws {
    let names = ["a.md", "b.md", "x-c.md", "d.txt", "é.md"]
    let folders = ["docs", "docs/s", "docs/s/t", "docs/u", "docs/x-v", "other"]
    let place = BytePath(folders.randomElement(using: &random)!)
    let path = place.appending(names.randomElement(using: &random)!)
    switch Int.random(in: 0..<9, using: &random) {
    case 0...3: try? folder.write(path, "\(Int.random(in: 0..<4, using: &random))")
    case 4: try folder.remove(path)
    case 5 where place != "docs": try folder.remove(place)
    case 6:
      let target = BytePath(folders.randomElement(using: &random)!).appending("b.md")
      try? folder.write(BytePath("docs/keep.md"), "\(step)")
      _ = try? folder.rename(path, to: target)
    case 7:
      let targets = ["a.md", "../other", ".", "/etc", "../docs/s", "gone", "../other/b.md"] as [BytePath]
      if (try? FileStatus(folder.path(place))) != nil {
        _ = try? folder.link(path, to: targets.randomElement(using: &random)!)
      }
    default: _ = try? folder.setModified(path, Int64.random(in: 0..<3, using: &random))
    }
  }
}

/// Numbers that look random and are the same in every run.
struct TestRandom: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}
