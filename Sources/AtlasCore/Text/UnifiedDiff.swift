/// The difference between two versions of a file, as `diff -u` and `git apply` read it. It is made of the edits that
/// lead from one to the other, so nothing has to be searched.
public struct UnifiedDiff: Sendable {
  /// Some lines of the file that differ.
  private struct Change {
    /// From 1.
    var firstLine: Int
    var old: [ArraySlice<UInt8>]
    var new: [ArraySlice<UInt8>]
    var end: Int { firstLine + old.count }
  }

  private static let context = 3

  private let path: BytePath
  private let bytes: [UInt8]
  private let lines: LineIndex
  private var changes: [Change] = []

  public init(_ revision: TextRevision, path: BytePath) {
    self.path = path
    bytes = revision.original
    lines = LineIndex(bytes)
    collect(revision.edits)
  }

  public var isEmpty: Bool { changes.isEmpty }

  /// Groups the edits by the lines they touch, and leaves out what a group does not change.
  private mutating func collect(_ edits: [TextEdit]) {
    var group: [TextEdit] = []
    for edit in edits {
      if let last = group.last, line(of: last.range.upperBound) < line(of: edit.range.lowerBound) {
        close(&group)
      }
      group.append(edit)
    }
    close(&group)
  }

  private mutating func close(_ group: inout [TextEdit]) {
    guard let first = group.first, let last = group.last else { return }
    let firstLine = line(of: first.range.lowerBound)
    let range = TextRange(
      lines.start(ofLine: firstLine), lines.range(ofLine: line(of: last.range.upperBound)).upperBound)
    var revision = TextRevision(Array(bytes[range.bounds]))
    revision.apply(
      group.map { TextEdit($0.range.shifted(by: -range.lowerBound), $0.replacement) })
    var change = Change(
      firstLine: firstLine, old: Self.split(revision.original), new: Self.split(revision.bytes))
    while let old = change.old.first, let new = change.new.first, old == new {
      change.old.removeFirst()
      change.new.removeFirst()
      change.firstLine += 1
    }
    while let old = change.old.last, let new = change.new.last, old == new {
      change.old.removeLast()
      change.new.removeLast()
    }
    if !change.old.isEmpty || !change.new.isEmpty { changes.append(change) }
    group = []
  }

  private func line(of offset: Int) -> Int { lines.position(of: offset).line }

  /// The lines, each with its line end.
  private static func split(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    let lines = LineIndex(bytes)
    return (1...lines.lineCount).map { bytes[lines.range(ofLine: $0).bounds] }.filter { !$0.isEmpty }
  }

  /// The whole text; empty where nothing differs.
  public var text: [UInt8] {
    guard !isEmpty else { return [] }
    var text = Array("--- ".utf8) + name("a/") + Array("\n+++ ".utf8) + name("b/") + Array("\n".utf8)
    var shift = 0
    var rest = changes[...]
    while !rest.isEmpty {
      var hunk = [rest.removeFirst()]
      while let next = rest.first, let last = hunk.last, next.firstLine - last.end <= 2 * Self.context {
        hunk.append(rest.removeFirst())
      }
      append(hunk, shift: &shift, to: &text)
    }
    return text
  }

  private func append(_ hunk: [Change], shift: inout Int, to text: inout [UInt8]) {
    let start = max(1, hunk[0].firstLine - Self.context)
    let end = min(lastLine + 1, hunk[hunk.count - 1].end + Self.context)
    let growth = hunk.reduce(0) { $0 + $1.new.count - $1.old.count }
    let place = { (first: Int, count: Int) in "\(count == 0 ? first - 1 : first),\(count)" }
    let old = place(start, end - start)
    let new = place(start + shift, end - start + growth)
    text += Array("@@ -\(old) +\(new) @@\n".utf8)
    shift += growth
    var line = start
    for change in hunk {
      while line < change.firstLine { append(" ", unchanged(&line), to: &text) }
      for old in change.old { append("-", old, to: &text) }
      for new in change.new { append("+", new, to: &text) }
      line = change.end
    }
    while line < end { append(" ", unchanged(&line), to: &text) }
  }

  /// The last line that has a byte.
  private var lastLine: Int {
    lines.range(ofLine: lines.lineCount).isEmpty ? lines.lineCount - 1 : lines.lineCount
  }

  private func unchanged(_ line: inout Int) -> ArraySlice<UInt8> {
    defer { line += 1 }
    return bytes[lines.range(ofLine: line).bounds]
  }

  private func append(_ mark: String, _ line: ArraySlice<UInt8>, to text: inout [UInt8]) {
    text += Array(mark.utf8) + line
    guard line.last != UInt8(ascii: "\n") else { return }
    text += Array("\n\\ No newline at end of file\n".utf8)
  }

  /// A path with characters that would end it is written as git does: in quotes, such bytes in octal.
  private func name(_ side: String) -> [UInt8] {
    let plain = Array(side.utf8) + path.bytes.drop { $0 == UInt8(ascii: "/") }
    let needsQuotes = plain.contains {
      $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\")
    }
    guard needsQuotes else { return plain }
    var quoted: [UInt8] = [UInt8(ascii: "\"")]
    for byte in plain {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): quoted += [UInt8(ascii: "\\"), byte]
      case 0..<0x20, 0x7F:
        quoted.append(UInt8(ascii: "\\"))
        quoted += [byte >> 6 & 7, byte >> 3 & 7, byte & 7].map { $0 + UInt8(ascii: "0") }
      default: quoted.append(byte)
      }
    }
    return quoted + [UInt8(ascii: "\"")]
  }
}
