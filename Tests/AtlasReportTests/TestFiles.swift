import AtlasTestSupport
import Glibc
import Testing

/// Reading and writing small files, and asking a program about them.
enum TestFiles {
  static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { return content }
      content.append(contentsOf: chunk[..<count])
    }
  }

  static func write(_ content: [UInt8], to path: String) throws {
    let file = try #require(fopen(path, "wb"), "cannot write \(path)")
    defer { fclose(file) }
    #expect(fwrite(content, 1, content.count, file) == content.count)
  }

  /// Calls `body` with the path of a file that holds `content` and is removed afterwards.
  static func withTemporary<Result>(_ content: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    var template = Array("/tmp/atlas-report-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    try #require(descriptor >= 0)
    close(descriptor)
    let path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    defer { unlink(path) }
    try write(content, to: path)
    return try body(path)
  }

  /// What a Python script prints about the file, and whether it ended well.
  static func python(_ script: String, about content: [UInt8], _ argument: String = "") throws -> (
    status: Int32, output: String
  ) {
    try withTemporary(Array(script.utf8)) { scriptPath in
      try withTemporary(content) { path in
        let pipe = try #require(popen("python3 '\(scriptPath)' '\(path)' '\(argument)' 2>&1", "r"))
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while case let count = fread(&chunk, 1, chunk.count, pipe), count > 0 {
          output.append(contentsOf: chunk[..<count])
        }
        let status = pclose(pipe)
        return (status, String(decoding: output, as: UTF8.self))
      }
    }
  }

  /// Whether `python3` can import the module.
  static func pythonHas(_ module: String) -> Bool {
    guard let result = try? python("import \(module)", about: []) else { return false }
    return result.status == 0
  }
}

/// A report as it is meant to look, in a file that `ATLAS_UPDATE_GOLDEN=1 swift test` rewrites.
enum Golden {
  static func expect(_ content: [UInt8], equals name: String) throws {
    let path = SharedMaterial.packageRoot + "/Tests/AtlasReportTests/Goldens/" + name
    if getenv("ATLAS_UPDATE_GOLDEN") != nil {
      try TestFiles.write(content, to: path)
      return
    }
    let golden = try #require(TestFiles.read(path), "\(name) is missing; ATLAS_UPDATE_GOLDEN=1 writes it")
    #expect(
      String(decoding: content, as: UTF8.self) == String(decoding: golden, as: UTF8.self),
      "\(name) differs; ATLAS_UPDATE_GOLDEN=1 rewrites it")
  }
}
