import AtlasCore
import AtlasSystem

/// Takes a graph to its end. One task owns all of its state in plain values; workers are children of one bounded task
/// group that get values and return values, so there is nothing to lock.
///
/// The loop: settle what is ready (make its key; a known one is a hit and releases what waits for it), feed the rest to
/// workers in chunks, wait for a chunk, take its results in, again. An action's key is made of the outputs of what it
/// needs, when those are final; an equal output therefore gives an equal key, and the cutoff needs no code of its own.
package struct Coordinator<Performer: ActionPerformer> {
  private let graph: Graph
  private let known: any KnownResults
  private let performer: Performer
  private let options: EngineOptions
  /// Gets every new result, a batch at a time, on the coordinator's task.
  private let store: ([NewResult]) -> Void
  private let observe: ((EngineEvent) -> Void)?

  private var states: [ActionState]
  private var outcome: EngineOutcome
  private var ready: [ActionID] = []
  private var readyHead = 0
  private var queue: ReadyQueue
  /// Keys being worked on, with the equal actions that wait for the same result.
  private var inFlight: [Digest: InFlight] = [:]
  private var progress = EngineProgress()
  private var runningTasks = 0
  private var runningBlocking = 0
  private var isStopping = false
  private let dependentStarts: [Int32]
  private let dependentIDs: [Int32]

  private struct InFlight {
    var manifest: [UInt8]
    var twins: [ActionID] = []
    /// The result that a verifying run expects to see again.
    var expected: (output: Digest, slot: Int)?
  }

  /// What a worker brings back.
  private struct Finished: Sendable {
    var results: [(id: ActionID, result: ActionResult, nanoseconds: UInt64)]
    /// What it worked off; nil of a blocking action.
    var chunk: ReadyQueue.Chunk?
  }

  package init(
    graph: Graph, known: any KnownResults, performer: Performer, options: EngineOptions,
    store: @escaping ([NewResult]) -> Void, observe: ((EngineEvent) -> Void)? = nil
  ) {
    self.graph = graph
    self.known = known
    self.performer = performer
    self.options = options
    self.store = store
    self.observe = observe
    (dependentStarts, dependentIDs) = graph.dependents()
    states = graph.actions.map { .waiting($0.upstream.reduce(0) { $0 + $1.actions.count }) }
    queue = ReadyQueue(stageCount: graph.stages.count)
    outcome = EngineOutcome(
      endings: Array(repeating: .cancelled, count: graph.actions.count),
      keys: Array(repeating: .zero, count: graph.actions.count),
      outputs: Array(repeating: nil, count: graph.actions.count), mismatches: [], verified: 0,
      wasCancelled: false, counts: ActionCounts())
    progress.total = graph.actions.count
  }

  /// Runs until everything is done, or until the surrounding task is cancelled; what was finished by then is kept.
  package consuming func run() async -> EngineOutcome {
    var coordinator = self
    return await withTaskGroup(of: Finished.self) { group in
      await coordinator.loop(&group)
      return coordinator.outcome
    }
  }

  private mutating func loop(_ group: inout TaskGroup<Finished>) async {
    for (index, state) in states.enumerated() where state == .waiting(0) { release(ActionID(index)) }
    settle()
    while true {
      if Task.isCancelled { stop() }
      feed(&group)
      guard runningTasks > 0, let finished = await group.next() else { break }
      absorb(finished)
      settle()
    }
    outcome.wasCancelled = Task.isCancelled
  }

  // MARK: settling

  private mutating func release(_ id: ActionID) {
    states[id.index] = .ready
    ready.append(id)
  }

  /// Takes every ready action to a hit, a place in the queue, or an end without a result.
  private mutating func settle() {
    while readyHead < ready.count {
      let id = ready[readyHead]
      readyHead += 1
      settle(id)
    }
    ready.removeAll(keepingCapacity: true)
    readyHead = 0
  }

  private mutating func settle(_ id: ActionID) {
    if let missing = missingInput(of: id) { return finish(id, endingWithout(missing)) }
    var made = graph.manifest(of: id, outputs: outcome.outputs)
    if graph.actions[id.index].hasLateSources { made.sources += performer.lateSources(of: request(id)) }
    let manifest = made.encoded
    let key = Digest(of: manifest)
    outcome.keys[id.index] = key
    if inFlight[key] != nil {
      inFlight[key]?.twins.append(id)
      states[id.index] = .running
      return
    }
    var expected: (output: Digest, slot: Int)?
    if options.cache != .ignore, let hit = known.result(for: key) {
      guard isChosenForVerification(key) else {
        return finish(id, .hit, ActionOutput(digest: hit.output, body: .stored(slot: hit.slot)))
      }
      expected = hit
    }
    if isStopping { return finish(id, .cancelled) }
    let isBlocking = graph.stage(of: id).isBlocking
    guard mayRun(isBlocking: isBlocking) else { return finish(id, .wouldRun) }
    inFlight[key] = InFlight(manifest: manifest, expected: expected)
    queue.push(id, group: graph.actions[id.index].group, isBlocking: isBlocking)
  }

  private func missingInput(of id: ActionID) -> ActionID? {
    for group in graph.actions[id.index].upstream {
      for input in group.actions where outcome.outputs[input.index] == nil { return input }
    }
    return nil
  }

  private func endingWithout(_ input: ActionID) -> Ending {
    switch outcome.endings[input.index] {
    case .wouldRun: .wouldRun
    case .cancelled: .cancelled
    case .skipped(let origin): .skipped(because: origin)
    case .hit, .ran, .cutoff, .failed: .skipped(because: input)
    }
  }

  private func mayRun(isBlocking: Bool) -> Bool {
    switch options.work {
    case .all: true
    case .withoutBlocking: !isBlocking
    case .none: false
    }
  }

  /// Chosen by the key, so that the same share is chosen on every machine and in every order.
  private func isChosenForVerification(_ key: Digest) -> Bool {
    guard case .verify(let percent) = options.cache else { return false }
    return Double(key.low >> 11) / Double(1 << 53) * 100 < percent
  }

  // MARK: feeding

  private mutating func feed(_ group: inout TaskGroup<Finished>) {
    while runningTasks - runningBlocking < options.jobs, queue.quickCount > 0 {
      let chunk = queue.nextChunk(of: graph, workers: options.jobs)
      let requests = chunk.actions.map { start($0) }
      observe?(.started(requests.map(\.action)))
      runningTasks += 1
      group.addTask { [performer] in Self.work(off: chunk, requests, with: performer) }
    }
    while runningBlocking < options.jobs, let id = queue.nextBlocking() {
      let request = start(id)
      observe?(.started([id]))
      runningTasks += 1
      runningBlocking += 1
      group.addTask { [performer] in
        let began = UInt64(SystemClock.monotonic)
        let result = await performer.performBlocking(request)
        return Finished(results: [(id, result, UInt64(SystemClock.monotonic) - began)])
      }
    }
  }

  private mutating func start(_ id: ActionID) -> ActionRequest {
    states[id.index] = .running
    progress.running.append(id)
    return request(id)
  }

  private func request(_ id: ActionID) -> ActionRequest {
    let action = graph.actions[id.index]
    return ActionRequest(
      action: id, stage: action.stage, subject: action.subject, context: action.context,
      inputs: action.upstream.map { group in group.actions.compactMap { outcome.outputs[$0.index] } })
  }

  private static func work(
    off chunk: ReadyQueue.Chunk, _ requests: [ActionRequest], with performer: Performer
  ) -> Finished {
    var session = performer.makeSession()
    var finished = Finished(results: [], chunk: chunk)
    finished.results.reserveCapacity(requests.count)
    for request in requests {
      let began = UInt64(SystemClock.monotonic)
      let result = Task.isCancelled ? ActionResult.cancelled : session.perform(request)
      finished.results.append((request.action, result, UInt64(SystemClock.monotonic) - began))
    }
    return finished
  }

  /// Nothing new starts; what is queued is given up, and what is running comes back.
  private mutating func stop() {
    guard !isStopping else { return }
    isStopping = true
    while let id = queue.nextBlocking() { giveUp(id) }
    while queue.quickCount > 0 {
      let chunk = queue.nextChunk(of: graph, workers: 1)
      queue.giveBack(chunk)
      for id in chunk.actions { giveUp(id) }
    }
    settle()
  }

  private mutating func giveUp(_ id: ActionID) {
    let twins = inFlight.removeValue(forKey: outcome.keys[id.index])?.twins ?? []
    for id in [id] + twins { finish(id, .cancelled) }
  }

  // MARK: taking results in

  private mutating func absorb(_ finished: Finished) {
    runningTasks -= 1
    if let chunk = finished.chunk { queue.giveBack(chunk) } else { runningBlocking -= 1 }
    var batch: [NewResult] = []
    for (id, result, nanoseconds) in finished.results {
      queue.learn(nanoseconds: nanoseconds, ofStage: graph.actions[id.index].stage)
      absorb(result, of: id, nanoseconds: nanoseconds, into: &batch)
    }
    let ended = Set(finished.results.map(\.id))
    progress.running.removeAll { ended.contains($0) }
    if !batch.isEmpty { store(batch) }
    observe?(.progress(progress))
  }

  private mutating func absorb(
    _ result: ActionResult, of id: ActionID, nanoseconds: UInt64, into batch: inout [NewResult]
  ) {
    let key = outcome.keys[id.index]
    let flight = inFlight.removeValue(forKey: key)
    let twins = flight?.twins ?? []
    switch result {
    case .output(let digest, let body):
      let output = ActionOutput(digest: digest, body: .inMemory(body))
      if let expected = flight?.expected {
        compare(output: digest, body: body, with: expected, of: id)
        finish(id, .hit, output, nanoseconds: nanoseconds)
      } else {
        batch.append(
          NewResult(
            key: key, output: digest, body: body, manifest: flight?.manifest ?? [],
            costMicroseconds: Int(nanoseconds / 1000)))
        finish(
          id, graph.previous[id.index]?.output == digest ? .cutoff : .ran, output, nanoseconds: nanoseconds)
      }
      for twin in twins { finish(twin, .hit, output) }
    case .failure(let error):
      for id in [id] + twins { finish(id, .failed(error), nanoseconds: nanoseconds) }
      if options.failFast { stop() }
    case .cancelled:
      for id in [id] + twins { finish(id, .cancelled) }
    }
  }

  private mutating func compare(
    output: Digest, body: [UInt8], with expected: (output: Digest, slot: Int), of id: ActionID
  ) {
    outcome.verified += 1
    let fresh = Digest(of: body)
    let stored = known.bodyDigest(slot: expected.slot)
    guard fresh != stored || output != expected.output else { return }
    outcome.mismatches.append(
      Mismatch(action: id, key: outcome.keys[id.index], stored: stored ?? .zero, fresh: fresh))
  }

  private mutating func finish(
    _ id: ActionID, _ ending: Ending, _ output: ActionOutput? = nil, nanoseconds: UInt64 = 0
  ) {
    states[id.index] = .done(ending)
    outcome.endings[id.index] = ending
    outcome.outputs[id.index] = output
    count(ending)
    observe?(.finished(id, ending, nanoseconds: nanoseconds))
    for index in Int(dependentStarts[id.index])..<Int(dependentStarts[id.index + 1]) {
      let dependent = ActionID(Int(dependentIDs[index]))
      guard case .waiting(let count) = states[dependent.index] else { continue }
      if count == 1 { release(dependent) } else { states[dependent.index] = .waiting(count - 1) }
    }
  }

  private mutating func count(_ ending: Ending) {
    progress.done += 1
    switch ending {
    case .hit:
      outcome.counts.hit += 1
      progress.hits += 1
    case .ran, .wouldRun: outcome.counts.ran += 1
    case .cutoff: outcome.counts.cutoff += 1
    case .failed, .skipped:
      outcome.counts.failed += 1
      progress.failed += 1
    case .cancelled: break
    }
  }
}
