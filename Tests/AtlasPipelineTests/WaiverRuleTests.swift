import AtlasCore
import AtlasPipeline
import AtlasRules
import Testing

/// The rules about waivers are judged where a page's report is put together, so their examples are whole checks.
struct WaiverRuleTests {
  private static let ids = RuleCatalog.waiverRules.map { $0.description.id }

  private static func codes(_ page: String, depth: Check.Depth = .lint) async throws -> [String] {
    var check = Check(spec: try ShippedSpecPack.standard.read(), jobs: 1)
    check.depth = depth
    let report = await check.run([.init(path: "docs/incidents/a.md", content: .success(Array(page.utf8)))])
    return report.pages.flatMap { page in
      (page.findings + page.diagrams.flatMap(\.findings)).map(\.finding.code).filter { ids.contains($0) }
    }
  }

  @Test(arguments: ids)
  func theBadExampleFiresOnceAndTheGoodOneIsSilent(_ id: String) async throws {
    let rule = try #require(RuleCatalog.rule(id)).description
    #expect(try await Self.codes(rule.bad) == [id])
    #expect(try await Self.codes(rule.good).isEmpty)
  }

  @Test func aWaiverOfARuleThatWasNotAppliedIsNotUnused() async throws {
    let rule = try #require(RuleCatalog.rule("waiver-unused")).description
    #expect(try await Self.codes(rule.bad, depth: .parse).isEmpty)
  }
}
