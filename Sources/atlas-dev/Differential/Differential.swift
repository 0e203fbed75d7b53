import AtlasCore
import AtlasMarkdown
import AtlasMermaid
import AtlasSystem
import Glibc

/// `atlas-dev differential`: compares this parser with mermaid.js itself on mutated diagrams, and shrinks what they
/// disagree on.
struct Differential {
  static let usage = """
    usage: atlas-dev differential [--kind KIND]… [--count N] [--minutes N] [--seed N] [--render] [--lines] [--plain]
                                  [--repairs [--unsafe]] [--keep FILE] [--oracle COMMAND] [PATH…]

    Mutates the valid diagrams of PATH (Markdown pages, .mmd files, JSON lines with "code", folders of them; the tests'
    fixtures and, where it is there, ../shared/conformance), asks mermaid.js and this parser, and shrinks each
    disagreement. --lines compares the line numbers of errors, too; --plain asks about the diagrams as they are;
    --repairs asks about what `fix` makes of the invalid ones; --keep appends each shrunk case to FILE. Exit status 1
    where there are disagreements.

    """

  private var kinds: Set<String> = []
  private var count = 2_000
  private var minutes: Int?
  private var seed: UInt64 = 1
  private var comparison = Comparison()
  private var isPlain = false
  private var comparesRepairs = false
  private var allowsUnsafe = false
  private var keep: BytePath?
  private var command = Oracle.usualCommand
  private var paths: [BytePath] = []

  /// Diagrams that are asked in one go: the browser takes a second to start.
  private static let batch = 2_000
  /// Disagreements of one batch and kind that are shrunk; the others are counted.
  private static let shrunk = 12

  init?(_ arguments: [String]) {
    var rest = arguments[...]
    func value() -> String? { rest.popFirst() }
    while let word = rest.popFirst() {
      switch word {
      case "--kind": kinds.insert(value() ?? "")
      case "--count":
        guard let number = value().flatMap({ Int($0) }), number > 0 else { return nil }
        count = number
      case "--minutes":
        guard let number = value().flatMap({ Int($0) }), number > 0 else { return nil }
        minutes = number
      case "--seed":
        guard let number = value().flatMap({ UInt64($0) }) else { return nil }
        seed = number
      case "--render": comparison.draws = true
      case "--lines": comparison.hasLines = true
      case "--plain": isPlain = true
      case "--repairs": comparesRepairs = true
      case "--unsafe": allowsUnsafe = true
      case "--keep": keep = value().map { BytePath($0) }
      case "--oracle": command = BytePath(value() ?? "")
      default:
        guard !word.hasPrefix("-") else { return nil }
        paths.append(BytePath(word))
      }
    }
    if paths.isEmpty {
      paths = ["Tests/Fixtures/mermaid", "../shared/conformance"].filter { FileStatus.exists($0) }
    }
  }

  func run() async throws -> Int32 {
    let oracle = Oracle(command: command, draws: comparison.draws)
    if comparesRepairs {
      let comparison = RepairComparison(oracle: oracle, allowsUnsafe: allowsUnsafe)
      return try await comparison.run(SeedDiagrams.read(paths)) ? 0 : 1
    }
    let seeds = SeedDiagrams.read(paths).filter { diagram in
      let parsed = Mermaid.parse(diagram)
      guard let kind = parsed.kind?.rawValue, isPlain || parsed.verdict == .valid else { return false }
      return kinds.isEmpty || kinds.contains(kind)
    }
    guard !seeds.isEmpty else { throw Oracle.Failure(description: "there is no such diagram in these paths") }
    var tally = Tally()
    if isPlain {
      for start in stride(from: 0, to: seeds.count, by: Self.batch) {
        try await compare(Array(seeds[start..<min(seeds.count, start + Self.batch)]), oracle, &tally)
      }
    } else {
      try await mutate(seeds, oracle, &tally)
    }
    tally.tell()
    return tally.disagreements == 0 ? 0 : 1
  }

  private func mutate(_ seeds: [[UInt8]], _ oracle: Oracle, _ tally: inout Tally) async throws {
    var mutator = Mutator(seeds: seeds, seed: seed)
    let began = SystemClock.monotonic
    var known: Set<[UInt8]> = []
    while minutes.map({ SystemClock.monotonic - began < Int64($0) * 60_000_000_000 }) ?? (tally.asked < count)
    {
      var diagrams: [[UInt8]] = []
      let wanted = minutes == nil ? min(Self.batch, count - tally.asked) : Self.batch
      for _ in 0..<(wanted * 10) where diagrams.count < wanted {
        let next = mutator.next()
        if known.insert(next).inserted { diagrams.append(next) }
      }
      guard !diagrams.isEmpty else { return }
      try await compare(diagrams, oracle, &tally)
    }
  }

  private func compare(_ diagrams: [[UInt8]], _ oracle: Oracle, _ tally: inout Tally) async throws {
    let answers = try await oracle.answers(to: diagrams)
    let shrinker = Shrinker(oracle: oracle, comparison: comparison)
    var shown: [String: Int] = [:]
    for (diagram, answer) in zip(diagrams, answers) {
      let disagreement = Disagreement(diagram, answer, by: comparison)
      let kind = (disagreement?.ours.kind ?? Mermaid.kind(of: diagram))?.rawValue ?? "none"
      tally.count(kind, disagrees: disagreement != nil)
      guard let disagreement, shown[kind, default: 0] < Self.shrunk else { continue }
      shown[kind, default: 0] += 1
      let smallest = isPlain ? disagreement : try await shrinker.smallest(disagreement)
      guard tally.isNew(smallest.code) else { continue }
      Benchmarks.say("\(kind): \(smallest.description)")
      if let keep { try append(smallest.line, to: keep) }
    }
  }

  private func append(_ line: [UInt8], to path: BytePath) throws {
    let before = FileStatus.exists(path) ? try FileContent.read(path).bytes : []
    try AtomicFile.write(before + line, to: path)
  }
}

/// How many diagrams were compared, by kind.
private struct Tally {
  private var counts: [String: (asked: Int, disagreements: Int)] = [:]
  private var cases: Set<[UInt8]> = []

  var asked: Int { counts.values.reduce(0) { $0 + $1.asked } }
  var disagreements: Int { counts.values.reduce(0) { $0 + $1.disagreements } }

  mutating func count(_ kind: String, disagrees: Bool) {
    counts[kind, default: (0, 0)].asked += 1
    if disagrees { counts[kind, default: (0, 0)].disagreements += 1 }
  }

  mutating func isNew(_ code: [UInt8]) -> Bool { cases.insert(code).inserted }

  func tell() {
    for (kind, count) in counts.sorted(by: { $0.key < $1.key }) { tell(kind, count) }
    tell("all", (asked, disagreements))
  }

  private func tell(_ name: String, _ count: (asked: Int, disagreements: Int)) {
    let agreed = count.asked - count.disagreements
    let share = Double(agreed * 10_000 / max(count.asked, 1)) / 100
    Benchmarks.say("\(name): \(agreed) of \(count.asked) agree, \(share) %")
  }
}

/// The diagrams below some paths.
enum SeedDiagrams {
  static func read(_ paths: [BytePath]) -> [[UInt8]] {
    var diagrams: [[UInt8]] = []
    for path in paths { collect(path, into: &diagrams) }
    return diagrams
  }

  private static func collect(_ path: BytePath, into diagrams: inout [[UInt8]]) {
    guard let status = try? FileStatus(path) else { return }
    if status.kind == .folder {
      for name in (try? FolderListing.names(in: path)) ?? [] {
        collect(path.appending(name), into: &diagrams)
      }
      return
    }
    guard ["md", "mmd", "jsonl"].contains(path.fileExtension), let bytes = try? FileContent.read(path).bytes
    else { return }
    switch path.fileExtension {
    case "mmd": diagrams.append(bytes)
    case "jsonl":
      for line in bytes.split(separator: UInt8(ascii: "\n")) {
        if let code = (try? JSONReader.read(Array(line)))?["code"]?.string {
          diagrams.append(Array(code.utf8))
        }
      }
    default: diagrams += MarkdownPage.fences(in: bytes).filter(\.isMermaid).map(\.content)
    }
  }
}
