import AtlasCore
import Glibc
import Testing

@testable import AtlasSystem

@Suite struct OutputStreamTests {
  @Test func whatIsBufferedArrivesInOrder() throws {
    let folder = try TestFolder()
    let file = try FileDescriptor(folder.path("out"), O_WRONLY | O_CREAT)
    let stream = OutputStream(file.rawValue, name: "out", capacity: 10)
    for text in ["one ", "two ", "three ", "a text longer than the buffer ", "end"] { stream.write(text) }
    #expect(try FileStatus(folder.path("out")).size < 47)
    stream.flush()
    let written = try FileContent.read(folder.path("out")).bytes
    #expect(String(decoding: written, as: UTF8.self) == "one two three a text longer than the buffer end")
  }

  @Test func aReaderThatLeavesClosesTheStreamQuietly() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { close(ends[1]) }
    let stream = OutputStream(ends[1], name: "pipe", capacity: 0)
    close(ends[0])
    stream.write("lost")
    #expect(stream.isClosed && stream.failure == nil)
    stream.write("more")
  }

  @Test func aFullPipeIsWaitedFor() async throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (reader, writer) = (ends[0], ends[1])
    _ = fcntl(writer, F_SETFL, O_NONBLOCK)
    // Both sides wait for each other, so neither may do so in the cooperative pool.
    let executor = BlockingExecutor(threads: 2)
    async let received = executor.run { () -> Int in
      var total = 0
      var buffer = [UInt8](repeating: 0, count: 10_000)
      while case let count = read(reader, &buffer, buffer.count), count > 0 { total += count }
      return total
    }
    async let wasClosed = executor.run { () -> Bool in
      let stream = OutputStream(writer, name: "pipe", capacity: 100)
      stream.write([UInt8](repeating: 1, count: 1_000_000))
      stream.flush()
      close(writer)
      return stream.isClosed
    }
    #expect(await received == 1_000_000)
    #expect(await !wasClosed)
    close(reader)
    executor.shutDown()
  }

  @Test func aStreamIntoAFileReplacesWhatWasThere() throws {
    let folder = try TestFolder()
    try folder.write("events", "a long text that was there before")
    let stream = try OutputStream(creating: folder.path("events"))
    stream.write("one\n")
    #expect(try FileContent.read(folder.path("events")).bytes == Array("one\n".utf8))
    #expect(throws: SystemError.self) { _ = try OutputStream(creating: folder.path("no/where")) }
  }

  @Test func aFullDiskIsRemembered() throws {
    let full = try FileDescriptor("/dev/full", O_WRONLY)
    let stream = OutputStream(full.rawValue, name: "standard output", capacity: 0)
    stream.write("x")
    #expect(stream.failure?.description == "cannot write to standard output: No space left on device")
    #expect(stream.isClosed)
  }
}
