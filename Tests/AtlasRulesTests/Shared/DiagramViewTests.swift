import AtlasCore
import AtlasMermaid
import Testing

@testable import AtlasRules

@Suite struct DiagramViewTests {
  private static let text = """
    flowchart LR
      A["API Gateway<br/>p99: 8ms, 12K req/s"] -->|"gRPC 3ms"| B[(PostgreSQL 14<br/>$4K/month)]
      B --> C[Redis.Cluster, low-latency path]

    """

  private static func view() -> DiagramView { DiagramView(Mermaid.parse(Array(text.utf8))) }

  @Test func oneReadingServesEveryChoiceOfKinds() {
    let shared = Self.view()
    #expect(shared.quantities(by: .standard).joined().count > 4)
    for kind in ContentMetric.Kind.allCases {
      var specification = MetricSpecification.standard
      specification.kinds = [kind]
      var reader = QuantityReader(specification)
      #expect(shared.quantities(by: specification) == shared.labels.map { reader.read($0.text) })
    }
  }

  @Test func otherWordsAreReadAnew() {
    let shared = Self.view()
    let other = MetricSpecification(countNouns: [], products: [], units: [])
    #expect(shared.quantities(by: .standard).joined().contains { $0.name == "PostgreSQL" })
    #expect(!shared.quantities(by: other).joined().contains { $0.name == "PostgreSQL" })
  }

  @Test func aLabelIsFoundByItsRange() {
    let content = Self.view().content
    for label in content.labels {
      #expect(content.label(at: label.range)?.index == label.index)
      #expect(content.label(at: TextRange(label.range.lowerBound, label.range.upperBound - 1)) == nil)
    }
  }

  @Test(
    arguments: [
      "gateway", "low latency", "Redis", "redis.cluster", "Cluster", "cluster*", "post*", "8ms", "ms", "/",
      "(",
      "path", "API gateway", "nothing", "p99", "",
    ])
  func wordsStandInAllTextsWhereTheyStandInOne(phrase: String) {
    let labels = Self.view().labels
    let words = WordSet([phrase])
    #expect(words.stands(in: WordStarts(labels.map(\.text))) == labels.contains { words.stands(in: $0.text) })
  }
}
