import Glibc

/// Runs a line of sh for a test, and gives what it printed on both streams.
struct ShellRun {
  var output: String
  var status: Int32

  init(_ line: String) {
    guard let pipe = popen("{ \(line)\n} 2>&1", "r") else {
      self.init(output: "popen failed", status: -1)
      return
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = fread(&chunk, 1, chunk.count, pipe)
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    let status = pclose(pipe)
    self.init(output: String(decoding: bytes, as: UTF8.self), status: (status >> 8) & 0xFF)
  }

  private init(output: String, status: Int32) {
    self.output = output
    self.status = status
  }

  /// What was printed, without its empty lines.
  var lines: [String] { output.split(separator: "\n").map(String.init) }

  static func has(_ program: String) -> Bool { ShellRun("command -v \(program)").status == 0 }

  /// The text as one word of sh.
  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}

/// A folder that is gone when the last one who holds it is.
final class ScratchFolder: Sendable {
  let path: String

  init() {
    var template = Array("/tmp/atlas-cli-tests.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { fatalError("BUG: no folder for a test in /tmp") }
    self.path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { _ = ShellRun("rm -rf \(ShellRun.quoted(path))") }

  /// Writes a file there and gives its path.
  @discardableResult
  func write(_ name: String, _ text: String) -> String {
    let path = "\(self.path)/\(name)"
    guard let file = fopen(path, "w") else { fatalError("BUG: no file for a test in /tmp") }
    fputs(text, file)
    fclose(file)
    return path
  }
}
