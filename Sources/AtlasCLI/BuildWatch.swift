import AtlasCore
import AtlasEngine
import AtlasPipeline
import AtlasSystem

/// Watches a build for the progress line, the event stream and the profile. All of it happens on the coordinator's task,
/// one event after the other.
final class BuildWatch: @unchecked Sendable {
  // Unchecked: the coordinator is the only one that calls the observer, and `finish` comes after its end.
  private var progress: ProgressLine?
  private var events: EventStream?
  private var profile: BuildProfile?
  private let began = SystemClock.monotonic
  private var started: [ActionID: Int64] = [:]
  private var names: (build: BuildGraph, library: Library)?

  init(_ console: Console, events: BytePath?, profile: BytePath?) throws(CommandError) {
    if console.policy.showsProgress {
      let stream = console.error
      progress = ProgressLine(write: { stream.write($0) }, width: { Terminal.width() })
    }
    if let events { self.events = try EventStream(file: console.resolve(events)) }
    if let profile { self.profile = BuildProfile(file: console.resolve(profile), began: began) }
  }

  /// Nil where nobody watches, so that watching costs nothing then.
  var observer: BuildObserver? {
    if progress == nil && events == nil && profile == nil { return nil }
    return BuildObserver(
      step: { [self] name, began, ended in
        events?.step(name, microseconds: (ended - began) / 1000)
        profile?.add(step: name, from: began, to: ended)
      },
      engine: { [self] event, build, library in receive(event, build, library) })
  }

  private func receive(_ event: EngineEvent, _ build: BuildGraph, _ library: Library) {
    if names == nil {
      names = (build, library)
      events?.planned(build.graph.actions.count)
    }
    switch event {
    case .started(let ids):
      let now = SystemClock.monotonic
      for id in ids {
        started[id] = now
        events?.started(
          stage: build.graph.stage(of: id).name, subject: build.name(ofSubject: id, in: library))
      }
    case .finished(let id, let ending, let nanoseconds):
      let stage = build.graph.stage(of: id).name
      if ending != .hit || events != nil {
        let subject = build.name(ofSubject: id, in: library)
        events?.finished(stage: stage, subject: subject, ending: ending, microseconds: nanoseconds / 1000)
        if let start = started.removeValue(forKey: id) {
          profile?.add(stage: stage, subject: subject, from: start, nanoseconds: Int64(nanoseconds))
        }
      }
    case .progress(let progress): draw(progress, build, library)
    }
  }

  private func draw(_ state: EngineProgress, _ build: BuildGraph, _ library: Library) {
    guard progress != nil else { return }
    let elapsed = UInt64(SystemClock.monotonic - began)
    let running = state.running.prefix(3).map {
      "\(build.graph.stage(of: $0).name) \(build.name(ofSubject: $0, in: library))"
    }
    progress?.update(
      ProgressSnapshot(
        done: state.done, total: state.total, hits: state.hits, failures: state.failed, running: running,
        elapsedNanoseconds: elapsed))
  }

  func finish(_ result: BuildResult) throws(CommandError) {
    progress?.erase()
    events?.finish(result)
    try profile?.write()
  }
}

extension Console {
  /// A path as it was typed, from where the user stands.
  func resolve(_ path: BytePath) -> BytePath { path.isAbsolute ? path : workingFolder.appending(path) }
}
