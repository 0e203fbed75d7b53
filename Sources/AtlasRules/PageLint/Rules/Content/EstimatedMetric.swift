import AtlasCore

/// Figures that somebody guessed.
enum EstimatedMetric: PageRule {
  static let description = RuleDocumentation(
    id: "estimate-word",
    finds: "figures with about, roughly, estimated or `~` on a page without a source",
    matters:
      "A rounded figure with a source is a summary; without one it is a guess, and looks like a measurement.",
    bad: """
      # Orders

      ```mermaid
      flowchart LR
        api["Order API<br/>~100K RPS"] --> store["PostgreSQL 15"]
      ```
      """,
    good: """
      # Orders

      ```mermaid
      flowchart LR
        api["Order API<br/>~100K RPS"] --> store["PostgreSQL 15"]
      ```

      **Source**: [Orders at scale](https://engineering.acme.io/orders), 2024
      """)

  static let options: [RuleOption] = [
    .texts(
      "words", ["about", "approximately", "approx", "roughly", "estimated", "est.", "around", "circa"],
      "words before a figure that make it an estimate"),
    .texts("signs", ["~", "≈"], "signs before a figure that make it an estimate"),
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    guard !page.claims.sources.contains(where: \.hasEvidence) else { return }
    let words = settings.texts("words").map { Array($0.utf8) }
    let signs = settings.texts("signs").map { Array($0.utf8) }
    var found: [(statement: PageStatement, stretch: TextRange)] = []
    page.claims.forEachQuantity(of: .measured) { quantity, statement in
      if statement.isCertain, let start = start(of: quantity, in: statement.bytes, words, signs) {
        found.append((statement, TextRange(start, quantity.range.upperBound)))
      }
      return true
    }
    guard let first = found.first else { return }
    let texts = found.reduce(into: [String]()) { texts, found in
      let text = found.statement.string(found.stretch.bounds)
      if !texts.contains(text) { texts.append(text) }
    }
    report.add(
      first.statement, first.stretch,
      "\(Listing.quoted(texts)) \(texts.count == 1 ? "is an estimate" : "are estimates") on a page without a source",
      help: "give the measured figure, or the source of the estimate")
  }

  /// Where an estimate begins, its word or sign included; nil where the figure is none.
  private static func start(
    of quantity: Quantity, in bytes: [UInt8], _ words: [[UInt8]], _ signs: [[UInt8]]
  ) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      let range = quantity.range.bounds
      // The sign is a part of the figure: "p99: ~40ms".
      for place in range {
        for sign in signs where sign.first == bytes[place] && stands(sign, in: bytes, at: place) {
          let next = place + sign.count
          guard next < range.upperBound, isFigure(bytes[next]) else { continue }
          return range.lowerBound
        }
      }
      var end = range.lowerBound
      while end > 0, bytes[end - 1] == 0x20 { end -= 1 }
      for sign in signs where end >= sign.count && stands(sign, in: bytes, at: end - sign.count) {
        return end - sign.count
      }
      for word in words where end >= word.count {
        let start = end - word.count
        guard
          word.indices.allSatisfy({ bytes[start + $0] == word[$0] || bytes[start + $0] | 0x20 == word[$0] }),
          start == 0 || !WordSet.isWord(bytes[start - 1])
        else { continue }
        return start
      }
      return nil
    }
  }

  private static func stands(_ sign: [UInt8], in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    start + sign.count <= text.count && sign.indices.allSatisfy { text[start + $0] == sign[$0] }
  }

  private static func isFigure(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10 || byte == 0x20 || byte == UInt8(ascii: "$") || byte >= 0x80
  }
}
