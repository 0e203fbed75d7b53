import AtlasCore
import AtlasMermaid

package enum VagueInstance: LintRule {
  package static let description = RuleDocumentation(
    id: "instance-vague",
    finds: "machines called large, big, medium or small, without their type",
    matters: "Capacity and cost follow from the type; large is what the author remembers.",
    bad: "flowchart LR\n  A[Kong Gateway] --> B[Kafka<br/>10 large nodes]\n",
    good: "flowchart LR\n  A[Kong Gateway] --> B[Kafka<br/>10 x r6g.2xlarge nodes]\n")

  package static let options = [
    RuleOption.texts(
      "machines",
      ["large", "big", "medium", "small", "huge", "powerful"].flatMap { size in
        [
          "instance", "instances", "server", "servers", "node", "nodes", "machine", "machines", "vm", "vms",
          "box",
        ]
        .map { "\(size) \($0)" }
      }, "a size and a machine")
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let machines = settings.words("machines")
    guard subject.states(machines) else { return }
    for label in subject.labels {
      guard let found = machines.first(in: label.text), !label.isQuestion,
        !subject.quantities[label.index].contains(where: { $0.kind == .instance })
      else { continue }
      report.add(
        label.range(of: found), "\"\(label.string(found))\" in \"\(label.words)\" names no type",
        help: "name the type: `10 x r6g.2xlarge`")
    }
  }
}
