import AtlasCore

extension Graph {
  /// Why the action ran, told from the very bytes that its key and the one before were made of.
  package func reason(
    for id: ActionID, in outcome: EngineOutcome, known: any KnownResults, wasForced: Bool
  ) -> Reason {
    if wasForced { return .forced }
    guard let before = previous[id.index] else { return .neverBuilt }
    guard before.key != outcome.keys[id.index] else { return .resultLost }
    guard let bytes = known.manifest(of: before.key), let old = try? KeyManifest(decoding: bytes) else {
      return .changed([.shape])
    }
    let new = manifest(of: id, outputs: outcome.outputs)
    let oldContext = known.context(old.context).flatMap { try? KeyContext(decoding: $0) }
    let differences = KeyDifference.between(
      old: (old, oldContext), new: (new, contexts[actions[id.index].context]))
    return .changed(differences.isEmpty ? [.shape] : differences)
  }
}
