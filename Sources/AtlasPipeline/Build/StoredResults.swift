import AtlasCore
import AtlasEngine
import AtlasStore
import Synchronization

/// The bodies of stored results by the engine's numbers.
protocol ResultBodies: Sendable {
  func body(slot: Int) -> [UInt8]?
}

/// What the store holds, in the engine's words.
struct StoredResults: KnownResults, ResultBodies {
  private let store: Store
  private let index: ResultIndex
  private let lost = Lost()

  /// Whether a body was asked for that could not be read.
  private final class Lost: Sendable {
    let count = Atomic(0)
  }

  /// Loads all results in one scan; with `isRead` false there are none.
  init(_ store: Store, bodies: Store.Bodies, isRead: Bool) {
    self.store = store
    index = isRead ? store.loadResults(bodies: bodies) : ResultIndex()
  }

  var hasLostBodies: Bool { lost.count.load(ordering: .relaxed) > 0 }

  func result(for key: Digest) -> (output: Digest, slot: Int)? {
    index.lookup(key).map { ($0.output, $0.slot.number) }
  }

  func body(slot: Int) -> [UInt8]? {
    let body = index.body(ResultIndex.Slot(number: slot))
    if body == nil { lost.count.add(1, ordering: .relaxed) }
    return body
  }

  func bodyDigest(slot: Int) -> Digest? { body(slot: slot).map { Digest(of: $0) } }

  func manifest(of key: Digest) -> [UInt8]? { store.result(for: key)?.manifest }

  func context(_ digest: Digest) -> [UInt8]? { store.context(digest) }
}
