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
    return writer.bytes
  }

  init(
    totals: PageSummary, pageCount: Int, diagramCount: Int, actionCount: Int, outputs: [Output],
    warnings: [String]
  ) {
    self.totals = totals
    self.pageCount = pageCount
    self.diagramCount = diagramCount
    self.actionCount = actionCount
    self.outputs = outputs
    self.warnings = warnings
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
