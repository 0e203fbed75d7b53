import AtlasCore
import AtlasSystem
import Glibc
import Testing

@Suite struct ProcessEnvironmentTests {
  @Test func everyVariableIsListedOnceInOrder() throws {
    let all = ProcessEnvironment.all
    let names = all.map { BytePath($0.name) }
    #expect(names == names.sorted() && Set(names).count == names.count)
    let path = try #require(all.first { $0.name == Array("PATH".utf8) })
    #expect(path.value == ProcessEnvironment.value("PATH"))
    #expect(ProcessEnvironment.value("ATLAS_NO_SUCH_VARIABLE") == nil)
  }

  @Test func theCurrentFolderIsTheOneThatDotMeans() throws {
    let current = ProcessEnvironment.currentDirectory
    #expect(current.isAbsolute)
    #expect(try FileStatus(current) == FileStatus("."))
  }

  @Test func coresAreThoseThisProcessMayUse() async throws {
    #expect(ProcessEnvironment.coreCount >= 1)
    let command = Subprocess("nproc", environment: [(Array("PATH".utf8), Array("/usr/bin:/bin".utf8))])
    let output = try await command.run().output
    #expect(String(decoding: output, as: UTF8.self) == "\(ProcessEnvironment.coreCount)\n")
  }

  @Test func theProgramKnowsItsOwnFile() throws {
    let path = try #require(ProcessEnvironment.executablePath)
    #expect(FileStatus.isExecutableFile(path) && FileStatus.isFile(path) && FileStatus.exists(path))
    #expect(!FileStatus.isFile("/") && !FileStatus.isExecutableFile("/") && !FileStatus.exists("/nowhere"))
  }

  @Test func theMonotonicClockDoesNotRunBackwards() {
    let first = SystemClock.monotonic
    #expect(SystemClock.monotonic >= first)
    #expect(SystemClock.wallSeconds > 1_700_000_000)
    #expect(Duration.milliseconds(1500).nanoseconds == 1_500_000_000)
    #expect(Duration.seconds(1 << 60).nanoseconds > 0)
  }
}
