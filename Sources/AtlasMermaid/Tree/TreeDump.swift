import AtlasCore

/// The readable form of a tree: one line an element, its range in the original bytes, its text where it is a leaf.
struct TreeDump: TreeSink {
  private let source: MermaidSource
  private var lines: [String] = []
  private var depth = 0

  init(_ source: MermaidSource) { self.source = source }

  /// Everything about a parsed diagram that a golden file should pin down.
  static func text(of diagram: ParsedDiagram) -> String {
    var dump = TreeDump(diagram.source)
    dump.put("\(diagram.kind?.rawValue ?? "unknown") \(diagram.verdict.rawValue)")
    if let line = diagram.mermaidErrorLine { dump.put("mermaid's error line \(line)") }
    diagram.syntax.describe(to: &dump)
    diagram.accessibility.describe(to: &dump)
    for comment in diagram.comments { dump.token("comment", comment) }
    for finding in diagram.findings {
      dump.put(
        "\(finding.severity.rawValue) \(finding.code) \(dump.show(finding.range)) \(finding.message); \(finding.help)"
      )
      for fix in [finding.fix, finding.guess] {
        for edit in fix?.edits ?? [] {
          dump.put(
            "  \(fix?.safe == true ? "safe" : "unsafe") edit \(dump.show(edit.range)) \"\(edit.replacement)\""
          )
        }
      }
    }
    return dump.lines.joined(separator: "\n") + "\n"
  }

  mutating func open(_ name: StaticString, _ range: TextRange) {
    put("\(name) \(show(range))")
    depth += 1
  }

  mutating func close() { depth -= 1 }

  mutating func token(_ name: StaticString, _ range: TextRange) {
    put("\(name) \(show(range)) \"\(ByteText.display(source.original[range.bounds]))\"")
  }

  mutating func word(_ name: StaticString, _ value: String) { put("\(name) \(value)") }

  mutating func number(_ name: StaticString, _ value: Int) { put("\(name) \(value)") }

  private mutating func put(_ line: String) {
    lines.append(String(repeating: "  ", count: depth) + line)
  }

  private func show(_ range: TextRange) -> String { "\(range.start)..\(range.end)" }
}
