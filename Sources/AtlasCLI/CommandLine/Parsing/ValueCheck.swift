import AtlasCore
import AtlasReport

/// Whether a value is one that its flag or argument allows.
enum ValueCheck {
  struct Problem: Equatable {
    /// Ends the sentence "--flag takes".
    var allowed: String
    var nearest: String?
  }

  static func problem(of value: [UInt8], for flag: Flag, command: CommandID) -> Problem? {
    switch flag.value {
    case .none: nil
    case .text, .stage, .rule, .setting: textProblem(value, flag)
    case .integer(_, let range): integer(value, in: range) == nil ? Problem(allowed: described(range)) : nil
    case .percentage: Percentage(value) == nil ? Problem(allowed: Percentage.allowed) : nil
    case .choice(_, let words): choiceProblem(value, words)
    case .format: formatProblem(value, command.description)
    case .report: reportProblem(value, command.description)
    case .file: value.isEmpty ? Problem(allowed: "the path of a file") : nil
    case .folder: value.isEmpty ? Problem(allowed: "the path of a folder") : nil
    case .selector: value.isEmpty ? Problem(allowed: selector) : nil
    case .day: CalendarDay(value) == nil ? Problem(allowed: "a day as YYYY-MM-DD, such as 2026-03-01") : nil
    }
  }

  static func problem(of word: [UInt8], for argument: ArgumentDescription) -> Problem? {
    switch argument.kind {
    case .shell: choiceProblem(word, Shell.allCases.map(\.rawValue))
    case .schema: choiceProblem(word, SchemaName.all)
    case .path: word.isEmpty ? Problem(allowed: "a path") : nil
    case .selector: word.isEmpty ? Problem(allowed: selector) : nil
    case .rule: isText(word) ? nil : Problem(allowed: "the id of a rule or gate")
    case .key: keyProblem(word)
    case .command: nil
    }
  }

  private static let selector =
    "a path, path#N, an id, kind:KIND, category:NAME, system:NAME, rule:ID or a glob"

  private static func isText(_ value: [UInt8]) -> Bool {
    !value.isEmpty && ByteText.firstInvalidUTF8(in: value) == nil
  }

  private static func textProblem(_ value: [UInt8], _ flag: Flag) -> Problem? {
    isText(value) ? nil : Problem(allowed: "a \(flag.value.placeholder ?? "text") in UTF-8")
  }

  private static func integer(_ value: [UInt8], in range: ClosedRange<Int>) -> Int? {
    guard !value.isEmpty, value.allSatisfy(isDigit), let number = Int(String(decoding: value, as: UTF8.self))
    else { return nil }
    return range.contains(number) ? number : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func described(_ range: ClosedRange<Int>) -> String {
    "a whole number from \(range.lowerBound) to \(range.upperBound)"
  }

  /// A list short enough to be read at a glance needs no guess.
  private static func choiceProblem(_ value: [UInt8], _ words: [String]) -> Problem? {
    let typed = ByteText.display(value)
    if words.contains(typed) { return nil }
    return Problem(
      allowed: WordList.joined(words, "or"),
      nearest: words.count > 3 ? Suggestion.word(for: typed, in: words) : nil)
  }

  private static func formatProblem(_ value: [UInt8], _ command: CommandDescription) -> Problem? {
    guard var problem = choiceProblem(value, command.formats.map(\.rawValue)) else { return nil }
    problem.allowed += " with \(command.name)"
    return problem
  }

  private static func reportProblem(_ value: [UInt8], _ command: CommandDescription) -> Problem? {
    guard let equals = value.firstIndex(of: UInt8(ascii: "=")), equals + 1 < value.count else {
      return Problem(allowed: "a format and a file, as in json=out.json")
    }
    guard let problem = formatProblem(Array(value[..<equals]), command) else { return nil }
    return Problem(allowed: "FMT=FILE, where FMT is \(problem.allowed)", nearest: problem.nearest)
  }

  private static func keyProblem(_ value: [UInt8]) -> Problem? {
    let isKey = (1...32).contains(value.count) && value.allSatisfy { isDigit($0) || isHexLetter($0) }
    return isKey ? nil : Problem(allowed: "up to 32 hexadecimal digits")
  }

  private static func isHexLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }
}

/// A part of the whole, above 0 % and up to 100 %.
package struct Percentage: Equatable, Sendable {
  /// From 0 to 1, 0 left out.
  package var fraction: Double

  static let allowed = "a percentage above 0 and up to 100, such as 5%"

  /// Digits with at most one dot and six decimals, with or without `%`.
  package init?(_ text: [UInt8]) {
    let number = text.last == UInt8(ascii: "%") ? text.dropLast() : text[...]
    let parts = number.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let isDigits = { (part: ArraySlice<UInt8>) in
      !part.isEmpty && part.count <= 6
        && part.allSatisfy { UInt8(ascii: "0") <= $0 && $0 <= UInt8(ascii: "9") }
    }
    guard parts.allSatisfy(isDigits), let value = Double(String(decoding: number, as: UTF8.self)),
      value > 0, value <= 100
    else { return nil }
    self.fraction = value / 100
  }
}
