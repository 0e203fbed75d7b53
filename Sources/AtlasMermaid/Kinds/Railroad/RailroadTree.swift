import AtlasCore

/// Builds the definition of a rule with an explicit stack: one level for each open bracket or function.
struct RailroadTree {
  /// What an open bracket or function makes of its content.
  enum Opening {
    case root, group, optional, zeroOrMore, oneOrMore, sequence, choice
  }

  /// What stands before or behind an expression and changes it.
  enum Prefix {
    case and, not, exception
    case count(minimum: Int, maximum: Int?)
  }

  private struct Level {
    var opening: Opening
    var start: Int
    var alternatives: [RailroadExpression] = []
    var elements: [RailroadExpression] = []
    /// For the next expression of this level, with its own start.
    var prefix: (Prefix, Int)?
    /// Whether the last element begins with `&` or `!`, and not with a parenthesis around them.
    var isLastLookAhead = false
  }

  private let scanner: Scanner
  private var levels: [Level]

  init(_ scanner: Scanner, at start: Int) {
    self.scanner = scanner
    levels = [Level(opening: .root, start: start)]
  }

  var depth: Int { levels.count - 1 }
  var opening: Opening { levels[levels.count - 1].opening }
  var isTooDeep: Bool { levels.count > NestingLimit.depth }

  mutating func open(_ opening: Opening, at start: Int) {
    levels.append(Level(opening: opening, start: start))
  }

  mutating func put(prefix: Prefix, at start: Int) { levels[levels.count - 1].prefix = (prefix, start) }

  mutating func add(_ expression: RailroadExpression) {
    let top = levels.count - 1
    levels[top].isLastLookAhead = false
    guard let (prefix, start) = levels[top].prefix else { return levels[top].elements.append(expression) }
    levels[top].prefix = nil
    let prefixStart = scanner.range(start, start).lowerBound
    let range = TextRange(min(prefixStart, expression.range.lowerBound), expression.range.upperBound)
    switch prefix {
    case .and, .not:
      let form: RailroadExpression.Form = if case .and = prefix { .and } else { .not }
      levels[top].elements.append(RailroadExpression(range: range, form: form, parts: [expression]))
      levels[top].isLastLookAhead = true
    case .exception:
      guard let base = levels[top].elements.popLast() else { return }
      levels[top].elements.append(
        RailroadExpression(
          range: base.range.union(expression.range), form: .exception, parts: [base, expression]))
    case .count(0, 1):
      levels[top].elements.append(RailroadExpression(range: range, form: .optional, parts: [expression]))
    case .count(let minimum, let maximum):
      levels[top].elements.append(
        RailroadExpression(
          range: range, form: .repetition, parts: [expression], minimum: minimum, maximum: maximum))
    }
  }

  /// `?`, `*` or `+` behind the expression added last.
  mutating func wrapLast(_ token: RailroadToken, end: TextRange) {
    let top = levels.count - 1
    guard let last = levels[top].elements.popLast() else { return }
    // The sign binds tighter than what stands before: `!a*` is `!(a*)`.
    if levels[top].isLastLookAhead, let inner = last.parts.first {
      var outer = last
      outer.parts = [wrapped(inner, token, end)]
      outer.range = last.range.union(end)
      return levels[top].elements.append(outer)
    }
    levels[top].elements.append(wrapped(last, token, end))
  }

  private func wrapped(
    _ part: RailroadExpression, _ token: RailroadToken, _ end: TextRange
  ) -> RailroadExpression {
    RailroadExpression(
      range: part.range.union(end), form: token == .question ? .optional : .repetition, parts: [part],
      minimum: token == .plus ? 1 : 0)
  }

  mutating func nextAlternative() {
    let top = levels.count - 1
    let elements = levels[top].elements
    levels[top].elements = []
    if let sequence = RailroadTree.joined(.sequence, elements) { levels[top].alternatives.append(sequence) }
  }

  /// Closes the innermost bracket or function, which ends at an offset, and adds what it holds.
  mutating func close(at end: Int) {
    guard levels.count > 1, let content = takeContent() else { return }
    let level = levels.removeLast()
    let range = scanner.range(level.start, end)
    switch level.opening {
    case .root, .group, .sequence, .choice: add(content)
    case .optional: add(RailroadExpression(range: range, form: .optional, parts: [content]))
    case .zeroOrMore: add(RailroadExpression(range: range, form: .repetition, parts: [content]))
    case .oneOrMore: add(RailroadExpression(range: range, form: .repetition, parts: [content], minimum: 1))
    }
  }

  /// The whole definition.
  mutating func finish() -> RailroadExpression? { takeContent() }

  private mutating func takeContent() -> RailroadExpression? {
    if opening == .choice { return RailroadTree.joined(.choice, levels[levels.count - 1].elements) }
    nextAlternative()
    return RailroadTree.joined(.choice, levels[levels.count - 1].alternatives)
  }

  /// One expression stays itself, as in mermaid.js.
  private static func joined(
    _ form: RailroadExpression.Form, _ parts: [RailroadExpression]
  ) -> RailroadExpression? {
    guard let first = parts.first, let last = parts.last else { return nil }
    return parts.count == 1
      ? first : RailroadExpression(range: first.range.union(last.range), form: form, parts: parts)
  }
}
