import AtlasCore
import AtlasMermaid

package enum EmojiPlane: LintRule {
  package static let description = RuleDocumentation(
    id: "emoji-plane",
    finds: "a plane whose title lacks the plane's emoji",
    matters:
      "The emoji tells the planes apart where colours do not: in print, and for people who see no colours.",
    bad: """
      flowchart LR
        subgraph EdgePlane["Edge Plane"]
          CDN[Fastly]
        end

      """,
    good: """
      flowchart LR
        subgraph EdgePlane["🌐 Edge Plane"]
          CDN[Fastly]
        end

      """)

  package static func check(_ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport) {
    guard let drawing = subject.planes else { return }
    for (place, element) in drawing.subgraphs.enumerated() {
      guard let plane = element.plane, let title = drawing.graph.subgraphs[place].subgraph.title else {
        continue
      }
      let emoji = drawing.palette.planes[plane].emoji
      guard !emoji.isEmpty, !holds(emoji, title.display(in: subject.diagram.source)) else { continue }
      let edits = edits(drawing.graph.subgraphs[place], title, emoji, drawing)
      report.add(
        title.range,
        #"the title "\#(subject.string(title.range))" lacks \#(emoji), the sign of the \#(drawing.title(plane))"#,
        help: #"begin it with \#(emoji)"#, fix: edits.isEmpty ? nil : Fix(safe: true, edits: edits))
    }
  }

  /// Many editors leave out the invisible sign that asks for the coloured form.
  private static func holds(_ emoji: String, _ title: String) -> Bool {
    let sign = emoji.unicodeScalars.first
    return title.unicodeScalars.contains { $0 == sign }
  }

  private static func edits(
    _ subgraph: FlowchartGraph.Subgraph, _ title: LabelText, _ emoji: String, _ drawing: PlaneDrawing
  ) -> [TextEdit] {
    let start = TextRange(at: title.range.lowerBound)
    let end = TextRange(at: title.range.upperBound)
    let isID = subgraph.subgraph.id == title.range
    switch title.form {
    case .quoted, .markdown:
      // A string that is the id too may change only where nothing calls the subgraph by it.
      return isID && drawing.isMentioned(subgraph.id) ? [] : [TextEdit(start, emoji + " ")]
    case .plain where isID:
      return [TextEdit(end, #"["\#(emoji) \#(drawing.string(title.range))"]"#)]
    case .plain where subgraph.subgraph.id == nil:
      return [TextEdit(start, #""\#(emoji) "#), TextEdit(end, #"""#)]
    case .plain: return [TextEdit(start, emoji + " ")]
    }
  }
}
