import AtlasCore
import AtlasPipeline
import AtlasRules
import Testing

/// Section `effort`: what it says at a place, and what a plan makes of it.
@Suite struct EffortTests {
  private static let text = """
    {"version": 1, "create": [3, 4], "revise": 0.5, "mend": {"HIGH": 0.5, "MEDIUM": 0.2, "LOW": [0.05, 0.15]},
     "overrides": {"patterns": {"create": 3}, "patterns/guarantees": {"create": 1.2, "mend": {"LOW": 1}}}}
    """

  private static func effort(at place: PagePlace = PagePlace(category: "systems")) throws -> Effort {
    try #require(Effort(try SpecPack.read([("effort.json", Array(text.utf8))]), at: place))
  }

  private static func rule(_ index: Int, _ appeared: PriorityCounts, before: Int = 0) -> VerdictChange {
    var counts = (before: FindingCounts(), after: FindingCounts())
    counts.before.errors = before
    counts.after.errors = before + appeared.total
    return VerdictChange(
      path: "a.md", index: index, category: "systems", code: "rule",
      kind: .rule(.init(before: counts.before, after: counts.after, appeared: appeared, gone: 0)))
  }

  private static func gate(_ before: (Bool, required: Bool)?, _ after: (Bool, required: Bool)?)
    -> VerdictChange
  {
    func gate(_ told: (Bool, required: Bool)?) -> VerdictChange.Gate? {
      told.map { .init(passed: $0.0, score: 0, required: $0.required) }
    }
    return VerdictChange(
      path: "a.md", index: 1, category: "systems", code: "gate",
      kind: .gate(before: gate(before), after: gate(after)))
  }

  @Test func aPlaceHasTheHoursOfItsCategoryAndSection() throws {
    #expect(try Self.effort().create == Hours(3.5))
    #expect(try Self.effort(at: PagePlace(category: "patterns", section: "mechanisms")).create == Hours(3))
    #expect(try Self.effort(at: PagePlace(category: "patterns", section: "guarantees")).create == Hours(1.2))
    #expect(try Self.effort(at: PagePlace(category: "patterns", section: "guarantees")).revise == Hours(0.5))
  }

  @Test func withoutTheSectionThereIsNoEffort() throws {
    let pack = try SpecPack.read([("lint.json", Array(#"{"version": 1, "rules": {}}"#.utf8))])
    #expect(Effort(pack, at: PagePlace(category: "systems")) == nil)
  }

  @Test(
    "Each sum by hand",
    arguments: [
      ([], 0.0),
      ([rule(1, .init(high: 1))], 0.5 + 0.5),
      // One diagram is revised once, whatever is mended in it.
      ([rule(1, .init(high: 1)), rule(1, .init(low: 2))], 0.5 + 0.5 + 0.2),
      ([rule(1, .init(low: 1)), rule(2, .init(low: 1))], 2 * (0.5 + 0.1)),
      // More findings of a rule that spoke before.
      ([rule(1, .init(medium: 2), before: 3)], 0.5 + 2 * 0.2),
      ([rule(1, .init(), before: 3)], 0),
      // A diagram costs no more than a new one; a page has no such limit.
      ([rule(1, .init(high: 10))], 3.5),
      ([rule(0, .init(high: 10))], 5.5),
      ([gate((true, required: true), (false, required: true))], 0.5 + 0.5),
      ([gate((true, required: false), (false, required: false))], 0.5 + 0.2),
      ([gate(nil, (false, required: true)), rule(1, .init(high: 1))], 0.5 + 0.5 + 0.5),
      // What was failing owes its hours already, and what passes gives none back.
      ([gate((false, required: false), (false, required: true))], 0),
      ([gate((false, required: true), (true, required: true)), gate((true, required: true), nil)], 0),
    ] as [([VerdictChange], Double)])
  func reworkIsOneRevisionAndTheMending(changes: [VerdictChange], hours: Double) throws {
    #expect(try Self.effort().rework(of: changes) == Hours(hours))
    #expect(try Self.effort().rework(of: changes.reversed()) == Hours(hours))
  }

  @Test func aSectionMayMendAtItsOwnPrice() throws {
    let effort = try Self.effort(at: PagePlace(category: "patterns", section: "guarantees"))
    #expect(effort.rework(of: [Self.rule(0, .init(medium: 1, low: 1))]) == Hours(1.7))
    #expect(effort.rework(of: [Self.rule(1, .init(medium: 1, low: 1))]) == Hours(1.2))
  }

  @Test func sumsAreRoundedLastAndHalfUp() {
    var rework = Rework()
    rework.add(Hours(0.25), in: "a")
    rework.add(Hours(0.25), in: "b")
    #expect(rework.hours(in: "a").tenths == 3)
    #expect(rework.total.tenths == 5)
    #expect(rework.hours(in: "c") == .zero)
  }

  @Test(arguments: [(1, 1, 0), (3, 2, 1), (9, 2, 2), (-1, 0, 0)])
  func theMostUrgentComeFirst(number: Int, high: Int, low: Int) {
    #expect(PriorityCounts(high: 2, low: 2).first(number) == PriorityCounts(high: high, low: low))
  }

  // MARK: the packs that come with the program

  @Test(
    arguments: [
      ("systems", "case-studies", 4), ("patterns", "guarantees", 2), ("patterns", "mechanisms", 2),
      ("patterns", "patterns", 3), ("incidents", nil, 2), ("debugging", nil, 2), ("performance", nil, 1),
      ("scaling", nil, 3), ("costs", nil, 1), ("capacity", nil, 2), ("comparisons", nil, 2),
      ("migrations", nil, 3), ("production", nil, 2), ("other", nil, 3.5),
    ] as [(String, String?, Double)])
  func theShippedHoursAreThoseOfTheLibrary(category: String, section: String?, hours: Double) throws {
    let place = PagePlace(category: category, section: section)
    #expect(Effort(try ShippedSpecPack.atlas.read(), at: place)?.create == Hours(hours))
  }

  @Test func eachShippedOverrideIsOfAPlaceThatThereIs() throws {
    let pack = try ShippedSpecPack.atlas.read()
    let places = pack.taxonomy.categories.flatMap { category in
      [category.slug] + category.sections.map { "\(category.slug)/\($0.slug)" }
    }
    #expect(pack.section("effort")?.overrides.allSatisfy { places.contains($0.address) } == true)
    #expect(try ShippedSpecPack.generic.read().section("effort")?.overrides.isEmpty == true)
  }
}
