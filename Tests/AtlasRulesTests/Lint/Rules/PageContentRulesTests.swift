import AtlasCore
import AtlasRules
import Testing

/// What rules about the content of pages must not take for something else.
struct PageContentRulesTests {
  private static func findings(_ id: String, _ page: String, settings: String = "") throws -> [Finding] {
    try PageExamples.findings(of: id, in: page, settings: settings).map(\.finding)
  }

  private static func diagram(_ label: String) -> String {
    "```mermaid\nflowchart LR\n  A[\"\(label)\"] --> B[\"Orders\"]\n```\n"
  }

  // MARK: Acronyms

  @Test(arguments: [
    "The write-ahead log (WAL) is on disk.", "WAL (write-ahead log) first.", "- **WAL**: write-ahead log",
    "| WAL | write-ahead log |\n|---|---|\n| a | b |", "Write-Ahead Logs (WALs) first.",
    "`WAL` is a setting.", "See https://acme.io/WAL/x and WAL_LEVEL and $WAL.", "INC-WAL-2 and WAL-7.",
    "```sh\nexport WAL\n```", "<!-- WAL -->", "The wal is built. WAL!", "WRITE AHEAD WAL LOGGING",
  ])
  func acronymsThatAreExplainedOrAreNoneAreSilent(_ text: String) throws {
    #expect(try Self.findings("acronym", "# Page\n\n\(text)\n").isEmpty)
  }

  @Test func unexplainedAcronymsAreOneFinding() throws {
    let page = "# Page\n\n\(Self.diagram("CRDT<br/>with HLC"))\nThe WAL, and the WALs again.\n"
    let found = try PageExamples.findings(of: "acronym", in: page)
    #expect(found.map(\.finding.message) == [#"the page does not explain "WAL", "CRDT" and "HLC""#])
    #expect(found.map(\.diagram) == [nil])
    #expect(try Self.findings("acronym", page, settings: #""limit": 3"#).isEmpty)
    #expect(try Self.findings("acronym", page, settings: #""known": ["WAL", "CRDT", "HLC"]"#).isEmpty)
  }

  @Test func initialsThatDoNotSpellItAreNoExplanation() throws {
    #expect(try Self.findings("acronym", "# Page\n\nThe log (WAL) is kept. It is on disk.\n").count == 1)
  }

  // MARK: Versions

  @Test(arguments: [
    "Redis 7.2 serves it.", "It is Redis Cluster v7.", "```yaml\nimage: redis:7.2\n```",
    "| Part | Version |\n|---|---|\n| Redis | 7.2.4 |",
  ])
  func aVersionAnywhereOnThePageIsEnough(_ text: String) throws {
    #expect(try Self.findings("missing-version", "# Page\n\n\(Self.diagram("Redis"))\n\(text)\n").isEmpty)
  }

  @Test(arguments: [
    "Amazon ElastiCache<br/>Redis by AWS ElastiCache", "JavaScript", "Orders<br/>with DynamoDB",
    "Redistribution",
  ])
  func servicesAndOtherWordsHaveNoVersion(_ label: String) throws {
    let found = try Self.findings("missing-version", "# Page\n\n\(Self.diagram(label))\n")
    #expect(found.isEmpty)
  }

  @Test func eachTechnologyIsNamedOnceWhereItStandsFirst() throws {
    let page = "# Page\n\n\(Self.diagram("Redis"))\n\(Self.diagram("Redis<br/>and Postgres"))\n"
    let found = try PageExamples.findings(of: "missing-version", in: page)
    #expect(found.map(\.diagram) == [0, 1])
    #expect(try Self.findings("missing-version", "# Page\n\nRedis and Postgres.\n").isEmpty)
  }

  // MARK: Sources and figures

  @Test func figuresInCodeAndCommentsWantNoSource() throws {
    let page =
      "# Page\n\n```sh\nlatency p99: 40ms, 12K req/s, 3TB\n```\n\n<!-- p99: 40ms, 12K req/s, 3TB -->\n"
    #expect(try Self.findings("missing-source", page).isEmpty)
  }

  @Test func aSourceInADiagramIsASourceOfThePage() throws {
    let page = """
      # Page

      It serves 12K req/s at p99: 40ms and keeps 3TB.

      ```mermaid
      flowchart LR
        %% Source: Acme Engineering Blog 2024
        A --> B
      ```
      """
    #expect(try Self.findings("missing-source", page).isEmpty)
  }

  @Test func sourcesAreNamedTogether() throws {
    let page =
      "# Page\n\n## Sources\n\n- Acme Engineering Blog\n- Orders talk at QCon\n- [Cells](https://acme.io/2024/cells)\n"
    let message = try Self.findings("source-undated", page).map(\.message)
    #expect(message == [#""Acme Engineering Blog" and "Orders talk at QCon" are sources without a year"#])
    #expect(try Self.findings("source-missing-url", page).count == 1)
  }

  @Test(arguments: [
    ("2026-06-30", "2024", "soon"), ("2026-06-29", "2024", ""), ("2026-12-31", "2024", "older"),
    ("2025-12-31", "2023", "older"), ("2025-12-30", "2023", "soon"),
    ("1999-01-01", "2023", ""),
  ])
  func aSourceAgesByTheDayThatIsTold(_ day: String, _ date: String, _ expected: String) throws {
    let found = try PageExamples.findings(
      of: "source-stale", in: "# Page\n\n**Source**: Acme Engineering Blog \(date)\n",
      on: CalendarDay(Array(day.utf8)))
    #expect(found.count == (expected.isEmpty ? 0 : 1))
    #expect(found.allSatisfy { $0.finding.message.contains(expected) })
  }

  @Test(arguments: [
    "No source at all, since 2015.", "**Source**: Acme Engineering Blog", "<!-- Source: Acme Blog 2015 -->",
    "```sh\n# Source: Acme Engineering Blog 2015\n```",
    "**Sources**: Acme Engineering Blog 2015, Acme Tech Blog 2025",
    "Acme Engineering Blog\n\n- [Notes of 2025](https://acme.io/blog/2025/03/notes)\n\n**Source**: Acme Engineering Blog 2015",
  ])
  func pagesWithoutADatedSourceOrWithANewOneAreNotStale(_ text: String) throws {
    #expect(try Self.findings("source-stale", "# Page\n\n\(text)\n").isEmpty)
  }

  @Test func whatDependsOnTheDayIsNotToldWhereNobodyKnowsIt() throws {
    let page = "# Page\n\n**Source**: Acme Engineering Blog 2015\n"
    #expect(try PageExamples.findings(of: "source-stale", in: page, on: nil).isEmpty)
    #expect(try Self.findings("source-stale", page).count == 1)
  }

  @Test(arguments: [
    "## Event sources\n\n- internal topic of orders", "The internal report is late.", "[internal](notes.md)",
  ])
  func wordsThatAreNoSourceAreNotUnverifiable(_ text: String) throws {
    #expect(try Self.findings("source-unverifiable", "# Page\n\n\(text)\n").isEmpty)
  }

  @Test(arguments: [
    "The API served 12K req/s. It was rewritten in 2019.", "It has 2019 nodes and serves 12K req/s.",
    "In 2019 it was built.", "https://acme.io/2019/ serves 12K req/s.", "It costs $2019/month at 12K req/s.",
  ])
  func figuresWithoutAYearAreNotOld(_ text: String) throws {
    #expect(try Self.findings("metric-old", "# Page\n\n\(text)\n").isEmpty)
  }

  @Test(arguments: ["~100K RPS", "roughly 100K RPS", "p99: ~40ms", "≈ $2M/month"])
  func estimatesAreFound(_ text: String) throws {
    #expect(try Self.findings("estimate-word", "# Page\n\nIt does \(text).\n").count == 1)
  }

  @Test(arguments: [
    "a thread about 100K RPS and more", "~/bin", "100K RPS", "about:blank", "an estimated time",
  ])
  func otherWordsAreNoEstimates(_ text: String) throws {
    let found = try Self.findings("estimate-word", "# Page\n\nIt is \(text).\n")
    #expect(found.isEmpty || text.contains("about 100K"))
  }

  // MARK: What a page has to show

  @Test(arguments: ["metric-kinds", "failure-missing", "cost-missing", "instance-missing", "mttr-missing"])
  func aPageWithoutADiagramIsLeftToItsOwnRule(_ id: String) throws {
    #expect(try Self.findings(id, "# Page\n\nNothing.\n").isEmpty)
  }

  @Test(arguments: [
    ("cost-missing", "a price in $HOME"), ("instance-missing", "t1.success and m2.version"),
    ("mttr-missing", "timeout 30s, RPO: 5 minutes"), ("metric-kinds", "p99: 40ms and p50: 3ms"),
    ("failure-missing", "an alertness of retired people"), ("blast-radius-missing", "a radius of 15%"),
  ])
  func likenessIsNotEnough(_ id: String, _ text: String) throws {
    #expect(try Self.findings(id, "# Page\n\n\(text)\n\n\(Self.diagram("Orders"))").count == 1)
  }

  @Test func theLastLevelOfGrowthIsThatAndMore() throws {
    let page = "# Page\n\n- 1K users\n- 50K users\n- 100K-2M users\n- 300M users\n"
    #expect(try Self.findings("scale-levels", page).isEmpty)
    let message = try Self.findings("scale-levels", "# Page\n\n500 users, then 300M users.\n").map(\.message)
    #expect(message == ["of the levels of growth the page has none with 1K, 10K, 100K or 1M users"])
  }

  @Test func phasesAndTimesOfAnIncidentAreTwoThings() throws {
    let page = "# Page\n\nAlerts fired at 14:23 UTC.\n"
    #expect(
      try Self.findings("incident-phases", page).map(\.message).sorted() == [
        "the story of the incident has only 1 time",
        "the story of the incident tells no diagnosis, mitigation or recovery",
      ])
  }

  // MARK: Slots

  @Test func everyRequirementHasANameOfItsOwn() throws {
    let rule = try #require(RuleCatalog.rule("slot-requirement"))
    let keys = rule.options.map(\.key)
    #expect(keys.count == Set(keys).count)
  }

  @Test func eachUnmetRequirementIsAFinding() throws {
    let requires = """
      "requires": ["database-sizes", "consistency", "replication-lag", "backup", "percentiles", "hop-latency", "fallback", \
      "unit-cost", "savings", "chaos", "dated-incidents", "pipeline"]
      """
    let bare = """
      # Page

      ```mermaid
      flowchart LR
        A["API"] -->|reads| B[("PostgreSQL 15")]
        B --> C[("Redis 7")]
        C --> D["Search"]
      ```
      """
    #expect(try Self.findings("slot-requirement", bare, settings: requires).count == 12)
    let whole = """
      # Page

      Builds are tested, then a canary is deployed. A game day each month. $0.001/request; caching saves $2M/year.
      The outage of March 2023 lasted an hour.

      ```mermaid
      flowchart LR
        A["API"] -->|"p50: 2ms, p99: 9ms"| B[("PostgreSQL 15<br/>3TB, strong consistency")]
        B -.->|"Replication lag: 50ms"| C[("PostgreSQL 15<br/>3TB")]
        A -->|"p99: 5ms"| D["Search, daily snapshot"]
        D -->|"p99: 5ms"| E["Page"]
      ```
      """
    #expect(try Self.findings("slot-requirement", whole, settings: requires).map(\.message) == [])
  }

  // MARK: Two values of one figure

  private static func twice(_ one: String, _ other: String) -> String {
    "# Orders\n\n\(one)\n\n## Bill\n\n\(other)\n"
  }

  @Test(arguments: [
    ("- Total cost: $125M/month", "- Total cost: $105M/month"),
    ("- Total monthly cost: $125M", "- **Total cost**: $105M/month"),
    ("| Total cost | $125M/month |\n|---|---|\n| a | b |", "- Total cost: $105M/month"),
    ("```mermaid\nflowchart LR\n  A[Total cost<br/>$125M/month] --> B\n```", "- Total cost: $105M/month"),
    ("Total users: 580M users", "- Total users: 400M users"),
  ])
  func oneFigureOfTwoValuesIsToldOnce(_ one: String, _ other: String) throws {
    #expect(try Self.findings("metric-conflict", Self.twice(one, other)).count == 1)
  }

  @Test(arguments: [
    // Other roles, qualifiers, periods, years, percentiles, states, ranges, bounds, and nearly the same.
    ("- Revenue loss: $3.2M", "- Total cost: $4.2M"),
    ("- Total cost: $125M/month", "- Total cost: $105M/year"),
    ("- Total cost 2023: $125M/month", "- Total cost 2024: $105M/month"),
    ("- Total cost before: $125M/month", "- Total cost after: $105M/month"),
    ("- Total cost: $125M → $105M/month", "- Total cost: $85M/month"),
    ("- Total cost: $125M-140M/month", "- Total cost: $105M/month"),
    ("- Total cost: ~$125M/month", "- Total cost: $105M/month"),
    ("- Total cost: $125M/month", "- Total cost: $120M/month"),
    ("- Total cost: $125M/month", "- Total compute cost: $105M/month"),
    ("- p99: 40ms", "- p50: 10ms"), ("- Read p99: 40ms", "- Write p99: 90ms"), ("- p99: 40ms", "- p99: 90ms"),
    ("- Peak: 12K req/s", "- Average: 4K req/s"), ("- Reads: 12K req/s", "- Writes: 4K req/s"),
    ("`Total cost: $125M/month`", "```\nTotal cost: $105M/month\n```"),
    ("- Total cost: $125M/month\n- Total cost: $95M/month", "- Total cost: $105M/month"),
    ("## Phase one\n\n- Total cost: $125M/month", "- Total cost: $105M/month"),
    ("- Redis\n  - Latency: 2ms", "- MySQL\n  - Latency: 8ms"),
    ("**Redis**\n\n- Latency: 2ms", "**MySQL**\n\n- Latency: 8ms"),
    (
      "```mermaid\nflowchart LR\n  subgraph A\n    R[Redis<br/>Latency: 2ms]\n  end\n  subgraph B\n    S[Redis<br/>Latency: 8ms]\n  end\n```",
      ""
    ),
  ])
  func figuresThatAreNotOneAreSilent(_ one: String, _ other: String) throws {
    #expect(try Self.findings("metric-conflict", Self.twice(one, other)).isEmpty)
  }

  @Test func aComponentOfOneGroupHasOneValue() throws {
    let page =
      "# P\n\n```mermaid\nflowchart LR\n  R[Redis<br/>Latency: 2ms] --> S[Redis<br/>Latency: 8ms]\n```\n"
    let found = try PageExamples.findings(of: "metric-conflict", in: page)
    #expect(found.map(\.diagram) == [0])
  }

  // MARK: Praise in sentences

  @Test(arguments: [
    "It is fast: p99 is 8 ms.", "Is it fast?", "It is not scalable.", "It is fast_path and breakfast.",
    "`fast`", "[A fast cache](https://acme.io/fast)", "https://acme.io/fast", "## Fast reads",
    "<!-- fast -->",
    "```sh\nfast\n```", "| Fast | Reliable |\n|---|---|\n| fast | fast |",
    "Real-time updates with auto-scaling.",
    "The system fails at scale.", "It must be reliable.", "Use the fast path.",
    "Highly available, with millions of users.", "## Sources\n\n- Maglev: a fast and reliable balancer",
    "Der Dienst ist schnell und zuverlässig.",
  ])
  func sentencesThatClaimNothingAreSilent(_ text: String) throws {
    #expect(try Self.findings("vague-claim", "# Page\n\n\(text)\n").isEmpty)
  }

  @Test(arguments: [
    ("It is fast and reliable.", 1), ("It is fast. It is robust.", 2),
    ("It takes 8 ms. It is\nvery fast.", 1),
    ("- **Cache**: Highly scalable", 1), ("> Low-latency reads", 1), ("S3 is fast with p99 and HTTP2", 1),
  ])
  func praiseWithoutANumberIsTold(_ text: String, _ expected: Int) throws {
    #expect(try Self.findings("vague-claim", "# Page\n\n\(text)\n").count == expected)
  }

  // MARK: Comments of diagrams

  @Test(arguments: [
    ("%% Control Plane: Red #8B5CF6", 1), ("%% Control Plane: Violet #8B5CF6", 0), ("%% Red is not here", 0),
    ("%% Red #CC0000 and Green #CC0000", 1), ("B[\"Red #8B5CF6\"]", 0),
    ("B:::x\n  classDef x fill:#8B5CF6", 0),
  ])
  func coloursAreCalledByTheirNamesInComments(_ line: String, _ expected: Int) throws {
    let page = "# P\n\n```mermaid\nflowchart LR\n  A --> B\n  \(line)\n```\n"
    let found = try PageExamples.findings(of: "colour-name-mismatch", in: page)
    #expect(found.map(\.diagram) == Array(repeating: 0, count: expected))
  }

  @Test(arguments: [("%% five planes", 1), ("%% 4-plane, not 5-plane", 0), ("A[five planes]", 0)])
  func commentsOfDiagramsKnowThePlanes(_ line: String, _ expected: Int) throws {
    let page = "# P\n\n```mermaid\nflowchart LR\n  A --> B\n  \(line)\n```\n"
    #expect(
      try PageExamples.findings(of: "five-plane-text", in: page).map(\.diagram)
        == Array(repeating: 0, count: expected))
  }
}
