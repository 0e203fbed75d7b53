import AtlasCore

/// What the kinds with a Langium grammar write alike.
extension SyntaxPrinter {
  /// A string, in the quotes it does not hold itself.
  mutating func writeString(_ range: TextRange, backslashEscapes: Bool = true) {
    let quote = hasBareQuote(range, backslashEscapes) ? "'" : "\""
    write(quote, range)
    write(quote)
  }

  /// A name that may stand without quotes.
  mutating func writeName(_ name: LabelText, backslashEscapes: Bool = true) {
    if name.form == .plain { return write(name.range) }
    writeString(name.range, backslashEscapes: backslashEscapes)
  }

  /// Words and a string behind them, where there is one.
  mutating func writeString(_ words: String, _ label: LabelText?) {
    guard let label else { return }
    write(words)
    writeString(label.range)
  }

  /// Whether a double quote stands in it that nothing escapes.
  private func hasBareQuote(_ range: TextRange, _ backslashEscapes: Bool) -> Bool {
    var isEscaped = false
    for byte in source.cleanedText(of: range) {
      if byte == 0x22, !isEscaped { return true }
      isEscaped = backslashEscapes && byte == 0x5C && !isEscaped
    }
    return false
  }
}
