import AtlasCore

/// The formulas between `$$` in a text, which KaTeX draws. A formula that it cannot read stops the whole drawing.
///
/// Looked for is what happens to people who do not mean a formula at all: `$$` for money, with braces, `&` or `^`
/// between. Which commands KaTeX knows is not looked at.
enum MathText {
  /// Reports what KaTeX would not accept in a text.
  static func check(_ text: TextRange, _ source: MermaidSource, _ diagnostics: inout Diagnostics) {
    guard let problem = problem(in: source.original[text.bounds]) else { return }
    diagnostics.cannotRender(
      text, "mermaid.js draws what stands between `$$` as a formula, and this one has \(problem)",
      "write a formula that KaTeX reads, or single `$` signs")
  }

  /// What KaTeX would not accept in the first formula that has something of the kind.
  static func problem(in text: ArraySlice<UInt8>) -> String? {
    var line = text.startIndex
    while line < text.endIndex {
      let end = lineEnd(text, line)
      if let formula = formula(in: text[line..<end]), let problem = problem(ofFormula: Array(formula)) {
        return problem
      }
      line = end + 1
    }
    return nil
  }

  /// The offset of the next `<br…`, or the end.
  private static func lineEnd(_ text: ArraySlice<UInt8>, _ start: Int) -> Int {
    var index = start
    while index + 2 < text.endIndex {
      if text[index] == 0x3C, text[index + 1] | 0x20 == 0x62, text[index + 2] | 0x20 == 0x72 { return index }
      index += 1
    }
    return text.endIndex
  }

  /// What stands between the first and the last `$$` of a line.
  private static func formula(in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let marks = line.indices.dropLast().filter { line[$0] == 0x24 && line[$0 + 1] == 0x24 }
    guard let first = marks.first, let last = marks.last, last >= first + 2 else { return nil }
    return line[(first + 2)..<last]
  }

  private static func problem(ofFormula formula: [UInt8]) -> String? {
    let hasEnvironment = contains("\\begin", formula)
    var depth = 0
    var index = 0
    while index < formula.count {
      switch formula[index] {
      case 0x25: index = formula.count
      case 0x5C:
        index += 1
        if index >= formula.count { return "a backslash at its end" }
      case 0x7B: depth += 1
      case 0x7D:
        depth -= 1
        if depth < 0 { return "a \"}\" without its \"{\"" }
      case 0x24 where !contains("\\text", formula): return "a \"$\""
      case 0x26 where !hasEnvironment: return "a \"&\""
      case 0x5E, 0x5F:
        var next = index + 1
        while next < formula.count, formula[next] == 0x20 { next += 1 }
        if next >= formula.count || [0x5E, 0x5F, 0x7D].contains(formula[next]) {
          return "a \"^\" or \"_\" with nothing behind it"
        }
      default: break
      }
      index += 1
    }
    return depth > 0 ? "a \"{\" without its \"}\"" : nil
  }

  private static func contains(_ word: StaticString, _ bytes: [UInt8]) -> Bool {
    let count = word.utf8CodeUnitCount
    guard bytes.count >= count else { return false }
    return (0...(bytes.count - count)).contains { start in
      (0..<count).allSatisfy { bytes[start + $0] == word.utf8Start[$0] }
    }
  }
}
