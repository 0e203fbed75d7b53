import Synchronization

/// Reads bodies one by one as they are asked for, until so many have been asked for that reading all of them in one scan
/// is cheaper than going on. So the cost is never more than twice that of having known from the start what is needed.
final class BodyReader: Sendable {
  private let store: Store
  private let entries: [ResultEntry]
  /// Guards the count of bodies read and, once there are, all bodies.
  private let state = Mutex(State())

  private struct State {
    var asked = 0
    var all: ResultBodies?
  }

  init(_ store: Store, _ entries: [ResultEntry]) {
    self.store = store
    self.entries = entries
  }

  func body(at position: Int) -> [UInt8]? {
    let all = state.withLock { state in
      if state.all == nil {
        state.asked += 1
        // A scan takes about a fifth of what reading as many rows one by one does.
        if state.asked > BodyReader.fewest, state.asked > entries.count / 5 {
          state.all = store.bodies(of: entries)
        }
      }
      return state.all
    }
    return all?.body(at: position) ?? store.body(of: entries[position])
  }

  /// Below this, the scan is not worth a thought.
  private static let fewest = 64
}
