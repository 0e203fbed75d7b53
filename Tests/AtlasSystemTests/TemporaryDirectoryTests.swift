import AtlasCore
import Glibc
import Testing

@testable import AtlasSystem

@Suite struct TemporaryDirectoryTests {
  @Test func aTemporaryFolderGoesWithItsOwner() throws {
    let path: BytePath
    do {
      let folder = try TemporaryDirectory()
      path = folder.path
      #expect(try FileStatus(path).mode == 0o700)
      try AtomicFile.write([1], to: path.appending("a/b/c"), createParents: true)
    }
    #expect(!path.exists)
  }

  @Test func removingATreeLeavesWhatItsLinksPointTo() throws {
    let folder = try TestFolder()
    try folder.write("kept/a.md")
    try folder.makeFolder("tree")
    try folder.link("tree/link", to: "../kept")
    try folder.link("tree/dangling", to: "nowhere")
    try folder.makePipe("tree/pipe")
    try folder.remove("tree")
    #expect(try folder.names() == ["kept"])
    #expect(folder.path("kept/a.md").exists)
  }

  @Test func removingALinkToAFolderRemovesTheLinkAlone() throws {
    let folder = try TestFolder()
    try folder.write("kept/a.md")
    try folder.link("link", to: "kept")
    try folder.remove("link")
    #expect(try folder.names() == ["kept"])
    #expect(folder.path("kept/a.md").exists)
  }

  @Test func aTreeOfAnyDepthIsRemoved() throws {
    let folder = try TestFolder()
    try folder.makeFolder("top")
    var current = try FileDescriptor.folder(folder.path("top"))
    for depth in 0..<1500 {
      try #require(mkdirat(current.rawValue, "d", 0o777) == 0)
      if depth % 100 == 0 { try #require(mkdirat(current.rawValue, "e", 0o777) == 0) }
      current = try FileDescriptor("d", O_RDONLY | O_DIRECTORY, relativeTo: current)
    }
    try folder.remove("top")
    #expect(try folder.names() == [])
  }

  @Test func foldersThatForbidEntryAreRemovedByTheirOwner() throws {
    let folder = try TestFolder()
    try folder.write("shut/a")
    try folder.setMode("shut", 0)
    try folder.remove("shut")
    #expect(try folder.names() == [])
  }

  @Test func whatIsNotThereIsRemovedAlready() throws {
    let folder = try TestFolder()
    try folder.remove("missing")
    try folder.remove("missing/deeper")
    #expect(throws: SystemError.self) { try FileTree.remove(folder.path("..")) }
  }

  @Test func registeredCleanupRunsOnceAndNotAfterItsEnd() {
    let log = EventLog()
    let kept = ExitCleanup.register { log.add("kept") }
    let dropped = ExitCleanup.register { log.add("dropped") }
    ExitCleanup.unregister(dropped)
    ExitCleanup.unregister(kept)
    #expect(log.events == [])
  }
}
