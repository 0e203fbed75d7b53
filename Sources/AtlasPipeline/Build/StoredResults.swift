import AtlasCore
import AtlasEngine
import AtlasStore

/// The bodies of stored results by the engine's numbers.
protocol ResultBodies: Sendable {
  func body(slot: Int) -> [UInt8]?
}

/// What the store holds, in the engine's words.
struct StoredResults: KnownResults, ResultBodies {
  private let store: Store
  private let index: ResultIndex

  /// Loads all results in one scan; with `isRead` false there are none.
  init(_ store: Store, isRead: Bool) {
    self.store = store
    index = isRead ? store.loadResults(bodies: .now) : ResultIndex()
  }

  func result(for key: Digest) -> (output: Digest, slot: Int)? {
    index.lookup(key).map { ($0.output, $0.slot.number) }
  }

  func body(slot: Int) -> [UInt8]? { index.body(ResultIndex.Slot(number: slot)) }

  func bodyDigest(slot: Int) -> Digest? { body(slot: slot).map { Digest(of: $0) } }

  func manifest(of key: Digest) -> [UInt8]? { store.result(for: key)?.manifest }

  func context(_ digest: Digest) -> [UInt8]? { store.context(digest) }
}
