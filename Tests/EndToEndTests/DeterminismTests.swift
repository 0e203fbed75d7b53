import AtlasCore
import AtlasSystem
import AtlasTestSupport
import Glibc
import Testing

/// Same inputs, same bytes: on any number of workers, in any folder, for any user, at any time and place.
@Suite struct DeterminismTests {
  /// The sample library and enough pages for several chunks of every stage.
  private func library() throws -> Workspace {
    let workspace = try SampleLibrary.make()
    for number in 1...40 {
      let diagrams = (1...3).map {
        "```mermaid\npie\n  accTitle: P99 of \(number)\n  \"p99: \($0)ms\" : \(number)\n  \"TBD\" : \($0)\n```\n\n"
      }
      try workspace.write(BytePath("docs/systems/s\(number)/page.md"), "# Page\n\n" + diagrams.joined())
    }
    return workspace
  }

  @Test(arguments: [
    "-j 4", "-j 32", "-j 1 --no-cache", "-j 1 --recache",
  ])
  func workersAndCacheChangeNoByte(flags: String) async throws {
    try await expectSameBytes(flags: flags)
  }

  @Test(arguments: [
    "export TZ=Asia/Kathmandu;", "export TZ=nonsense;", "export LC_ALL=tr_TR.UTF-8;",
    "export LANG=de_DE.UTF-8;",
    "export LC_ALL=C;", "umask 077;", "umask 000;", "export SOURCE_DATE_EPOCH=86400;",
    "export USER=marked-user LOGNAME=marked-user HOME=/marked-home HOSTNAME=marked-host;",
    "find . -exec touch -d 2001-02-03 {} +;", "cd docs/systems;", "cd /; set -- -C \"$OLDPWD\";",
  ])
  func surroundingsChangeNoByte(setting: String) async throws {
    try await expectSameBytes(setting)
  }

  @Test(.needsUnprivilegedUser) func anotherUserGetsTheSameBytes() async throws {
    try await expectSameBytes(unprivileged: true)
  }

  @Test func anotherOrderOfCreationGivesTheSameBytes() async throws {
    let forward = try Workspace()
    let backward = try Workspace()
    let sample = try library()
    let paths = try await sample.shell("find . -type f").output.split(separator: "\n").map {
      BytePath(String($0))
    }
    for path in paths.sorted() { try forward.write(path.normalized, try sample.read(path.normalized)) }
    for path in paths.sorted().reversed() {
      try backward.write(path.normalized, try sample.read(path.normalized))
    }
    let first = try await forward.run("run", "--format", "jsonl")
    let second = try await backward.run("run", "--format", "jsonl")
    #expect(first.output == second.output)
    #expect(try forward.outputs() == backward.outputs())
  }

  @Test func noByteTellsOfTheMachine() async throws {
    let workspace = try library()
    for name in ["USER", "LOGNAME", "HOSTNAME"] { workspace.setVariable(name, "marked-name") }
    workspace.setVariable("HOME", "/marked-home")
    let formats = ["json", "jsonl", "sarif", "junit", "github", "markdown", "text"]
    for format in formats {
      try await workspace.run(
        "run", "--recache", "--format", format, "--report", "\(format)=report.\(format)")
    }
    var texts = try workspace.outputs()
    for format in formats { texts.append(try workspace.read(BytePath("report.\(format)"))) }
    var marks = ["marked-", workspace.folder.description, Workspace.program.description]
    // A short name may be a word of the reports.
    if let host = Self.hostName, host.utf8.count > 6 { marks.append(host) }
    for text in texts {
      #expect(!text.isEmpty)
      for mark in marks { #expect(!text.contains(mark), "\(mark)") }
    }
  }

  private static var hostName: String? {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return nil }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private func expectSameBytes(
    _ setting: String = "", flags: String = "", unprivileged: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let plain = try library()
    let other = try plain.copy()
    let expected = try await plain.run("run", "-j", "1", "--format", "jsonl")
    let outcome = try await other.shell(
      "set --; \(setting) \"$ATLAS\" run --format jsonl \(flags) \"$@\"", unprivileged: unprivileged)
    #expect(outcome.status == expected.status, sourceLocation: sourceLocation)
    #expect(outcome.output == expected.output, sourceLocation: sourceLocation)
    #expect(outcome.errors == expected.errors, sourceLocation: sourceLocation)
    #expect(try other.outputs() == plain.outputs(), sourceLocation: sourceLocation)
  }
}
