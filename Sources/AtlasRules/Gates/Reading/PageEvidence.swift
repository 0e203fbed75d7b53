import AtlasCore
import AtlasMarkdown
import Synchronization

/// The page around the diagrams, in which evidence is looked for where a diagram has none. What is found holds for every
/// diagram of the page, on whatever task, so it is looked for once: else a page of n diagrams would be read n times.
package final class PageEvidence: Sendable {
  private let view: @Sendable () -> PageView
  private let isOneDiagram: Bool
  /// Guards what has been found, and the one task that looks for it: others wait, since they need just that.
  private let found = Mutex<(specification: GateSpecification, facts: PageFacts)?>(nil)

  /// - Parameter isOneDiagram: whether the file is a diagram, with no page around it.
  /// - Parameter view: gives the page; asked for where there is one, when something is first looked for.
  package init(isOneDiagram: Bool, view: @escaping @Sendable () -> PageView) {
    self.isOneDiagram = isOneDiagram
    self.view = view
  }

  func facts(by specification: GateSpecification) -> PageFacts {
    found.withLock { found in
      if let found, found.specification === specification { return found.facts }
      let facts = isOneDiagram ? PageFacts() : PageFacts(view(), specification)
      found = (specification, facts)
      return facts
    }
  }
}

/// What a page says for its diagrams, without the page.
final class PageFacts: Sendable {
  /// A name in the first column of a table of components.
  struct Component: Sendable {
    var name: String
    var found: GateVerdict.Found
  }

  /// Measured numbers in a chapter.
  struct Numbers: Sendable {
    var count = 0
    var quotes: [GateVerdict.Found] = []
  }

  private let chapterStarts: [Int]
  /// By chapter.
  private let evidence: [EvidenceCollection]
  /// By chapter: the criteria that found something, a bit each.
  private let finders: [UInt64]
  /// The same of all the page.
  private let findersOfPage: UInt64
  let components: [[Component]]
  let numbers: [Numbers]
  /// Acronyms that the page explains.
  let explained: ExplainedAcronyms
  /// By product, where the page gives its version.
  let versions: [String: GateVerdict.Found]
  let title: GateVerdict.Found?

  /// Of a page that says nothing.
  init() {
    (chapterStarts, evidence, finders, findersOfPage, components, numbers) = ([], [], [], 0, [], [])
    (explained, versions, title) = (ExplainedAcronyms(), [:], nil)
  }

  init(_ view: PageView, _ specification: GateSpecification) {
    let page = PageReading(view, lexicon: specification.lexicon, metrics: specification.metrics)
    let quotes = Quotes(source: nil, page: view.page.bytes)
    chapterStarts = page.chapters.map(\.range.lowerBound)
    evidence = page.chapters.map { EvidenceCollection(in: $0, of: page, specification, quotes) }
    finders = evidence.map(\.finders)
    findersOfPage = finders.reduce(0, |)
    let headers =
      specification.settings(of: ExplicitDependencies.description.id)?.set("components") ?? []
    components = page.chapters.map { Self.components(of: $0, page, headers, quotes) }
    numbers = page.chapters.map { Self.numbers(of: $0, page, quotes) }
    var explained = ExplainedAcronyms()
    var versions: [String: GateVerdict.Found] = [:]
    for text in page.texts where !text.isCode {
      explained.read(AcronymReader(text), specification.knownAcronyms)
      guard text.kinds.contains(.version) else { continue }
      for quantity in text.quantities where quantity.kind == .version && !quantity.name.isEmpty {
        guard versions[quantity.name] == nil, let quote = quotes.quote(quantity.range.bounds, of: text) else {
          continue
        }
        versions[quantity.name] = GateVerdict.Found(text: quote.text, place: quote.place, isStrong: true)
      }
    }
    self.explained = explained
    self.versions = versions
    title = page.title.flatMap { number in
      let text = page.texts[number]
      return quotes.quote(0..<text.bytes.count, of: text).map {
        GateVerdict.Found(text: $0.text, place: $0.place, isStrong: true)
      }
    }
  }

  /// The number of the chapter that holds an offset of the page; nil where there is no page.
  func chapter(at offset: Int) -> Int? {
    chapterStarts.isEmpty ? nil : chapterStarts.lastIndex { $0 <= offset } ?? 0
  }

  /// What stands in a chapter, then what stands elsewhere; no more than is enough.
  func evidence(ofCriterion place: Int, from chapter: Int) -> [Evidence] {
    guard findersOfPage >> UInt64(place) & 1 == 1 else { return [] }
    var found = evidence[chapter][place]
    for other in finders.indices where other != chapter && finders[other] >> UInt64(place) & 1 == 1 {
      if Evidence.isEnough(found) { break }
      found += evidence[other][place]
    }
    return found
  }

  private static func components(
    of chapter: PageReading.Chapter, _ page: PageReading, _ headers: Set<String>, _ quotes: Quotes
  ) -> [Component] {
    var found: [Component] = []
    for case .table(let rows, _) in chapter.items {
      guard let header = rows.first, let first = page.texts[header].cells.first,
        headers.contains(page.texts[header].string(first).lowercased())
      else { continue }
      for row in rows.dropFirst() {
        guard let cell = page.texts[row].cells.first, !cell.isEmpty,
          let quote = quotes.quote(cell, of: page.texts[row])
        else { continue }
        found.append(
          Component(
            name: Self.name(page.texts[row].string(cell)),
            found: GateVerdict.Found(text: quote.text, place: quote.place, isStrong: true)))
      }
    }
    return found
  }

  /// What stands before brackets: `API Gateway (Kong)`.
  private static func name(_ cell: String) -> String {
    var words = cell.lowercased().utf8.prefix { $0 != UInt8(ascii: "(") }
    while words.last == UInt8(ascii: " ") { words.removeLast() }
    return String(Substring(words))
  }

  private static func numbers(
    of chapter: PageReading.Chapter, _ page: PageReading, _ quotes: Quotes
  ) -> Numbers {
    var numbers = Numbers()
    for place in chapter.texts {
      let text = page.texts[place]
      let measured = Measured.quantities(in: text)
      guard let first = measured.first else { continue }
      numbers.count += measured.count
      if numbers.quotes.count < 2, let quote = quotes.quote(first, of: text) {
        numbers.quotes.append(GateVerdict.Found(text: quote.text, place: quote.place, isStrong: true))
      }
    }
    return numbers
  }
}
