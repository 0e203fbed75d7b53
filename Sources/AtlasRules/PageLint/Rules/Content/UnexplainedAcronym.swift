import AtlasCore
import AtlasMarkdown

/// Capital letters that a newcomer has to look up.
enum UnexplainedAcronym: PageRule {
  static let description = RuleDocumentation(
    id: "acronym",
    finds: "acronyms that the page does not explain",
    matters: """
      Who joined last week is on call too. An acronym costs them a search each, and the wrong expansion costs more.
      """,
    bad: """
      # Carts

      ```mermaid
      flowchart LR
        cart["Cart<br/>CRDT"] --> store["Store"]
      ```
      """,
    good: """
      # Carts

      A cart is a conflict-free replicated data type (CRDT).

      ```mermaid
      flowchart LR
        cart["Cart<br/>CRDT"] --> store["Store"]
      ```
      """)

  static let options: [RuleOption] = [
    .limit(0, in: 0...100, "how many acronyms of a page may stay unexplained"),
    .texts("known", AcronymLists.known, "acronyms that need no explanation"),
    .texts("words", AcronymLists.words, "words that are written in capital letters and are no acronyms"),
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    let known = settings.prepared("known") {
      KnownAcronyms(settings.texts("known") + settings.texts("words"))
    }
    var found: [(text: String, statement: PageStatement, range: Range<Int>)] = []
    var seen: Set<String> = []
    var spelt = SpeltAcronyms()
    let statements = page.claims.statements
    for statement in statements where statement.isCertain {
      for (text, range) in spelt.read(AcronymReader(statement), known) where seen.insert(text).inserted {
        found.append((text, statement, range))
      }
    }
    found.removeAll { spelt.contains($0.text) }
    guard Double(found.count) > settings.limit else { return }
    let ordinary = AcronymReader.ordinaryWords(
      among: Set(found.compactMap { ShortWord($0.text) }),
      in: statements.lazy.filter(\.isCertain).map(\.bytes))
    found.removeAll { ShortWord($0.text).map(ordinary.contains) ?? false }
    guard Double(found.count) > settings.limit, let first = found.first else { return }
    report.add(
      first.statement, TextRange(first.range.lowerBound, first.range.upperBound),
      "the page does not explain \(Listing.quoted(found.map(\.text), limit: 12))",
      help: "write each out where it stands first, such as write-ahead log (WAL), or add it to a glossary")
  }
}

extension AcronymReader {
  init(_ statement: PageStatement) {
    self.init(statement.bytes, code: statement.codeRanges, statement.quantities)
  }
}

extension PageStatement {
  /// The stretches of `bytes` that are written as code.
  fileprivate var codeRanges: [Range<Int>] {
    guard case .page(let text) = origin else { return [] }
    var start = 0
    var ranges: [Range<Int>] = []
    for part in text.parts {
      for span in part.spans where span.kind == .code {
        ranges.append((start + span.range.lowerBound)..<(start + span.range.upperBound))
      }
      start += part.bytes.count + PageStatement.separator.count
    }
    return ranges
  }
}
