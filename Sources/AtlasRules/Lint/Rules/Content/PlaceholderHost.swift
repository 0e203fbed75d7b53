import AtlasCore
import AtlasMermaid

package enum PlaceholderHost: LintRule {
  package static let description = RuleDocumentation(
    id: "placeholder-host",
    finds:
      "a host or a name that belongs to nobody: `example.com`, `localhost`, `foo`, in a text or in a link",
    matters: "Whoever follows it in an incident arrives nowhere.",
    bad: "flowchart LR\n  A[Fastly] --> B[(Orders)]\n  click A \"https://docs.example.com/cdn\" \"Open\"\n",
    good: "flowchart LR\n  A[Fastly] --> B[(Orders)]\n  click A \"https://docs.fastly.com/cdn\" \"Open\"\n")

  package static let options = [
    RuleOption.texts(
      "hosts", ["example.com", "example.org", "example.net"],
      "hosts that are nobody's; hosts below them are too"),
    RuleOption.texts("loopback", ["localhost", "127.0.0.1"], "hosts that are the reader's own machine"),
    RuleOption.texts(
      "neighbours", ["sidecar*", "loopback", "same host", "same pod"],
      "words in a diagram whose components do share a machine"),
    RuleOption.texts("names", ["foo", "foobar"], "names that stand for a name"),
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let neighbours = settings.words("neighbours")
    let isShared = subject.states(neighbours) || neighbours.stands(in: Array(subject.view.title.utf8))
    let hosts =
      isShared
      ? settings.prepared("hosts") { bytes(settings.texts("hosts")) }
      : settings.prepared("all hosts") { bytes(settings.texts("hosts") + settings.texts("loopback")) }
    let names = settings.words("names")
    let mayHold = mayHold(hosts, subject.words) || subject.states(names)
    for label in subject.labels where mayHold {
      if let found = first(of: hosts, in: label.text) {
        add(label.range(of: found), label.words, label.string(found), &report)
      } else if let found = names.first(in: label.text) {
        report.add(
          label.range(of: found), "\"\(label.string(found))\" in \"\(label.words)\" is nobody's name",
          help: "call it by its real name")
      }
    }
    for link in subject.clicks.clicks.compactMap(\.link) {
      let bytes = Array(subject.diagram.source.original[link.bounds])
      guard let found = first(of: hosts, in: authority(of: bytes)) else { continue }
      let range = TextRange(link.lowerBound + found.lowerBound, link.lowerBound + found.upperBound)
      add(range, subject.string(link), subject.string(range), &report)
    }
  }

  private static func bytes(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }

  private static func add(_ range: TextRange, _ text: String, _ host: String, _ report: inout RuleReport) {
    report.add(
      range, "\"\(text)\" names the host \(host), which is nobody's", help: "name the host that people reach")
  }

  /// Whether one of the texts has a word that begins like a host: most say no more than that none has.
  private static func mayHold(_ hosts: [[UInt8]], _ words: WordStarts) -> Bool {
    guard hosts.allSatisfy({ WordSet.isWord($0.first ?? 0) }) else { return true }
    // The last five bits of a letter are the same in either case.
    let beginnings = hosts.reduce(UInt32(0)) { $0 | 1 << UInt32(($1.first ?? 0) & 31) }
    return words.bytes.withUnsafeBufferPointer { text in
      words.starts.contains { start in
        beginnings >> UInt32(text[Int(start)] & 31) & 1 != 0
          && hosts.contains { begins(with: $0, text, at: Int(start)) }
      }
    }
  }

  private static func begins(
    with host: [UInt8], _ text: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> Bool {
    guard start + host.count <= text.count else { return false }
    return host.indices.allSatisfy { ASCII.lowered(text[start + $0]) == host[$0] }
  }

  /// Where the first of some hosts stands that a text names.
  static func first<Text: RandomAccessCollection>(
    of hosts: [[UInt8]], in text: Text
  ) -> Range<Int>? where Text.Element == UInt8, Text.Index == Int {
    hosts.lazy.compactMap { host($0, in: text) }.first
  }

  /// What of an address names its host: a path or a query may say `localhost` and lead somewhere.
  static func authority(of address: [UInt8]) -> ArraySlice<UInt8> {
    let slashes = address.indices.dropLast().first { address[$0...($0 + 1)].elementsEqual("//".utf8) }
    let rest = address[(slashes.map { $0 + 2 } ?? 0)...]
    return rest.prefix { !"/?#".utf8.contains($0) }
  }

  /// Where a host stands: behind no letter that would make it another name, before none, in any case.
  private static func host<Text: RandomAccessCollection>(
    _ host: [UInt8], in text: Text
  ) -> Range<Int>? where Text.Element == UInt8, Text.Index == Int {
    guard let first = host.first, text.count >= host.count else { return nil }
    for start in text.startIndex...(text.endIndex - host.count) where ASCII.lowered(text[start]) == first {
      let stretch = start..<(start + host.count)
      if isHost(host, stretch, in: text) { return stretch }
    }
    return nil
  }

  private static func isHost<Text: RandomAccessCollection>(
    _ host: [UInt8], _ stretch: Range<Int>, in text: Text
  ) -> Bool where Text.Element == UInt8, Text.Index == Int {
    for offset in host.indices where ASCII.lowered(text[stretch.lowerBound + offset]) != host[offset] {
      return false
    }
    let before = stretch.lowerBound > text.startIndex ? text[stretch.lowerBound - 1] : 0
    guard !WordSet.isWord(before), before != UInt8(ascii: "-"),
      !WordSet.endsLetter(before: stretch.lowerBound, in: text)
    else { return false }
    guard stretch.upperBound < text.endIndex else { return true }
    let next = text[stretch.upperBound]
    if WordSet.isWord(next) || next == UInt8(ascii: "-") { return false }
    // A point ends a sentence, or the name goes on.
    return next != UInt8(ascii: ".") || stretch.upperBound + 1 == text.endIndex
      || !WordSet.isWord(text[stretch.upperBound + 1])
  }
}
