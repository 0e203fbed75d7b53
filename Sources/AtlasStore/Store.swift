import AtlasCore
import Synchronization

/// What earlier runs left behind: results by key, the file index, the pages' records, the list of runs. Rows of bytes; it
/// knows nothing of what they mean.
///
/// It never fails. A store that cannot be opened, read or written answers as if it were empty and says so once, in
/// `problems`; a row that is not exactly what was written counts as absent. Reading is safe from any task; everything is
/// written by the one `StoreWriter`. docs/engineering/store.md has the whole story.
package final class Store: Sendable {
  package enum Mode: Sendable {
    case readWrite
    /// Hits count, nothing is written, not even a repair.
    case readOnly
    /// As if there were no store.
    case disabled
  }

  let folder: StoreFolder
  let mode: Mode
  let options: StoreOptions

  /// Guards the connection, which one thread at a time may use, and what has been said of it.
  private let state: Mutex<State>

  private struct State: ~Copyable {
    var opened: StoreOpener.Opened?
    var problems: [StoreProblem]
    var damagedRows = 0
    var hasHealed = false
  }

  private init(_ folder: StoreFolder, _ mode: Mode, _ options: StoreOptions) {
    self.folder = folder
    self.mode = mode
    self.options = options
    if mode == .disabled {
      state = Mutex(State(opened: nil, problems: []))
    } else {
      var opener = StoreOpener(folder, mode, options)
      let opened = opener.open()
      state = Mutex(State(opened: opened, problems: opener.problems))
    }
  }

  /// Opens the store in `folder`, making it where it is absent.
  package static func open(
    folder: BytePath, mode: Mode = .readWrite, options: StoreOptions = StoreOptions()
  ) -> Store {
    Store(StoreFolder(path: folder), mode, options)
  }

  /// What has gone wrong so far: at most one warning, and at most one information of each kind.
  package var problems: [StoreProblem] {
    state.withLock { state in
      guard state.damagedRows > 0 else { return state.problems }
      return state.problems + [.damagedRows(folder.database, count: state.damagedRows)]
    }
  }

  /// Whether there is a database to read.
  package var isOpen: Bool { state.withLock { $0.opened != nil } }

  /// Whether there is a database that could be opened for writing.
  package var isWritable: Bool {
    state.withLock { state in
      guard mode == .readWrite, let isReadOnly = state.opened?.isReadOnly else { return false }
      return !isReadOnly
    }
  }

  /// Closes the database. Costs next to nothing, and dropping the store does the same.
  package func close() {
    state.withLock { $0.opened = nil }
  }

  /// What `body` reads, or `absent` where the store cannot give it.
  func read<Value: Sendable>(
    _ absent: Value, _ body: (inout Connection) throws(SQLiteError) -> Value
  ) -> Value {
    state.withLock { state in
      guard state.opened != nil else { return absent }
      do throws(SQLiteError) {
        return try body(&state.opened!.connection)
      } catch {
        recover(from: error, &state)
        return absent
      }
    }
  }

  var damagedRowCount: Int { state.withLock { $0.damagedRows } }

  /// Counts rows whose seal was not right.
  func noteDamagedRows(_ count: Int) {
    if count > 0 { state.withLock { $0.damagedRows += count } }
  }

  /// Says a problem once, for whoever writes. Damage is repaired as if it had been found while reading.
  func note(_ error: SQLiteError) {
    state.withLock { recover(from: error, &$0) }
  }

  func note(_ problem: StoreProblem) {
    state.withLock { note(problem, &$0) }
  }

  /// Says that nothing new is kept where the database was found and cannot be written.
  package func noteIfReadOnly() {
    if mode == .readWrite, isOpen, !isWritable { note(.readOnly(folder.database)) }
  }

  private func note(_ problem: StoreProblem, _ state: inout State) {
    let isSaid =
      switch problem.gravity {
      case .warning: state.problems.contains { $0.gravity == .warning }
      case .information: state.problems.contains { $0.kind == problem.kind }
      }
    if !isSaid { state.problems.append(problem) }
  }

  /// After damage the file is moved aside and a new one takes its place, once, so that what this run makes is kept.
  private func recover(from error: SQLiteError, _ state: inout State) {
    guard error.meaning == .damaged else {
      note(StoreProblem(error, at: folder.database), &state)
      return
    }
    let file = state.opened?.file
    state.opened = nil
    guard mode == .readWrite, !state.hasHealed, let file else {
      note(.damaged(folder.database, error.description), &state)
      return
    }
    state.hasHealed = true
    note(moveAside(file, because: error), &state)
    var opener = StoreOpener(folder, mode, options)
    state.opened = opener.open()
    for problem in opener.problems { note(problem, &state) }
  }

  private func moveAside(_ file: StoreFiles.Status, because error: SQLiteError) -> StoreProblem {
    let failed = StoreProblem.damaged(folder.database, error.description)
    do throws(OpeningLock.Failure) {
      return try OpeningLock.holding(
        folder.lock, exclusive: true, patience: options.settings.busyTimeout
      ) {
        // Another process may have put a sound one there already.
        guard let found = StoreFiles.status(folder.database), found.isSameFile(as: file) else {
          return failed
        }
        guard let aside = folder.moveAside() else { return failed }
        return .damaged(folder.database, error.description, movedTo: aside)
      }
    } catch {
      return failed
    }
  }
}

/// What tests and unusual machines set differently.
package struct StoreOptions: Sendable {
  package var settings = Connection.Settings()
  /// How long a result waits for others before it is written, in milliseconds.
  package var batchInterval = 100
  /// How many results are written at once at the latest.
  package var batchSize = 8000

  package init() {}
}
