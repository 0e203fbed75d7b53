import AtlasCore
import AtlasMermaid

package enum GenericTerm: LintRule {
  package static let description = RuleDocumentation(
    id: "generic-term",
    finds: "a component whose whole label is a common noun: `Database`, `Cache`, `API Gateway`",
    matters: "What it is decides how it fails; a box called Database fails like no database.",
    bad: "flowchart LR\n  A[Order Service] --> B[(Database)]\n",
    good: "flowchart LR\n  A[Order Service] --> B[(Database<br/>PostgreSQL 14)]\n")

  package static let options = [
    RuleOption.texts(
      "terms",
      [
        "database", "db", "cache", "queue", "message queue", "service", "api", "storage", "api gateway",
        "gateway",
        "load balancer", "client", "server", "app", "application", "backend", "frontend", "microservice",
        "worker",
        "cdn", "waf", "proxy", "monitoring", "logging", "config", "primary", "replica",
      ], "common nouns, in the singular")
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let terms = settings.words("terms")
    for name in subject.shownNames {
      // Most names end the matter with their first line.
      guard let first = name.firstLine, isTerm(first, of: name.text, terms) else { continue }
      let lines = name.lines
      guard lines.allSatisfy({ isTerm($0, of: name.text, terms) }) else { continue }
      let shown = lines.map(name.string).joined(separator: " ")
      report.add(
        name.range, "\"\(shown)\" could be anything", help: "name the technology and its version",
        // In a sequence diagram the role is often the point.
        priority: name.role == .participant ? .low : nil)
    }
  }

  private static func isTerm(_ line: Range<Int>, of text: [UInt8], _ terms: WordSet) -> Bool {
    if terms.isAll(of: text, line) { return true }
    // `Databases`, `Caches`, `Proxies`.
    guard text[line].last == UInt8(ascii: "s") else { return false }
    let line = Array(text[line])
    if line.suffix(3).elementsEqual("ies".utf8) {
      let singular = line.dropLast(3) + [UInt8(ascii: "y")]
      return terms.isAll(of: Array(singular), 0..<singular.count)
    }
    let singular = Array(line.dropLast())
    return terms.isAll(of: singular, singular.indices)
  }
}
