import Synchronization

/// A value that is made when it is first asked for, and then kept.
package final class Deferred<Value: Sendable>: Sendable {
  /// Guards the value alone.
  private let made = Mutex<Value?>(nil)
  private let make: @Sendable () -> Value

  package init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  package var value: Value {
    made.withLock { made in
      if let made { return made }
      let value = make()
      made = value
      return value
    }
  }
}
