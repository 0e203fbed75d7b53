/// The actions whose turn has come, in the order in which they became ready, handed out in chunks that are worth a
/// task: starting one costs microseconds, and so does much of the work.
struct ReadyQueue {
  /// Chunks are cut so that they should take about this long.
  static let chunkNanoseconds = 200_000.0

  private var quick: [ActionID] = []
  private var quickHead = 0
  private var blocking: [ActionID] = []
  private var blockingHead = 0
  /// What one action of each stage took so far, on average, with more weight on the latest.
  private var cost: [Double]

  init(stageCount: Int) { cost = Array(repeating: 20_000, count: stageCount) }

  var quickCount: Int { quick.count - quickHead }
  var blockingCount: Int { blocking.count - blockingHead }

  mutating func push(_ id: ActionID, isBlocking: Bool) {
    if isBlocking { blocking.append(id) } else { quick.append(id) }
  }

  /// Neighbours in the queue are mostly stages of one subject, so a chunk can share what it knows of the subject.
  mutating func nextChunk(of graph: Graph, workers: Int) -> [ActionID] {
    let fairShare = max(1, quickCount / (workers * 2))
    var chunk: [ActionID] = []
    var expected = 0.0
    while quickHead < quick.count, chunk.count < fairShare || expected < Self.chunkNanoseconds / 4,
      expected < Self.chunkNanoseconds
    {
      let id = quick[quickHead]
      quickHead += 1
      chunk.append(id)
      expected += cost[graph.actions[id.index].stage.index]
    }
    if quickHead == quick.count {
      quick.removeAll(keepingCapacity: true)
      quickHead = 0
    }
    return chunk
  }

  mutating func nextBlocking() -> ActionID? {
    guard blockingHead < blocking.count else { return nil }
    blockingHead += 1
    return blocking[blockingHead - 1]
  }

  mutating func learn(nanoseconds: UInt64, ofStage stage: StageID) {
    cost[stage.index] += (Double(nanoseconds) - cost[stage.index]) / 16
  }

  mutating func removeAll() {
    quick.removeAll()
    blocking.removeAll()
    quickHead = 0
    blockingHead = 0
  }
}
