import AtlasCore
import Glibc
import Testing

@testable import AtlasSystem

@Suite struct FileDescriptorTests {
  @Test func aDescriptorIsClosedWhenItsOwnerLetsGo() throws {
    let raw: Int32
    do {
      let descriptor = try FileDescriptor("/", O_RDONLY)
      raw = descriptor.rawValue
      #expect(fcntl(raw, F_GETFD) == FD_CLOEXEC)
    }
    // Another test may have been given the number meanwhile; then it is not the root folder's.
    var now = stat()
    var root = stat()
    stat("/", &root)
    #expect(fstat(raw, &now) != 0 || now.st_ino != root.st_ino || now.st_dev != root.st_dev)
  }

  @Test func aPathLongerThanTheKernelTakesIsOpenedInSteps() throws {
    let folder = try TestFolder()
    let path = try deepFile(in: folder.path, depth: 60)
    #expect(path.bytes.count > 8192)
    let content = try FileContent.read(path)
    #expect(content.bytes == Array("deep".utf8))
    #expect(try FileStatus(path).size == 4)
  }

  @Test func aMissingFileNamesItsPath() {
    let error = #expect(throws: SystemError.self) { _ = try FileDescriptor("/nowhere/a.md", O_RDONLY) }
    #expect(error?.code == ENOENT)
    #expect(error?.path == "/nowhere/a.md")
  }

  @Test func aFolderIsListedInTheOrderOfItsNames() throws {
    let folder = try TestFolder()
    for name in ["b", "a", ".c", "é"] { try folder.write(BytePath(name)) }
    #expect(try FolderListing.names(in: folder.path) == [".c", "a", "b", "é"])
    let error = #expect(throws: SystemError.self) { try FolderListing.names(in: folder.path("x")) }
    #expect(error?.isMissing == true)
  }

  @Test func aZeroByteInAPathIsNotTheEndOfIt() throws {
    let folder = try TestFolder()
    try folder.write("a.md")
    let path = BytePath(folder.path("a.md").bytes + [0] + Array("x".utf8))
    #expect(throws: SystemError.self) { try FileContent.read(path) }
    #expect(throws: SystemError.self) { try FileStatus(path) }
  }

  /// Makes folders of 200 bytes in each other and a file in the last, and gives its path.
  private func deepFile(in root: BytePath, depth: Int) throws -> BytePath {
    let name = BytePath([UInt8](repeating: UInt8(ascii: "d"), count: 200))
    var folder = try FileDescriptor.folder(root)
    var path = root
    for _ in 0..<depth {
      try #require(mkdirat(folder.rawValue, name.cString, 0o777) == 0)
      folder = try FileDescriptor(name, O_RDONLY | O_DIRECTORY, relativeTo: folder)
      path = path.appending(name)
    }
    let file = try FileDescriptor("a.md", O_WRONLY | O_CREAT, relativeTo: folder)
    try #require(write(file.rawValue, "deep", 4) == 4)
    return path.appending("a.md")
  }
}
