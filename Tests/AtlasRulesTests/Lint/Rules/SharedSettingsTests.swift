import AtlasCore
import Testing

@testable import AtlasRules

/// Categories whose settings say the same of a rule share what the rule makes of them, and no others do.
struct SharedSettingsTests {
  private static func specification(
    _ word: String, like other: LintSpecification? = nil
  ) throws -> LintSpecification {
    let lint = try JSONReader.read(
      Array(#"{"rules": {"placeholder-host": {"priority": "LOW", "hosts": ["\#(word)"]}}}"#.utf8))
    return LintSpecification(
      lint: lint, planes: PlanePalette(nil), metrics: nil, severities: nil, like: other)
  }

  private static func settings(_ specification: LintSpecification) throws -> RuleSettings {
    try #require(specification.settings["placeholder-host"])
  }

  @Test func whatSaysTheSameIsOneObject() throws {
    let first = try Self.specification("example.com")
    let second = try Self.specification("example.com", like: first)
    #expect(try Self.settings(first) === Self.settings(second))
    let third = try Self.specification("example.org", like: first)
    #expect(try Self.settings(first) !== Self.settings(third))
  }

  @Test func wordsThatAreEqualAsTextsAndNotAsBytesAreTwo() throws {
    let composed = try Self.specification("caf\u{E9}.example")
    let decomposed = try Self.specification("caf\u{65}\u{301}.example", like: composed)
    #expect(try Self.settings(composed) !== Self.settings(decomposed))
    let texts = try Self.settings(decomposed).texts("hosts")
    #expect(texts.first?.utf8.count == "cafe\u{301}.example".utf8.count)
  }
}
