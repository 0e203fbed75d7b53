import AtlasReport

/// Paragraphs broken into lines, and two columns beside each other.
enum TextLayout {
  /// The words of `text` in lines of at most `width` columns, each after `indent` spaces. An empty line in the text
  /// parts paragraphs; a word wider than the line stands alone.
  static func wrapped(_ text: String, width: Int, indent: Int) -> [String] {
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if paragraph.isEmpty {
        lines.append("")
      } else {
        lines.append(contentsOf: paragraphLines(paragraph, width: width, indent: indent))
      }
    }
    return lines
  }

  private static func paragraphLines(_ text: Substring, width: Int, indent: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let fits = indent + DisplayWidth.of(line) + 1 + DisplayWidth.of(String(word)) <= width
      if line.isEmpty {
        line = String(word)
      } else if fits {
        line += " \(word)"
      } else {
        lines.append(margin + line)
        line = String(word)
      }
    }
    return lines + [margin + line]
  }

  /// A term and what it means: beside each other where the term leaves room, else below each other.
  static func entry(
    _ term: String, _ text: String, column: Int, width: Int, bold: (String) -> String
  ) -> [String] {
    let termWidth = DisplayWidth.of(term)
    var lines = wrapped(text, width: width, indent: column)
    guard termWidth + 4 <= column, let first = lines.first else { return ["  " + bold(term)] + lines }
    let gap = String(repeating: " ", count: column - termWidth - 2)
    lines[0] = "  " + bold(term) + gap + first.drop { $0 == " " }
    return lines
  }

  /// The column at which the texts beside these terms begin: the widest term that is not too wide, and two spaces.
  static func column(for terms: [String], limit: Int) -> Int {
    4 + (terms.map(DisplayWidth.of).filter { $0 + 4 <= limit }.max() ?? 0)
  }
}
