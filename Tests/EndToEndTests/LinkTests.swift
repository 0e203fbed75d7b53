import AtlasCore
import AtlasTestSupport
import Testing

/// Links between pages: what is told, and what an edit costs.
@Suite struct LinkTests {
  private static let rules = """
    "placeholder": {"priority": "HIGH"}, "link-broken": {"priority": "MEDIUM"}, "anchor-broken": {"priority": "LOW"}, \
    "click-target": {"priority": "MEDIUM"}, "nav-missing": {"priority": "HIGH"}, "nav-orphan": {"priority": "LOW"}, \
    "slot-missing": {"priority": "HIGH"}
    """

  private func library(options: String = "{}") throws -> Workspace {
    let workspace = try SampleLibrary.make()
    try workspace.edit("data/spec/lint.json", #""placeholder": {"priority": "HIGH"}"#, Self.rules)
    try workspace.add(
      stage: #"{"name": "links", "uses": "links", "scope": "page"}"#,
      #"{"name": "library-lint", "uses": "library-lint", "scope": "library", "needs": ["parse", "links"], "reads": ["lint", "taxonomy"], "with": \#(options)}"#
    )
    try workspace.write(
      "docs/incidents/links.md",
      "# Links\n\nSee [the outage](outage.md#the-outage), [a picture](../images/queue.svg) and [more](../guarantees/order.md).\n"
    )
    try workspace.write("docs/images/queue.svg", "<svg/>\n")
    return workspace
  }

  private func findings(_ workspace: Workspace, _ codes: Set<String>) async throws -> [String] {
    try await workspace.run("run", "--format", "jsonl").output.split(separator: "\n").flatMap { line in
      let object = try JSONReader.read(Array(line.utf8))
      return (object["findings"]?.array ?? []).compactMap { finding -> String? in
        guard let code = finding["code"]?.string, codes.contains(code) else { return nil }
        return "\(object["path"]?.string ?? "null")#\(object["index"]?.integer ?? -1) \(code)"
      }
    }
  }

  // MARK: what runs

  @Test func aBuildWithNothingChangedLooksAtNothing() async throws {
    let workspace = try library()
    _ = try await workspace.build()
    let again = try await workspace.build().actions
    #expect(again.wasUpToDate && again.endings.allSatisfy { $0.ending == "hit" })
  }

  @Test func anEditWithoutAChangedLinkDoesNotRunTheLibrary() async throws {
    let workspace = try library()
    _ = try await workspace.build()
    try workspace.edit(
      "docs/incidents/links.md", "# Links\n\n", "# Links\n\nA new sentence in front of them.\n\n")
    let actions = try await workspace.build().actions
    #expect(actions.names(ending: "cutoff") == ["links docs/incidents/links.md"])
    #expect(actions.names(ending: "ran").isEmpty)
    #expect(actions.names(ending: "hit").contains("library-lint library"))
  }

  @Test func aChangedLinkRunsItsPageAndTheLibrary() async throws {
    let workspace = try library()
    _ = try await workspace.build()
    try workspace.edit("docs/incidents/links.md", "order.md", "ordre.md")
    let actions = try await workspace.build().actions
    #expect(actions.names(ending: "ran") == ["library-lint library", "links docs/incidents/links.md"])
    #expect(try await findings(workspace, ["link-broken"]) == ["docs/incidents/links.md#0 link-broken"])
  }

  @Test func aPictureThatGoesAwayIsToldOnAPageThatDidNotChange() async throws {
    let workspace = try library()
    _ = try await workspace.build()
    try workspace.remove("docs/images/queue.svg")
    let (outcome, actions) = try await workspace.build()
    #expect(actions.names(ending: "ran") == ["library-lint library"])
    #expect(outcome.output.contains("there is no page or file \"../images/queue.svg\""))
    try workspace.write("docs/images/queue.svg", "<svg/>\n")
    let back = try await workspace.build()
    #expect(back.actions.names(ending: "ran").isEmpty && !back.actions.wasUpToDate)
    #expect(back.outcome.output.contains("gone"))
  }

  @Test func aHeadingThatGoesAwayIsToldWhereItWasPointedTo() async throws {
    let workspace = try library()
    _ = try await workspace.build()
    try workspace.edit("docs/incidents/outage.md", "# The outage", "# What happened")
    _ = try await workspace.build()
    #expect(try await findings(workspace, ["anchor-broken"]) == ["docs/incidents/links.md#0 anchor-broken"])
  }

  @Test func theMenuIsReadAndWatched() async throws {
    let workspace = try library()
    _ = try await workspace.build()
    try workspace.write("mkdocs.yml", "nav:\n  - incidents/links.md\n  - incidents/outge.md\n")
    let actions = try await workspace.build().actions
    #expect(actions.names(ending: "ran") == ["library-lint library"])
    let told = try await findings(workspace, ["nav-missing", "nav-orphan"])
    #expect(
      told.contains("mkdocs.yml#0 nav-missing") && told.contains("docs/incidents/outage.md#0 nav-orphan"))
    try workspace.edit("mkdocs.yml", "outge", "outage")
    #expect(try await findings(workspace, ["nav-missing"]).isEmpty)
  }

  @Test func missingSlotsAreOneObjectWhereTheyAreAskedFor() async throws {
    let taxonomy = """
      "sections": [{"slug": "architecture", "mandatory": true, "paths": ["systems/*/architecture.md"]}]
      """
    for (options, expected) in [("{}", []), (#"{"coverage": true}"#, ["null#0 slot-missing"])] {
      let workspace = try library(options: options)
      try workspace.edit(
        "data/spec/taxonomy.json", #""target": 8, "paths": ["systems/**"]"#,
        #""target": 8, "paths": ["systems/**"], "# + taxonomy)
      try workspace.edit(
        "data/spec/taxonomy.json", #"{"version": 1,"#,
        #"{"version": 1, "systems": [{"slug": "shop", "name": "Shop"}, {"slug": "bank", "name": "Bank"}],"#)
      #expect(try await findings(workspace, ["slot-missing"]) == expected)
    }
  }

  // MARK: the command

  @Test func theCommandNeedsNoProject() async throws {
    let workspace = try Workspace()
    try workspace.write(
      "notes/a.md", "# A\n\n[b](B.md) [c](b.md#gone) [d](https://atlas.test/x) [e](b.md#b)\n")
    try workspace.write("notes/b.md", "# B\n")
    let outcome = try await workspace.run("links", "notes")
    #expect(outcome.status == 0)
    #expect(
      outcome.output.contains("notes/a.md:3:5: warning: there is no page or file \"B.md\" [link-broken]"))
    #expect(outcome.output.contains("help: write b.md"))
    #expect(outcome.output.contains("[anchor-broken]"))
    let alone = try await workspace.run("links", "--format", "jsonl", "notes/a.md").output
    #expect(alone.contains("anchor-broken") && !alone.contains("b.md#b"))
    let external = try await workspace.run("links", "--external", "notes").output
    #expect(external == "notes/a.md:3:30: https://atlas.test/x\n")
    let refused = try await workspace.run("links", "--external", "--format", "sarif", "notes")
    #expect(refused.status == 2)
    #expect(try await workspace.run("links").status == 2)
  }

  @Test func errorsOfTheSpecificationChangeTheExitStatus() async throws {
    let workspace = try library()
    #expect(try await workspace.run("links").status == 0)
    try workspace.edit("docs/incidents/links.md", "order.md", "ordre.md")
    #expect(try await workspace.run("links").status == 0)
    try workspace.edit(
      "data/spec/lint.json", #""link-broken": {"priority": "MEDIUM"}"#,
      #""link-broken": {"priority": "HIGH"}"#)
    let outcome = try await workspace.run("links", "--format", "jsonl")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains(#""help":"did you mean ../guarantees/order.md?""#))
  }

  @Test func fixMendsTheWordThatOpensADiagramAndLinksOfAnotherCase() async throws {
    let workspace = try Workspace()
    try workspace.write(
      "notes/a.md", "# A\n\n[b](B.md#b) and [no](no-such.md)\n\n```Mermaid\npie\n  \"Hits\" : 80\n```\n")
    try workspace.write("notes/b.md", "# B\n")
    let outcome = try await workspace.run("fix", "--write", "notes")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("notes/a.md:5:4: repaired fence-info"))
    #expect(
      try workspace.read("notes/a.md")
        == "# A\n\n[b](b.md#b) and [no](no-such.md)\n\n```mermaid\npie\n  \"Hits\" : 80\n```\n")
    #expect(try await workspace.run("fix", "--check", "notes").status == 0)
  }
}
