import AtlasCore
import AtlasMermaid

package enum LongLabel: LintRule {
  package static let description = RuleDocumentation(
    id: "long-label",
    finds: "the label of a node with a line of more than 45 characters, or of more than six lines",
    matters:
      "One wide or high box pushes all others apart, and the drawing shrinks until nothing can be read.",
    bad: "flowchart LR\n  A[\"Accepts orders, checks the stock in all of the warehouses\"] --> B[(Orders)]\n",
    good:
      "flowchart LR\n  A[\"Accepts orders, checks the stock<br/>in all of the warehouses\"] --> B[(Orders)]\n"
  )

  package static let options = [
    RuleOption.limit(45, in: 10...10_000, "the most characters of a line"),
    RuleOption.number("lines", 6, in: 1...1_000, "the most lines of a label"),
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    guard let view = subject.flowchart else { return }
    let (limit, most) = (Int(settings.limit), Int(settings.number("lines")))
    for place in view.nodes {
      guard let label = view.graph.nodes[place].label, mayBeLong(label, limit, most, subject) else {
        continue
      }
      let node = view.graph.nodes[place]
      let lines = LabelLines(subject.shown(label))
      let longest = lines.lengths.max() ?? 0
      if longest > limit {
        report.add(
          label.range,
          "a line of the label of \"\(node.id)\" is \(longest) characters long, and \(limit) are enough",
          help: "break it with `<br/>`, or say less",
          fix: label.form == .markdown ? nil : fix(lines, limit))
      } else if lines.lengths.count > most {
        report.add(
          label.range, "the label of \"\(node.id)\" has \(lines.lengths.count) lines, and \(most) are enough",
          help: "move the details into a table below the diagram")
      }
    }
  }

  /// Whether it is worth looking at closely: whether a line is long with the blanks around it, or there are many lines.
  private static func mayBeLong(
    _ label: LabelText, _ limit: Int, _ most: Int, _ subject: RuleSubject
  ) -> Bool {
    let size = subject.size(of: label)
    return size.width > limit || size.lines > most
  }

  /// Breaks each line that is too long into as few as will do, of about the same length; nil where a word is too long by
  /// itself.
  private static func fix(_ lines: LabelLines, _ limit: Int) -> Fix? {
    var edits: [TextEdit] = []
    for var line in lines.lines.map({ $0[...] }) {
      while line.count > limit {
        let aim = line.count / ((line.count + limit - 1) / limit)
        let blanks = line.indices.prefix(limit + 1).filter { line[$0].isBlank && $0 > line.startIndex }
        guard
          let place = blanks.min(by: { abs($0 - line.startIndex - aim) < abs($1 - line.startIndex - aim) })
        else { return nil }
        edits.append(TextEdit(line[place].range, "<br/>"))
        line = line[(place + 1)...]
      }
    }
    return edits.isEmpty ? nil : Fix(safe: true, edits: edits)
  }
}

/// A label's lines as they are shown, character by character.
private struct LabelLines {
  struct Character {
    var range: TextRange
    var isBlank: Bool
  }

  private(set) var lines: [[Character]] = [[]]

  /// In characters, the blanks at both ends left out.
  var lengths: [Int] {
    lines.map { line in
      guard let first = line.firstIndex(where: { !$0.isBlank }),
        let last = line.lastIndex(where: { !$0.isBlank })
      else { return 0 }
      return last - first + 1
    }
  }

  init(_ pieces: LabelPieces) {
    for (offset, byte) in pieces.text.enumerated() {
      if byte == UInt8(ascii: "\n") {
        lines.append([])
      } else if byte & 0xC0 != 0x80 {
        let raw = pieces.rawRange(of: TextRange(offset, offset + 1))
        // A blank that an entity stands for is written there to stay.
        let isBlank = byte == 0x20 && raw.count == 1
        lines[lines.count - 1].append(Character(range: raw, isBlank: isBlank))
      }
    }
  }
}
