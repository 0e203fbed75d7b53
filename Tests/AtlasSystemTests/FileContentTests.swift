import AtlasCore
import Glibc
import Testing

@testable import AtlasSystem

@Suite struct FileContentTests {
  @Test(arguments: [0, 1, 4096, 65_535, 65_536, 65_537, 1 << 20])
  func everySizeIsReadWhole(_ size: Int) throws {
    let folder = try TestFolder()
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try AtomicFile.write(bytes, to: folder.path("a"))
    let content = try FileContent.read(folder.path("a"))
    #expect(content.bytes == bytes)
    #expect(content.isStable)
    #expect(content.status.size == Int64(size))
  }

  @Test func whatIsNoFileIsAnErrorAndNeverWaitedFor() throws {
    let folder = try TestFolder()
    try folder.makePipe("pipe")
    try folder.makeFolder("folder")
    #expect(reason(folder.path("pipe")) == "not a regular file")
    #expect(reason(folder.path("folder")) == "Is a directory")
    #expect(reason("/dev/zero") == "not a regular file")
    #expect(reason(folder.path("missing")) == "No such file or directory")
  }

  @Test func moreThanTwoGigabytesAreRefused() throws {
    let folder = try TestFolder()
    try folder.write("large")
    try #require(truncate(folder.path("large").cString, 1 << 31) == 0)
    #expect(reason(folder.path("large")) == "larger than 2147483647 bytes")
  }

  @Test func aFileWithoutASizeIsReadToItsEnd() throws {
    let content = try FileContent.read("/proc/self/status")
    #expect(content.bytes.starts(with: Array("Name:".utf8)))
    #expect(content.isStable)
  }

  @Test func aFileThatChangesOnceIsReadAgain() throws {
    let folder = try TestFolder()
    try folder.write("a", "old")
    let path = folder.path("a")
    let content = try FileContent.read(path, folder: AT_FDCWD) { attempt in
      if attempt == 1 { overwrite(path, "newer") }
    }
    #expect(content.bytes == Array("newer".utf8))
    #expect(content.isStable)
  }

  @Test func aFileThatKeepsChangingIsReadAndCalledUnstable() throws {
    let folder = try TestFolder()
    try folder.write("a", "old")
    let path = folder.path("a")
    var attempts = 0
    let content = try FileContent.read(path, folder: AT_FDCWD) { attempt in
      attempts = attempt
      overwrite(path, String(repeating: "x", count: 10 * attempt))
    }
    #expect(attempts == 2)
    #expect(!content.isStable)
  }

  @Test func aFileThatGrowsWithoutEndIsGivenUp() throws {
    let folder = try TestFolder()
    try folder.write("a", "old")
    let path = folder.path("a")
    let error = #expect(throws: SystemError.self) {
      try FileContent.read(path, folder: AT_FDCWD) { _ in truncate(path.cString, 40 << 20) }
    }
    #expect(error?.reason == "grows while being read")
  }

  private func reason(_ path: BytePath) -> String? {
    do throws(SystemError) { _ = try FileContent.read(path) } catch { return error.reason }
    return nil
  }

  private func overwrite(_ path: BytePath, _ text: String) {
    guard let file = fopen(String(decoding: path.bytes, as: UTF8.self), "w") else { return }
    fputs(text, file)
    fclose(file)
  }
}
