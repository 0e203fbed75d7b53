import AtlasCore
import AtlasEngine

extension BuildDetails {
  /// What a build would run of the library as it is.
  package var plan: PlanReport {
    let (actions, stages) = planned(known)
    return PlanReport(actions: actions, stages: stages)
  }

  /// What a build would run, action by action: everything that the store has no result for. Told from the keys rather
  /// than from how this run ended, which may have known results that are stored nowhere; of equal actions the first
  /// runs, in whatever order the workers came to them.
  ///
  /// `isPending` tells of an action whether it would run without the change of the specification as well.
  func planned(
    _ stored: any KnownResults, isPending: (ActionID) -> Bool = { _ in true }
  ) -> (actions: [PlanReport.Action], stages: [PlanReport.Stage]) {
    let graph = build.graph
    var stages = build.stages.map { PlanReport.Stage(name: $0.name, total: 0, run: 0) }
    var actions: [PlanReport.Action] = []
    var seen: Set<Digest> = []
    // Thousands of actions have few reasons between them.
    var sentences: [[KeyDifference]: [String]] = [:]
    for index in outcome.endings.indices {
      let id = ActionID(index)
      let stage = graph.actions[index].stage.index
      stages[stage].total += 1
      guard let ending = ending(of: id, stored, &seen) else { continue }
      stages[stage].run += 1
      let reason = graph.reason(for: id, in: outcome, known: stored, wasForced: false)
      var details: [String]
      if case .changed(let differences) = reason {
        details = sentences[differences] ?? reason.sentences
        sentences[differences] = details
      } else {
        details = reason.sentences
      }
      var failure = ""
      if case .failed(let error) = ending { failure = error.message }
      actions.append(
        PlanReport.Action(
          stage: stages[stage].name, subject: build.name(ofSubject: id, in: library), ending: ending.word,
          reason: reason.word, details: details, failure: failure, isPending: isPending(id)))
    }
    return (actions, stages.filter { $0.total > 0 })
  }

  /// What a build would run, told so that it can be found in the graph of another specification: by keys, and, of what
  /// has none because something it needs has no result, by stage and subject.
  func pending(_ stored: any KnownResults) -> PendingActions {
    var pending = PendingActions()
    var seen: Set<Digest> = []
    for index in outcome.endings.indices where ending(of: ActionID(index), stored, &seen) != nil {
      pending.count += 1
      let key = outcome.keys[index]
      if key != .zero { pending.keys.insert(key) } else { pending.places.insert(place(of: ActionID(index))) }
    }
    return pending
  }

  func isPending(_ id: ActionID, _ pending: PendingActions) -> Bool {
    let key = outcome.keys[id.index]
    return key == .zero ? pending.places.contains(place(of: id)) : pending.keys.contains(key)
  }

  private func place(of id: ActionID) -> PendingActions.Place {
    let action = build.graph.actions[id.index]
    return .init(stage: action.stage, subject: build.subjects[action.subject])
  }

  /// How a build would end the action; nil where that is a hit.
  private func ending(of id: ActionID, _ stored: any KnownResults, _ seen: inout Set<Digest>) -> Ending? {
    let ending = outcome.endings[id.index]
    switch ending {
    case .failed, .skipped, .cancelled, .wouldRun: return ending
    case .hit, .ran, .cutoff:
      let key = outcome.keys[id.index]
      guard stored.result(for: key) == nil, seen.insert(key).inserted else { return nil }
      return build.graph.previous[id.index]?.output == outcome.outputs[id.index]?.digest ? .cutoff : .ran
    }
  }
}

/// What would run of a library as it is.
struct PendingActions {
  struct Place: Hashable {
    var stage: StageID
    var subject: Subject
  }

  var keys: Set<Digest> = []
  var places: Set<Place> = []
  var count = 0
}
