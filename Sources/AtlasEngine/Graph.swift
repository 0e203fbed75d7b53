import AtlasCore

/// Names an action of one graph.
package struct ActionID: Hashable, Comparable, Sendable {
  package let index: Int

  package init(_ index: Int) { self.index = index }

  package static func < (left: ActionID, right: ActionID) -> Bool { left.index < right.index }
}

/// Names a stage of one graph.
package struct StageID: Hashable, Sendable {
  package let index: Int

  package init(_ index: Int) { self.index = index }
}

/// A step that is declared once and done for many subjects.
package struct Stage: Sendable {
  package var name: String
  /// Waits for something outside the program, such as a child process: it never runs in the cooperative pool.
  package var isBlocking: Bool

  package init(name: String, isBlocking: Bool = false) {
    self.name = name
    self.isBlocking = isBlocking
  }
}

/// One stage on one subject.
package struct Action: Sendable {
  package var stage: StageID
  /// The caller's number for what the action is about; the engine only hands it back.
  package var subject: Int
  /// An index into `Graph.contexts`.
  package var context: Int
  /// The caller's number for the actions that share what is expensive to open.
  package var group: Int
  package var sources: [KeyManifest.Source]
  package var upstream: [UpstreamGroup]
  /// Whether the performer has to be asked for more sources when the inputs are final.
  package var hasLateSources: Bool

  package struct UpstreamGroup: Sendable {
    package var stage: StageID
    package var actions: [ActionID]

    package init(stage: StageID, actions: [ActionID]) {
      self.stage = stage
      self.actions = actions
    }
  }

  package init(
    stage: StageID, subject: Int, context: Int, group: Int = 0, sources: [KeyManifest.Source],
    upstream: [UpstreamGroup] = [], hasLateSources: Bool = false
  ) {
    self.stage = stage
    self.subject = subject
    self.context = context
    self.group = group
    self.sources = sources
    self.upstream = upstream
    self.hasLateSources = hasLateSources
  }
}

/// How the same subject's action ended in the run before.
package struct PreviousResult: Hashable, Sendable {
  package var key: Digest
  package var output: Digest

  package init(key: Digest, output: Digest) {
    self.key = key
    self.output = output
  }
}

/// The actions of a run and what each waits for. An action may only depend on actions added before it, so a graph has
/// no cycles by construction; cycles between stages are found where stages are declared.
package struct Graph: Sendable {
  package let stages: [Stage]
  package private(set) var contexts: [KeyContext] = []
  package private(set) var contextDigests: [Digest] = []
  package private(set) var actions: [Action] = []
  package private(set) var previous: [PreviousResult?] = []

  package init(stages: [Stage]) { self.stages = stages }

  /// The index of a context for `Action.context`.
  package mutating func add(_ context: KeyContext) -> Int {
    contexts.append(context)
    contextDigests.append(context.digest)
    return contexts.count - 1
  }

  /// Precondition: everything the action depends on was added before.
  package mutating func add(_ action: Action, previous: PreviousResult? = nil) -> ActionID {
    let id = ActionID(actions.count)
    assert(
      action.upstream.allSatisfy { $0.actions.allSatisfy { $0 < id } }, "BUG: an action before its inputs")
    actions.append(action)
    self.previous.append(previous)
    return id
  }

  package func stage(of id: ActionID) -> Stage { stages[actions[id.index].stage.index] }

  /// What the action's key is made of, given the outputs so far. Precondition: those of its inputs are final.
  func manifest(of id: ActionID, outputs: [ActionOutput?]) -> KeyManifest {
    let action = actions[id.index]
    return KeyManifest(
      context: contextDigests[action.context], sources: action.sources,
      upstream: action.upstream.map { group in
        let digests = group.actions.map { outputs[$0.index]?.digest ?? .zero }
        return KeyManifest.Upstream(
          stage: stages[group.stage.index].name, count: digests.count, digest: KeyManifest.fold(digests))
      })
  }

  /// For each action, the actions that read its output: offsets into one flat list.
  func dependents() -> (starts: [Int32], ids: [Int32]) {
    var starts = [Int32](repeating: 0, count: actions.count + 1)
    for action in actions {
      for group in action.upstream {
        for id in group.actions { starts[id.index + 1] += 1 }
      }
    }
    for index in 1..<max(starts.count, 1) { starts[index] += starts[index - 1] }
    var next = starts
    var ids = [Int32](repeating: 0, count: Int(starts.last ?? 0))
    for (index, action) in actions.enumerated() {
      for group in action.upstream {
        for id in group.actions {
          ids[Int(next[id.index])] = Int32(index)
          next[id.index] += 1
        }
      }
    }
    return (starts, ids)
  }
}
