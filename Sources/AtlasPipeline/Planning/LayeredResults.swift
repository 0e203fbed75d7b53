import AtlasCore
import AtlasEngine

/// The results of the store and, behind them, those that a run made in memory and stored nowhere.
struct LayeredResults: KnownResults, ResultBodies {
  private let stored: StoredResults
  private var fresh: [Digest: (output: Digest, slot: Int)] = [:]
  /// By -1 - slot: the store's own slots are not negative.
  private var bodies: [[UInt8]] = []

  /// `keys` and `outputs` are those of the run.
  init(_ stored: StoredResults, _ outcome: EngineOutcome) {
    self.stored = stored
    for (key, output) in zip(outcome.keys, outcome.outputs) {
      guard let output, case .inMemory(let body) = output.body, fresh[key] == nil else { continue }
      fresh[key] = (output.digest, -1 - bodies.count)
      bodies.append(body)
    }
  }

  func result(for key: Digest) -> (output: Digest, slot: Int)? { stored.result(for: key) ?? fresh[key] }

  func body(slot: Int) -> [UInt8]? { slot < 0 ? bodies[-1 - slot] : stored.body(slot: slot) }

  func bodyDigest(slot: Int) -> Digest? {
    slot < 0 ? Digest(of: bodies[-1 - slot]) : stored.bodyDigest(slot: slot)
  }

  func manifest(of key: Digest) -> [UInt8]? { stored.manifest(of: key) }

  func context(_ digest: Digest) -> [UInt8]? { stored.context(digest) }
}
