import AtlasCore
import AtlasMarkdown

/// A technology of which nobody knows which one it is.
enum MissingVersion: PageRule {
  static let description = RuleDocumentation(
    id: "missing-version",
    finds: "a versioned technology in a diagram for which neither the diagram nor its page gives a version",
    matters:
      "PostgreSQL 9 and PostgreSQL 16 fail, replicate and cost differently: without the version advice may be wrong.",
    bad: """
      # Orders

      ```mermaid
      flowchart LR
        api["Order API"] --> store["PostgreSQL<br/>primary"]
        store --> copy["PostgreSQL<br/>replica"]
      ```
      """,
    good: """
      # Orders

      ```mermaid
      flowchart LR
        api["Order API"] --> store["PostgreSQL 15<br/>primary"]
        store --> copy["PostgreSQL<br/>replica"]
      ```
      """)

  static let options: [RuleOption] = [
    .texts(
      "technologies",
      [
        "Java", "Python", "Ruby", "Rails", "Node.js", "PHP", "Scala", "Erlang", "PostgreSQL", "MySQL",
        "MariaDB",
        "MongoDB", "Cassandra", "ScyllaDB", "CockroachDB", "TiDB", "Vitess", "ClickHouse", "HBase", "Redis",
        "Memcached", "Kafka", "RabbitMQ", "Pulsar", "Elasticsearch", "OpenSearch", "Solr", "Kubernetes",
        "Istio",
        "Linkerd", "Nginx", "HAProxy", "Envoy", "ZooKeeper", "etcd", "Spring Boot", "Spark", "Flink",
        "Airflow",
        "Hadoop", "Prometheus", "Grafana", "Jaeger", "Terraform", "Django",
      ], "products whose version matters, as section metrics names them"),
    .texts(
      "managed",
      [
        "MSK", "ElastiCache", "Confluent", "DocumentDB", "Keyspaces", "Amazon", "AWS", "Azure", "Google",
        "GCP",
        "Cloud SQL", "Dataproc", "EMR", "Atlas", "managed",
      ],
      "words beside a product that make it a service whose version nobody chooses"),
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    var names = settings.prepared("names") {
      ProductNames(settings.texts("technologies"), page.metrics.products)
    }
    if names.vocabulary != page.metrics.products {
      names = ProductNames(settings.texts("technologies"), page.metrics.products)
    }
    var search = VersionSearch(names: names, managed: settings.words("managed"))
    let statements = page.claims.statements
    for statement in statements where statement.diagram != nil { search.readLabel(statement) }
    for statement in statements where statement.diagram == nil && !search.bare.isEmpty {
      search.read(statement)
    }
    // `image: redis:7.2` in a code block says it too.
    search.read(page.page.fences, by: page.metrics)
    for (product, statement, stretch) in search.bare {
      report.add(
        statement, stretch, "\(product) stands here without a version, and nowhere on the page with one",
        help: "add the version that runs in production, such as PostgreSQL 14")
    }
  }
}

/// Looks for the products that a page's diagrams name and nothing on the page gives a version of: in the diagrams first,
/// then only for what is left.
private struct VersionSearch {
  let names: ProductNames
  let managed: WordSet
  /// Where a product stands first without a version, in the order of the diagrams.
  private(set) var bare: [(product: String, statement: PageStatement, stretch: TextRange)] = []
  private var versioned: Set<String> = []

  init(names: ProductNames, managed: WordSet) {
    self.names = names
    self.managed = managed
  }

  mutating func readLabel(_ statement: PageStatement) {
    if statement.kinds.contains(.version) { readQuantities(statement.quantities) }
    for (product, stretch) in names.products(in: statement.bytes) where !versioned.contains(product) {
      if statement.hasVersion(behind: stretch.upperBound) {
        leaveOut(product)
      } else if statement.isCertain, !bare.contains(where: { $0.product == product }),
        !managed.stands(in: Array(statement.bytes[statement.line(at: stretch.lowerBound)]))
      {
        bare.append((product, statement, TextRange(stretch.lowerBound, stretch.upperBound)))
      }
    }
  }

  /// Of a text of the page only the versions are asked for.
  mutating func read(_ statement: PageStatement) {
    if statement.kinds.contains(.version) { readQuantities(statement.quantities) }
    guard statement.holdsDigit else { return }
    for (product, stretch) in names.products(in: statement.bytes)
    where !versioned.contains(product) && statement.hasVersion(behind: stretch.upperBound) {
      leaveOut(product)
    }
  }

  /// Reads the lines of code that may name one of the products that are left.
  mutating func read(_ fences: [Fence], by metrics: MetricSpecification) {
    guard !bare.isEmpty else { return }
    let finder = names.finder(of: bare.map(\.product))
    var reader = QuantityReader(metrics)
    for place in fences.indices where !fences[place].isMermaid {
      let code = fences[place].content
      var start = 0
      while let found = code.withUnsafeBufferPointer({ finder.first(in: $0, from: start) }) {
        let line = code.line(at: found)
        readQuantities(reader.read(code, in: line))
        start = line.upperBound + 1
      }
    }
  }

  private mutating func readQuantities(_ quantities: [Quantity]) {
    for quantity in quantities where quantity.kind == .version {
      for (product, _) in names.products(in: Array(quantity.name.utf8)) { leaveOut(product) }
    }
  }

  private mutating func leaveOut(_ product: String) {
    versioned.insert(product)
    bare.removeAll { $0.product == product }
  }
}

/// The names of products, and those they go by.
private struct ProductNames: Sendable {
  /// All that have versions.
  let vocabulary: [MetricSpecification.VersionedProduct]
  private let names: WordSet
  private var products: [String: String] = [:]
  /// What a name of a product begins with wherever its version is read: its first letters, in lower case.
  private var beginnings: [(product: String, letters: [UInt8])] = []

  init(_ chosen: [String], _ vocabulary: [MetricSpecification.VersionedProduct]) {
    self.vocabulary = vocabulary
    let chosen = Set(chosen)
    var names: [String] = []
    for product in vocabulary where chosen.contains(product.name) {
      for name in [product.name] + product.aliases {
        names.append(name)
        products[name.lowercased()] = product.name
      }
    }
    self.names = WordSet(names)
    // One product may stand in the name of another.
    for product in vocabulary {
      for (held, _) in self.products(in: Array(product.name.utf8)) {
        for name in [product.name] + product.aliases { beginnings.append((held, Self.letters(name))) }
      }
    }
  }

  private static func letters(_ name: String) -> [UInt8] {
    name.utf8.prefix { $0 | 0x20 &- UInt8(ascii: "a") < 26 }.prefix(4).map(ASCII.lowered)
  }

  func products(in text: [UInt8]) -> [(product: String, stretch: Range<Int>)] {
    guard var found = names.first(in: text) else { return [] }
    var all: [(product: String, stretch: Range<Int>)] = []
    while true {
      let words = String(decoding: text[found], as: UTF8.self).lowercased()
      if let product = products[words] { all.append((product, found)) }
      guard let next = names.first(in: text, from: found.upperBound) else { return all }
      found = next
    }
  }

  /// Finds what may be a name of one of some products.
  func finder(of products: [String]) -> BeginningFinder {
    BeginningFinder(beginnings.filter { products.contains($0.product) }.map(\.letters))
  }
}

extension [UInt8] {
  /// The line that holds a byte.
  fileprivate func line(at place: Int) -> TextRange {
    let start = self[..<place].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return TextRange(start, self[place...].firstIndex(of: UInt8(ascii: "\n")) ?? count)
  }
}

extension PageStatement {
  fileprivate var holdsDigit: Bool { bytes.contains { $0 &- UInt8(ascii: "0") < 10 } }

  /// Whether a number with a point, or one behind `v`, stands in the same line: "Redis Cluster v7", "Kafka (3.5)"; or, of a
  /// name that ends its line in a diagram, at the beginning of the next: "Redis<br/>7.2.4".
  fileprivate func hasVersion(behind offset: Int) -> Bool {
    var end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    if end == offset, diagram != nil, end < bytes.count, beginsWithNumber(end + 1) {
      end = bytes[(end + 1)...].firstIndex { $0 <= 0x20 } ?? bytes.count
    }
    var place = offset
    while place < min(end, offset + 30) {
      guard bytes[place] &- UInt8(ascii: "0") < 10 else {
        place += 1
        continue
      }
      let start = place
      var hasPoint = false
      while place < end, bytes[place] &- UInt8(ascii: "0") < 10 || bytes[place] == UInt8(ascii: ".") {
        if bytes[place] == UInt8(ascii: "."), place + 1 < end, bytes[place + 1] &- UInt8(ascii: "0") < 10 {
          hasPoint = true
        }
        place += 1
      }
      let isAlone = place == end || !WordSet.isWord(bytes[place]) && bytes[place] != UInt8(ascii: "%")
      if start > 0, bytes[start - 1] | 0x20 == UInt8(ascii: "v") { return true }
      if hasPoint, isAlone, !quantities.contains(where: { $0.kind != .version && $0.range.contains(start) }) {
        return true
      }
    }
    return false
  }

  /// `7.2.4`, `v3.5`
  private func beginsWithNumber(_ offset: Int) -> Bool {
    let start = offset < bytes.count && bytes[offset] | 0x20 == UInt8(ascii: "v") ? offset + 1 : offset
    return start < bytes.count && bytes[start] &- UInt8(ascii: "0") < 10
  }
}
