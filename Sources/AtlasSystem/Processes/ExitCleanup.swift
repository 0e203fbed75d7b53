import Synchronization

/// What must still be undone when the process ends without unwinding: temporary folders, a hidden cursor.
package enum ExitCleanup {
  package struct Token: Hashable, Sendable { fileprivate var number: UInt64 }

  private struct State {
    var nextNumber: UInt64 = 0
    var actions: [UInt64: @Sendable () -> Void] = [:]
  }

  /// Guards the list of actions; they run outside of it.
  private static let state = Mutex(State())

  /// Remembers an action until it is unregistered or run.
  package static func register(_ action: @escaping @Sendable () -> Void) -> Token {
    state.withLock { state in
      state.nextNumber += 1
      state.actions[state.nextNumber] = action
      return Token(number: state.nextNumber)
    }
  }

  package static func unregister(_ token: Token) {
    state.withLock { _ = $0.actions.removeValue(forKey: token.number) }
  }

  /// Runs what is registered, the last first, each once.
  package static func runAll() {
    let actions = state.withLock { state in
      defer { state.actions = [:] }
      return state.actions.sorted { $0.key > $1.key }.map(\.value)
    }
    for action in actions { action() }
  }
}
