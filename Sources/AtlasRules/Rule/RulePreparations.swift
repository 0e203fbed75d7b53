import Synchronization

/// What a rule makes of its settings before it can look for anything, such as words ready to be found: made when it is first
/// asked for, and kept for all that the rule looks at.
final class RulePreparations: Sendable {
  /// Guards what has been made.
  private let made = Mutex<[String: any Sendable]>([:])

  /// - Parameter key: what the rule calls it.
  func value<Value: Sendable>(_ key: String, _ make: () -> Value) -> Value {
    made.withLock { made in
      if let value = made[key] as? Value { return value }
      let value = make()
      made[key] = value
      return value
    }
  }
}
