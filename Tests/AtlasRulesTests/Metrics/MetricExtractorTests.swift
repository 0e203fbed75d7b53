import AtlasCore
import AtlasMermaid
import AtlasRules
import Testing

@Suite struct MetricExtractorTests {
  private func metrics(_ text: String) -> ExtractedMetrics {
    MetricExtractor.metrics(of: Mermaid.parse(Array(text.utf8)), by: .standard)
  }

  private func structure(_ text: String) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: metrics(text).structure.map { ($0.name, $0.value) })
  }

  @Test func aMetricBelongsToItsNodeLinkOrSubgraph() {
    let found = metrics(
      """
      flowchart TD
        subgraph EDGE["Edge: 40 PoPs"]
          GW["Gateway<br/>p99: 10ms"]
        end
        GW -->|"lag: 2s"| DB[("PostgreSQL 14")]
      """
    ).content
    #expect(found.map(\.metric.subject) == ["EDGE", "GW", "GW->DB", "DB"])
    #expect(found.map(\.metric.kind) == [.count, .latency, .lag, .version])
    #expect(found.map(\.metric.start.line) == [2, 3, 5, 5])
  }

  @Test func rangesAreInTheDiagramsBytes() throws {
    let text = "flowchart LR\n  A[\"API<br/>#quot;p99: 10ms#quot;\"]\n"
    let found = try #require(metrics(text).content.first)
    let bytes = Array(text.utf8)
    #expect(String(decoding: bytes[found.range.bounds], as: UTF8.self) == "p99: 10ms")
    #expect(found.metric.text == "p99: 10ms")
  }

  @Test func stylesIdsAndCommentsStateNothing() {
    let found = metrics(
      """
      flowchart LR
        %% Source: Netflix Tech Blog 2024, p99: 5ms
        node10ms --> B
        classDef edge fill:#2563EB,stroke-width:10px
        style B fill:#3B82F6
        click B "https://example.org/10ms" "100 users"
      """
    ).content
    #expect(found.isEmpty)
  }

  @Test func ofALabelWrittenTwiceTheLastIsShown() {
    let found = metrics("flowchart LR\n  A[\"5ms\"] --> B\n  A[\"7ms\"]\n").content
    #expect(found.map(\.metric.amount) == [.value(0.007)])
  }

  @Test func aTextOfSeveralLinksIsReadOnce() {
    #expect(metrics("flowchart LR\n  A & B -->|\"5ms\"| C & D\n").content.count == 1)
  }

  @Test func messagesAndNotesHaveSubjects() {
    let found = metrics(
      """
      sequenceDiagram
        participant A as Client, 2M DAU
        A->>B: GET /users (p99: 10ms)
        Note over A,B: SLA: 99.9%
        rect rgb(10, 20, 30)
          B-->>A: 200 OK
        end
      """
    ).content
    #expect(found.map(\.metric.subject) == ["A", "A->B", "A,B"])
    #expect(found.map(\.metric.kind) == [.users, .latency, .rate])
  }

  @Test func otherKindsAreReadFromTheirTrees() {
    let found = metrics("pie title Cost of $2M/year\n  \"Compute $1M\" : 45\n  \"Storage 4PB\" : 55\n")
      .content
    #expect(found.map(\.metric.kind) == [.cost, .cost, .storage])
  }

  @Test func aTransitionIsCalledByItsEnds() {
    let found = metrics(
      """
      stateDiagram-v2
        Closed --> Open: error rate > 50%
        Open: Fails fast, p99 5ms
        note right of Open: RTO 30s
      """
    ).content
    #expect(found.map(\.metric.subject) == ["Closed->Open", "Open", "Open"])
    #expect(found.map(\.metric.kind) == [.rate, .latency, .recovery])
  }

  @Test func datesOfTasksAreNoTexts() {
    let found = metrics(
      "gantt\n  title Migration of 4PB\n  section 2022-2023\n  Copy 40 shards :done, a1, 2022-01-01, 30d\n"
    ).content
    #expect(found.map(\.metric.kind) == [.storage, .date, .count])
    #expect(found.map(\.metric.subject) == ["", "", "a1"])
  }

  @Test func anUnreadableDiagramHasNoMetrics() {
    #expect(metrics("no diagram at all, 5ms").content.isEmpty)
    #expect(metrics("").structure.isEmpty)
  }

  @Test func aFlowchartsStructureIsCounted() {
    let counts = structure(
      """
      flowchart TD
        subgraph ONE
          subgraph TWO
            A --> B
          end
        end
        A --> C
        B --> D
        C --> D
        D --> A
        X --> Y
        classDef red fill:#FF0000
        class A,B red
        style C fill: #00ff00
      """)
    #expect(counts["nodes"] == 6)
    #expect(counts["edges"] == 6)
    #expect(counts["subgraphs"] == 2)
    #expect(counts["nesting"] == 2)
    #expect(counts["depth"] == 3)
    #expect(counts["maxFanIn"] == 2)
    #expect(counts["maxFanOut"] == 2)
    #expect(counts["components"] == 2)
    #expect(counts["crossings"] == 0)
    #expect(counts["fills"] == 2)
  }

  @Test func linksThatMustCrossAreEstimated() {
    // Three nodes joined with three nodes: at least nine crossings in two ranks.
    #expect(structure("flowchart TD\n  A & B & C --> D & E & F\n")["crossings"] == 9)
    // These uncross when the second rank is turned around.
    #expect(structure("flowchart TD\n  A --> D\n  B --> C\n  A --> C1\n  B --> D1\n")["crossings"] == 0)
  }

  @Test func labelLengthsAreWhatIsShown() {
    let counts = structure("flowchart LR\n  A[\"Größe<br/>ab\"] --> B[\"c\"]\n")
    #expect(counts["labels"] == 2)
    #expect(counts["maxLabelLength"] == 7)
    #expect(counts["maxLineLength"] == 5)
    #expect(counts["averageLabelLength"] == 4)
  }

  @Test func aSequencesParticipantsIncludeThoseThatNobodyDeclared() {
    let counts = structure(
      "sequenceDiagram\n  participant A\n  A->>B: x\n  loop y\n    B->>C: z\n  end\n  Note over A: n\n")
    #expect(counts["participants"] == 3)
    #expect(counts["messages"] == 2)
    #expect(counts["notes"] == 1)
    #expect(counts["blocks"] == 1)
    #expect(counts["nesting"] == 1)
  }

  @Test func aHugeChainIsMeasured() {
    let links = (0..<5_000).map { "  n\($0) --> n\($0 + 1)" }.joined(separator: "\n")
    #expect(structure("flowchart LR\n\(links)\n  n0 --> n5000\n")["depth"] == 5_001)
  }
}
