import AtlasCore
import AtlasMermaid

package enum PlaneClassName: LintRule {
  package static let description = RuleDocumentation(
    id: "plane-class-name",
    finds: "the class of a plane under another name than the library's",
    matters: "Tools and people that look for `edgeStyle` find it in every diagram, or nowhere.",
    bad: """
      flowchart LR
        CDN[Fastly]:::blue
        classDef blue fill:#0066CC,stroke:#004499,color:#fff

      """,
    good: """
      flowchart LR
        CDN[Fastly]:::edgeStyle
        classDef edgeStyle fill:#0066CC,stroke:#004499,color:#fff

      """)

  package static let replacesTexts = true

  package static func check(_ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport) {
    guard let drawing = subject.planes else { return }
    var wanted: Set<String> = []
    for (place, block) in drawing.blocks.enumerated() {
      for (number, name) in zip(drawing.classesOfBlocks[place], block.classes) where name != "default" {
        guard let plane = drawing.plane(ofClass: number, block: place) else { continue }
        let right = drawing.palette.planes[plane].className
        guard name != right else { continue }
        let definitions = drawing.graph.classes.filter { $0.name == name }.map(\.range)
        guard let range = definitions.first(where: { block.range.encloses($0) }) else { continue }
        let isFree = !drawing.classNames.contains { drawing.string($0) == right }
        let isFirst = wanted.insert(right).inserted
        report.add(
          range, #"the class of the \#(drawing.title(plane)) is called "\#(name)""#,
          help: #"call it "\#(right)""#,
          fix: isFree && isFirst && definitions.count == 1 ? drawing.rename(name, to: right) : nil)
      }
    }
  }
}

extension PlaneDrawing {
  /// The plane whose class this is: one that is named for it, or for the word of its colour, or that is drawn in its
  /// colour on nothing but what stands in its subgraphs.
  fileprivate func plane(ofClass number: Int, block place: Int) -> Int? {
    if let named = classes[number].plane { return named }
    guard !classes[number].isMeaning, let match = blocks[place].fill?.colour.flatMap(palette.match),
      !match.isVariant
    else { return nil }
    let name = classes[number].name.lowercased()
    if let fill = blocks[place].fill?.colour, Colour.isWord(name), fill.mayBeCalled(name) {
      return match.plane
    }
    let bearers = nodes.filter { $0.classes.contains(number) }
    let isAtHome = bearers.allSatisfy { $0.isPlacedBySubgraph && $0.plane == match.plane }
    // A class for every member of its plane is the plane's; one for a few of them says something else.
    let members = nodePlaces.count { nodes[$0].plane == match.plane }
    return !bearers.isEmpty && isAtHome && bearers.count == members ? match.plane : nil
  }

  /// The new name wherever the old one stands.
  fileprivate func rename(_ name: String, to new: String) -> Fix {
    let all = graph.classes.map(\.range) + assignments.map(\.className) + classMentions
    let ranges = Set(all.filter { string($0) == name }).sorted()
    return Fix(safe: true, edits: ranges.map { TextEdit($0, new) })
  }
}
