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
    let managed = settings.words("managed")
    var bare: [(product: String, statement: PageStatement, stretch: TextRange)] = []
    var versioned: Set<String> = []
    for statement in page.claims.statements {
      if statement.kinds.contains(.version) {
        for quantity in statement.quantities where quantity.kind == .version {
          versioned.formUnion(names.products(in: Array(quantity.name.utf8)).map(\.product))
        }
      }
      for (product, stretch) in names.products(in: statement.bytes) where !versioned.contains(product) {
        if statement.hasVersion(behind: stretch.upperBound) {
          versioned.insert(product)
        } else if statement.diagram != nil, statement.isCertain,
          !bare.contains(where: { $0.product == product }),
          !managed.stands(in: Array(statement.bytes[statement.line(at: stretch.lowerBound)]))
        {
          bare.append((product, statement, TextRange(stretch.lowerBound, stretch.upperBound)))
        }
      }
    }
    bare.removeAll { versioned.contains($0.product) }
    guard !bare.isEmpty else { return }
    // `image: redis:7.2` in a code block says it too.
    var reader = QuantityReader(page.metrics)
    for fence in page.page.fences where !fence.isMermaid && !bare.isEmpty {
      for quantity in reader.read(fence.content) where quantity.kind == .version {
        let products = names.products(in: Array(quantity.name.utf8)).map(\.product)
        bare.removeAll { products.contains($0.product) }
      }
    }
    for (product, statement, stretch) in bare {
      report.add(
        statement, stretch, "\(product) stands here without a version, and nowhere on the page with one",
        help: "add the version that runs in production, such as PostgreSQL 14")
    }
  }
}

/// The names of products, and those they go by.
private struct ProductNames: Sendable {
  /// All that have versions.
  let vocabulary: [MetricSpecification.VersionedProduct]
  private let names: WordSet
  private var products: [String: String] = [:]

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
}

extension PageStatement {
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
