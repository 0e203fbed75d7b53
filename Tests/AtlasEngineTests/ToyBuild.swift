import AtlasCore
import AtlasEngine
import AtlasSystem
import Synchronization

/// A build of nothing in particular, to show that the engine can build anything: each action joins the texts it reads
/// and applies a function that its stage's "code" names.
struct ToyBuild {
  /// The text of a source, and the digest that stands for it in keys.
  var sources: [String]
  var code: [String: String] = ["trim": "trim", "join": "join"]
  var options: [String: String] = [:]
  var behaviour = Behaviour()

  struct Behaviour: Sendable {
    var failing: Set<String> = []
    /// Blocking actions from this subject on wait until they are cancelled.
    var hangingFrom = Int.max
  }

  /// What the actions did, counted from outside the engine.
  final class Log: Sendable {
    private let lines = Mutex<[String]>([])
    func append(_ line: String) { lines.withLock { $0.append(line) } }
    var count: Int { lines.withLock { $0.count } }
    func drain() -> [String] {
      lines.withLock {
        let all = $0.sorted()
        $0 = []
        return all
      }
    }
  }

  /// trim(source) for each source, then join(all): the shape of every library.
  func graph(previous: [String: PreviousResult] = [:], blocking: Bool = false) -> Graph {
    var graph = Graph(stages: [Stage(name: "trim", isBlocking: blocking), Stage(name: "join")])
    let contexts = ["trim", "join"].map { stage in
      graph.add(
        KeyContext(
          stage: stage, codeVersion: Digest(of: code[stage] ?? ""),
          options: options[stage].map { [.init(name: "with", text: $0)] } ?? []))
    }
    let trims = sources.enumerated().map { index, text in
      graph.add(
        Action(
          stage: StageID(0), subject: index, context: contexts[0], sources: [.init("text", Digest(of: text))]),
        previous: previous["trim \(index)"])
    }
    _ = graph.add(
      Action(
        stage: StageID(1), subject: -1, context: contexts[1], sources: [],
        upstream: [.init(stage: StageID(0), actions: trims)]),
      previous: previous["join -1"])
    return graph
  }

  func performer(_ store: ToyStore, _ log: Log) -> ToyPerformer {
    ToyPerformer(build: self, store: store, log: log)
  }
}

struct ToyPerformer: ActionPerformer {
  var build: ToyBuild
  var store: ToyStore
  var log: ToyBuild.Log

  struct Session: ActionSession {
    var performer: ToyPerformer
    func perform(_ request: ActionRequest) -> ActionResult { performer.result(of: request) }
  }

  func makeSession() -> Session { Session(performer: self) }

  func performBlocking(_ request: ActionRequest) async -> ActionResult {
    guard request.subject >= build.behaviour.hangingFrom else { return result(of: request) }
    log.append("hanging \(request.subject)")
    while !Task.isCancelled { try? await Task.sleep(nanoseconds: 1_000_000) }
    return .cancelled
  }

  func result(of request: ActionRequest) -> ActionResult {
    let stage = request.stage.index == 0 ? "trim" : "join"
    let name = "\(stage) \(request.subject)"
    log.append(name)
    if build.behaviour.failing.contains(name) { return .failure(ActionError(message: "\(name) crashed")) }
    let text =
      request.subject >= 0
      ? String(build.sources[request.subject].filter { $0 != " " })
      : request.inputs[0].map { String(decoding: store.bytes(of: $0.body), as: UTF8.self) }.joined(
        separator: "+")
    let body = Array("\(build.code[stage] ?? ""):\(build.options[stage] ?? ""):\(text)".utf8)
    return .output(digest: Digest(of: body), body: body)
  }
}

/// Results in memory, written by the engine and read by the next run.
final class ToyStore: KnownResults {
  private let state = Mutex(State())

  private struct State {
    var slots: [Digest: Int] = [:]
    var results: [NewResult] = []
    var contexts: [Digest: [UInt8]] = [:]
  }

  func add(_ batch: [NewResult]) {
    state.withLock { state in
      for result in batch {
        state.slots[result.key] = state.results.count
        state.results.append(result)
      }
    }
  }

  func remember(_ graph: Graph) {
    state.withLock { state in
      for context in graph.contexts { state.contexts[context.digest] = context.encoded }
    }
  }

  func forget(_ key: Digest) { state.withLock { _ = $0.slots.removeValue(forKey: key) } }

  func damage(_ key: Digest) {
    state.withLock { state in
      if let slot = state.slots[key] { state.results[slot].body.append(0) }
    }
  }

  var count: Int { state.withLock { $0.slots.count } }

  func bytes(of body: OutputBody) -> [UInt8] {
    switch body {
    case .inMemory(let bytes): bytes
    case .stored(let slot): state.withLock { $0.results[slot].body }
    }
  }

  func result(for key: Digest) -> (output: Digest, slot: Int)? {
    state.withLock { state in state.slots[key].map { (state.results[$0].output, $0) } }
  }

  func bodyDigest(slot: Int) -> Digest? { state.withLock { Digest(of: $0.results[slot].body) } }

  func manifest(of key: Digest) -> [UInt8]? {
    state.withLock { state in state.results.last { $0.key == key }?.manifest }
  }

  func context(_ digest: Digest) -> [UInt8]? { state.withLock { $0.contexts[digest] } }
}

/// A sequence of builds against one store, as a user would run them.
final class ToyWorkspace: @unchecked Sendable {
  let store = ToyStore()
  let log = ToyBuild.Log()
  private(set) var previous: [String: PreviousResult] = [:]

  struct Run {
    var outcome: EngineOutcome
    var graph: Graph
    var ran: [String]
    var output: String?
  }

  func run(
    _ build: ToyBuild, jobs: Int = 2, cache: EngineOptions.CacheUse = .use, failFast: Bool = false,
    isPlan: Bool = false, blocking: Bool = false
  ) async -> Run {
    let graph = build.graph(previous: cache == .ignore ? [:] : previous, blocking: blocking)
    let options = EngineOptions(
      jobs: jobs, cache: cache, work: isPlan ? .withoutBlocking : .all, failFast: failFast)
    let outcome = await Coordinator(
      graph: graph, known: store, performer: build.performer(store, log), options: options,
      store: { if !isPlan { self.store.add($0) } }
    ).run()
    if !isPlan { remember(graph, outcome) }
    let output = outcome.outputs.last.flatMap { $0 }.map {
      String(decoding: store.bytes(of: $0.body), as: UTF8.self)
    }
    return Run(outcome: outcome, graph: graph, ran: log.drain(), output: output)
  }

  private func remember(_ graph: Graph, _ outcome: EngineOutcome) {
    store.remember(graph)
    for (index, action) in graph.actions.enumerated() {
      guard let output = outcome.outputs[index] else { continue }
      let name = "\(graph.stages[action.stage.index].name) \(action.subject)"
      previous[name] = PreviousResult(key: outcome.keys[index], output: output.digest)
    }
  }

  func reason(_ run: Run, action index: Int) -> Reason {
    run.graph.reason(for: ActionID(index), in: run.outcome, known: store, wasForced: false)
  }
}
