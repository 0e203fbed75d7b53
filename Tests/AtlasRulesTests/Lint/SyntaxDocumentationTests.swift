import AtlasCore
import AtlasMermaid
import AtlasRules
import Testing

/// The examples of the parsers' codes are true.
struct SyntaxDocumentationTests {
  private static let rules = SyntaxRule.allCases.filter { $0.documentation != nil }

  @Test func everyCodeIsDocumented() {
    for rule in SyntaxRule.allCases { #expect(RulePage(rule.rawValue) != nil, "\(rule)") }
  }

  @Test(arguments: rules)
  func theBadExampleHasThisCodeAndTheGoodOneNone(_ rule: SyntaxRule) throws {
    let documentation = try #require(rule.documentation)
    #expect(Mermaid.parse(Array(documentation.bad.utf8)).findings.map(\.code) == [rule.rawValue])
    let good = Mermaid.parse(Array(documentation.good.utf8))
    #expect(good.verdict == .valid)
    #expect(good.findings.isEmpty)
  }
}
