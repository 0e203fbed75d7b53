import AtlasCore
import AtlasMermaid
import Testing

/// Every fixture has the verdict of its folder, and the tree and findings that its golden file shows.
struct GoldenTests {
  @Test(arguments: Fixture.all)
  func fixtureHasItsVerdictAndItsDump(_ fixture: Fixture) {
    let diagram = Mermaid.parse(fixture.code)
    #expect((diagram.verdict == .valid || diagram.verdict == .unrenderable) == fixture.isValid)
    if Fixture.updatesGoldens { fixture.writeGolden(diagram.dump) }
    #expect(diagram.dump == fixture.golden)
  }

  @Test func everyParsedKindHasFiveValidAndFiveInvalidFixtures() {
    var valid: [DiagramKind: Int] = [:]
    var invalid: [DiagramKind: Int] = [:]
    for fixture in Fixture.all {
      guard let kind = Mermaid.parse(fixture.code).kind else { continue }
      if fixture.isValid { valid[kind, default: 0] += 1 } else { invalid[kind, default: 0] += 1 }
    }
    for kind in valid.keys {
      #expect(valid[kind, default: 0] >= 5, "\(kind) has too few valid fixtures")
      #expect(invalid[kind, default: 0] >= 5, "\(kind) has too few invalid fixtures")
    }
    #expect(valid.count > 0)
  }
}
