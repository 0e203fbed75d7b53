/// The actions whose turn has come, those added to the graph first in front, handed out in chunks that are worth a task:
/// starting one costs microseconds, and so does much of the work.
///
/// Actions of one group share what is expensive to open. A group is given to one worker at a time as long as there are
/// others: two would wait for each other. And groups come in the order of the graph, so one is worked on until nothing is
/// left to do for it, and what its actions share has to be kept for few groups at a time.
struct ReadyQueue {
  /// What one worker gets.
  struct Chunk: Sendable {
    var actions: [ActionID] = []
    /// The groups that it works on, to be given back.
    fileprivate(set) var groups: [Int] = []
  }

  /// Chunks are cut so that they should take about this long.
  static let chunkNanoseconds = 500_000.0

  private struct Group {
    var ready = MinimumHeap<ActionID>()
    /// How many chunks that are being worked off hold some of its actions.
    var workers = 0
  }

  /// By their numbers.
  private var groups: [Group] = []
  /// Those that have something ready and no worker.
  private var free = MinimumHeap<Int>()
  /// Those that have something ready and a worker; a few.
  private var shared: [Int] = []
  private(set) var quickCount = 0
  private var blocking: [ActionID] = []
  private var blockingHead = 0
  /// What one action of each stage took so far, on average, with more weight on the latest.
  private var cost: [Double]

  init(stageCount: Int) { cost = Array(repeating: 20_000, count: stageCount) }

  var blockingCount: Int { blocking.count - blockingHead }

  mutating func push(_ id: ActionID, group: Int, isBlocking: Bool) {
    guard !isBlocking else { return blocking.append(id) }
    while groups.count <= group { groups.append(Group()) }
    quickCount += 1
    groups[group].ready.push(id)
    guard groups[group].ready.count == 1 else { return }
    if groups[group].workers == 0 { free.push(group) } else { shared.append(group) }
  }

  /// What one worker is to do next; nothing where nothing is ready.
  mutating func nextChunk(of graph: Graph, workers: Int) -> Chunk {
    let fairShare = max(1, quickCount / (workers * 2))
    var chunk = Chunk()
    var expected = 0.0
    // Nobody knows yet how long the last stages take: two of them are not one worker's while another has nothing to do.
    func isFull() -> Bool {
      expected >= Self.chunkNanoseconds
        || (chunk.actions.count >= fairShare
          && (expected >= Self.chunkNanoseconds / 4 || quickCount < workers))
    }
    while !isFull(), let group = takeGroup(afterOthers: !chunk.actions.isEmpty) {
      groups[group].workers += 1
      chunk.groups.append(group)
      while !isFull(), let id = groups[group].ready.pop() {
        quickCount -= 1
        chunk.actions.append(id)
        expected += cost[graph.actions[id.index].stage.index]
      }
      if groups[group].ready.count > 0 { shared.append(group) }
    }
    return chunk
  }

  /// A worker is through with a chunk.
  mutating func giveBack(_ chunk: Chunk) {
    for group in chunk.groups {
      groups[group].workers -= 1
      guard groups[group].workers == 0, let place = shared.firstIndex(of: group) else { continue }
      shared.remove(at: place)
      free.push(group)
    }
  }

  /// A group that nobody works on, else one that somebody does; only the former where a chunk has something already.
  private mutating func takeGroup(afterOthers: Bool) -> Int? {
    if let group = free.pop() { return group }
    guard !afterOthers, let place = shared.indices.min(by: { shared[$0] < shared[$1] }) else { return nil }
    return shared.remove(at: place)
  }

  mutating func nextBlocking() -> ActionID? {
    guard blockingHead < blocking.count else { return nil }
    blockingHead += 1
    return blocking[blockingHead - 1]
  }

  mutating func learn(nanoseconds: UInt64, ofStage stage: StageID) {
    cost[stage.index] += (Double(nanoseconds) - cost[stage.index]) / 16
  }
}
