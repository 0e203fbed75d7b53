import AtlasReport

/// How a flag is written in help and manual.
enum FlagText {
  /// `-j, --jobs N` or, aligned below such a line, `    --only SELECTOR`.
  static func term(_ flag: Flag) -> String {
    let names = flag.short.map { "-\($0), --\(flag.long)" } ?? "    --\(flag.long)"
    return flag.value.placeholder.map { "\(names) \($0)" } ?? names
  }

  static func negationTerm(_ negation: FlagNegation) -> String { "    --\(negation.long)" }

  /// The sentences of the long help: what it does, more about it, the words allowed, the default.
  static func details(_ flag: Flag) -> String {
    var sentences = ["\(flag.help)."]
    if !flag.details.isEmpty { sentences.append(flag.details) }
    if case .integer(_, let range) = flag.value {
      sentences.append("From \(range.lowerBound) to \(range.upperBound).")
    }
    if let standard = flag.standard { sentences.append("Default: \(standard).") }
    return sentences.joined(separator: " ")
  }
}

extension CommandDescription {
  /// `atlas-build cache show [FLAGS] KEY`; the default command's name in brackets.
  var usage: String {
    let name = isDefault ? "[\(self.name)]" : self.name
    return ([CommandTable.program, name, "[FLAGS]"] + arguments.map(\.usage)).joined(separator: " ")
  }

  /// What the long help says of formats; nil where there is only text.
  var formatSentence: String? {
    formats.count > 1 ? "Formats: \(WordList.joined(formats.map(\.rawValue), "and"))." : nil
  }
}
