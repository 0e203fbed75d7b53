import Testing

@testable import AtlasEngine

struct ReadyQueueTests {
  /// A graph of so many actions of one stage, in groups of so many.
  private func graph(_ count: Int, groupsOf size: Int = .max) -> Graph {
    var graph = Graph(stages: [Stage(name: "only")])
    for subject in 0..<count {
      _ = graph.add(
        Action(stage: StageID(0), subject: subject, context: 0, group: subject / size, sources: []))
    }
    return graph
  }

  private func drain(_ queue: inout ReadyQueue, _ graph: Graph, workers: Int) -> [ActionID] {
    var order: [ActionID] = []
    while queue.quickCount > 0 { order += queue.nextChunk(of: graph, workers: workers).actions }
    return order
  }

  @Test(arguments: [1, 2, 7]) func actionsComeInTheOrderOfTheGraph(workers: Int) {
    let graph = graph(500)
    var queue = ReadyQueue(stageCount: 1)
    // 211 and 500 have no common divisor, so each action comes once.
    for step in 0..<500 { queue.push(ActionID(step * 211 % 500), group: 0, isBlocking: false) }
    #expect(drain(&queue, graph, workers: workers) == (0..<500).map { ActionID($0) })
  }

  @Test func whatBecomesReadyOvertakesWhatStandsBehindItInTheGraph() {
    let graph = graph(100)
    var queue = ReadyQueue(stageCount: 1)
    for index in 50..<100 { queue.push(ActionID(index), group: 0, isBlocking: false) }
    let first = queue.nextChunk(of: graph, workers: 2)
    queue.push(ActionID(3), group: 0, isBlocking: false)
    #expect(first.actions.first == ActionID(50))
    #expect(queue.nextChunk(of: graph, workers: 2).actions.first == ActionID(3))
  }

  @Test func aGroupHasOneWorkerWhereThereAreOthers() {
    let graph = graph(90, groupsOf: 30)
    var queue = ReadyQueue(stageCount: 1)
    // Everything takes so long that a chunk holds one action.
    for _ in 0..<200 { queue.learn(nanoseconds: 1_000_000, ofStage: StageID(0)) }
    for index in 0..<90 { queue.push(ActionID(index), group: index / 30, isBlocking: false) }
    let chunks = (0..<4).map { _ in queue.nextChunk(of: graph, workers: 4) }
    #expect(chunks.map(\.actions) == [[ActionID(0)], [ActionID(30)], [ActionID(60)], [ActionID(1)]])
    queue.giveBack(chunks[1])
    #expect(queue.nextChunk(of: graph, workers: 4).actions == [ActionID(31)])
  }

  @Test func smallGroupsShareAChunk() {
    let graph = graph(400, groupsOf: 2)
    var queue = ReadyQueue(stageCount: 1)
    for index in 0..<400 { queue.push(ActionID(index), group: index / 2, isBlocking: false) }
    let chunk = queue.nextChunk(of: graph, workers: 2)
    #expect(chunk.actions.count > 10 && chunk.actions == chunk.actions.sorted())
  }

  @Test func theLastActionsAreNotOneWorkersAlone() {
    let graph = graph(2)
    var queue = ReadyQueue(stageCount: 1)
    for index in 0..<2 { queue.push(ActionID(index), group: 0, isBlocking: false) }
    let chunks = (0..<2).map { _ in queue.nextChunk(of: graph, workers: 2) }
    #expect(chunks.map(\.actions) == [[ActionID(0)], [ActionID(1)]])
  }

  @Test func everythingIsHandedOutOnceHoweverGroupsComeBack() {
    let graph = graph(300, groupsOf: 7)
    var queue = ReadyQueue(stageCount: 1)
    for step in 0..<300 {
      let index = step * 211 % 300
      queue.push(ActionID(index), group: index / 7, isBlocking: false)
    }
    var handedOut: [ActionID] = []
    var open: [ReadyQueue.Chunk] = []
    while queue.quickCount > 0 {
      let chunk = queue.nextChunk(of: graph, workers: 3)
      handedOut += chunk.actions
      open.append(chunk)
      if open.count == 3 { queue.giveBack(open.remove(at: 1)) }
    }
    #expect(handedOut.sorted() == (0..<300).map { ActionID($0) })
  }
}
