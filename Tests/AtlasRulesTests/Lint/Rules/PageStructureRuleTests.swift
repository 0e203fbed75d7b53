import AtlasCore
import AtlasRules
import Testing

/// What rules about the form of a page must not say, and what they must.
struct PageStructureRuleTests {
  private func count(
    _ id: String, _ page: String, at path: BytePath = "incidents/example.md", settings: String = ""
  ) throws -> Int { try PageExamples.findings(of: id, in: page, at: path, settings: settings).count }

  private static let diagram = "```mermaid\npie\n  \"A\" : 1\n```\n"

  // MARK: fences

  @Test(arguments: [
    ("~~~\n```\n~~~\n", 0), ("````\n```\n````\n", 0), ("    ```\n\ntext\n", 0), ("text with ``` in it\n", 0),
    ("```\nopen", 1), ("> ```\n> quoted\n\nafter\n", 1), ("- ```\n  item\n\nafter\n", 1),
  ])
  func aFenceIsUnclosedWhereNothingClosesIt(_ page: String, _ expected: Int) throws {
    #expect(try count("fence-unclosed", page) == expected)
  }

  @Test(arguments: [
    ("````markdown\n```mermaid\npie\n```\n````\n", 0), ("```md\n```mermaid\n```\n", 0),
    ("```text\nrun ```mermaid\n```\n", 0), ("```text\n```mermaidx\n```\n", 0), ("```\n~~~mermaid\n```\n", 1),
    ("```mermaid\npie\n```mermaid\npie\n```\n", 1), ("```python\nx\n  ```{mermaid}\n```\n", 1),
  ])
  func aDiagramIsSwallowedByABlockThatStaysOpen(_ page: String, _ expected: Int) throws {
    #expect(try count("fence-swallowed", page) == expected)
  }

  @Test(arguments: [
    ("```mermaid\npie\n```\n", 0), ("```text\nx\n```\n", 0), ("```{mermaid}\npie\n```\n", 1),
    ("```mermaid title=x\npie\n```\n", 1), ("- item\n\n  ```mermaid\n  pie\n  ```\n", 1),
    ("~~~MERMAID\npie\n~~~\n", 1),
  ])
  func theInfoOfADiagramIsOneWord(_ page: String, _ expected: Int) throws {
    #expect(try count("fence-info", page) == expected)
  }

  @Test func onlyTheCaseIsMendedSafely() throws {
    let fixes = try ["```Mermaid\npie\n```\n", "```{mermaid}\npie\n```\n"].map {
      try PageExamples.findings(of: "fence-info", in: $0).first?.finding.fix
    }
    #expect(fixes[0] == Fix(safe: true, edits: [TextEdit(TextRange(3, 10), "mermaid")]))
    #expect(fixes[1] == nil)
  }

  @Test(arguments: [
    ("```bash\nls\n```\n", 0), ("```sql\nSELECT 1\n```\n", 0), ("```yaml\na: b\n```\n", 0),
    ("```\nx\n```\n", 0),
    ("    python\n", 0), ("```text python\nx\n```\n", 0), ("```Python\nx\n```\n", 1),
    ("```{.java title=x}\nx\n```\n", 1),
    ("```c++\nx\n```\n", 1), ("```go,linenos\nx\n```\n", 1),
  ])
  func aListingIsOfAProgrammingLanguage(_ page: String, _ expected: Int) throws {
    #expect(try count("code-block", page) == expected)
  }

  @Test func encodedTextIsTextAndNotCode() throws {
    let encoded = String(repeating: #"a\n"#, count: 30)
    #expect(try count("escaped-newlines", "# T\n\n\(encoded)\n") == 1)
    #expect(try count("escaped-newlines", "```\n\(encoded)\n```\n") == 0)
    #expect(try count("escaped-newlines", #"A pattern: `\n\n`, and \\n twice."#) == 0)
  }

  @Test(arguments: [
    ("# T\n\n" + String(repeating: "Count the servers. ", count: 110), 1),
    ("# T\n\n" + String(repeating: "Count the servers. ", count: 100), 0),
    (
      "# T\n" + String(repeating: "a\nb\n", count: 4) + String(repeating: "Count the servers. ", count: 110),
      0
    ),
    ("# T\n\n" + String(repeating: #"One more line.\n"#, count: 200), 1), ("", 0),
  ])
  func aPageOfMuchTextHasLines(_ page: String, _ expected: Int) throws {
    #expect(try count("escaped-newlines", page) == expected)
  }

  // MARK: text

  @Test func textIsCountedBetweenDiagramsAlone() throws {
    let list = String(repeating: "- one more line\n", count: 14)
    let table = "| a | b |\n|---|---|\n" + String(repeating: "| 1 | 2 |\n", count: 20)
    let diagram = Self.diagram + "\n"
    #expect(try count("excess-text", list + "\n" + diagram + table + "\n" + diagram + list) == 0)
    #expect(try count("excess-text", diagram + list + "\n" + diagram) == 1)
    #expect(try count("excess-text", diagram + "```\n" + list + "```\n\n" + diagram) == 0)
    #expect(try count("excess-text", diagram + list.replacing("- ", with: "> ") + "\n" + diagram) == 0)
  }

  @Test func aHeadingNamesAGroupByTheBeginningOfAWord() throws {
    let settings = #""groups": ["root cause|trigger", "recover"]"#
    #expect(
      try count(
        "missing-section", "## What happened: Root causes\n\n### Recovery steps\n", settings: settings) == 0)
    #expect(
      try count("missing-section", "## Uprooted\n\nroot cause: a lock, recovered.\n", settings: settings) == 1
    )
    #expect(try count("missing-section", "# Any\n") == 0)
  }

  @Test(arguments: [
    ("# A\n\n## B\n\n### C\n\n## D\n", 0), ("---\ntitle: A\n---\n\n## B\n", 0), ("", 0), ("## A\n", 1),
    ("# A\n\n# B\n\n# C\n", 2), ("# A\n\n### B\n\n### C\n", 1),
    ("# A\n\n```\n# no heading\n#### none\n```\n", 0),
  ])
  func headingsAreAnOutline(_ page: String, _ expected: Int) throws {
    #expect(try count("heading-structure", page) == expected)
  }

  // MARK: places

  @Test(arguments: [
    ("systems/README.md", 0), ("systems/netflix/a-b2.md", 0), ("incidents/Two Words.md", 1),
    ("Incidents/a.md", 1),
    ("incidents/a--b.md", 1), ("incidents/a_b.md", 1), ("incidents/2023-03-14-outage.mmd.md", 1),
  ])
  func namesAreWordsWithHyphens(_ path: BytePath, _ expected: Int) throws {
    #expect(try count("naming-kebab", "# T\n", at: path) == expected)
  }

  @Test(arguments: [
    ("systems/index.md", 0), ("systems/Meta/x.md", 0), ("incidents/systems/foo/x.md", 0),
    ("systems/foo/x.md", 1),
  ])
  func aSystemIsKnownByItsFolder(_ path: BytePath, _ expected: Int) throws {
    #expect(try count("unknown-system", "# T\n", at: path) == expected)
  }

  // MARK: words

  @Test(arguments: [
    ("Load Testing, Example: Netflix 2023, the 3 AM Test, TODOs.", 0),
    ("`TBD` and <https://atlas.test/TBD>", 0),
    ("Write to https://atlas.test/TODO now", 0), ("[TBD later](a.md)", 1), ("| a |\n|---|\n| XX% |", 1),
    ("<!-- TBD -->", 0), ("# TBD", 1), ("ACME certificates, to replace: nothing", 0), ("XXXL shirts", 0),
  ])
  func placeholdersAreWordsOfProse(_ page: String, _ expected: Int) throws {
    #expect(try count("placeholder", page + "\n") == expected)
  }

  @Test(arguments: [
    ("Call `example.com`.", 0), ("```\nexample.com\n```", 0), ("notexample.com, example.community", 0),
    ("<!-- example.com -->", 0), ("See api.example.com.", 1), ("[a](http://example.org/x)", 1),
    ("<https://example.net>", 1), ("![a](https://img.example.com/a.png)", 1),
  ])
  func placeholderHostsAreThoseOfTextsAndLinks(_ page: String, _ expected: Int) throws {
    #expect(try count("placeholder-host", page + "\n") == expected)
  }

  @Test(arguments: [
    ("Not the 5-plane model.", 0), ("There were five planes once.", 0), ("`five planes`", 0),
    ("15 planes, 5 planets", 0),
    ("The five planes are these.", 1), ("<!-- 5-plane -->", 1), ("## Five-Plane Architecture", 1),
  ])
  func fivePlanesAreCountedWhereNobodyDeniesThem(_ page: String, _ expected: Int) throws {
    #expect(try count("five-plane-text", page + "\n") == expected)
  }

  @Test(arguments: [
    ("upstream planes, the stream of planes, Stream processing", 0), ("`Stream Plane`", 0),
    ("There is no Stream Plane any more.", 0), ("```mermaid\nflowchart LR\n  A[Stream Plane]\n```", 0),
    ("The STREAM_PLANE and the StreamPlane.", 2), ("## Stream-Plane", 1),
  ])
  func aRetiredPlaneIsNamedInProse(_ page: String, _ expected: Int) throws {
    #expect(try count("stream-plane", page + "\n") == expected)
  }

  @Test(arguments: [
    ("<div style=\"line-height: 20px\">\n\n", 0), ("<img height=\"20\"></img>\n\n", 0),
    ("height: 20px\n\n", 0),
    ("<div style=\"height: 80vh\">\n\n", 0), ("<div height=200>\n\n", 1),
    ("<div style=\"height: 300px\"><div class=\"x\">\n\nText first.\n\n", 1),
    ("<div style=\"height: 300px\"></div>\n\n", 0), ("<div style=\"height: 300px\">\n\n</div>\n\n", 0),
    ("<div style=\"height: 300px\">\n\n", 1), ("<img height=\"20\">\n\n", 0), ("<div height=\n\n", 0),
    ("<>\n\n", 0), ("</div><div style=\"height:20px\"/>\n\n", 0),
    ("<div style='max-height:399px'>\n\n", 1),
  ])
  func aHeightIsThatOfTheElementAroundTheDiagram(_ before: String, _ expected: Int) throws {
    #expect(try count("min-height", before + Self.diagram) == expected)
  }
}
