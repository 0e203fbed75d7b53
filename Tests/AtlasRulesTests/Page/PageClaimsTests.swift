import AtlasCore
import AtlasMermaid
import AtlasRules
import Testing

struct PageClaimsTests {
  private static func claims(_ text: String) throws -> (subject: PageSubject, claims: PageClaims) {
    let subject = try PageExamples.subject(text, at: "incidents/example.md")
    return (subject, subject.claims)
  }

  @Test func quantitiesOfTextsRowsAndDiagramsStandWhereTheyAreWritten() throws {
    let text = """
      # Checkout

      It costs **$4M/month** in all.

      | Part | p99 | Cost |
      |---|---|---|
      | `Redis` 7.2 | 12ms | $80K/month |

      ```mermaid
      flowchart LR
        A["Redis<br/>p99: 3ms"] --> B
      ```
      """
    let (subject, claims) = try Self.claims(text)
    let found = claims.quantities(of: [.cost, .latency, .version])
    let written = found.map { quantity, statement in
      let range = statement.range(of: quantity.range)
      return statement.diagram.map { subject.diagrams[$0].parsed.source.string(range) }
        ?? subject.string(range)
    }
    #expect(written == ["$4M/month", "Redis` 7.2", "12ms", "$80K/month", "p99: 3ms"])
    #expect(found.map(\.statement.diagram) == [nil, nil, nil, nil, 0])
  }

  @Test func whatADiagramThatDoesNotParseSaysIsReadButCertainOfNoNode() throws {
    let (_, claims) = try Self.claims("# A\n\n```mermaid\nflowchart LR\n  A[\"p99: 3ms\"\n```\n")
    #expect(claims.quantities(of: [.latency]).map(\.statement.isCertain) == [false])
  }

  @Test func sentencesEndAtStopsAndNotAtPointsInNumbers() throws {
    let (_, claims) = try Self.claims("It took 4.2 hours. Then it cost $2M.\n")
    let statement = try #require(claims.statements.first)
    #expect(statement.string(statement.sentence(at: 10)) == "It took 4.2 hours")
    #expect(statement.string(statement.sentence(at: 30)) == " Then it cost $2M")
  }

  @Test(arguments: [
    ("**Source**: Netflix Tech Blog 2024", "Netflix Tech Blog 2024", "", "2024"),
    (
      "Read [Cells](https://eng.acme.io/2023/05/cells) first.", "Cells", "https://eng.acme.io/2023/05/cells",
      "2023"
    ),
    (
      "Source: [Cells](https://eng.acme.io/cells), Acme Engineering Blog 2022",
      "Cells, Acme Engineering Blog 2022",
      "https://eng.acme.io/cells", "2022"
    ),
    (
      "## Sources & References\n\n- Acme Engineering Blog, Q2 2024", "Acme Engineering Blog, Q2 2024", "",
      "2024-Q2"
    ),
    (
      "## References\n\n### Blogs\n\n- [Cells](https://acme.io/cells) (2021)", "Cells (2021)",
      "https://acme.io/cells", "2021"
    ),
    ("It served 200M people (Netflix Q2 2024).", "Netflix Q2 2024", "", "2024-Q2"),
    (
      "```mermaid\nflowchart LR\n  %% Source: Acme Engineering Blog 2020\n  A --> B\n```",
      "Acme Engineering Blog 2020",
      "", "2020"
    ),
    (
      "```mermaid\nflowchart LR\n  A --> B\n  click A \"https://acme.io/a\" \"Cells\"\n```", "Cells",
      "https://acme.io/a", ""
    ),
  ])
  func sourcesAreFound(_ text: String, _ title: String, _ url: String, _ date: String) throws {
    let (_, claims) = try Self.claims("# Page\n\n\(text)\n")
    #expect(claims.sources.map(\.title) == [title])
    #expect(claims.sources.map(\.url) == [url])
    #expect(claims.sources.map(\.date) == [date])
    #expect(claims.sources.allSatisfy { $0.hasEvidence })
  }

  @Test(arguments: [
    "Redis is the source of truth.", "The source: limits: of it.", "[up](../index.md#sources)",
    "[docs](https://example.com/docs)", "![graph](https://acme.io/graph.png)",
    "```yaml\nsource: Acme Engineering Blog 2020\n```", "## Event sources\n\n- Kafka topic of orders",
    "```sh\ncurl https://acme.io/a\n```",
  ])
  func otherTextsAreNoSources(_ text: String) throws {
    let (_, claims) = try Self.claims("# Page\n\n\(text)\n")
    #expect(!claims.sources.contains { $0.hasEvidence })
  }

  @Test func wordsThatNobodyCanLookUpAreSourcesWithoutEvidence() throws {
    let (_, claims) = try Self.claims(
      "# Page\n\n**Source**: our own notes\n\n## Sources\n\n- what everybody knows\n")
    #expect(claims.sources.map(\.title) == ["our own notes", "what everybody knows"])
    #expect(claims.sources.allSatisfy { !$0.hasEvidence })
  }
}
