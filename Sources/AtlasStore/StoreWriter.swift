import AtlasCore
import Dispatch
import Synchronization

/// The one who writes. Takes results from any task without waiting, and writes them in batches on a thread of its own,
/// each batch in one transaction. Whatever goes wrong, it says so once and drops the rest of what this run gives it;
/// what has been committed stays.
package final class StoreWriter: Sendable {
  private let store: Store
  private let queue = DispatchQueue(label: "atlas.store.writer")

  /// Guards what has been given and not been taken for writing yet.
  private let pending = Mutex(Pending())
  /// Guards the connection and its end; used on the queue only, so nobody ever waits for it.
  private let session = Mutex(Session())

  private struct Pending {
    var batch = StoreBatch()
    var timerRuns = false
    var isDropping = false
  }

  private struct Session: ~Copyable {
    var connection: Connection?
    var problem: StoreProblem?
    var runNumber: Int?
    var hasEnded = false
    /// See `StoreFilling`.
    var isFilling = false
  }

  package init(_ store: Store) {
    self.store = store
    if store.mode != .readWrite { pending.withLock { $0.isDropping = true } }
  }

  package func add(_ result: StoredResult) { add([result]) }

  package func add(_ results: [StoredResult]) {
    give { $0.results.append(contentsOf: results) }
  }

  /// Keeps the readable part of keys under the digest that stands for it in them.
  package func add(context content: [UInt8], _ digest: Digest) {
    give { $0.contexts.append((digest, content)) }
  }

  /// Writes what was given so far, without waiting: for when no more results come, and the state of the run is still
  /// to be made.
  package func flush() {
    queue.async { @Sendable in
      self.session.withLock { session in
        // A failure here shows in the transaction.
        if session.isFilling, session.connection != nil { try? StoreFilling.waitForDisk(session.connection!) }
        self.write(self.taken(), &session)
      }
    }
  }

  /// Writes all that is left, with the state of the run in the same transaction, and closes. What stood in the way of
  /// writing, if anything did.
  @discardableResult
  package func finish(_ changes: StoreChanges = StoreChanges()) async -> StoreProblem? {
    await withCheckedContinuation { continuation in
      queue.async { @Sendable in continuation.resume(returning: self.end(changes)) }
    }
  }

  /// `finish` for callers outside of tasks: it waits.
  @discardableResult
  package func finishWaiting(_ changes: StoreChanges = StoreChanges()) -> StoreProblem? {
    queue.sync { end(changes) }
  }

  /// The number under which `finish` recorded the run: the one asked for, unless another process had taken it.
  package var runNumber: Int? { session.withLock { $0.runNumber } }

  private func give(_ put: (inout StoreBatch) -> Void) {
    enum Next { case nothing, writeNow, writeSoon }
    let next = pending.withLock { pending -> Next in
      if pending.isDropping { return .nothing }
      let before = pending.batch.results.count
      put(&pending.batch)
      let limit = store.options.batchSize
      if before < limit && pending.batch.results.count >= limit { return .writeNow }
      if pending.timerRuns { return .nothing }
      pending.timerRuns = true
      return .writeSoon
    }
    switch next {
    case .nothing: return
    case .writeNow: queue.async { @Sendable in self.writePending() }
    case .writeSoon:
      // The timer does not keep the writer, and with it the store, once everybody else is done with them.
      queue.asyncAfter(deadline: .now() + .milliseconds(store.options.batchInterval)) {
        @Sendable [weak self] in
        self?.writePending()
      }
    }
  }

  private func taken() -> StoreBatch {
    pending.withLock { pending in
      pending.timerRuns = false
      defer { pending.batch = StoreBatch() }
      return pending.batch
    }
  }

  private func writePending() {
    let batch = taken()
    session.withLock { write(batch, &$0) }
  }

  private func end(_ changes: StoreChanges) -> StoreProblem? {
    var batch = taken()
    batch.changes = changes
    return session.withLock { session in
      write(batch, &session)
      session.hasEnded = true
      pending.withLock { $0.isDropping = true }
      if let connection = session.connection.take() { settle(connection, isFilling: session.isFilling) }
      return session.problem
    }
  }

  private func write(_ batch: StoreBatch, _ session: inout Session) {
    guard !batch.isEmpty, store.mode == .readWrite, !session.hasEnded, session.problem == nil else { return }
    do throws(StoreProblem) {
      try writeObjects(of: batch)
      try open(&session)
      try writeRows(of: batch, &session)
    } catch {
      session.problem = error
      session.connection = nil
      pending.withLock { $0.isDropping = true }
    }
  }

  /// Files first: a file without a row is nothing but room, a row without its file would be a hit without a body.
  private func writeObjects(of batch: StoreBatch) throws(StoreProblem) {
    for result in batch.results where !result.isInline {
      let path = store.folder.object(Digest(of: result.body))
      let error = ObjectFile.write(result.body, to: path)
      guard error == 0 else { throw said(ObjectFile.problem(error, at: path)) }
    }
  }

  private func open(_ session: inout Session) throws(StoreProblem) {
    guard session.connection == nil else { return }
    guard store.isOpen else {
      // Why there is none has been said when it was opened.
      throw store.problems.first { $0.gravity == .warning }
        ?? .inaccessible(store.folder.database, "not open")
    }
    guard store.isWritable else { throw said(.readOnly(store.folder.database)) }
    do throws(SQLiteError) {
      var settings = store.options.settings
      settings.writes = true
      session.connection = try Connection.open(store.folder.database, .readWrite, settings)
      session.isFilling = try StoreFilling.begins(&session.connection!, in: store.folder)
    } catch {
      throw said(error)
    }
  }

  private func writeRows(of batch: StoreBatch, _ session: inout Session) throws(StoreProblem) {
    do throws(SQLiteError) {
      let transaction = try Transaction(session.connection!, .write)
      // Another version of the program may have rebuilt the file while we ran.
      let version = try session.connection!.integer(StoreOpener.version)
      guard version == Schema.current else { throw StoreWriter.exchanged(version) }
      let number = try batch.write(&session.connection!)
      try transaction.commit()
      session.runNumber = number ?? session.runNumber
    } catch {
      throw said(error)
    }
  }

  /// Turns a database that was filled to its log. Empties the log of another once it is long enough to slow the next
  /// opening down; below that, two syncs would cost more.
  private func settle(_ connection: consuming Connection, isFilling: Bool) {
    do throws(SQLiteError) {
      if isFilling { try StoreFilling.end(connection) }
      guard (StoreFiles.status(store.folder.log)?.size ?? 0) > StoreWriter.longLog else { return }
      try connection.checkpoint()
    } catch {
      store.note(error)
    }
  }

  private func said(_ problem: StoreProblem) -> StoreProblem {
    store.note(problem)
    return problem
  }

  private func said(_ error: SQLiteError) -> StoreProblem {
    store.note(error)
    return StoreProblem(error, at: store.folder.database)
  }

  private static func exchanged(_ version: Int) -> SQLiteError {
    SQLiteError(code: 17, extendedCode: 17, message: "now has schema \(version)", sql: "")
  }

  /// In bytes: some fifty pages, read in about 0.2 ms.
  private static let longLog = 200_000
}

extension StoreProblem: Error {}
