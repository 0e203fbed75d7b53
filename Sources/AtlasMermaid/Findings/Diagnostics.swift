import AtlasCore

/// Where mermaid.js says that an error is: the line number in its message, counted in the cleaned text.
enum ErrorLine {
  /// The message has no line number, as those of checks on the meaning.
  case none
  /// The line of an offset of the cleaned text.
  case of(Int)
}

/// Collects what a parser finds wrong. Ranges are in the original bytes.
struct Diagnostics: Sendable {
  /// More findings than this help nobody, and bad input must not cost unbounded memory.
  static let limit = 100

  private let text: [UInt8]
  private var rejections: [Finding] = []
  private var others: [Finding] = []
  private var isUnrenderable = false
  /// The line number in the message of the first rejection, as mermaid.js counts it.
  private(set) var mermaidLine: Int?

  init(_ source: MermaidSource) { text = source.text }

  /// Whether one more finding would be kept; ask before making an expensive message.
  var isOpen: Bool { rejections.count < Diagnostics.limit }

  /// Whether one more warning would be kept; ask before making an expensive message.
  var canWarn: Bool { others.count < Diagnostics.limit }

  /// Whether mermaid.js has rejected the diagram already. What follows is found by recovery.
  var hasRejection: Bool { !rejections.isEmpty }

  /// Mermaid.js rejects the diagram for this. The first call must be for the error mermaid.js reports first; `line` is
  /// where its message says it is.
  mutating func reject(
    _ rule: SyntaxRule, _ range: TextRange, line: ErrorLine, _ message: String, _ help: String,
    fix: Fix? = nil, guess: Fix? = nil
  ) {
    if rejections.isEmpty, case .of(let offset) = line {
      mermaidLine = text[0..<min(offset, text.count)].count { $0 == 0x0A } + 1
    }
    guard isOpen else { return }
    rejections.append(finding(rule, range, message, help, fix, guess))
  }

  /// Mermaid.js parses the diagram and fails to draw it for this.
  mutating func cannotRender(_ range: TextRange, _ message: String, _ help: String, fix: Fix? = nil) {
    isUnrenderable = true
    guard others.count < Diagnostics.limit else { return }
    others.append(finding(.unrenderable, range, message, help, fix))
  }

  /// Mermaid.js accepts this and does something nobody meant.
  mutating func warn(
    _ rule: SyntaxRule, _ range: TextRange, _ message: String, _ help: String, fix: Fix? = nil
  ) {
    guard others.count < Diagnostics.limit else { return }
    others.append(finding(rule, range, message, help, fix))
  }

  /// Mermaid.js counted the line of the first rejection in another text: tells which line it names instead.
  mutating func mapMermaidLine(_ name: (Int) -> Int) { mermaidLine = mermaidLine.map(name) }

  var verdict: Verdict {
    if hasRejection { return .invalid }
    return isUnrenderable ? .unrenderable : .valid
  }

  /// Mermaid's own error first, then the other errors by place, then what cannot be drawn, then warnings by place.
  var inOrder: [Finding] {
    guard hasRejection || !others.isEmpty else { return [] }
    let byPlace = { (left: Finding, right: Finding) in
      left.severity == right.severity ? left.range < right.range : left.severity > right.severity
    }
    let others = others.sorted(by: byPlace)
    let isDrawn = { (finding: Finding) in finding.code != SyntaxRule.unrenderable.rawValue }
    return Array(rejections.prefix(1)) + rejections.dropFirst().sorted(by: byPlace)
      + others.filter { !isDrawn($0) } + others.filter(isDrawn)
  }

  private func finding(
    _ rule: SyntaxRule, _ range: TextRange, _ message: String, _ help: String, _ fix: Fix?,
    _ guess: Fix? = nil
  ) -> Finding {
    Finding(
      code: rule.rawValue, priority: rule.priority, range: range, message: message, help: help, fix: fix,
      guess: guess)
  }
}
