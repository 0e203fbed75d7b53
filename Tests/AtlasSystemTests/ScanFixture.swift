import AtlasCore
import Glibc
import Synchronization
import Testing

@testable import AtlasSystem

/// A project folder and a scanner over its `docs`.
///
/// Before each scan the file system's clock is waited for until no time is too young to be trusted, about 12 ms: so tests
/// see what a scan does when its index is believed, on kernels with coarse times too.
struct ScanFixture: ~Copyable {
  let folder: TestFolder
  var scanner: FileScanner
  /// To be used instead of waiting.
  var rule: RacyRule?

  init(roots: [BytePath] = ["docs"], include: [String] = ["**/*.md"], exclude: [String] = []) throws {
    let folder = try TestFolder()
    try folder.makeFolder("docs")
    scanner = FileScanner(
      root: folder.path, roots: roots, include: try GlobSet(include), exclude: try GlobSet(exclude),
      racyRule: ScanFixture.trusting)
    self.folder = folder
    _ = RacyRule.now(in: scanner.root)
  }

  /// Every time of the files of a test is older than this. Only for tests that change nothing between two scans.
  static let trusting = RacyRule(snapshot: 4_000_000_000_000_000_000)

  func scan(_ previous: FileIndex = .empty) throws -> FileScan {
    var scanner = scanner
    scanner.racyRule = rule ?? settled()
    return try scanner.scan(previous: previous)
  }

  private func settled() -> RacyRule {
    let now = RacyRule.now(in: folder.path)
    while true {
      usleep(1000)
      let later = RacyRule.now(in: folder.path)
      if later.snapshot > now.snapshot &+ later.slack || later == .distrustful { return later }
    }
  }

  func paths(_ previous: FileIndex = .empty) throws -> [String] { try scan(previous).paths }
}

extension FileScan {
  var paths: [String] { files().map { "\($0.path)" } }
  var said: [String] { problems.map { "\($0)" } }
}

/// A number that tests count with from several threads.
final class Counter: Sendable {
  private let value = Atomic<Int>(0)
  func increment() { value.wrappingAdd(1, ordering: .relaxed) }
  var count: Int { value.load(ordering: .relaxed) }
}
