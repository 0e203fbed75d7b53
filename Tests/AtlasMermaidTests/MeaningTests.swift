import AtlasCore
import AtlasMermaid
import Testing

/// The meaning digest knows what a diagram says, the text map where it says it.
struct MeaningTests {
  @Test(arguments: Fixture.all.filter(\.isValid))
  func meaningSurvivesLineEndsAndABlankEnd(_ fixture: Fixture) {
    let diagram = Mermaid.parse(fixture.code)
    let windows = Mermaid.parse(fixture.code.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] })
    #expect(windows.meaning == diagram.meaning)
    let longer = Mermaid.parse(fixture.code + Array("\n%% a comment at the end\n".utf8))
    #expect(longer.meaning == diagram.meaning)
  }

  @Test func pieKeepsItsMeaningUnderCommentsAndIndentation() {
    let plain = Mermaid.parse(Array("pie\ntitle Pets\n\"Dogs\" : 10\n\"Cats\" : 5\n".utf8))
    let dressed = Mermaid.parse(
      Array(
        "%% first\n  pie\n\n    title   Pets  \n  %% why\n    \"Dogs\":10 %% so\n\t\"Cats\" :   5\n\n".utf8))
    #expect(plain.meaning == dressed.meaning)
    #expect(plain.textMap.ranges.count == dressed.textMap.ranges.count)
    let other = Mermaid.parse(Array("pie\ntitle Pets\n\"Dogs\" : 10\n\"Cat\" : 5\n".utf8))
    #expect(other.meaning != plain.meaning)
  }

  @Test(arguments: [
    (
      "---\nconfig:\n  theme: dark\n---\npie\n\"a\" : 1\n",
      "---\nconfig:\n  theme: forest\n---\npie\n\"a\" : 1\n"
    ),
    ("%%{init: {'theme': 'dark'}}%%\npie\n\"a\" : 1\n", "%%{init: {'theme': 'forest'}}%%\npie\n\"a\" : 1\n"),
  ])
  func configurationIsPartOfTheMeaning(_ one: String, _ other: String) {
    #expect(Mermaid.parse(Array(one.utf8)).meaning != Mermaid.parse(Array(other.utf8)).meaning)
  }

  @Test func aPlaceIsFoundAgainAfterACosmeticEdit() throws {
    let before = Mermaid.parse(Array("pie\n\"Dogs\" : 10\n\"Cats\" : 5\n".utf8))
    let after = Mermaid.parse(Array("%% x\npie\n\n   \"Dogs\" : 10\n   \"Cats\"   : 5\n".utf8))
    let cats = TextRange(17, 21)
    #expect(before.source.string(cats) == "Cats")
    let anchors = before.textMap.anchors(of: cats)
    let found = try #require(after.textMap.range(from: anchors.start, to: anchors.end))
    #expect(after.source.string(found) == "Cats")
  }

  /// A place of no bytes was anchored at its left and at its right, and a comment came between the two.
  @Test(
    arguments: ["pie", "flowchart LR", "sequenceDiagram"],
    ["%% x\n", "%% x\n%% a longer one, on two lines\n", ""])
  func aPlaceBelowTheFirstLineStaysAPlaceThere(_ header: String, _ comment: String) throws {
    let body =
      header == "pie" ? "  \"Dogs\" : 10\n" : header == "flowchart LR" ? "  A --> B\n" : "  A->>B: x\n"
    let before = Mermaid.parse(Array("\(header)\n\(body)".utf8))
    let after = Mermaid.parse(Array("\(header)\n\(comment)\(body)\(comment)".utf8))
    #expect(before.meaning == after.meaning)
    let anchors = before.textMap.anchors(of: TextRange(at: header.utf8.count + 1))
    #expect(after.textMap.range(from: anchors.start, to: anchors.end) == TextRange(at: header.utf8.count + 1))
  }
}
