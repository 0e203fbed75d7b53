import AtlasEngine
import AtlasRules
import Synchronization

/// The pages as library-lint sees them, from when its key is made, which reads them all, to when it is performed.
final class LibraryPages: Sendable {
  /// Guards the pages that were read and are asked for once more.
  private let pages = Mutex<[ActionID: [LibrarySubject.Page]]>([:])

  /// - Parameter read: reads them. What the action needs has been done by then, so it always gives the same.
  func pages(
    of action: ActionID, _ read: () throws -> [LibrarySubject.Page]
  ) throws -> [LibrarySubject.Page] {
    if let pages = pages.withLock({ $0.removeValue(forKey: action) }) { return pages }
    let read = try read()
    pages.withLock { $0[action] = read }
    return read
  }
}
