import AtlasCore
import AtlasRules
import Testing

struct LibraryRuleTests {
  private static let ids = RuleCatalog.libraryRules.map { $0.description.id }

  @Test func rulesStandInTheOrderOfTheirIds() {
    #expect(Self.ids == Self.ids.sorted())
  }

  @Test(arguments: ids)
  func theBadExampleFiresOnceAndTheGoodOneIsSilent(_ id: String) throws {
    let rule = try #require(RuleCatalog.libraryRules.first { $0.description.id == id })
    for (text, expected) in [(rule.description.bad, [id]), (rule.description.good, [])] {
      var files: [BytePath: String] = ["docs/incidents/example.md": "# Example\n"]
      files[rule.exampleFile] = text
      #expect(try LibraryExamples.findings(of: id, in: files).map(\.finding.code) == expected)
    }
  }

  // MARK: links

  @Test(arguments: [
    "[a](other.md)", "[a](other)", "[a](./other.md?x=1)", "[a](../docs/other.md)", "[a](/other.md)",
    "[a](/other/)",
    "[a](folder/)", "[a](folder)", "[a](other.html)", "<a href=\"other/\">a</a>",
    "<a href=\"../other/\">a</a>",
    "[a]\n\n[a]: other.md", "![a](images/queue.svg)", "![a](images/two%20words.svg)",
    "[a](../data/costs.json)",
    "<img src='images/queue.svg'>", "[a](mailto:team@atlas.test)", "[a](https://atlas.test/no-such)", "[a]()",
    "[a](//atlas.test/x)", "[a]({{ config.site_url }}x)", "`[a](no-such.md)`", "    [a](no-such.md)\n",
    "<!-- [a](no-such.md) -->", "```cpp\nstd::f[](const T& no)\n```", "\\[a](no-such.md)", "[a](#here)",
  ])
  func aLinkThatLeadsSomewhereIsSilent(_ link: String) throws {
    let files: [BytePath: String] = [
      "docs/page.md": "# Here\n\n\(link)\n", "docs/other.md": "# Other\n",
      "docs/folder/index.md": "# Folder\n",
      "docs/images/queue.svg": "", "docs/images/two words.svg": "", "data/costs.json": "",
    ]
    #expect(try LibraryExamples.told("link-broken", files) == [])
    #expect(try LibraryExamples.told("anchor-broken", files) == [])
  }

  @Test(arguments: [
    ("[a](Other.md)", "Other.md -> other.md"), ("[a](other.markdown#x)", "other.markdown#x -> other.md#x"),
    ("[a](/OTHER.md)", "/OTHER.md -> /other.md"), ("[a](folder/Deep.MD)", "folder/Deep.MD -> folder/deep.md"),
    ("[a](no-such.md)", "no-such.md"), ("[a][b]\n\n[b]: Other.md", "Other.md"),
    ("![a](no-such.png)", "no-such.png"), ("<img src=\"no-such.png\">", "no-such.png"),
    ("[a](../../outside.md)", "../../outside.md"), ("[a](Twin.md)", "Twin.md"),
  ])
  func aLinkThatLeadsNowhereIsToldWithWhatWasMeant(_ link: String, _ told: String) throws {
    let files: [BytePath: String] = [
      "docs/page.md": "# Here\n\n\(link)\n", "docs/other.md": "# Other\n", "docs/folder/deep.md": "# Deep\n",
      "docs/twin.md": "", "docs/TWIN.md": "",
    ]
    #expect(try LibraryExamples.told("link-broken", files) == ["docs/page.md \(told)"])
  }

  @Test func theNearestPageIsNamed() throws {
    let files: [BytePath: String] = [
      "docs/a/page.md": "[x](../b/retires.md) [y](moved.md) [z](nothing-like-it.md)", "docs/b/retries.md": "",
      "docs/c/moved.md": "",
    ]
    let helps = try LibraryExamples.findings(of: "link-broken", in: files).map(\.finding.help)
    #expect(
      helps == [
        "did you mean ../b/retries.md?", "did you mean ../c/moved.md?", "create it, or take the link out",
      ])
  }

  @Test(arguments: [
    "[a](other.md#two-words)", "[a](other.md#Given)", "[a](other.md#cdn--edge)", "[a](other.md#cdn-edge)",
    "[a](other.md#old-name)", "[a](other.md#again-1)", "[a](other.md#)", "[a](#fn:1)", "[a](#here)",
    "[a](other.md#caf%C3%A9)", "[a](image.svg#layer)",
  ])
  func anAnchorThatIsThereIsSilent(_ link: String) throws {
    let files: [BytePath: String] = [
      "docs/page.md": "# Here\n\n\(link)\n",
      "docs/other.md":
        "# Two words!\n\n## CDN & Edge\n\n## Own {#Given}\n\n<a id=\"old-name\"></a>\n\n## Again\n\n## Again\n\n## Café\n",
      "docs/image.svg": "",
    ]
    #expect(try LibraryExamples.told("anchor-broken", files) == [])
  }

  @Test func anAnchorThatIsNotThereIsToldOnItsLink() throws {
    let files: [BytePath: String] = [
      "docs/page.md": "# Here\n\n[a](other.md#two-word) [b](#gone)\n",
      "docs/other.md": "# Two words\n\n`#two-word`\n",
    ]
    #expect(
      try LibraryExamples.told("anchor-broken", files)
        == ["docs/page.md other.md#two-word", "docs/page.md #gone"])
    let help = try LibraryExamples.findings(of: "anchor-broken", in: files).first?.finding.help
    #expect(help == "did you mean #two-words?")
  }

  @Test func clicksAreFollowedAndNothingElseOfADiagram() throws {
    let diagram =
      "```mermaid\nflowchart LR\n  A[\"[x](gone.md)\"] --> B\n  %% click B \"gone.md\"\n  click A \"gone.md\" \"Open\"\n"
      + "  click B \"https://atlas.test/gone\"\n```\n"
    let files: [BytePath: String] = ["docs/page.md": "# Here\n\n" + diagram]
    #expect(try LibraryExamples.told("click-target", files) == ["docs/page.md gone.md"])
    #expect(try LibraryExamples.told("link-broken", files) == [])
  }

  @Test func anEditThatMovesLinksChangesNoDigest() {
    let before = LibraryExamples.references("# T\n\n[a](b.md)\n")
    let after = LibraryExamples.references("# T\n\nMore text before it. [other words](b.md)\n")
    #expect(before.digest == after.digest && before != after)
    #expect(before.digest != LibraryExamples.references("# T\n\n[a](c.md)\n").digest)
    #expect(before.digest != LibraryExamples.references("# U\n\n[a](b.md)\n").digest)
  }

  // MARK: the menu

  @Test func theMenuIsReadAsMkDocsReadsIt() throws {
    let site = """
      site_name: Atlas
      markdown_extensions:
        - pymdownx.emoji:
            emoji_index: !!python/name:material.extensions.emoji.twemoji
      extra_css: [styles/extra.css, https://atlas.test/x.css]
      nav:
        - index.md
        - Incidents:
            - incidents/example.md
            - Gone: incidents/exmple.md
        - Site: https://atlas.test
      """
    let files: [BytePath: String] = [
      "mkdocs.yml": site, "docs/index.md": "", "docs/incidents/example.md": "", "docs/incidents/other.md": "",
    ]
    #expect(
      try LibraryExamples.findings(of: "nav-missing", in: files).map(\.finding.help)
        == ["did you mean incidents/example.md?"])
    #expect(try LibraryExamples.told("nav-orphan", files) == ["docs/incidents/other.md"])
    #expect(
      try LibraryExamples.told("site-asset-missing", files)
        == ["the site loads \"styles/extra.css\", which is not there"])
  }

  @Test(arguments: ["nav: [", "just text", "", "nav:\n  - incidents/*.md\n", "site_name: x\n"])
  func aMenuThatSaysNothingIsSilent(_ site: String) throws {
    let files: [BytePath: String] = ["mkdocs.yml": site, "docs/incidents/example.md": ""]
    for id in ["nav-missing", "nav-orphan", "site-asset-missing"] {
      #expect(try LibraryExamples.findings(of: id, in: files).isEmpty)
    }
  }

  // MARK: slots and diagrams

  @Test func missingSlotsAreToldWhereCoverageIsAskedFor() throws {
    let files: [BytePath: String] = [
      "docs/systems/netflix/01-complete-architecture.md": "```mermaid\npie\n  \"A\" : 1\n```\n",
      "docs/systems/facebook/request-flow.md": "No picture.\n", "docs/systems/other/architecture.md": "",
    ]
    #expect(try LibraryExamples.told("slot-missing", files) == ["docs/systems/facebook/request-flow.md"])
    let missing = try LibraryExamples.findings(of: "slot-missing", in: files, coverage: true)
      .filter { $0.place == .nowhere }.map(\.finding.message)
    #expect(missing == ["Netflix has no page request-flow", "Meta has no page architecture"])
  }

  @Test func equalDiagramsAreToldAtTheSecond() throws {
    let pie = { (share: Int) in "```mermaid\npie\n  \"Hits\" : \(share)\n```\n" }
    let files: [BytePath: String] = ["docs/a.md": pie(1) + "\n" + pie(2), "docs/b.md": "# B\n\n" + pie(1)]
    #expect(try LibraryExamples.told("duplicate-diagram", files) == ["docs/b.md#1"])
  }

  // MARK: names

  private static func flow(_ labels: String...) -> String {
    let nodes = labels.enumerated().map { "  N\($0)[\"\($1)\"] --> X\n" }.joined()
    return "```mermaid\nflowchart LR\n\(nodes)```\n"
  }

  @Test(arguments: [
    // Sentence case, plurals, phrases, fields, other names, texts of links, rejected diagrams.
    ("Load Balancer", "Load balancer"), ("Rate Limiter", "Rate-Limiter"), ("APIs", "API"),
    ("UserID", "User ID"),
    ("EVCache", "EVCaches"), ("userName", "user_name"), ("EVCache", "EV<br/>Cache"), ("EVCache", "EV, Cache"),
    ("EVCache", "EVCache"), ("DynamoDB", "Dynamo"), ("REDIS", "Redis"), ("EVCache", "ev cache"),
    ("EVCache", "Cache"), ("Redis TimeSeries", "Time Series"), ("GraphQL API", "API for GraphQL"),
  ])
  func whatIsNoOtherSpellingOfANameIsSilent(_ one: String, _ other: String) throws {
    let files: [BytePath: String] = [
      "docs/systems/netflix/architecture.md": Self.flow(one),
      "docs/systems/netflix/request-flow.md": Self.flow(other),
    ]
    #expect(try LibraryExamples.findings(of: "term-drift", in: files).isEmpty)
  }

  @Test(arguments: [
    ("EVCache", "EV Cache"), ("EVCache", "EV-Cache cluster"), ("EVCache", "the Evcache"),
    ("DocStore", "Docstore"),
    ("MySQL 8.0", "MySql 5.7"), ("Azure KeyVault", "Azure Key Vault"),
  ])
  func aSecondSpellingIsToldOncePerPage(_ one: String, _ other: String) throws {
    let files: [BytePath: String] = [
      "docs/systems/netflix/architecture.md": Self.flow(one) + "\n" + Self.flow(one),
      "docs/systems/netflix/other.md": "# O\n\n" + Self.flow("Zuul") + "\n" + Self.flow(other) + "\n"
        + Self.flow(other),
      "docs/systems/meta/architecture.md": Self.flow(other), "docs/incidents/a.md": Self.flow(one, other),
    ]
    #expect(try LibraryExamples.told("term-drift", files) == ["docs/systems/netflix/other.md#2"])
  }

  @Test func namesAreReadWhereTheyAreShown() throws {
    let files: [BytePath: String] = [
      "docs/systems/netflix/architecture.md":
        "EV Cache\n\n```mermaid\nflowchart LR\n  EVCache -->|EV Cache| B\n  %% EV Cache\n```\n\n```mermaid\nflowchart LR\n  A[EV Cache (x)]\n```\n",
      "docs/systems/netflix/request-flow.md":
        "```mermaid\nsequenceDiagram\n  participant C as EVCache\n  C->>D: EV Cache\n```\n",
    ]
    #expect(try LibraryExamples.findings(of: "term-drift", in: files).isEmpty)
  }
}
