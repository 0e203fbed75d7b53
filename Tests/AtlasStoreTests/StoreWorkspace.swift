import AtlasCore
import Glibc

@testable import AtlasStore

/// A folder for one test, with the store in a folder of its own inside. Removed with all that is in it.
final class StoreWorkspace: Sendable {
  let root: BytePath
  let folder: BytePath

  init() {
    var template = Array("/tmp/atlas-store-XXXXXX".utf8CString)
    root = BytePath(String(cString: mkdtemp(&template)))
    folder = root.appending("cache")
  }

  deinit { StoreFiles.remove(root) }

  var database: BytePath { folder.appending("atlas.db") }

  func open(_ mode: Store.Mode = .readWrite, _ options: StoreOptions = StoreOptions()) -> Store {
    Store.open(folder: folder, mode: mode, options: options)
  }

  /// Opens, writes, finishes and closes.
  @discardableResult
  func write(
    _ results: [StoredResult], _ changes: StoreChanges = StoreChanges(),
    _ options: StoreOptions = StoreOptions()
  ) -> StoreProblem? {
    let store = open(.readWrite, options)
    let writer = StoreWriter(store)
    writer.add(results)
    return writer.finishWaiting(changes)
  }

  func bytes(of path: BytePath) -> [UInt8] {
    StoreFiles.read(path, size: StoreFiles.status(path)?.size ?? 0) ?? []
  }

  func replace(_ path: BytePath, with bytes: [UInt8]) {
    precondition(StoreFiles.write(bytes, to: path) == 0, "cannot write \(path)")
  }

  func names() -> [String] { StoreFiles.names(in: folder).map(\.description) }

  /// The file of the only body that is not inline.
  func onlyObject() -> BytePath? { StoreInspection(open(.readOnly)).objectFiles().first }

  /// Copies the database with its log.
  func copyStore(to other: StoreWorkspace) {
    precondition(StoreFiles.makeFolder(other.folder) == 0, "cannot make \(other.folder)")
    for name in ["atlas.db", "atlas.db-wal"] where StoreFiles.status(folder.appending(name)) != nil {
      other.replace(other.folder.appending(name), with: bytes(of: folder.appending(name)))
    }
  }

  /// Runs SQL on the database from outside, with a connection of its own.
  func sql(_ text: String) throws {
    let connection = try Connection.open(database, .readWrite)
    try connection.execute(text)
  }
}

/// Results that differ from each other and are the same in every run of the tests.
enum Sample {
  static func key(_ number: Int) -> Digest { Digest(of: "key \(number)") }

  static func result(_ number: Int, size: Int = 300, edition: Int = 0) -> StoredResult {
    var body = Digest(of: "body \(number) \(edition)").blob
    while body.count < size { body += body }
    body.removeLast(body.count - size)
    return StoredResult(
      key: key(number), output: Digest(of: "output \(number) \(edition)"), body: body,
      manifest: Array("manifest \(number) \(edition)".utf8), run: 1 + edition, cost: number)
  }

  static func results(_ count: Int, size: Int = 300) -> [StoredResult] {
    (0..<count).map { result($0, size: size) }
  }

  static let largeSize = StoredResult.largestInline + 1
}

extension Store {
  /// The bodies of all hits, by the way the index gives them.
  func hits(_ bodies: Bodies, among count: Int) -> [Int: [UInt8]] {
    let index = loadResults(bodies: bodies)
    var hits: [Int: [UInt8]] = [:]
    for number in 0..<count {
      if let found = index.lookup(Sample.key(number)), let body = index.body(found.slot) {
        hits[number] = body
      }
    }
    return hits
  }
}
