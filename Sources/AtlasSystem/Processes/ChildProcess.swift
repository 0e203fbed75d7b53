import AtlasCore
import CLinux
import Glibc

/// A child that runs: its id, which is also that of its group, and our ends of its pipes, non-blocking.
struct ChildProcess: ~Copyable {
  let id: pid_t
  /// Negative once closed: the end of the child's input is a message to it.
  private(set) var input: Int32
  let output: FileDescriptor
  let errorOutput: FileDescriptor
  /// Readable when the child has ended; nil where the kernel has no such thing.
  let exitNotice: Int32?

  deinit {
    if let exitNotice { close(exitNotice) }
    if input >= 0 { close(input) }
  }

  mutating func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  fileprivate init(
    id: pid_t, input: consuming FileDescriptor, output: consuming FileDescriptor,
    errorOutput: consuming FileDescriptor
  ) {
    self.id = id
    self.input = input.release()
    self.output = output
    self.errorOutput = errorOutput
    let notice = clinux_pidfd_open(id)
    exitNotice = notice >= 0 ? notice : nil
  }

  /// Starts a command in a group of its own, with every signal as a fresh process has it and no descriptor of ours.
  static func start(_ command: Subprocess) throws(SubprocessError) -> ChildProcess {
    if let folder = command.workingFolder {
      do throws(SystemError) { _ = try FileDescriptor.folder(folder) } catch { throw .noWorkingFolder(error) }
    }
    let program = try ProgramSearch.path(of: command)
    let arguments = [command.program.bytes] + command.arguments
    let variables = command.environment.map { $0.name + [UInt8(ascii: "=")] + $0.value }
    guard !(arguments + variables).contains(where: { $0.contains(0) }),
      command.environment.allSatisfy({ !$0.name.isEmpty && !$0.name.contains(UInt8(ascii: "=")) })
    else { throw .malformedArgument(command.program) }

    let pipes: Pipes
    do throws(SystemError) { pipes = try Pipes() } catch { throw .system(error) }
    var id: pid_t = 0
    let code = SpawnSettings.with(pipes, command.workingFolder) { actions, attributes in
      CStrings.with(arguments) { arguments in
        CStrings.with(variables) { variables in
          SystemPath.withCString(program.bytes) {
            posix_spawn(&id, $0, actions, attributes, arguments, variables)
          }
        }
      }
    }
    switch code {
    case 0: return pipes.child(id)
    case ENOENT, ENOTDIR: throw .commandNotFound(command.program)
    case EACCES, ENOEXEC: throw .notExecutable(command.program)
    default: throw .system(SystemError("run", command.program, code: code))
    }
  }
}

/// The three pipes of a child, both ends of each.
private struct Pipes: ~Copyable {
  let input: Pipe
  let output: Pipe
  let errorOutput: Pipe

  init() throws(SystemError) {
    let input = try Pipe()
    let output = try Pipe()
    let errorOutput = try Pipe()
    self.input = input
    self.output = output
    self.errorOutput = errorOutput
  }

  /// Keeps our ends and closes the child's.
  consuming func child(_ id: pid_t) -> ChildProcess {
    ChildProcess(
      id: id, input: input.keepingWriter(), output: output.keepingReader(),
      errorOutput: errorOutput.keepingReader())
  }
}

private struct Pipe: ~Copyable {
  let reader: FileDescriptor
  let writer: FileDescriptor

  init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { throw SystemError.last("make a pipe") }
    let first = FileDescriptor(taking: ends[0])
    let second = FileDescriptor(taking: ends[1])
    let reader = try Pipe.clearOfStandardStreams(first)
    let writer = try Pipe.clearOfStandardStreams(second)
    self.reader = reader
    self.writer = writer
  }

  /// Where this program was started with a closed 0, 1 or 2 a pipe's end may get that number, and the child's streams
  /// would overwrite each other.
  private static func clearOfStandardStreams(
    _ end: consuming FileDescriptor
  ) throws(SystemError) -> FileDescriptor {
    guard end.rawValue <= 2 else { return end }
    let other = fcntl(end.rawValue, F_DUPFD_CLOEXEC, 3)
    guard other >= 0 else { throw SystemError.last("make a pipe") }
    return FileDescriptor(taking: other)
  }

  // Only our end may be non-blocking: the child has a right to the pipe it knows.
  consuming func keepingReader() -> FileDescriptor {
    _ = fcntl(reader.rawValue, F_SETFL, O_NONBLOCK)
    return reader
  }

  consuming func keepingWriter() -> FileDescriptor {
    _ = fcntl(writer.rawValue, F_SETFL, O_NONBLOCK)
    return writer
  }
}

/// What `posix_spawn` is told besides the program.
private enum SpawnSettings {
  static func with(
    _ pipes: borrowing Pipes, _ folder: BytePath?,
    _ body: (UnsafePointer<posix_spawn_file_actions_t>, UnsafePointer<posix_spawnattr_t>) -> Int32
  ) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, pipes.input.reader.rawValue, 0)
    posix_spawn_file_actions_adddup2(&actions, pipes.output.writer.rawValue, 1)
    posix_spawn_file_actions_adddup2(&actions, pipes.errorOutput.writer.rawValue, 2)
    if let folder {
      _ = SystemPath.withCString(folder.bytes) { posix_spawn_file_actions_addchdir_np(&actions, $0) }
    }
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var all = sigset_t()
    var none = sigset_t()
    sigfillset(&all)
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    return body(&actions, &attributes)
  }
}

/// Lists of C strings that end in a null pointer, in one block of memory.
private enum CStrings {
  static func with<Result>(
    _ strings: [[UInt8]], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var offsets: [Int] = []
    var block: [UInt8] = []
    for string in strings {
      offsets.append(block.count)
      block += string
      block.append(0)
    }
    return block.withUnsafeMutableBytes { block in
      var pointers = offsets.map {
        Optional((block.baseAddress! + $0).assumingMemoryBound(to: CChar.self))
      }
      pointers.append(nil)
      return pointers.withUnsafeMutableBufferPointer { body($0.baseAddress!) }
    }
  }
}

/// Finds the program in the `PATH` that the command will see; `posix_spawnp` would look in ours.
private enum ProgramSearch {
  static func path(of command: Subprocess) throws(SubprocessError) -> BytePath {
    let program = command.program
    guard !program.bytes.isEmpty, !program.bytes.contains(0) else { throw .commandNotFound(program) }
    if program.bytes.contains(BytePath.separator) { return program }
    let folders = command.environment.first { $0.name == Array("PATH".utf8) }?.value
    var sawUnusable = false
    for folder in (folders ?? Array("/usr/bin:/bin".utf8)).split(separator: UInt8(ascii: ":")) {
      let folder = BytePath(Array(folder))
      let candidate = folder.appending(program)
      // A relative entry means what it will mean to the command: relative to its folder.
      let seen = folder.isAbsolute ? candidate : (command.workingFolder ?? ".").appending(candidate)
      guard let status = try? FileStatus(seen), status.kind == .file else { continue }
      if FileStatus.isExecutableFile(seen) { return candidate }
      sawUnusable = true
    }
    throw sawUnusable ? .notExecutable(program) : .commandNotFound(program)
  }
}
