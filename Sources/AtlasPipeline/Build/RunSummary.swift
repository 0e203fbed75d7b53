import AtlasCore
import AtlasSystem

/// What a run leaves of itself: enough to answer the next one when nothing has changed.
struct RunSummary: Hashable, Sendable {
  /// A generated file as the run left it.
  struct Output: Hashable, Sendable {
    var path: BytePath
    /// The digest of all that the file is made of.
    var source: Digest
    /// Its size, times and inode: while they are the same nobody has touched it.
    var stamp: Digest
  }

  var totals: PageSummary
  var pageCount: Int
  var diagramCount: Int
  var actionCount: Int
  var outputs: [Output]
  /// What the configuration deserves to be told about, such as a pattern that matches no page.
  var warnings: [String]
  /// Files beside the pages that the result depends on.
  var asked: [Asked]

  /// A file that a link or the site's configuration names, or that configuration itself, as the run found it.
  struct Asked: Hashable, Sendable {
    var path: BytePath
    /// Whether only its being there matters, and not what is in it.
    var isTarget: Bool
    /// Zero where nothing was there.
    var state: Digest

    /// As it is now.
    init(_ path: BytePath, isTarget: Bool, in root: BytePath) {
      self.path = path
      self.isTarget = isTarget
      let place = path.isAbsolute ? path : root.appending(path)
      if isTarget {
        state = FileStatus.exists(place) ? Digest(of: "there") : .zero
      } else {
        state = RunSummary.stamp(of: place) ?? .zero
      }
    }

    init(path: BytePath, isTarget: Bool, state: Digest) {
      self.path = path
      self.isTarget = isTarget
      self.state = state
    }
  }

  var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.write("run 3")
    totals.encode(to: &writer)
    for count in [pageCount, diagramCount, actionCount] { writer.write(count) }
    writer.write(outputs) { output, writer in
      writer.write(output.path.bytes)
      writer.write(output.source)
      writer.write(output.stamp)
    }
    writer.write(warnings) { $1.write($0) }
    writer.write(asked) { asked, writer in
      writer.write(asked.path.bytes)
      writer.write(asked.isTarget)
      writer.write(asked.state)
    }
    return writer.bytes
  }

  init(
    totals: PageSummary, pageCount: Int, diagramCount: Int, actionCount: Int, outputs: [Output],
    warnings: [String], asked: [Asked]
  ) {
    self.totals = totals
    self.pageCount = pageCount
    self.diagramCount = diagramCount
    self.actionCount = actionCount
    self.outputs = outputs
    self.warnings = warnings
    self.asked = asked
  }

  init(decoding bytes: [UInt8]) throws(ByteCodingError) {
    var reader = ByteReader(bytes)
    guard try reader.string() == "run 3" else { throw ByteCodingError() }
    totals = try PageSummary(from: &reader)
    pageCount = try reader.integer()
    diagramCount = try reader.integer()
    actionCount = try reader.integer()
    outputs = try reader.array { (reader) throws(ByteCodingError) in
      Output(path: BytePath(try reader.content()), source: try reader.digest(), stamp: try reader.digest())
    }
    warnings = try reader.array { (reader) throws(ByteCodingError) in try reader.string() }
    asked = try reader.array { (reader) throws(ByteCodingError) in
      Asked(
        path: BytePath(try reader.content()), isTarget: try reader.flag(), state: try reader.digest())
    }
  }

  /// What the rules about the library asked of the disk, as it is now.
  static func asked(_ result: LibraryLintStage.Result?, in root: BytePath) -> [Asked] {
    guard let result else { return [] }
    return result.siteFiles.map { Asked($0, isTarget: false, in: root) }
      + result.asked.map { Asked($0, isTarget: true, in: root) }
  }

  /// Whether all that links and the site name is there or not there as the run found it.
  func askedAreUnchanged(in root: BytePath) -> Bool {
    asked.allSatisfy { Asked($0.path, isTarget: $0.isTarget, in: root) == $0 }
  }

  /// Whether every output is still the file that the run left.
  func outputsAreUntouched(in root: BytePath) -> Bool {
    outputs.allSatisfy { Self.stamp(of: root.appending($0.path)) == $0.stamp }
  }

  /// The digest of a file's size, times and inode; nil where there is none.
  static func stamp(of path: BytePath) -> Digest? {
    guard let status = try? FileStatus(path), status.kind == .file else { return nil }
    var writer = ByteWriter()
    for value in [Int(status.size), Int(status.modified), Int(status.changed), Int(status.inode)] {
      writer.write(signed: value)
    }
    return Digest(of: writer.bytes)
  }
}
