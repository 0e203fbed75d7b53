/// The actions whose turn has come, those added to the graph first in front, handed out in chunks that are worth a task:
/// starting one costs microseconds, and so does much of the work.
///
/// Actions of one subject stand together in a graph. In its order a subject is worked on until nothing is left to do for
/// it, so what its actions share has to be kept for few subjects at a time.
struct ReadyQueue {
  /// Chunks are cut so that they should take about this long.
  static let chunkNanoseconds = 200_000.0

  /// A binary heap: no action stands before the one at half its place.
  private var quick: [ActionID] = []
  private var blocking: [ActionID] = []
  private var blockingHead = 0
  /// What one action of each stage took so far, on average, with more weight on the latest.
  private var cost: [Double]

  init(stageCount: Int) { cost = Array(repeating: 20_000, count: stageCount) }

  var quickCount: Int { quick.count }
  var blockingCount: Int { blocking.count - blockingHead }

  mutating func push(_ id: ActionID, isBlocking: Bool) {
    if isBlocking { blocking.append(id) } else { pushQuick(id) }
  }

  /// Neighbours in the queue are mostly stages of one subject, so a chunk can share what it knows of the subject.
  mutating func nextChunk(of graph: Graph, workers: Int) -> [ActionID] {
    let fairShare = max(1, quickCount / (workers * 2))
    var chunk: [ActionID] = []
    var expected = 0.0
    while !quick.isEmpty, chunk.count < fairShare || expected < Self.chunkNanoseconds / 4,
      expected < Self.chunkNanoseconds
    {
      let id = popQuick()
      chunk.append(id)
      expected += cost[graph.actions[id.index].stage.index]
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
    blockingHead = 0
  }

  // MARK: the heap

  private mutating func pushQuick(_ id: ActionID) {
    quick.append(id)
    var place = quick.count - 1
    while place > 0, quick[place] < quick[(place - 1) / 2] {
      quick.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// Precondition: there is one.
  private mutating func popQuick() -> ActionID {
    quick.swapAt(0, quick.count - 1)
    let first = quick.removeLast()
    var place = 0
    while 2 * place + 1 < quick.count {
      let left = 2 * place + 1
      let child = left + 1 < quick.count && quick[left + 1] < quick[left] ? left + 1 : left
      guard quick[child] < quick[place] else { break }
      quick.swapAt(place, child)
      place = child
    }
    return first
  }
}
