import AtlasCore
import AtlasSystem
import Glibc
import Testing

/// Measures; asserts nothing about time. docs/engineering/file-index.md says how to run it and what it said.
@Suite(
  .serialized,
  .enabled(if: ProcessEnvironment.value("ATLAS_BENCHMARK") != nil, "set ATLAS_BENCHMARK=1 to measure"))
struct FileIndexBenchmark {
  @Test(arguments: [(20, 50), (100, 100), (1000, 100), (1, 100_000)])
  func aScanOfATreeOf(_ folderCount: Int, _ filesEach: Int) async throws {
    let folder = try TestFolder()
    let page = [UInt8](repeating: UInt8(ascii: "x"), count: 3000)
    for number in 0..<folderCount {
      let name = BytePath("docs/group-\(number % 10)/folder-\(number)")
      try folder.makeFolder(name)
      for file in 0..<filesEach {
        let path = folder.path(name).appending("some-page-name-\(file).md")
        let descriptor = try FileDescriptor(path, O_WRONLY | O_CREAT)
        try #require(write(descriptor.rawValue, page, page.count) == page.count)
      }
    }
    usleep(50_000)
    try await report("\(folderCount) folders of \(filesEach) files", folder.path, folderCount * filesEach)
  }

  private func report(_ title: String, _ root: BytePath, _ count: Int) async throws {
    print("\n\(title)")
    var scanner = FileScanner(
      root: root, roots: ["docs"], include: try GlobSet(["**/*.md"]), racyRule: .now(in: root))
    let first = try scanner.scan()
    try #require(first.fingerprint != FileIndex.empty.fingerprint && first.problems.isEmpty)
    scanner.contentLimit = 0
    try await measure("first scan, page cache warm", 5) { _ = try scanner.scan() }
    if ProcessEnvironment.isRoot {
      for threads in [2, 1] {
        scanner.threads = threads
        try await measure("first scan, page cache cold, from \(threads) threads", 2, before: dropCaches) {
          _ = try scanner.scan()
        }
      }
    }
    for threads in [2, 1] {
      scanner.threads = threads
      try await measure("nothing changed, \(threads) threads", 30) {
        let scan = try scanner.scan(previous: first.index)
        try #require(scan.isUnchanged && scan.updatedFolders.isEmpty)
      }
    }
    scanner.threads = 2
    try AtomicFile.write([1], to: root.appending("docs/group-0/folder-0/some-page-name-0.md"))
    try await measure("one file changed", 15) {
      let scan = try scanner.scan(previous: first.index)
      try #require(scan.changes().changed.count == 1)
    }
    try await measure("list of all files", 10) { try #require(first.files().count == count) }
    try await measureCommand("find, names only", "find docs -name '*.md'", root)
    try await measureCommand("find, with times", "find docs -name '*.md' -printf '%s %T@\\n'", root)
    try await measureCommand(nil, "git init -q . && git add docs && git status", root, rounds: 1)
    try await measureCommand("git status", "git -c core.preloadIndex=true status --porcelain", root)
    try await measureCommand("git status -uno", "git -c core.preloadIndex=true status --porcelain -uno", root)
  }

  private func measure(
    _ title: String?, _ rounds: Int, before: () throws -> Void = {}, _ body: () async throws -> Void
  ) async throws {
    var times: [Int64] = []
    for _ in 0..<rounds {
      try before()
      let started = SystemClock.monotonic
      try await body()
      times.append(SystemClock.monotonic - started)
    }
    times.sort()
    guard let title else { return }
    print("  \(title): median \(milliseconds(times[times.count / 2])), best \(milliseconds(times[0]))")
  }

  private func measureCommand(
    _ title: String?, _ script: String, _ root: BytePath, rounds: Int = 7
  ) async throws {
    let command = Subprocess(
      "/bin/sh", [Array("-c".utf8), Array("\(script) > out.txt".utf8)],
      environment: [("PATH", "/usr/bin:/bin"), ("HOME", "/")].map { (Array($0.0.utf8), Array($0.1.utf8)) },
      workingFolder: root)
    try await measure(title, rounds) {
      let outcome = try await command.run()
      try #require(outcome.isSuccess, "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    }
  }

  private func dropCaches() throws {
    sync()
    let file = try FileDescriptor("/proc/sys/vm/drop_caches", O_WRONLY)
    try #require(write(file.rawValue, "3", 1) == 1)
  }

  private func milliseconds(_ nanoseconds: Int64) -> String {
    let hundredths = nanoseconds / 10_000
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) ms"
  }
}
