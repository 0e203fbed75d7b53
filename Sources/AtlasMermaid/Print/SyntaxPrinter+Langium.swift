import AtlasCore

/// What the kinds with a Langium grammar write alike.
extension SyntaxPrinter {
  /// A string, in the quotes it does not hold itself.
  mutating func writeString(_ range: TextRange) {
    let quote = hasBareQuote(range) ? "'" : "\""
    write(quote, range)
    write(quote)
  }

  /// Whether a double quote stands in it without a backslash before it.
  private func hasBareQuote(_ range: TextRange) -> Bool {
    var isEscaped = false
    for byte in source.cleanedText(of: range) {
      if byte == 0x22, !isEscaped { return true }
      isEscaped = byte == 0x5C && !isEscaped
    }
    return false
  }
}
