import AtlasCore
import AtlasMermaid

package enum UnusedClassDefinition: LintRule {
  package static let description = RuleDocumentation(
    id: "unused-classdef",
    finds: "a `classDef` whose class nothing has",
    matters: "It promises colours that the drawing does not show, and hides that a node lost its class.",
    bad: "flowchart LR\n  A[API] --> B[(Orders)]\n  classDef hotStyle fill:#CC0000\n",
    good: "flowchart LR\n  A[API] --> B[(Orders)]:::hotStyle\n  classDef hotStyle fill:#CC0000\n")

  package static let replacesTexts = true

  package static let options = [
    RuleOption.texts(
      "builtIn",
      ["default", "node", "cluster", "edgeLabel", "edgePath", "edgePaths", "label", "nodes", "root"],
      "classes that mermaid.js gives by itself, so that defining them has an effect")
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let classes = subject.styleClasses
    guard !classes.definitions.isEmpty else { return }
    let candidates = classes.definitions.filter { definition in
      !classes.areFew || !classes.uses.contains { subject.isSame($0, definition.name) }
    }
    guard !candidates.isEmpty else { return }
    let used = Set(classes.uses.map(subject.string)).union(settings.texts("builtIn"))
    let unused = candidates.filter { !used.contains(subject.string($0.name)) }
    for definition in unused {
      let name = subject.string(definition.name)
      // Only where all names of the statement are unused does it go as a whole, with the first of them.
      let others = unused.count { $0.statement == definition.statement }
      report.add(
        definition.name, "nothing has the class \"\(name)\"",
        help: "give it to a node (`class A \(name)`), or remove its `classDef`",
        fix: others == definition.count && definition.place > 0
          ? nil : fix(definition, isAlone: others == definition.count, subject))
    }
  }

  private static func fix(
    _ definition: StyleClasses.Definition, isAlone: Bool, _ subject: RuleSubject
  ) -> Fix? {
    let bytes = subject.diagram.source.original
    if isAlone {
      return StatementRemoval.edit(of: definition.statement, in: bytes).map { Fix(safe: true, edits: [$0]) }
    }
    // One name of a list goes with the comma beside it.
    var start = definition.name.lowerBound
    var end = definition.name.upperBound
    if end < bytes.count, bytes[end] == UInt8(ascii: ",") {
      end += 1
    } else if start > 0, bytes[start - 1] == UInt8(ascii: ",") {
      start -= 1
    } else {
      return nil
    }
    return Fix(safe: true, edits: [TextEdit(TextRange(start, end), "")])
  }
}
