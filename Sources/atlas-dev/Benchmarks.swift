import AtlasCore
import AtlasSystem

/// `bench`: times the program beside its peers on the same files in the same run, so that what counts is the ratio: the
/// machine's mood is in both numbers. Each time is the best of several runs.
enum Benchmarks {
  static let names = ["null", "edit", "clean", "parse"]

  static func run(_ chosen: [String]) async -> Int32 {
    if let unknown = chosen.first(where: { !names.contains($0) }) {
      StandardStreams.error.write(
        "atlas-dev bench: there is no \"\(unknown)\"; there are \(names.joined(separator: ", "))\n")
      return 2
    }
    do {
      for library in ["clean", "null", "edit"].contains(where: { wants($0, chosen) })
        ? try BenchLibrary.all() : []
      {
        say("\n\(library.name): \(library.files) files")
        if wants("clean", chosen) { try await cleanBuild(library) }
        if wants("null", chosen) { try await nothingToDo(library) }
        if wants("edit", chosen) { try await oneEdit(library) }
      }
      if wants("parse", chosen) { await ParseBenchmark.run() }
      return 0
    } catch {
      StandardStreams.error.write("atlas-dev bench: \(error)\n")
      return 1
    }
  }

  private static func wants(_ name: String, _ chosen: [String]) -> Bool {
    chosen.isEmpty || chosen.contains(name)
  }

  private static func cleanBuild(_ library: BenchLibrary) async throws {
    let one = try await best(of: 3) {
      try library.clearCache()
      return try await library.time(["run", "-j", "1"])
    }
    let two = try await best(of: 3) {
      try library.clearCache()
      return try await library.time(["run", "-j", "2"])
    }
    say("  clean build", [("1 worker", one), ("2 workers", two)])
    say("    2 workers are \(ratio(one, two)) times as fast as 1")
  }

  private static func nothingToDo(_ library: BenchLibrary) async throws {
    _ = try await library.time(["run"])
    _ = try await library.time(["run"])
    let runs = library.files > 20_000 ? 5 : 15
    let ours = try await best(of: runs) { try await library.time(["run"]) }
    var peers: [(String, Int64)] = [("atlas-build", ours)]
    for peer in try await library.peers() {
      peers.append((peer.name, try await best(of: runs) { try await peer.time() }))
    }
    say("  nothing to do", peers)
    for (name, time) in peers.dropFirst() { say("    \(ratio(ours, time)) of \(name)") }
  }

  private static func oneEdit(_ library: BenchLibrary) async throws {
    let null = try await best(of: 5) { try await library.time(["run"]) }
    let edit = try await best(of: 5) {
      try library.editOnePage()
      return try await library.time(["run"])
    }
    say("  one page edited", [("atlas-build", edit)])
    say("    \(milliseconds(edit - null)) more than nothing to do")
  }

  // MARK: figures

  static func best(of count: Int, _ measure: () async throws -> Int64) async throws -> Int64 {
    var best = Int64.max
    for _ in 0..<count { best = min(best, try await measure()) }
    return best
  }

  static func say(_ title: String, _ times: [(name: String, nanoseconds: Int64)]) {
    say("\(title): " + times.map { "\($0.name) \(milliseconds($0.nanoseconds))" }.joined(separator: " · "))
  }

  static func say(_ line: String) {
    StandardStreams.output.write(line + "\n")
    StandardStreams.output.flush()
  }

  static func milliseconds(_ nanoseconds: Int64) -> String {
    let hundredths = (nanoseconds + 5_000) / 10_000
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) ms"
  }

  static func ratio(_ left: Int64, _ right: Int64) -> String {
    let hundredths = left * 100 / max(right, 1)
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}
