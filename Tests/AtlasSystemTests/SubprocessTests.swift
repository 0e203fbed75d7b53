import AtlasCore
import AtlasSystem
import Glibc
import Testing

@Suite struct SubprocessTests {
  @Test func aCommandGetsItsInputArgumentsAndEnvironmentAndNothingElse() async throws {
    var command = shell(#"cat; echo "$1|$2" >&2; env"#, "a b", "c")
    command.environment.append((Array("ONE".utf8), Array("1".utf8)))
    command.input = Array("in\n".utf8)
    let outcome = try await command.run()
    #expect(outcome.isSuccess)
    let lines = Set(text(outcome.output).split(separator: "\n"))
    #expect(lines.isSuperset(of: ["in", "ONE=1", "PATH=/usr/bin:/bin"]))
    // What a shell adds by itself; HOME, USER and the rest of ours are not there.
    let byTheShell = ["PWD=", "OLDPWD=", "SHLVL=", "_="]
    let others = lines.subtracting(["in", "ONE=1", "PATH=/usr/bin:/bin"])
    #expect(others.allSatisfy { line in byTheShell.contains { line.hasPrefix($0) } })
    #expect(text(outcome.errorOutput) == "a b|c\n")
  }

  @Test func theExitStatusAndTheSignalAreTold() async throws {
    #expect(try await shell("exit 7").run().termination == .exited(7))
    #expect(try await shell("kill -KILL $$").run().termination == .signalled(SIGKILL))
  }

  @Test func theWorkingFolderIsTheCommandsOwn() async throws {
    let folder = try TestFolder()
    try folder.write("here")
    var command = shell("ls")
    command.workingFolder = folder.path
    #expect(text(try await command.run().output) == "here\n")
    command.workingFolder = folder.path("missing")
    await #expect(
      throws: SubprocessError.noWorkingFolder(SystemError("open", folder.path("missing"), code: ENOENT))
    ) {
      try await command.run()
    }
  }

  @Test func aMissingCommandIsAClearError() async {
    let command = Subprocess("no-such-command-here")
    let error = await #expect(throws: SubprocessError.self) { try await command.run() }
    #expect(error?.description == "cannot run no-such-command-here: no such command in PATH")
    let path = Subprocess("./no-such-file")
    let pathError = await #expect(throws: SubprocessError.self) { try await path.run() }
    #expect(pathError?.description == "cannot run ./no-such-file: no such file")
  }

  @Test func theProgramIsLookedForInItsOwnPath() async throws {
    let folder = try TestFolder()
    try folder.write("tool", "#!/bin/sh\necho mine\n")
    var command = Subprocess("tool")
    command.environment = [(Array("PATH".utf8), folder.path.bytes)]
    await #expect(throws: SubprocessError.notExecutable("tool")) { try await command.run() }
    try folder.setMode("tool", 0o755)
    #expect(text(try await command.run().output) == "mine\n")
    command.environment = []
    await #expect(throws: SubprocessError.commandNotFound("tool")) { try await command.run() }
  }

  @Test func muchInputAndMuchOutputDoNotBlockEachOther() async throws {
    var command = shell("cat")
    command.input = [UInt8](repeating: UInt8(ascii: "x"), count: 3 << 20)
    let outcome = try await command.run()
    #expect(outcome.output == command.input)
  }

  @Test func aCommandThatDoesNotReadItsInputIsNoFailure() async throws {
    var command = shell("exec <&-; echo done")
    command.input = [UInt8](repeating: 0, count: 3 << 20)
    let outcome = try await command.run()
    #expect(outcome.isSuccess)
    #expect(text(outcome.output) == "done\n")
  }

  @Test func outputBeyondTheLimitIsDrainedAndFlagged() async throws {
    var command = shell("head -c 1000000 /dev/zero; head -c 50 /dev/zero >&2; echo end >&2")
    command.outputLimit = 1000
    command.errorOutputLimit = 54
    let outcome = try await command.run()
    #expect(outcome.isSuccess)
    #expect(outcome.output.count == 1000 && outcome.outputIsTruncated)
    #expect(outcome.errorOutput.count == 54 && !outcome.errorOutputIsTruncated)
  }

  @Test func theTimeLimitEndsTheWholeGroup() async throws {
    let folder = try TestFolder()
    var command = shell("trap '' TERM; sleep 1000 & echo $! > pid; sleep 1000")
    command.workingFolder = folder.path
    command.gracePeriod = .milliseconds(50)
    var limit = Duration.milliseconds(100)
    var outcome: Subprocess.Outcome
    // A busy machine may need more than the first limit to come as far as the file.
    repeat {
      command.timeLimit = limit
      outcome = try await command.run()
      limit *= 2
    } while (try? FileContent.read(folder.path("pid")))?.bytes.isEmpty != false
    #expect(outcome.timedOut && !outcome.cancelled && !outcome.isSuccess)
    #expect(outcome.termination == .signalled(SIGKILL))
    let id = try #require(Int32(text(try FileContent.read(folder.path("pid")).bytes).dropLast()))
    #expect(hasEnded(id))
  }

  @Test func cancellationAsksFirst() async throws {
    let folder = try TestFolder()
    var command = shell("trap 'echo asked; exit 3' TERM; echo > ready; while :; do sleep 0.01; done")
    command.workingFolder = folder.path
    command.gracePeriod = .seconds(60)
    let started = command
    let task = Task { try await started.run() }
    while !folder.path("ready").exists { try await Task.sleep(for: .milliseconds(2)) }
    task.cancel()
    let outcome = try await task.value
    #expect(outcome.cancelled && outcome.termination == .exited(3))
    #expect(text(outcome.output) == "asked\n")
  }

  @Test func aTaskCancelledBeforehandStartsNothing() async throws {
    let folder = try TestFolder()
    var command = shell("echo > ran")
    command.workingFolder = folder.path
    let started = command
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await started.run()
    }
    #expect(try await task.value.cancelled)
    #expect(try folder.names() == [])
  }

  @Test func aGrandchildThatHoldsThePipesDoesNotHoldUs() async throws {
    let folder = try TestFolder()
    var command = shell("sleep 1000 & echo $! > pid; echo said")
    command.workingFolder = folder.path
    let outcome = try await command.run()
    #expect(outcome.isSuccess)
    #expect(text(outcome.output) == "said\n")
    let id = try #require(Int32(text(try FileContent.read(folder.path("pid")).bytes).dropLast()))
    #expect(hasEnded(id))
  }

  @Test func evenOneThatLeftTheGroupDoesNotHoldUs() async throws {
    let folder = try TestFolder()
    var command = shell("setsid sh -c 'echo $$ > pid; exec sleep 1000' & while ! [ -s pid ]; do :; done")
    command.workingFolder = folder.path
    #expect(try await command.run().isSuccess)
    let id = try #require(Int32(text(try FileContent.read(folder.path("pid")).bytes).dropLast()))
    kill(id, SIGKILL)
  }

  @Test func theChildHasNoDescriptorOfOurs() async throws {
    let folder = try TestFolder()
    try folder.write("leak")
    // On purpose without O_CLOEXEC.
    let leak = open(folder.path("leak").cString, O_RDONLY)
    defer { close(leak) }
    let outcome = try await shell("ls /proc/self/fd").run()
    // 0, 1, 2, and the one `ls` reads the folder with.
    #expect(text(outcome.output) == "0\n1\n2\n3\n")
  }

  @Test func signalsAreAsAFreshProcessHasThem() async throws {
    InterruptSignals.ignoreBrokenPipes()
    let outcome = try await shell("grep -E '^Sig(Blk|Ign)' /proc/self/status").run()
    let masks = text(outcome.output).split(separator: "\n").compactMap { UInt64($0.suffix(16), radix: 16) }
    // Signals 32 and 33 belong to the C library, which treats them in its own way.
    #expect(masks.map { $0 & ~0x1_8000_0000 } == [0, 0])
  }

  @Test func timesAreMeasured() async throws {
    let outcome = try await shell("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done").run()
    #expect(outcome.cpuTime > 0 && outcome.wallTime >= outcome.cpuTime / 8)
  }

  @Test func aZeroByteInAnArgumentIsRefused() async {
    let command = Subprocess("/bin/echo", [[65, 0, 66]])
    await #expect(throws: SubprocessError.malformedArgument("/bin/echo")) { try await command.run() }
  }

  @Test func manyCommandsAtOnceAllEnd() async throws {
    let executor = BlockingExecutor(threads: 4)
    let total = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<40 {
        group.addTask {
          let outcome = try await shell("echo $1", "\(number)").run(on: executor)
          return Int(text(outcome.output).dropLast()) ?? -1000
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(total == 780)
    executor.shutDown()
  }
}

private func shell(_ script: String, _ arguments: String...) -> Subprocess {
  Subprocess(
    "/bin/sh", [Array("-c".utf8), Array(script.utf8), Array("sh".utf8)] + arguments.map { Array($0.utf8) },
    environment: [(Array("PATH".utf8), Array("/usr/bin:/bin".utf8))])
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// Whether a process that is not our child is gone, or only waits for its parent to notice.
private func hasEnded(_ id: Int32) -> Bool {
  for _ in 0..<2000 {
    if kill(id, 0) != 0 { return true }
    if let status = try? FileContent.read(BytePath("/proc/\(id)/stat")).bytes,
      text(status).contains(") Z ")
    {
      return true
    }
    usleep(1000)
  }
  return false
}
