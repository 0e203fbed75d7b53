import AtlasCore
import AtlasMermaid
import AtlasRules
import AtlasSystem
import AtlasTestSupport
import Testing

/// What each rule about content must not take for a fault, and what it must not miss.
struct ContentRulesTests {
  private static let silent: [(String, String)] = [
    // The words in ids, addresses, comments, longer words, and as words of a trade.
    ("placeholder", "flowchart LR\n  TODO[Orders] --> B[TestRail]\n  click B \"https://atlas.dev/TODO\"\n"),
    ("placeholder", "flowchart LR\n  %% TBD: REPLACE\n  A[Todo lists] --> B[to replace]\n"),
    ("placeholder", "flowchart LR\n  A[\"CREATE OR REPLACE VIEW\"] --> B[\"v1.X.X\"]\n"),
    ("placeholder", "flowchart LR\n  A[Load Testing] --> B[\"Example: Netflix 2023\"]\n"),
    ("placeholder", "flowchart LR\n  A[5XX: 3%] --> B[\"4XXX\"]\n"),
    ("placeholder", "flowchart LR\n  A[Erreur de TBDE] --> B[Größe: TODOS]\n"),
    ("placeholder-host", "flowchart LR\n  localhost[Envoy] --> B[myexample.com]\n  %% example.com\n"),
    ("placeholder-host", "flowchart LR\n  A[example.computer] --> B[food, barfoo]\n"),
    ("placeholder-host", "flowchart LR\n  A --> B\n  click A \"https://example.com.atlas.dev/x\"\n"),
    ("anonymous-component", "flowchart LR\n  A[Service Account] --> B[Node API]\n  %% Service A\n"),
    (
      "anonymous-component",
      "flowchart LR\n  SA[Payments] --> B[\"Vitamin A\"]\n  subgraph Service A\n    C\n  end\n"
    ),
    ("anonymous-component", "sequenceDiagram\n  Kong->>Orders: calls Service A\n"),
    ("anonymous-component", "flowchart LR\n  A[Team A/B testing] --> B[App Über]\n"),
    ("generic-term", "flowchart LR\n  DB[(PostgreSQL 14)] --> Cache[Redis 7.2]\n  %% Database\n"),
    ("generic-term", "flowchart LR\n  A[Database<br/>PostgreSQL 14] --> B[Order Service]\n"),
    ("generic-term", "flowchart LR\n  A[Kong] -->|API| B[Datenbank]\n  subgraph Storage\n    B\n  end\n"),
    ("generic-term", "pie\n  \"Database\" : 40\n  \"Cache\" : 60\n"),
    ("vague-claim", "flowchart LR\n  fast[Kong] --> B[Fast Retransmit]\n  %% highly scalable\n"),
    ("vague-claim", "flowchart LR\n  A[\"Low latency<br/>p99: 8ms\"] --> B{Is it fast enough?}\n"),
    ("vague-claim", "flowchart LR\n  A[breakfast] --> B[unreliable]\n  click A \"https://atlas.dev/fast\"\n"),
    (
      "vague-claim", "flowchart LR\n  A[Fastly] --> B[Efficiency]\n  subgraph Real-time Layer\n    B\n  end\n"
    ),
    ("slo-missing", "flowchart LR\n  A -->|30s| B\n  B -->|P99.9| C\n  C -->|5 minutes| D\n"),
    ("slo-missing", "flowchart LR\n  A[Kong]\n  B[Orders]\n"),
    ("slo-missing", "sequenceDiagram\n  A->>B: read, 3ms\n  B-->>A: rows\n  A->>A: think\n"),
    ("slo-missing", "pie\n  \"A --> B\" : 3\n"),
    ("slo-set", "flowchart LR\n  A -->|\"p50: 3ms\"| B -->|\"p999: 30ms\"| C\n"),
    ("slo-set", "flowchart LR\n  p50 --> B\n  %% p50: 3ms\n"),
    ("slo-set", "flowchart LR\n  A -->|\"p95: 3ms\"| B\n"),
    ("latency-no-percentile", "flowchart LR\n  A -->|timeout 30ms| B\n  %% 10ms\n"),
    ("latency-no-percentile", "flowchart LR\n  A10ms -->|avg: 10ms| B[Budget: 20ms]\n"),
    (
      "latency-no-percentile",
      "flowchart LR\n  A[\"p95 Latency<br/>Current: 28ms\"] --> B[Response: < 5 minutes]\n"
    ),
    ("latency-no-percentile", "sequenceDiagram\n  A->>B: write [t0 + 165ms]\n"),
    (
      "placeholder-host",
      "sequenceDiagram\n  participant E as Envoy sidecar\n  Orders->>E: GET localhost:15001\n"
    ),
    ("metric-missing", "flowchart LR\n  A[50+ engineers] --> B\n"),
    ("cost-period", "flowchart LR\n  A[\"2024: $550M\"] --> B[Cost per user] --> C[\"CDN $2\"]\n"),
    ("latency-no-percentile", "flowchart LR\n  A --> B\n  click A \"https://atlas.dev/10ms\"\n"),
    ("slo-inverted", "flowchart LR\n  A[\"Read p50: 1ms, p99: 5ms<br/>Write p50: 10ms, p99: 50ms\"]\n"),
    ("slo-inverted", "flowchart LR\n  A[\"p99: 90ms<br/>p50: 40ms\"] --> B[\"p99: 10ms\"]\n"),
    (
      "latency-budget",
      "flowchart LR\n  A -->|\"p99: 60ms\"| B\n  A -->|\"p99: 70ms\"| C\n  C --> D[\"Total p99: 80ms\"]\n"
    ),
    ("latency-budget", "flowchart LR\n  A -->|\"p99: 60ms\"| B -->|\"p99: 70ms\"| C\n"),
    ("metric-missing", "pie\n  \"Reads\" : 80\n"),
    ("metric-missing", "classDiagram\n  class Order\n  Order : +id\n"),
    ("metric-missing", "sequenceDiagram\n  A->>B: read\n  Note over B: 12K req/s\n"),
    ("metric-no-unit", "flowchart LR\n  A[\"p95: 12ms, p99 = 40 ms\"] --> B[p99: 3x]\n  %% p95: 12\n"),
    ("metric-no-unit", "flowchart LR\n  p95 --> B[Storage: 3 nodes]\n"),
    ("metric-no-unit", "flowchart LR\n  A[\"p50, p99: 12, 40ms\"] --> B[\"Latency: 12 → 40ms\"]\n"),
    ("round-number", "flowchart LR\n  A[\"100ms, 1000 req/s, 12TB\"]\n"),
    ("round-number", "flowchart LR\n  A[\"100ms, 1000 req/s\"] --> B100[10TB, 3.5TB]\n"),
    ("cost-period", "flowchart LR\n  A[\"$45M/month\"] --> B[\"$0.02\"]\n  %% $45M\n"),
    ("cost-period", "flowchart LR\n  A[\"Lost: $45M\"] --> B[\"$5 per order\"]\n"),
    ("cost-period", "flowchart LR\n  subgraph M[Monthly costs]\n    A[\"CDN $45M\"]\n  end\n"),
    ("cost-period", "pie title Share of $45M\n  \"CDN $30M\" : 30\n"),
    ("cost-sum", "pie title Total $200K/month\n  \"Servers\" : 75\n  \"Traffic\" : 25\n"),
    ("cost-sum", "pie title Total $200K/month\n  \"Servers\" : 150\n  \"Traffic\" : 51\n"),
    ("cost-sum", "flowchart LR\n  A[\"CDN $2M/month\"] --> T[\"Total $5M/month\"]\n  B[Orders] --> T\n"),
    (
      "cost-sum",
      "flowchart LR\n  A[\"CDN $2M/month\"] --> T[\"Total $60M/year\"]\n  B[\"DB $3M/month\"] --> T\n"
    ),
    ("instance-vague", "flowchart LR\n  A[\"10 large nodes<br/>r6g.2xlarge\"] --> B[large objects]\n"),
    ("instance-vague", "flowchart LR\n  large[server] --> B[enlarge instances]\n  %% large instances\n"),
    ("config-vague", "flowchart LR\n  A[\"Connection Pool<br/>max 100\"] --> B{Timeout?}\n"),
    ("config-vague", "flowchart LR\n  A[Connection pool exhausted] -->|timeout| B[Orders]\n  %% retry\n"),
    ("config-vague", "flowchart LR\n  timeout[Orders] --> B[battle]\n"),
    ("happy-path-only", "flowchart LR\n  A --> B --> C\n  B -.-> D\n"),
    ("happy-path-only", "flowchart LR\n  A --> B --> C\n  B -->|503| D\n"),
    ("happy-path-only", "sequenceDiagram\n  A->>B: x\n  B->>C: y\n  alt full\n    C->>A: z\n  end\n"),
    ("happy-path-only", "flowchart LR\n  A --> B\n"),
    ("capability-label", "flowchart LR\n  A -->|\"provides: linearizable\"| B\n"),
    ("five-plane-text", "flowchart LR\n  A[\"4-plane (NOT 5-plane)\"] --> B[5 airplanes]\n  %% 5-plane\n"),
    ("five-plane-text", "flowchart LR\n  five-plane[Orders] --> B\n"),
    (
      "colour-alone",
      "flowchart LR\n  A[Orders up] --> B[Orders down]\n  style A fill:#0a0\n  style B fill:#c00\n"
    ),
    (
      "colour-alone", "flowchart LR\n  A[Orders] --> B[Orders]\n  style A fill:#0066CC\n  style B fill:#c00\n"
    ),
    ("init-directive", "---\nconfig:\n  theme: base\n---\nflowchart LR\n  A --> B\n"),
    ("min-height", "%%{init: {\"sequence\": {\"height\": 65}}}%%\nsequenceDiagram\n  A->>B: x\n"),
    ("min-height", "---\nconfig:\n  xyChart:\n    height: 400\n---\nxychart\n  bar [12, 40]\n"),
    ("min-height", "---\nconfig:\n  xyChart:\n    width: 300\n---\nxychart\n  bar [12, 40]\n"),
    ("min-height", "---\ntitle: height 300\n---\nxychart\n  bar [12, 40]\n"),
    ("min-height", "xychart\n  title \"xyChart height 300\"\n  bar [12, 40]\n"),
    ("svg-size", "pie\n  \"a\" : 1\n"),
    ("unlabelled-dependency", "flowchart LR\n  A[Orders] --> B[(PostgreSQL 14)]\n"),
  ]

  @Test(arguments: silent)
  func isSilent(code: String, text: String) throws {
    #expect(Mermaid.parse(Array(text.utf8)).verdict == .valid)
    #expect(try RuleExamples.findings(of: code, in: text).isEmpty)
  }

  private static let spoken: [(String, String, [String])] = [
    (
      "placeholder", "flowchart LR\n  A[\"#lt;your-database#gt;\"] --> B[\"[insert name]\"]\n",
      ["#lt;your-", "[insert "]
    ),
    (
      "placeholder", "sequenceDiagram\n  A->>B: p99: X.X ms\n  Note over A: Lorem ipsum dolor\n",
      ["X.X", "Lorem ipsum"]
    ),
    ("placeholder", "flowchart LR\n  A[\"Error rate: XX%\"] -->|???| B[Cost: N/A]\n", ["XX%", "???", "N/A"]),
    ("placeholder", "flowchart LR\n  A[Acme] --> B[Example Corp]\n", ["Acme", "Example Corp"]),
    ("placeholder-host", "sequenceDiagram\n  A->>B: GET http://localhost:9090\n", ["localhost"]),
    ("placeholder-host", "flowchart LR\n  A[API.Example.com.] --> B[foo]\n", ["Example.com", "foo"]),
    (
      "anonymous-component", "flowchart LR\n  A[🌐 Service A<br/>Java 17] --> B[(Database B)]\n",
      ["🌐 Service A<br/>Java 17", "Database B"]
    ),
    ("anonymous-component", "sequenceDiagram\n  participant C as Client A\n  C->>Kong: x\n", ["Client A"]),
    (
      "generic-term", "flowchart LR\n  A[🗄️ Databases] --> B[\"<b>API Gateway</b>\"] --> Cache\n",
      ["🗄️ Databases", "<b>API Gateway</b>", "Cache"]
    ),
    ("generic-term", "sequenceDiagram\n  Client->>Kong: x\n  Kong->>Client: y\n", ["Client"]),
    (
      "vague-claim", "flowchart LR\n  A[S3 at scale] -->|low-latency| B[Real-time feed]\n",
      ["at scale", "low-latency", "Real-time"]
    ),
    ("slo-missing", "flowchart LR\n  A -->|3ms| B & C --> D\n", ["-->"]),
    ("slo-missing", "sequenceDiagram\n  A->>B: read\n  B-->>A: 3ms\n", ["A->>B: read"]),
    ("cost-period", "flowchart LR\n  A[\"US $5M/month\"] --> B[\"Virginia $45M\"]\n", ["$45M"]),
    ("latency-no-percentile", "flowchart LR\n  A[\"Read: 10ms<br/>Write: 20ms\"] --> B\n", ["10ms"]),
    ("slo-inverted", "flowchart LR\n  A[\"p99: 40ms, p50: 90ms\"]\n", ["p99: 40ms, p50: 90ms"]),
    ("slo-inverted", "flowchart LR\n  A[\"p50: 10ms, p95: 50ms, p99: 30ms\"]\n", ["p95: 50ms, p99: 30ms"]),
    ("metric-missing", "stateDiagram-v2\n  Open --> Closed: half of them\n", ["stateDiagram-v2"]),
    (
      "metric-no-unit", "flowchart LR\n  A[\"Throughput: 12,000\"] -->|\"p99 < 40\"| B\n",
      ["Throughput: 12,000", "p99 < 40"]
    ),
    (
      "cost-sum",
      "flowchart LR\n  A[\"CDN $2M/month\"] --> T[\"Total $6M/month\"]\n  B[\"DB $3M/month\"] --> T\n",
      ["Total $6M/month"]
    ),
    (
      "cost-sum", "pie title Total cost $250K/month\n  \"Servers\" : 120\n  \"Traffic\" : 51\n",
      ["Total cost $250K/month"]
    ),
    ("happy-path-only", "sequenceDiagram\n  A->>B: x\n  B->>C: y\n  C-->>A: z\n", ["sequenceDiagram"]),
    ("capability-label", "flowchart LR\n  A -->|\"requires: quorum\"| B -->|x| C\n", ["-->|x|"]),
    ("init-directive", "---\ntitle: Orders\n---\nflowchart LR\n  A --> B\n", ["---"]),
  ]

  @Test(arguments: spoken)
  func speaksOn(code: String, text: String, words: [String]) throws {
    let diagram = Mermaid.parse(Array(text.utf8))
    #expect(diagram.verdict == .valid)
    #expect(try RuleExamples.findings(of: code, in: diagram).map(diagram.words) == words)
  }

  private static let low: [(String, String)] = [
    ("placeholder", "flowchart LR\n  A[Cost: N/A]\n"),
    ("anonymous-component", "flowchart LR\n  A[Region A]\n"),
    ("generic-term", "sequenceDiagram\n  Client->>Kong: x\n"),
    ("vague-claim", "flowchart LR\n  A[Auto-scaling group]\n"),
    ("slo-missing", "flowchart LR\n  A[\"Kong p99: 3ms\"] --> B\n"),
    ("slo-missing", "sequenceDiagram\n  A->>A: think 3ms\n  A->>B: read\n"),
  ]

  @Test(arguments: low)
  func someFindingsMatterLess(code: String, text: String) throws {
    let entry = #"{"priority": "HIGH"}"#
    let lint = try JSONReader.read(Array(#"{"rules": {"\#(code)": \#(entry)}}"#.utf8))
    let specification = LintSpecification(lint: lint, planes: nil, severities: nil)
    let diagram = Mermaid.parse(Array(text.utf8))
    #expect(Linter.findings(in: diagram, by: specification).map(\.priority) == [.low])
  }

  @Test func listsOfWordsAreTheSpecifications() throws {
    let text = "flowchart LR\n  A[Ersetzen] --> B[TBD]\n"
    let found = try RuleExamples.findings(of: "placeholder", in: text, entry: #"{"words": ["ersetzen"]}"#)
    #expect(found.map(\.message) == [#"the text "Ersetzen" holds the placeholder "Ersetzen""#])
  }

  @Test func theInitDirectiveIsWrittenBehindFrontMatter() throws {
    let repair = try RuleExamples.repaired(
      "---\ntitle: Orders\n---\nflowchart LR\n  A --> B\n", by: "init-directive")
    #expect(
      repair.text == "---\ntitle: Orders\n---\n%%{init: {\"theme\": \"base\"}}%%\nflowchart LR\n  A --> B\n")
  }

  /// A diagram as the library wants them.
  private static let model = """
    flowchart TB
      accTitle: Orders from the app to the database
      accDescr: An order goes through Kong and the order service to PostgreSQL
      subgraph EdgePlane["🌐 Edge Plane"]
        App[iPhone App<br/>2M DAU]
        Kong[Kong Gateway<br/>p99: 10ms]
      end
      subgraph ServicePlane["⚙️ Service Plane"]
        Orders[Order Service<br/>Java 17<br/>200 threads]
      end
      subgraph StatePlane["💾 State Plane"]
        DB[(PostgreSQL 14<br/>db.r6g.2xlarge<br/>1000 connections)]
      end
      App --> Kong --> Orders --> DB
      classDef edgeStyle fill:#0066CC,stroke:#004499,color:#fff
      classDef serviceStyle fill:#00AA00,stroke:#007700,color:#fff
      classDef stateStyle fill:#FF8800,stroke:#CC6600,color:#fff
      class App,Kong edgeStyle
      class Orders serviceStyle
      class DB stateStyle
      click Kong "https://docs.konghq.com/gateway/3.4/" "Kong"

    """

  @Test func noRuleButThoseOfLowPrioritySpeaksOnTheModel() throws {
    let path = BytePath(SharedMaterial.packageRoot).appending("data/spec/lint.json")
    let lint = try JSONReader.read(FileContent.read(path).bytes)
    // Of the rules that are off, what the categories with most pages turn on.
    let severities = try JSONReader.read(
      Array(#"{"slo-missing": "on", "no-plane": "on", "latency-budget": "on", "click-missing": "on"}"#.utf8))
    let specification = LintSpecification(lint: lint, planes: RuleExamples.planes, severities: severities)
    let diagram = Mermaid.parse(Array(Self.model.utf8))
    #expect(diagram.verdict == .valid)
    let findings = Linter.findings(in: diagram, by: specification)
    #expect(findings.filter { $0.priority != .low }.isEmpty)
    #expect(Set(findings.map(\.code)).isSubset(of: ["slo-missing", "slo-set", "missing-planes"]))
  }

  @Test func quantitiesAreReadByTheWordsOfTheSpecification() throws {
    let metrics = try JSONReader.read(Array(#"{"kinds": ["cost"], "countNouns": ["falcons"]}"#.utf8))
    let lint = try JSONReader.read(Array(#"{"rules": {"metric-missing": {"priority": "LOW"}}}"#.utf8))
    let diagram = Mermaid.parse(Array("flowchart LR\n  A[12 falcons]\n".utf8))
    let specification = { LintSpecification(lint: lint, planes: nil, metrics: $0, severities: nil) }
    #expect(Linter.findings(in: diagram, by: specification(metrics)).isEmpty)
    #expect(Linter.findings(in: diagram, by: specification(nil)).count == 1)
  }
}
