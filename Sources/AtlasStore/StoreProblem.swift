import AtlasCore

/// What kept the store from doing its work, as a sentence that says what, where, and what to do. It never changes a
/// result: only speed is lost.
package struct StoreProblem: Equatable, Sendable {
  package enum Gravity: Sendable {
    /// Worth a line when somebody asks; nothing to do.
    case information
    /// Said once a run.
    case warning
  }

  package enum Kind: String, CaseIterable, Sendable {
    /// The database is not one, or is damaged: it was moved aside and is made anew.
    case damaged
    /// Some rows are not what was written: they count as absent and are written again.
    case damagedRows
    /// An earlier version of the program wrote it: it was emptied.
    case older
    /// A later version of the program wrote it: left as it is, and not used.
    case newer
    /// The folder or the file cannot be written: hits still count, nothing new is kept.
    case readOnly
    /// There is no room: what was kept so far stays.
    case full
    /// Somebody else kept it locked for longer than we wait.
    case busy
    /// It cannot be opened, read or written for another reason.
    case inaccessible
  }

  package var kind: Kind
  package var message: String

  package var gravity: Gravity {
    switch kind {
    case .older, .damagedRows: .information
    case .damaged, .newer, .readOnly, .full, .busy, .inaccessible: .warning
    }
  }
}

extension StoreProblem: CustomStringConvertible {
  package var description: String { message }
}

extension StoreProblem {
  static func damaged(_ path: BytePath, _ reason: String, movedTo aside: BytePath) -> StoreProblem {
    StoreProblem(
      kind: .damaged,
      message:
        "\(path): \(reason); it was moved to \(aside) and the cache is built anew; remove that file at will")
  }

  static func damaged(_ path: BytePath, _ reason: String) -> StoreProblem {
    StoreProblem(
      kind: .damaged,
      message: "\(path): \(reason); the run goes on without the cache; remove the file to build it anew")
  }

  static func damagedRows(_ path: BytePath, count: Int) -> StoreProblem {
    let rows = count == 1 ? "1 row is" : "\(count) rows are"
    return StoreProblem(
      kind: .damagedRows,
      message: "\(path): \(rows) not as written and will be made again; check the disk if this comes back")
  }

  static func older(_ path: BytePath, version: Int) -> StoreProblem {
    StoreProblem(
      kind: .older,
      message: "\(path): written by an earlier version (schema \(version), now \(Schema.current)); "
        + "the cache starts empty")
  }

  static func newer(_ path: BytePath, version: Int) -> StoreProblem {
    StoreProblem(
      kind: .newer,
      message:
        "\(path): written by a later version (schema \(version), this program knows \(Schema.current)); "
        + "the run goes on without the cache; use that version, or clear the cache")
  }

  static func readOnly(_ path: BytePath) -> StoreProblem {
    StoreProblem(
      kind: .readOnly,
      message:
        "\(path): cannot be written; nothing of this run is kept; make the folder and its files writable")
  }

  static func busy(_ path: BytePath) -> StoreProblem {
    StoreProblem(
      kind: .busy,
      message:
        "\(path): another process kept it locked; the run goes on without the cache; try again when it is done"
    )
  }

  static func inaccessible(_ path: BytePath, _ reason: String) -> StoreProblem {
    StoreProblem(
      kind: .inaccessible,
      message: "\(path): \(reason); the run goes on without the cache; check the folder and its permissions")
  }

  /// What an error while reading or writing means, where the file is not damaged.
  init(_ error: SQLiteError, at path: BytePath) {
    switch error.meaning {
    case .damaged: self = .damaged(path, error.description)
    case .full:
      self.init(
        kind: .full,
        message:
          "\(path): \(error.description); the rest of this run is not kept; make room or clear the cache")
    case .busy: self = .busy(path)
    case .readOnly: self = .readOnly(path)
    case .inaccessible, .other: self = .inaccessible(path, error.description)
    }
  }
}
