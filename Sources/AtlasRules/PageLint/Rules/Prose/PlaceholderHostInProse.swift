import AtlasCore
import AtlasMarkdown

/// A host in a page's text that belongs to nobody.
enum PlaceholderHostInProse: PageRule {
  static let description = RuleDocumentation(
    id: "placeholder-host",
    finds: "a host in a page's text or links that belongs to nobody: `example.com`",
    matters: "Whoever follows it in an incident arrives nowhere.",
    bad: "# Runbook\n\nThe [dashboard](https://grafana.example.com/orders) shows the queue.\n",
    good: "# Runbook\n\nAsk with `curl https://example.com/health`.\n\n```bash\ncurl localhost:9090\n```\n")

  static let options: [RuleOption] = [
    .texts(
      "hosts", ["example.com", "example.org", "example.net"],
      "hosts that are nobody's; hosts below them are too")
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    let hosts = settings.texts("hosts").map { Array($0.utf8) }
    var told: [TextRange] = []
    // A mail address is read and not followed.
    for link in page.page.links where !link.destination.hasPrefix("mailto:") {
      let address = Array(link.destination.utf8)
      guard let host = PlaceholderHost.first(of: hosts, in: PlaceholderHost.authority(of: address)) else {
        continue
      }
      let range = link.destinationRange ?? link.range
      told.append(link.range)
      tell(range, String(decoding: address[host], as: UTF8.self), &report)
    }
    // Words that begin like a host are looked for all at once.
    let beginnings = settings.prepared("beginnings") {
      BeginningFinder(hosts.map { $0.map(ASCII.lowered) })
    }
    guard page.view.shownText.withUnsafeBufferPointer({ beginnings.first(in: $0) }) != nil else { return }
    for place in page.shownProse(holding: { PlaceholderHost.first(of: hosts, in: $0) })
    where !told.contains(where: { $0.encloses(place.range) }) {
      let before = place.text[..<place.found.lowerBound].last {
        !PhraseFinder.isWord($0) && !".-".utf8.contains($0)
      }
      if before == UInt8(ascii: "@") { continue }
      tell(place.range, page.string(place.range), &report)
    }
  }

  private static func tell(_ range: TextRange, _ host: String, _ report: inout PageRuleReport) {
    report.add(range, "the host \(host) is nobody's", help: "name the host that people reach")
  }
}
