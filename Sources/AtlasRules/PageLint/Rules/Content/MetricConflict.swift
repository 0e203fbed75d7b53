import AtlasCore
import AtlasMarkdown
import AtlasMermaid

/// One fact that a page gives twice, and differently. What counts as one fact is judged strictly: a page has many
/// latencies and few of them are the same one.
enum MetricConflict: PageRule {
  static let description = RuleDocumentation(
    id: "metric-conflict",
    finds:
      "one figure that a page gives twice, under the same words, with values that differ by more than 10 %",
    matters: "One of the two is wrong, and nobody knows which: the next decision rests on either.",
    bad: """
      # Orders

      - Total infrastructure cost: $125M/month

      ## Costs

      - Total infrastructure cost: $105M/month
      """,
    good: """
      # Orders

      - Total infrastructure cost: $125M/month

      ## Costs

      - Total infrastructure cost: $125M/month
      - Total cost of the outage: $105M
      """)

  static let options: [RuleOption] = [
    .number("tolerance", 10, in: 0...1000, "how many percent two values of one figure may differ"),
    .texts(
      "overall", ["total", "overall", "totals"],
      "words of a figure of the whole page, whatever section it stands in"),
    .texts(
      "series",
      [
        "phase*", "stage*", "level*", "tier*", "step*", "year", "quarter", "month", "week", "day", "before",
        "after", "previous*", "current*", "old", "new", "legacy", "target*", "goal*", "initial*", "final*",
        "baseline*", "scenario*", "option*", "case*", "example*", "region*", "scale*", "growth", "evolution",
        "migration*", "vs", "versus", "compar*", "alternative*", "peak*", "normal*", "worst", "best",
        "small*",
        "medium", "large*", "startup*", "enterprise*", "optimi*", "without", "with", "black friday",
        "holiday*",
        "incident*", "outage*", "failure*", "attack*", "t", "minute*", "hour*", "timeline", "projected",
        "projection*", "forecast*", "expected", "planned", "plan", "future", "original*", "today", "now",
        "then",
        "during", "approach*", "strateg*", "model*", "configuration*", "plane*", "cluster*", "zone*",
      ],
      "words of a heading, a row or a label under which one figure has several values"),
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    /// Those of one key together, in the order in which the keys were found.
    var figures: [[StatedFigure]] = []
    var places: [StatedFigure.Key: Int] = [:]
    let reader = StatedFigureReader(page, settings.words("series"), overall: settings.words("overall"))
    for statement in page.claims.statements where reader.mayState(statement) {
      for figure in reader.figures(statement) {
        if let place = places[figure.key] {
          figures[place].append(figure)
        } else {
          places[figure.key] = figures.count
          figures.append([figure])
        }
      }
    }
    for found in figures where found.count > 1 {
      // Three values are a series that somebody meant.
      guard Set(found.map(\.value)).count == 2, let first = found.first,
        let other = found.first(where: { $0.value != first.value }),
        first.difference(from: other) > settings.number("tolerance") / 100
      else { continue }
      report.add(
        other.statement, other.quantity.range,
        "\"\(other.words)\" and, before it, \"\(first.words)\" are two values of one figure",
        help: "keep the one that is right, or say in what they differ: the year, the load, the percentile")
    }
  }
}

/// A figure with the words under which it stands.
private struct StatedFigure {
  /// Equal for what is the same figure.
  struct Key: Hashable {
    var kind: ContentMetric.Kind
    var unit: String
    var qualifier: String
    var period: String
    var per: String
    var name: String
    /// The words around the number.
    var words: [UInt8]
    /// Whose it is: a heading, a node; empty for a figure of the whole page.
    var entity: [UInt8]
  }

  var key: Key
  var value: Double
  var quantity: Quantity
  var statement: PageStatement

  var words: String {
    Listing.shortened(statement.string(statement.line(at: quantity.range.lowerBound)), 80)
  }

  func difference(from other: StatedFigure) -> Double {
    let larger = max(abs(value), abs(other.value))
    return larger == 0 ? 0 : abs(value - other.value) / larger
  }
}

/// Reads figures that stand alone on their lines, as in `Total cost: $125M/month`, with what they belong to. An object, since
/// most of what it needs of the page is needed for few figures, and made for the first of them.
private final class StatedFigureReader {
  let page: PageSubject
  let series: WordSet
  let overall: WordSet
  /// The texts before a list or a table, which say what it is about.
  private lazy var leads: [PageText] = page.view.texts.filter {
    $0.kind == .paragraph || $0.kind == .quotation
  }
  /// By section what its figures stand under, once it is asked for.
  private var places: [Place?]
  /// Of each diagram the places of its nodes by their ids, once they are asked for.
  private var nodes: [[String: Int]?]

  init(_ page: PageSubject, _ series: WordSet, overall: WordSet) {
    self.page = page
    self.series = series
    self.overall = overall
    nodes = Array(repeating: nil, count: page.diagrams.count)
    places = Array(repeating: nil, count: page.view.sections.count)
  }

  /// What the headings above a section say.
  private struct Place {
    /// The words of the innermost; nil where there is none.
    var heading: [UInt8]?
    var namesSeries: Bool
  }

  private static let kinds: MetricKinds = [
    .latency, .throughput, .bandwidth, .storage, .cost, .users, .lag, .rate, .recovery,
  ]
  /// What a system has one of, wherever it is said.
  private static let kindsOfAll: MetricKinds = [.cost, .users, .storage, .throughput]

  /// Whether a text is worth reading.
  func mayState(_ statement: PageStatement) -> Bool {
    statement.isCertain && !statement.isHeading && statement.kinds.overlaps(Self.kinds)
  }

  func figures(_ statement: PageStatement) -> [StatedFigure] {
    statement.quantities.compactMap { figure($0, statement) }
  }

  private func figure(_ quantity: Quantity, _ statement: PageStatement) -> StatedFigure? {
    guard Self.kinds.contains(quantity.kind), case .value(let value) = quantity.amount, value > 0,
      quantity.qualifier != "impact"
    else { return nil }
    let line = statement.line(at: quantity.range.lowerBound)
    let quantities = statement.quantities
    let isAlone = quantities.indices.allSatisfy {
      quantities[$0].range == quantity.range || !line.contains(quantities[$0].range.lowerBound)
    }
    guard isAlone, var words = words(of: quantity, statement, line),
      let entity = entity(of: statement, line, quantity, words)
    else { return nil }
    var period = quantity.period
    if entity.isEmpty { (words, period) = Self.unordered(words, period) }
    return StatedFigure(
      key: .init(
        kind: quantity.kind, unit: quantity.unit,
        qualifier: entity.isEmpty && quantity.qualifier == "total" ? "" : quantity.qualifier, period: period,
        per: quantity.per, name: quantity.name, words: words, entity: entity), value: value,
      quantity: quantity, statement: statement)
  }

  // MARK: words

  /// The words of a line without its number: `total cost #`. Nil where the line holds other numbers, compares, or names
  /// what a figure may have several values of.
  private func words(of quantity: Quantity, _ statement: PageStatement, _ range: Range<Int>) -> [UInt8]? {
    let bytes = statement.bytes
    guard
      let number = quantity.range.bounds.first(where: {
        Self.isDigit(bytes[$0]) || bytes[$0] == UInt8(ascii: "$")
      })
    else { return nil }
    guard !Self.compares(bytes, range.lowerBound..<number, quantity.range.upperBound..<range.upperBound)
    else {
      return nil
    }
    var before = Array(bytes[range.lowerBound..<number])
    if statement.diagram != nil, range.lowerBound > 0, !before.contains(where: WordSet.isWord) {
      // `Total monthly cost<br/>$125M`: the line above says what it is.
      let above = statement.line(at: range.lowerBound - 1)
      before = Array(bytes[above]) + [UInt8(ascii: ":")]
      guard above.lowerBound == 0, !before.contains(where: Self.isDigit) else { return nil }
    }
    guard let sign = before.last(where: { $0 > 0x20 }), ":=|".utf8.contains(sign), !series.stands(in: before)
    else { return nil }
    let behind = Array(bytes[quantity.range.upperBound..<range.upperBound])
    guard !series.stands(in: behind) else { return nil }
    // What is counted, as far as the quantity does not say it: `# writes per second`.
    let noun = bytes[number..<quantity.range.upperBound].drop { $0 > 0x20 }
    let name = Self.plain(before)
    guard name.count(where: { $0 != 0x20 }) >= 3 else { return nil }
    return name + [0x23] + Self.plain(noun) + [0x23] + Self.plain(behind)
  }

  /// Whether what stands around a number holds other numbers, or makes it one of several or about right.
  private static func compares(_ bytes: [UInt8], _ before: Range<Int>, _ behind: Range<Int>) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      for place in before {
        switch bytes[place] {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "~"): return true
        default: if isDigit(bytes[place]) { return true }
        }
      }
      for place in behind where isDigit(bytes[place]) { return true }
      return !behind.isEmpty && bytes[behind.lowerBound] == UInt8(ascii: "+")
    }
  }

  /// `Total monthly cost: $2M` and `Total cost: $2M/month` are one figure.
  private static func unordered(_ words: [UInt8], _ period: String) -> ([UInt8], String) {
    var period = period
    var kept: Set<String> = []
    for word in words.split(whereSeparator: { $0 == 0x20 || $0 == 0x23 }) {
      let word = String(decoding: word, as: UTF8.self)
      if let said = periods[word] { period = period.isEmpty ? said : period }
      if periods[word] == nil, !fillers.contains(word) { kept.insert(word) }
    }
    return (Array(kept.sorted().joined(separator: " ").utf8), period)
  }

  private static let periods = [
    "monthly": "month", "month": "month", "annual": "year", "annually": "year", "yearly": "year",
    "year": "year",
    "daily": "day", "day": "day", "hourly": "hour",
  ]
  private static let fillers: Set<String> = ["per", "the", "of", "a", "overall", "totals", "our", "costs"]

  // MARK: whose it is

  /// What the figure belongs to; nil where that may have several values of it.
  private func entity(
    of statement: PageStatement, _ line: Range<Int>, _ quantity: Quantity, _ words: [UInt8]
  ) -> [UInt8]? {
    let above = place(ofSection: statement.section)
    guard !above.namesSeries else { return nil }
    let name = Array(words.prefix { $0 != 0x23 })
    let isOfAll =
      Self.kindsOfAll.contains(quantity.kind) && overall.stands(in: name)
      && name.contains(0x20)
    switch statement.origin {
    case .page(let text):
      guard let heading = above.heading, depth(of: text) <= 1, let lead = lead(of: text) else { return nil }
      if isOfAll { return [] }
      let place = heading + [0x0A] + lead
      // A table says once what a row is about.
      if case .tableRow = text.kind { return place + [0x0A] + Self.plain(statement.bytes) }
      return place
    case .diagram(let number, let label):
      guard label.carrier == .node else { return nil }
      if isOfAll { return group(of: label, inDiagram: number) == nil ? nil : [] }
      let lines = statement.bytes.split(separator: 0x0A)
      guard let first = lines.first, lines.count > 1, !series.stands(in: Array(first)),
        !first.contains(where: Self.isDigit), let group = group(of: label, inDiagram: number)
      else { return nil }
      return Self.plain(first) + [0x0A] + group + Array("\n\(number)".utf8)
    }
  }

  /// The titles and ids of the groups around a node, from the innermost on; nil where they name a series.
  private func group(of label: DiagramContent.Label, inDiagram number: Int) -> [UInt8]? {
    let diagram = page.diagrams[number]
    guard diagram.isReadable, let graph = diagram.view.flowchart?.graph else { return nil }
    let known =
      nodes[number]
      ?? Dictionary(graph.nodes.indices.map { (graph.nodes[$0].id, $0) }, uniquingKeysWith: { $1 })
    nodes[number] = known
    guard let node = known[label.subject] else { return nil }
    var words: [UInt8] = []
    var place = graph.nodes[node].subgraph
    while let number = place {
      let group = graph.subgraphs[number]
      words += group.id.utf8.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }
      words.append(0x20)
      if let title = group.subgraph.title { words += diagram.parsed.source.original[title.range.bounds] }
      words.append(0x0A)
      place = group.parent
    }
    return series.stands(in: words) ? nil : words
  }

  /// How deep in lists a text stands.
  private func depth(of text: PageText) -> Int {
    var depth = 0
    var parent = page.page.blocks[text.block].parent
    while let number = parent {
      if case .listItem = page.page.blocks[number].kind { depth += 1 }
      parent = page.page.blocks[number].parent
    }
    return depth
  }

  /// The paragraph before an item or a row in its section; nil where it names a series.
  private func lead(of text: PageText) -> [UInt8]? {
    guard text.kind != .paragraph else { return [] }
    let before = leads.last { $0.block < text.block && $0.section == text.section }
    let lead = before.map { Self.plain($0.string.utf8) } ?? []
    return series.stands(in: lead) ? nil : lead
  }

  private func place(ofSection section: Int) -> Place {
    if let known = places[section] { return known }
    let headings = headings(above: section)
    let place = Place(
      heading: headings.first.map(Self.plain), namesSeries: headings.contains { series.stands(in: $0) })
    places[section] = place
    return place
  }

  /// From the section up to the second level; of what stands above them the title.
  private func headings(above section: Int) -> [[UInt8]] {
    var level = 7
    var found: [[UInt8]] = []
    for section in page.view.sections[...section].reversed() {
      guard let number = section.heading else { continue }
      let heading = page.page.headings[number]
      guard heading.level < level, heading.level > 1 || found.isEmpty else { continue }
      level = heading.level
      found.append(Array(heading.text.utf8))
    }
    return found
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// Letters in lower case, with one blank between words.
  private static func plain(_ text: some Collection<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    for byte in text {
      let letter = byte | 0x20 &- UInt8(ascii: "a") < 26 ? byte | 0x20 : byte
      if WordSet.isWord(letter) {
        plain.append(letter)
      } else if let last = plain.last, last != 0x20 {
        plain.append(0x20)
      }
    }
    if plain.last == 0x20 { plain.removeLast() }
    return plain
  }
}
