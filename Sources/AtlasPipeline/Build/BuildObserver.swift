import AtlasEngine
import AtlasSystem

/// Whoever wants to know how a build is getting on: the progress line, the event stream, the profile.
package struct BuildObserver {
  /// A step of the build that is not an action, with its begin and end.
  package var step: (_ name: String, _ began: Int64, _ ended: Int64) -> Void
  package var engine: (EngineEvent, BuildGraph, Library) -> Void

  package init(
    step: @escaping (String, Int64, Int64) -> Void,
    engine: @escaping (EngineEvent, BuildGraph, Library) -> Void
  ) {
    self.step = step
    self.engine = engine
  }
}

extension BuildObserver? {
  func measure<Value>(_ name: String, _ body: () -> Value) -> Value {
    guard let observer = self else { return body() }
    let began = SystemClock.monotonic
    let value = body()
    observer.step(name, began, SystemClock.monotonic)
    return value
  }
}
