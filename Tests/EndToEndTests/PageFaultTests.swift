import AtlasCore
import AtlasSystem
import AtlasTestSupport
import Testing

/// Pages, names and files as nobody should make them, and as somebody will.
@Suite struct PageFaultTests {
  @Test(.needsUnprivilegedUser, arguments: ["docs/incidents/outage.md", "docs/incidents"])
  func whatCannotBeReadIsAnErrorOfItsOwnAndTheRestBuilds(path: String) async throws {
    let workspace = try SampleLibrary.make()
    try await workspace.shell("chmod 000 \(path)")
    let outcome = try await workspace.shell("\"$ATLAS\" run --format jsonl", unprivileged: true)
    #expect(outcome.status == 1)
    let complaints = outcome.output.split(separator: "\n").filter { $0.contains("page-unreadable") }
    #expect(complaints.count == 1)
    #expect(complaints.first?.hasPrefix(#"{"schema":1,"path":"\#(path)","line":1,"index":0"#) == true)
    #expect(outcome.output.contains(#""diagrams":3,"valid":3,"invalid":0"#))
    #expect(outcome.output.contains(#""error":1,"#))

    try await workspace.shell("chmod 755 \(path)")
    let second = try await workspace.shell("\"$ATLAS\" run", unprivileged: true)
    #expect(second.status == 1)
    #expect(try workspace.outputs() == (await workspace.outputsOfACleanBuild()))
  }

  struct AwkwardPage: CustomTestStringConvertible, Sendable {
    var name: String
    var bytes: [UInt8]
    var diagrams: Int

    init(_ name: String, _ text: String, diagrams: Int) {
      self.name = name
      bytes = Array(text.utf8)
      self.diagrams = diagrams
    }

    init(_ name: String, bytes: [UInt8], diagrams: Int) {
      self.name = name
      self.bytes = bytes
      self.diagrams = diagrams
    }

    var testDescription: String { name }
  }

  private static let fence = "```mermaid\npie\n  accTitle: T\n  \"A\" : 1\n"

  static let awkwardPages = [
    AwkwardPage("no bytes", "", diagrams: 0),
    AwkwardPage("one line end", "\n", diagrams: 0),
    AwkwardPage("a byte order mark alone", "\u{FEFF}", diagrams: 0),
    AwkwardPage("zero bytes", "a\0b\n\n\(fence)  \"\0\" : 2\n```\n", diagrams: 1),
    AwkwardPage("zero bytes alone", bytes: Array(repeating: 0, count: 5000), diagrams: 0),
    AwkwardPage(
      "invalid UTF-8",
      bytes: [0xFF, 0xFE, 0x0A] + Array("```mermaid\npie\n  \"A".utf8) + [0xC3, 0x28, 0xED, 0xA0, 0x80]
        + Array("\" : 1\n```\n".utf8), diagrams: 1),
    AwkwardPage("a fence that never closes", "# P\n\n\(fence)", diagrams: 1),
    AwkwardPage("a fence without content", "```mermaid\n```\n", diagrams: 1),
    AwkwardPage("a fence on the last line, without its end", "```mermaid", diagrams: 1),
    AwkwardPage("carriage returns alone", "```mermaid\rpie\r  \"A\" : 1\r```\r", diagrams: 1),
    AwkwardPage("quotes within quotes", String(repeating: "> ", count: 3000) + "text\n", diagrams: 0),
    AwkwardPage("a line without end", String(repeating: "word ", count: 200_000), diagrams: 0),
    AwkwardPage("front matter that never closes", "---\ntitle: [\n\n\(fence)```\n", diagrams: 1),
  ]

  @Test(arguments: awkwardPages) func anAwkwardPageHindersNobody(page: AwkwardPage) async throws {
    let workspace = try SampleLibrary.make()
    try workspace.write("docs/awkward.md", page.bytes)
    let outcome = try await workspace.run("run", "--format", "jsonl")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains(#""pages":5,"diagrams":\#(SampleLibrary.diagramCount + page.diagrams),"#))
    for line in outcome.output.split(separator: "\n") { _ = try JSONReader.read(Array(line.utf8)) }
    #expect(try workspace.outputs() == (await workspace.outputsOfACleanBuild()))
    let (_, again) = try await workspace.build()
    #expect(again.names(ending: "ran").isEmpty && again.names(ending: "failed").isEmpty)
  }

  @Test func aPageOfTwentyThousandDiagramsBuilds() async throws {
    let workspace = try SampleLibrary.make()
    let diagrams = (1...20_000).map { "```mermaid\npie\n  accTitle: Number \($0)\n  \"A\" : \($0)\n```\n\n" }
    try workspace.write("docs/many.md", diagrams.joined())
    let first = try await workspace.build()
    #expect(first.outcome.status == 1)
    #expect(first.actions.subjects(of: "parse", ending: "ran").count == 20_005)
    try workspace.write("docs/many.md", "```mermaid\npie\n  \"New\" : 1\n```\n\n" + diagrams.joined())
    let second = try await workspace.build()
    #expect(second.actions.subjects(of: "parse", ending: "ran") == ["docs/many.md#1"])
    #expect(second.actions.subjects(of: "parse", ending: "hit").count == 20_005)
  }

  @Test func aPageTooLongToBeReadIsAnErrorAndNotAPageWithoutDiagrams() async throws {
    let workspace = try SampleLibrary.make()
    try await workspace.shell("rm docs/incidents/outage.md && truncate -s 200M docs/long.md")
    for _ in 1...2 {
      let outcome = try await workspace.shell("\"$ATLAS\" run --format jsonl")
      #expect(outcome.status == 1)
      #expect(outcome.output.contains(#"{"schema":1,"path":"docs/long.md","line":1,"index":0"#))
      #expect(outcome.output.contains("page-unreadable"))
      #expect(outcome.output.contains(#""diagrams":3,"valid":3"#))
    }
    try workspace.write("docs/long.md", "# Short again\n")
    #expect(try await workspace.run().status == 0)
  }

  @Test(arguments: [
    ("mkfifo docs/pipe.md", ""),
    ("mkfifo docs/pipe && ln -s pipe docs/pipe.md", ""),
    ("ln -s loop.md docs/loop.md", "docs/loop.md: a link that leads back to where it lies"),
    ("ln -s .. docs/up", "docs/up: a link that leads back to where it lies"),
    ("ln -s nowhere.md docs/dangling.md", "docs/dangling.md: a link to nothing"),
    ("ln -s /etc docs/etc", "docs/etc: a link that leads out of the project folder"),
    ("ln -s /etc/passwd docs/passwd.md", "docs/passwd.md: a link that leads out of the project folder"),
    ("mkdir docs/folder.md", ""),
  ])
  func whatIsNoPageIsHarmless(making: String, complaint: String) async throws {
    let workspace = try SampleLibrary.make()
    try await workspace.run()
    let outputs = try workspace.outputs()
    #expect(try await workspace.shell(making).status == 0)
    for _ in 1...2 {
      let outcome = try await workspace.run()
      #expect(outcome.status == 1)
      #expect(outcome.problems.map(String.init) == (complaint.isEmpty ? [] : ["problem: \(complaint)"]))
      #expect(try workspace.outputs() == outputs)
    }
  }

  @Test(.needsPython) func aSocketIsHarmless() async throws {
    let workspace = try SampleLibrary.make()
    let made = try await workspace.shell(
      "\(Python.path!) -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"docs/socket.md\")'")
    try #require(made.status == 0, "\(made.errors)")
    #expect(try await workspace.run().output.contains("pages              4"))
  }

  @Test func namesAreBytes() async throws {
    let workspace = try SampleLibrary.make()
    let names: [[UInt8]] = [
      [0x78, 0xFF], [0x78, 0xFE], Array("e\u{301}".utf8), Array("\u{E9}".utf8), Array("new\nline".utf8),
      Array("esc\u{1B}[31m".utf8), Array("-q".utf8), Array("back\\slash".utf8), Array("quo\"te".utf8),
      Array("a#1".utf8), Array(repeating: 0x6C, count: 252),
    ]
    for (number, name) in names.enumerated() {
      let path = BytePath("docs").appending(BytePath(name + Array(".md".utf8)))
      try workspace.write(path, Array("```mermaid\npie\n  \"A\" : \(number)\n```\n".utf8))
    }
    let outcome = try await workspace.run("run", "--format", "jsonl")
    #expect(outcome.output.contains(#""pages":\#(4 + names.count),"#))
    let paths = try outcome.output.split(separator: "\n").dropLast().map {
      Array(try JSONReader.read(Array($0.utf8))["path"]!.string!.utf8)
    }
    #expect(Set(paths).count == 4 + names.count)
    let text = try await workspace.run("run", "--recache")
    #expect(!text.output.contains("\u{1B}"))
    #expect(try workspace.outputs() == (await workspace.outputsOfACleanBuild()))
    try await workspace.run()
    let (_, again) = try await workspace.build()
    #expect(again.wasUpToDate)
  }
}
