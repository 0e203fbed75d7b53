import AtlasCore
import AtlasMermaid

package enum UndefinedClass: LintRule {
  package static let description = RuleDocumentation(
    id: "undefined-class",
    finds: "a class that is given to something and that no `classDef` defines",
    matters: "The node is drawn in the usual grey, so its plane or its state is lost without a word.",
    bad: "flowchart LR\n  A[API] --> B[(Orders)]\n  class B hotStyle\n",
    good: "flowchart LR\n  A[API] --> B[(Orders)]\n  classDef hotStyle fill:#CC0000\n  class B hotStyle\n")

  package static let options = [
    RuleOption.texts("known", [], "classes that the style sheet of the site defines")
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let classes = subject.styleClasses
    let uses = classes.areFew ? classes.uses.filter { !isDefined($0, classes, subject) } : classes.uses
    guard !uses.isEmpty else { return }
    let defined = Set(classes.definitions.map { subject.string($0.name) })
    var seen = defined.union(settings.texts("known")).union(["default"])
    for use in uses {
      let name = subject.string(use)
      guard seen.insert(name).inserted else { continue }
      let nearest = NearestWord.of(name, in: defined)
      report.add(
        use, "the class \"\(name)\" is used, and no `classDef` defines it",
        help: nearest.map { "did you mean \"\($0)\"? Else add `classDef \(name) fill:…,stroke:…`" }
          ?? "add `classDef \(name) fill:…,stroke:…`, or remove the class")
    }
  }

  private static func isDefined(_ use: TextRange, _ classes: StyleClasses, _ subject: RuleSubject) -> Bool {
    classes.definitions.contains { subject.isSame($0.name, use) }
  }
}
