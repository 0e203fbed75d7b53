import AtlasCore
import AtlasSystem
import AtlasTestSupport
import Testing

/// What each kind of edit costs, told by the actions that ran.
@Suite struct IncrementalTests {
  private static let perDiagram = ["parse", "lint", "gates", "metrics", "render-manifest"]

  private static func everything(on subjects: [String]) -> [String] {
    subjects.flatMap { subject in perDiagram.map { "\($0) \(subject)" } } + ["aggregate library"]
  }

  private static let subjects = [
    "docs/guarantees/order.md#1", "docs/incidents/outage.md#1", "docs/incidents/outage.md#2",
    "docs/systems/shop/architecture.md#1", "docs/systems/shop/traffic.mmd#1",
  ]

  private func built() async throws -> Story {
    let story = try Story()
    try await story.build(ran: Self.everything(on: Self.subjects), hits: 0)
    return story
  }

  @Test func aSecondBuildDoesNothing() async throws {
    let story = try await built()
    try await story.build()
  }

  @Test func touchingAPageRunsNothing() async throws {
    let story = try await built()
    let page = story.workspace.folder.appending("docs/incidents/outage.md")
    let bytes = try FileContent.read(page).bytes
    try AtomicFile.write(bytes, to: page, unlessEqual: false)
    try await story.build()
  }

  @Test func editingProseRunsTheGatesOfItsPageAlone() async throws {
    let story = try await built()
    try story.workspace.edit("docs/incidents/outage.md", "The second part.", "The second part, longer.")
    try await story.build(
      cutoff: ["gates docs/incidents/outage.md#1", "gates docs/incidents/outage.md#2"], hits: 24)
  }

  @Test func editingACommentInADiagramRunsTheParseAlone() async throws {
    let story = try await built()
    try story.workspace.edit(
      "docs/incidents/outage.md", "  \"Failover\" : 30", "  %% counted twice\n  \"Failover\" : 30")
    try await story.build(cutoff: ["parse docs/incidents/outage.md#1"], hits: 25)
    let explained = try await story.workspace.run("explain", "docs/incidents/outage.md#1")
    #expect(explained.output.contains("cosmetic edit: only the parse ran"))
  }

  @Test func changingTheIndentationRunsTheParseAlone() async throws {
    let story = try await built()
    try story.workspace.edit("docs/guarantees/order.md", "  \"Reads\" : 80", "      \"Reads\" : 80")
    try await story.build(cutoff: ["parse docs/guarantees/order.md#1"])
  }

  @Test func editingALabelRunsItsDiagramAndTheLibrary() async throws {
    let story = try await built()
    let page: BytePath = "docs/systems/shop/architecture.md"
    try story.workspace.edit(page, "\"Search\"", "\"Find TBD\"")
    try await story.build(
      ran: ["parse", "lint", "gates", "metrics", "render-manifest"].map { "\($0) \(page)#1" }
        + ["aggregate library"])
    let explained = try await story.workspace.run("explain", "\(page)#1")
    #expect(explained.output.contains("the text of the diagram changed"))
    #expect(explained.output.contains("what parse gives changed"))
  }

  @Test func movingADiagramToAnotherPageRunsOnlyWhatReadsThePage() async throws {
    let story = try await built()
    let diagram = "```mermaid\npie\n  title Share of requests\n  \"Checkout\" : 5\n  \"Search\" : 95\n```\n"
    try story.workspace.edit("docs/systems/shop/architecture.md", diagram, "")
    try story.workspace.write("docs/systems/shop/requests.md", "# Requests\n\n" + diagram)
    try await story.build(
      ran: ["aggregate library", "gates docs/systems/shop/requests.md#1"])
  }

  @Test func renamingAPageRunsTheLibraryAlone() async throws {
    let story = try await built()
    let text = try story.workspace.read("docs/systems/shop/architecture.md")
    try story.workspace.remove("docs/systems/shop/architecture.md")
    try story.workspace.write("docs/systems/shop/overview.md", text)
    try await story.build(ran: ["aggregate library"], hits: 25)
  }

  @Test func aDuplicateDiagramIsTheSameAction() async throws {
    let story = try await built()
    let text = try story.workspace.read("docs/systems/shop/architecture.md")
    try story.workspace.write("docs/systems/shop/copy.md", text)
    try await story.build(ran: ["aggregate library"], hits: 25)
  }

  @Test func deletingAPageRunsTheLibraryAlone() async throws {
    let story = try await built()
    try story.workspace.remove("docs/guarantees/order.md")
    try await story.build(ran: ["aggregate library"], hits: 20)
  }

  @Test func revertingAnEditRunsNothing() async throws {
    let story = try await built()
    let page: BytePath = "docs/systems/shop/architecture.md"
    try story.workspace.edit(page, "\"Search\" : 95", "\"Search\" : 90")
    try await story.build(
      ran: ["parse", "render-manifest"].map { "\($0) \(page)#1" } + ["aggregate library"],
      cutoff: ["lint", "gates", "metrics"].map { "\($0) \(page)#1" })
    try story.workspace.edit(page, "\"Search\" : 90", "\"Search\" : 95")
    try await story.build(hits: 26)
  }

  @Test func changingOneOptionRunsItsStage() async throws {
    let story = try await built()
    try story.workspace.edit("pipeline.json", #"["svg"]"#, #"["svg", "png"]"#)
    try await story.build(ran: Self.subjects.map { "render-manifest \($0)" })
    let explained = try await story.workspace.run("explain", Self.subjects[0])
    #expect(explained.output.contains(#"the option with.formats changed (["svg"] → ["svg","png"])"#))
  }

  @Test func changingARuleOfACategoryRunsThatCategoryAlone() async throws {
    let story = try await built()
    try story.workspace.edit("data/spec/lint.json", #"{"priority": "MEDIUM"}"#, #"{"priority": "HIGH"}"#)
    try await story.build(cutoff: ["lint docs/guarantees/order.md#1"])
    let explained = try await story.workspace.run("explain", "docs/guarantees/order.md#1")
    #expect(
      explained.output.contains(
        "lint.rules.a11y-title.priority of the specification changed (\"MEDIUM\" → \"HIGH\")"))
  }

  @Test func aNewColourTouchesNoMetric() async throws {
    let story = try await built()
    try story.workspace.edit("data/spec/planes.json", "#0066CC", "#0055BB")
    try await story.build(cutoff: Self.subjects.map { "lint \($0)" })
  }

  @Test func aPlanNamesExactlyTheActionsThatThenRun() async throws {
    let story = try await built()
    try story.workspace.edit("docs/systems/shop/architecture.md", "\"Search\"", "\"Find\"")
    try story.workspace.edit("docs/incidents/outage.md", "\"Detection\"", "%% note\n  \"Detection\"")
    let plan = try JSONReader.read(
      Array(try await story.workspace.run("plan", "--format", "json").output.utf8))
    let planned = (plan["actions"]?.array ?? []).map {
      "\($0["stage"]?.string ?? "") \($0["subject"]?.string ?? "") \($0["ending"]?.string ?? "")"
    }
    try await story.workspace.run("run", "--events", "events.jsonl")
    let happened = try story.workspace.read("events.jsonl").split(separator: "\n")
      .compactMap { try? JSONReader.read(Array($0.utf8)) }
      .filter { $0["event"]?.string == "finished" && $0["ending"]?.string != "hit" }
      .map { "\($0["stage"]?.string ?? "") \($0["subject"]?.string ?? "") \($0["ending"]?.string ?? "")" }
    #expect(!planned.isEmpty)
    #expect(planned.sorted() == happened.sorted())
  }

  @Test func aPlanWritesNothing() async throws {
    let workspace = try SampleLibrary.make()
    try await workspace.run("plan")
    #expect(!workspace.exists("cache/atlas.db"))
    #expect(!workspace.exists("data/CENTRAL_METRICS.json"))
  }

  @Test func aGeneratedFileThatSomebodyEditedIsWrittenAnewAndSaidSo() async throws {
    let story = try await built()
    let generated = try story.workspace.read("data/CENTRAL_METRICS.json")
    try story.workspace.write("data/CENTRAL_METRICS.json", generated + "edited\n")
    let outcome = try await story.workspace.run("run")
    let told = outcome.output + outcome.errors
    #expect(told.contains("data/CENTRAL_METRICS.json was changed since the last build"))
    #expect(told.contains("[metrics-hand-edit]"))
    #expect(try story.workspace.read("data/CENTRAL_METRICS.json") == generated)
    // One that is gone, or that a new result changes, was edited by nobody.
    try story.workspace.remove("data/CENTRAL_METRICS.json")
    try story.workspace.edit("docs/guarantees/order.md", "\"Reads\" : 80", "\"Reads\" : 70")
    let quiet = try await story.workspace.run("run")
    #expect(!(quiet.output + quiet.errors).contains("[metrics-hand-edit]"))
  }
}
