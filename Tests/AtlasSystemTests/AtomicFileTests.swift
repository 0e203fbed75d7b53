import AtlasCore
import AtlasSystem
import Glibc
import Testing

@Suite struct AtomicFileTests {
  @Test func equalBytesAreNotWrittenAgain() throws {
    let folder = try TestFolder()
    let path = folder.path("a.json")
    #expect(try AtomicFile.write(Array("one".utf8), to: path))
    let before = try FileStatus(path)
    #expect(try !AtomicFile.write(Array("one".utf8), to: path))
    #expect(try FileStatus(path) == before)
    #expect(try AtomicFile.write(Array("two".utf8), to: path))
    #expect(try AtomicFile.write(Array("two".utf8), to: path, unlessEqual: false))
    #expect(try FileContent.read(path).bytes == Array("two".utf8))
    #expect(try folder.names() == ["a.json"])
  }

  @Test func anExistingFileKeepsItsRights() throws {
    let folder = try TestFolder()
    try folder.write("a", "one")
    try folder.setMode("a", 0o751)
    try folder.write("a", "two")
    #expect(try FileStatus(folder.path("a")).mode == 0o751)
  }

  @Test func aNewFileGetsWhatTheUmaskLeaves() throws {
    let folder = try TestFolder()
    try folder.write("new")
    let raw = try FileDescriptor(folder.path("plain"), O_WRONLY | O_CREAT, mode: 0o666)
    #expect(try FileStatus(folder.path("new")).mode == FileStatus(of: raw).mode)
  }

  @Test func missingFoldersAreMadeWhenAskedFor() throws {
    let folder = try TestFolder()
    let path = folder.path("x/y/z.json")
    #expect(throws: SystemError.self) { try AtomicFile.write([1], to: path) }
    try AtomicFile.write([1], to: path, createParents: true)
    #expect(try FileContent.read(path).bytes == [1])
  }

  @Test func aFailedWriteLeavesNothingBehind() throws {
    let folder = try TestFolder()
    try folder.makeFolder("taken/inside")
    let error = #expect(throws: SystemError.self) { try AtomicFile.write([1], to: folder.path("taken")) }
    #expect(error?.code == EISDIR)
    #expect(try folder.names() == ["taken"])
  }

  @Test func aLinkIsWrittenThrough() throws {
    let folder = try TestFolder()
    try folder.write("real/a", "one")
    try folder.link("link", to: "real/a")
    try AtomicFile.write(Array("two".utf8), to: folder.path("link"))
    #expect(try FileContent.read(folder.path("real/a")).bytes == Array("two".utf8))
    #expect(try FileStatus(folder.path("link"), followLinks: false).kind == .link)
  }

  @Test func theLongestPossibleNameCanBeWritten() throws {
    let folder = try TestFolder()
    let name = BytePath([UInt8](repeating: UInt8(ascii: "n"), count: 255))
    try folder.write(name, "x")
    #expect(folder.path(name).exists)
  }
}
