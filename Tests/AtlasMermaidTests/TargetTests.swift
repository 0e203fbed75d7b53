import AtlasCore
import AtlasMermaid
import Testing

struct TargetTests {
  /// Each text with the first version that accepts it.
  @Test(arguments: [
    ("cynefin-beta\n", Target.v11_16),
    ("swimlane-beta\n A --> B\n", .v11_16),
    ("railroad-beta\n", .v11_16),
    ("erDiagram\n A {\n  string? name\n }\n", .v11_16),
    ("xychart-beta\n line [1 \"low\", 2 \"high\"]\n", .v11_16),
    ("sequenceDiagram\n autonumber 1.5 0.25\n A->>B: x\n", .v11_15),
    ("sequenceDiagram\n autonumber 1 2\n A->>B: x\n", .v11_14),
    ("erDiagram\n A {\n  string name\n }\n", .v11_14),
    ("xychart-beta\n line [1, 2]\n", .v11_14),
    ("flowchart LR\n A --> B\n", .v11_14),
  ])
  func aTextIsRejectedBeforeTheVersionThatBroughtItsGrammar(text: String, first: Target) {
    for target in Target.allCases {
      let diagram = Mermaid.parse(Array(text.utf8), target: target)
      if target < first {
        #expect(diagram.verdict == .invalid, "\(target.rawValue)")
      } else if text.utf8.count > 20 {
        #expect(diagram.verdict == .valid, "\(target.rawValue): \(diagram.findings)")
      }
    }
  }

  @Test func theFindingNamesBothVersions() throws {
    let diagram = Mermaid.parse(Array("erDiagram\n A {\n  string? name\n }\n".utf8), target: .v11_15)
    let finding = try #require(diagram.findings.first)
    #expect(finding.message.contains("11.16") && finding.message.contains("11.15"))
    #expect(finding.range == TextRange(23, 24))
  }

  @Test func theNewestVersionIsMeantWhereNoneIsNamed() {
    #expect(Target.newest == Target.allCases.last)
    #expect(Mermaid.parse(Array("swimlane-beta\n A --> B\n".utf8)).verdict == .valid)
  }
}
