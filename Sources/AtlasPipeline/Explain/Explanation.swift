import AtlasCore
import AtlasEngine
import AtlasStore

/// Why each action on one subject ran, or did not, in the run that last changed anything about it.
package struct Explanation: Sendable {
  package struct Step: Sendable {
    package var stage: String
    package var ending: String
    package var key: Digest
    package var output: Digest
    /// Empty where the key is the one of the run before.
    package var differences: [KeyDifference]
    /// Whether there was a run before to compare with.
    package var hasBefore: Bool
  }

  /// In the words of a selector.
  package var subject: String
  package var run: Int
  package var steps: [Step]

  /// The whole of it in a phrase, where there is one.
  package var headline: String {
    let changed = steps.filter { !$0.differences.isEmpty }
    if steps.allSatisfy({ !$0.hasBefore }) { return "built for the first time" }
    if changed.isEmpty { return "nothing changed" }
    if changed.map(\.stage) == ["parse"], changed[0].ending == "cutoff" {
      return "cosmetic edit: only the parse ran"
    }
    let ran = steps.filter { $0.ending == "ran" || $0.ending == "cutoff" }
    if ran.isEmpty { return "everything was known: it had been built before, here or elsewhere" }
    return "\(ran.map(\.stage).joined(separator: ", ")) ran"
  }
}

/// Reads explanations from what the runs left in the store; no page has to be read for it.
package struct Explainer {
  private let store: Store

  package init(_ store: Store) { self.store = store }

  /// A diagram, by its number on the page from 1; nil where no run knows it.
  package func explain(diagram number: Int, of path: BytePath) -> Explanation? {
    guard let stored = store.page(path), let record = try? PageRecord(decoding: stored.current),
      record.diagrams.indices.contains(number - 1)
    else { return nil }
    let diagram = record.diagrams[number - 1]
    let before = stored.previous.flatMap { try? PageRecord(decoding: $0) }
    let old = before.flatMap { before in
      before.diagrams.first { $0.digest == diagram.digest }
        ?? (before.diagrams.indices.contains(number - 1) ? before.diagrams[number - 1] : nil)
    }
    return explanation("\(path)#\(number)", stored.changed, diagram.results, before: old?.results)
  }

  /// A page's own stages; nil where no run knows the page.
  package func explain(page path: BytePath) -> Explanation? {
    guard let stored = store.page(path), let record = try? PageRecord(decoding: stored.current) else {
      return nil
    }
    let before = stored.previous.flatMap { try? PageRecord(decoding: $0) }
    return explanation(path.description, stored.changed, record.results, before: before?.results)
  }

  /// The stages of the library as a whole.
  package func explainLibrary() -> Explanation? {
    guard let explanation = explain(page: BytePath([UInt8]())) else { return nil }
    var named = explanation
    named.subject = "library"
    return named
  }

  /// How many diagrams a page had in the last run; nil where no run knows it.
  package func diagramCount(of path: BytePath) -> Int? {
    store.page(path).flatMap { try? PageRecord(decoding: $0.current) }?.diagrams.count
  }

  private func explanation(
    _ subject: String, _ run: Int, _ results: [PageRecord.StageResult], before: [PageRecord.StageResult]?
  ) -> Explanation {
    Explanation(
      subject: subject, run: run,
      steps: results.map { result in
        let old = before?.first { $0.stage == result.stage }
        return Explanation.Step(
          stage: result.stage, ending: Ending.word(ofCode: result.ending), key: result.key,
          output: result.output,
          differences: old.map { differences(from: $0.key, to: result.key) } ?? [], hasBefore: old != nil)
      })
  }

  private func differences(from old: Digest, to new: Digest) -> [KeyDifference] {
    guard old != new else { return [] }
    guard let oldManifest = manifest(old), let newManifest = manifest(new),
      let newContext = context(newManifest.context)
    else { return [.shape] }
    let found = KeyDifference.between(
      old: (oldManifest, context(oldManifest.context)), new: (newManifest, newContext))
    return found.isEmpty ? [.shape] : found
  }

  private func manifest(_ key: Digest) -> KeyManifest? {
    store.result(for: key).flatMap { try? KeyManifest(decoding: $0.manifest) }
  }

  private func context(_ digest: Digest) -> KeyContext? {
    store.context(digest).flatMap { try? KeyContext(decoding: $0) }
  }
}

extension Ending {
  /// The word for a record's number.
  static func word(ofCode code: UInt8) -> String {
    switch code {
    case 0: Ending.hit.word
    case 1: Ending.ran.word
    case 2: Ending.cutoff.word
    default: "failed"
    }
  }
}
