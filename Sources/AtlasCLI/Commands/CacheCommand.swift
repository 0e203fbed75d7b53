import AtlasCore
import AtlasEngine
import AtlasPipeline
import AtlasReport
import AtlasStore

/// `cache stats|ls|show|clear`: looks into the cache, or empties it.
struct CacheCommand {
  private let invocation: Invocation
  private let console: Console

  init(_ invocation: Invocation, _ console: Console) {
    self.invocation = invocation
    self.console = console
  }

  func run() throws(CommandError) -> ExitStatus {
    let command = try ProjectCommand(console)
    let clears = invocation.command == .cacheClear
    let store = Store.open(folder: command.cacheFolder, mode: clears ? .readWrite : .readOnly)
    defer {
      for problem in store.problems where problem.gravity == .warning { console.warn(problem.message) }
    }
    switch invocation.command {
    case .cacheStats: stats(store, command)
    case .cacheList: list(store)
    case .cacheShow: try show(store, command)
    default: try clear(store)
    }
    return .success
  }

  // MARK: stats

  private func stats(_ store: Store, _ command: ProjectCommand) {
    let statistics = StoreInspection(store).statistics()
    if console.options.format == .json { return console.write(json(statistics)) }
    console.write("cache: \(command.cacheFolder)\n")
    console.write(
      "results: \(statistics.results), \(Size.text(statistics.inlineBytes + statistics.objectBytes))\n")
    if statistics.objectBodies > 0 {
      console.write("  of these as files: \(statistics.objectBodies), \(Size.text(statistics.objectBytes))\n")
    }
    console.write("database: \(Size.text(statistics.databaseSize + statistics.logSize))\n")
    for table in statistics.tables {
      console.write("  \(table.name): \(table.rows) rows, \(Size.text(table.bytes))\n")
    }
    for run in statistics.runs.suffix(5) {
      console.write(
        "run \(run.number): \(run.results) results, \(Size.text(run.bytes)), \(run.cost / 1000) ms of work\n")
    }
    for path in statistics.movedAside { console.write("moved aside: \(path)\n") }
  }

  private func json(_ statistics: StoreStatistics) -> [UInt8] {
    document { writer in
      writer.member("results", statistics.results)
      writer.member("bytes", statistics.inlineBytes + statistics.objectBytes)
      writer.member("files", statistics.objectBodies)
      writer.member("database", statistics.databaseSize + statistics.logSize)
      writer.member("tables") { writer in
        writer.array(statistics.tables) { table, writer in
          writer.line { writer in
            writer.object { writer in
              writer.member("name", table.name)
              writer.member("rows", table.rows)
              writer.member("bytes", table.bytes)
            }
          }
        }
      }
      writer.member("runs") { writer in
        writer.array(statistics.runs) { run, writer in
          writer.line { writer in
            writer.object { writer in
              writer.member("number", run.number)
              writer.member("results", run.results)
              writer.member("bytes", run.bytes)
              writer.member("us", run.cost)
            }
          }
        }
      }
    }
  }

  // MARK: ls

  private func list(_ store: Store) {
    let inspection = StoreInspection(store)
    let format = console.options.format
    if format == .json { console.write("{\"schema\":1,\"results\":[") }
    var last: Digest?
    var isFirst = true
    while true {
      let lines = inspection.list(after: last, limit: 1000)
      guard let end = lines.last else { break }
      for line in lines {
        switch format {
        case .json:
          console.write(isFirst ? "\n" : ",\n")
          console.write(json(line))
        case .jsonl:
          console.write(json(line))
          console.write("\n")
        default: console.write("\(line.key) \(stage(of: line.key, store)) \(line.size)\n")
        }
        isFirst = false
      }
      last = end.key
    }
    if format == .json { console.write("\n]}\n") }
  }

  private func json(_ line: StoreInspection.Line) -> [UInt8] {
    var writer = JSONWriter(.compact)
    writer.object { writer in
      if console.options.format == .jsonl { writer.member("schema", 1) }
      writer.member("key", line.key)
      writer.member("output", line.output)
      writer.member("size", line.size)
      writer.member("run", line.run)
      writer.member("us", line.cost)
    }
    return writer.bytes
  }

  private func stage(of key: Digest, _ store: Store) -> String {
    guard let result = store.result(for: key), let manifest = try? KeyManifest(decoding: result.manifest),
      let context = context(manifest.context, store)
    else { return "?" }
    return context.stage
  }

  private func context(_ digest: Digest, _ store: Store) -> KeyContext? {
    store.context(digest).flatMap { try? KeyContext(decoding: $0) }
  }

  // MARK: show

  private func show(_ store: Store, _ command: ProjectCommand) throws(CommandError) {
    let prefix = String(decoding: invocation.arguments.first ?? [], as: UTF8.self)
    let result: StoredResult
    switch StoreInspection(store).find(prefix) {
    case .one(let found): result = found
    case .damaged(let key):
      throw CommandError(.toolFailure, "the entry \(key) is damaged", help: "atlas-build run heals it")
    case .ambiguous(let keys):
      throw CommandError(
        .usage, "more than one key begins with \(prefix)", help: "give more digits; the first is \(keys[0])")
    case .none:
      throw CommandError(.usage, "no key begins with \(prefix)", help: "atlas-build cache ls lists them")
    case .notAPrefix:
      throw CommandError(
        .usage, "\"\(prefix)\" is no beginning of a key", help: "keys are hexadecimal digits")
    }
    let manifest = try? KeyManifest(decoding: result.manifest)
    let keyContext = manifest.flatMap { context($0.context, store) }
    let body = describe(result.body, stage: keyContext?.stage, command)
    if console.options.format == .json {
      console.write(json(result, manifest, keyContext, body))
    } else {
      console.write(text(result, manifest, keyContext))
      console.write(body)
      console.write("\n")
    }
  }

  private func text(_ result: StoredResult, _ manifest: KeyManifest?, _ context: KeyContext?) -> String {
    var lines = [
      "key      \(result.key)", "output   \(result.output)", "run      \(result.run), \(result.cost) µs",
    ]
    if let context {
      lines.append("stage    \(context.stage), code \(context.codeVersion)")
      for option in context.options { lines.append("option   \(option.name) = \(option.text)") }
      for slice in context.spec {
        lines.append(
          "spec     \(slice.name): \(slice.text.utf8.count) bytes, \(Digest(of: slice.text).short)")
      }
    }
    for source in manifest?.sources ?? [] { lines.append("reads    \(source.name) \(source.digest)") }
    for upstream in manifest?.upstream ?? [] {
      lines.append(
        "after    \(upstream.stage)\(upstream.count == 1 ? "" : " × \(upstream.count)") \(upstream.digest)")
    }
    lines.append("result   \(result.body.count) bytes:")
    return lines.map { "\($0)\n" }.joined()
  }

  private func json(
    _ result: StoredResult, _ manifest: KeyManifest?, _ context: KeyContext?, _ body: [UInt8]
  ) -> [UInt8] {
    document { writer in
      writer.member("key", result.key)
      writer.member("output", result.output)
      writer.member("run", result.run)
      writer.member("us", result.cost)
      writer.member("stage", context?.stage)
      writer.member("code", context.map { $0.codeVersion.description })
      writer.member("reads") { writer in
        writer.object { writer in
          for source in manifest?.sources ?? [] { writer.member(source.name, source.digest) }
          for upstream in manifest?.upstream ?? [] {
            writer.member("after \(upstream.stage)", upstream.digest)
          }
        }
      }
      writer.member("result") { writer in
        if (try? JSONReader.read(body)) != nil {
          writer.write(raw: body)
        } else {
          writer.write(String(decoding: body, as: UTF8.self))
        }
      }
    }
  }

  /// A built-in stage's result as JSON, a command's as it is.
  private func describe(_ body: [UInt8], stage: String?, _ command: ProjectCommand) -> [UInt8] {
    guard let stage, let declaration = command.project.pipeline.stage(named: stage),
      case .builtIn(let builtIn) = declaration.work
    else { return body }
    return ResultDescription.json(of: body, from: builtIn) ?? body
  }

  // MARK: clear

  private func clear(_ store: Store) throws(CommandError) {
    let cleared = StoreInspection(store).clear()
    if let problem = cleared.problem { throw CommandError(.toolFailure, problem.message) }
    if console.options.format == .json {
      console.write(
        document { writer in
          writer.member("rows", cleared.removedRows)
          writer.member("files", cleared.removedFiles)
        })
    } else {
      console.write("removed \(cleared.removedRows) rows and \(cleared.removedFiles) files\n")
    }
  }

  private func document(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
    var writer = JSONWriter(.pretty)
    writer.object { writer in
      writer.member("schema", 1)
      members(&writer)
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }
}

/// Sizes for people.
enum Size {
  static func text(_ bytes: Int) -> String {
    if bytes < 1024 { return "\(bytes) B" }
    var value = Double(bytes) / 1024
    for unit in ["KiB", "MiB", "GiB"] {
      if value < 1024 || unit == "GiB" { return "\((value * 10).rounded() / 10) \(unit)" }
      value /= 1024
    }
    return "\(bytes) B"
  }
}
