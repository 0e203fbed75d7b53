import Testing

@testable import AtlasEngine

struct ReadyQueueTests {
  /// A graph of so many actions of one stage.
  private func graph(_ count: Int) -> Graph {
    var graph = Graph(stages: [Stage(name: "only")])
    for subject in 0..<count {
      _ = graph.add(Action(stage: StageID(0), subject: subject, context: 0, sources: []))
    }
    return graph
  }

  private func drain(_ queue: inout ReadyQueue, _ graph: Graph, workers: Int) -> [ActionID] {
    var order: [ActionID] = []
    while queue.quickCount > 0 { order += queue.nextChunk(of: graph, workers: workers) }
    return order
  }

  @Test(arguments: [1, 2, 7]) func actionsComeInTheOrderOfTheGraph(workers: Int) {
    let graph = graph(500)
    var queue = ReadyQueue(stageCount: 1)
    // 211 and 500 have no common divisor, so each action comes once.
    for step in 0..<500 { queue.push(ActionID(step * 211 % 500), isBlocking: false) }
    #expect(drain(&queue, graph, workers: workers) == (0..<500).map { ActionID($0) })
  }

  @Test func whatBecomesReadyOvertakesWhatStandsBehindItInTheGraph() {
    let graph = graph(100)
    var queue = ReadyQueue(stageCount: 1)
    for index in 50..<100 { queue.push(ActionID(index), isBlocking: false) }
    let first = queue.nextChunk(of: graph, workers: 2)
    queue.push(ActionID(3), isBlocking: false)
    #expect(first.first == ActionID(50))
    #expect(queue.nextChunk(of: graph, workers: 2).first == ActionID(3))
  }
}
