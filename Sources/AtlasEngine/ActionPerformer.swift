import AtlasCore

/// Where an output's bytes are.
package enum OutputBody: Sendable {
  case inMemory([UInt8])
  /// In the store, under this number of `KnownResults`.
  case stored(slot: Int)
}

/// What an action gave: the digest that others' keys read, and the bytes that others' work reads. The digest may be of
/// less than the bytes: of a parse it is the meaning, so that a moved comment is cut off.
package struct ActionOutput: Sendable {
  package var digest: Digest
  package var body: OutputBody

  package init(digest: Digest, body: OutputBody) {
    self.digest = digest
    self.body = body
  }
}

/// An action to perform, with everything it may read.
package struct ActionRequest: Sendable {
  package var action: ActionID
  package var stage: StageID
  package var subject: Int
  package var context: Int
  /// As `Action.upstream` names them: one list a group, in order.
  package var inputs: [[ActionOutput]]
}

package enum ActionResult: Sendable {
  /// The output's body is in memory.
  case output(digest: Digest, body: [UInt8])
  case failure(ActionError)
  /// The surrounding task was cancelled before there was a result.
  case cancelled
}

/// Knows how to do the work of every stage; the engine only knows when.
package protocol ActionPerformer: Sendable {
  associatedtype Session: ActionSession

  /// A worker's state for one chunk of actions, which may keep what neighbours share.
  func makeSession() -> Session

  /// Performs an action of a blocking stage: the work waits on the performer's own threads.
  func performBlocking(_ request: ActionRequest) async -> ActionResult

  /// What an action with late sources reads from outside the graph, and knows only by its inputs: whether a file is
  /// there that one of them names. Called once, on the coordinator's task.
  func lateSources(of request: ActionRequest) -> [KeyManifest.Source]
}

extension ActionPerformer {
  package func lateSources(of request: ActionRequest) -> [KeyManifest.Source] { [] }
}

/// One worker's state while it works off a chunk.
package protocol ActionSession {
  /// Performs an action of a stage that does not block.
  mutating func perform(_ request: ActionRequest) -> ActionResult
}

/// The results of earlier runs, as the engine may ask for them.
package protocol KnownResults: Sendable {
  /// A sound result for the key: a row, and a body whose digest and size are right.
  func result(for key: Digest) -> (output: Digest, slot: Int)?

  /// The digest of a body's bytes.
  func bodyDigest(slot: Int) -> Digest?

  /// The manifest that the key was made of, if it is still known.
  func manifest(of key: Digest) -> [UInt8]?

  /// The context with this digest, if it is still known.
  func context(_ digest: Digest) -> [UInt8]?
}

/// A result that was not known before, for the store.
package struct NewResult: Sendable {
  package var key: Digest
  package var output: Digest
  package var body: [UInt8]
  package var manifest: [UInt8]
  package var costMicroseconds: Int
}
