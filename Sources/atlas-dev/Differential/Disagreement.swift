import AtlasCore
import AtlasMermaid

/// What is compared beside accepting and rejecting.
struct Comparison {
  /// Whether mermaid.js draws what it accepts.
  var draws = false
  /// Whether the line that the message names must be the same.
  var hasLines = false
}

/// A diagram of which this parser says something else than mermaid.js.
struct Disagreement {
  var code: [UInt8]
  var ours: ParsedDiagram
  var theirs: Oracle.Answer

  /// Nil where both say the same. A kind that is not parsed says nothing.
  init?(_ code: [UInt8], _ theirs: Oracle.Answer, by comparison: Comparison) {
    ours = Mermaid.parse(code)
    self.code = code
    self.theirs = theirs
    let verdict = ours.verdict == .unrenderable && !comparison.draws ? .valid : ours.verdict
    guard verdict != .unsupported else { return nil }
    let namesOtherLine = verdict == .invalid && ours.mermaidErrorLine != theirs.errorLine
    guard verdict != theirs.verdict || comparison.hasLines && namesOtherLine else { return nil }
  }

  /// Whether another disagreement is the same fault in another text.
  func isAlike(_ other: Disagreement) -> Bool {
    ours.verdict == other.ours.verdict && theirs.verdict == other.theirs.verdict
      && ours.kind == other.ours.kind
  }

  /// For people: the text on one line, and what both say of it.
  var description: String {
    var text = JSONWriter(.compact)
    text.write(String(decoding: code, as: UTF8.self))
    let mine = ours.findings.first { $0.severity == .error }?.message ?? ""
    let error = theirs.error.split(separator: "\n").first ?? ""
    return """
      \(String(decoding: text.bytes, as: UTF8.self))
        here \(ours.verdict.rawValue)\(Self.place(ours.mermaidErrorLine)) \(mine)
        mermaid.js \(theirs.verdict.rawValue)\(Self.place(theirs.errorLine)) \(error)
      """
  }

  private static func place(_ line: Int?) -> String { line.map { " on line \($0)" } ?? "" }

  /// The case as a line of JSON, as the tests read it.
  var line: [UInt8] {
    var writer = JSONWriter(.compact)
    writer.object { writer in
      writer.member("code", String(decoding: code, as: UTF8.self))
      writer.member("verdict", theirs.verdict.rawValue)
      if let line = theirs.errorLine { writer.member("line", line) }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }
}

/// Finds the smallest text that shows the same disagreement: lines are left out, then ever shorter stretches.
struct Shrinker {
  let oracle: Oracle
  let comparison: Comparison

  /// Texts that are asked in one go.
  private static let batch = 1_000

  func smallest(_ disagreement: Disagreement) async throws -> Disagreement {
    var best = disagreement
    for _ in 0..<20 {
      let candidates = Array(Set(Self.candidates(of: best.code))).sorted { $0.count < $1.count }
      let chosen = Array(candidates.prefix(Self.batch))
      let answers = try await oracle.answers(to: chosen)
      let smaller = zip(chosen, answers).lazy
        .compactMap { Disagreement($0, $1, by: comparison) }
        .first { $0.isAlike(best) }
      guard let smaller else { return best }
      best = smaller
    }
    return best
  }

  private static func candidates(of code: [UInt8]) -> [[UInt8]] {
    let lines = LineIndex(code)
    var ranges = (1...lines.lineCount).map { lines.range(ofLine: $0).bounds }
    if lines.lineCount > 3 {
      let half = lines.start(ofLine: lines.lineCount / 2)
      ranges += [0..<half, half..<code.count]
    }
    for size in [32, 8, 4, 2, 1] {
      // Of a long text not every stretch: the halves and lines come first anyway.
      let step = max(1, size / 2, code.count / 300)
      ranges += stride(from: 0, to: code.count, by: step).map { $0..<min(code.count, $0 + size) }
    }
    return ranges.filter { !$0.isEmpty }.map { range in
      Array(String(decoding: code[..<range.lowerBound] + code[range.upperBound...], as: UTF8.self).utf8)
    }
    .filter { $0.count < code.count }
  }
}
