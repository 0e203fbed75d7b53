import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct ArchitectureTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.architecture, micro: 13, docs: 3, corpus: 0)
  }

  @Test(arguments: [
    ("", true), ("service a", true), ("service a\nservice a", false), ("service Left", false),
    ("service left", true), ("service aL", true), ("service in", false), ("service in-1", true),
    ("service a-", false), ("service row\n", false), ("service rows", true), ("service title", false),
    ("service a(x y)", false), ("service a(x:y-z)", true), ("service a()", false), ("service a[]", false),
    ("service a[ ]", true), ("service a[x-y]", false), ("service a[\"x-y\"]", true), ("service a['x']", true),
    ("service a \"x\"[y]", true), ("service a[y](x)", false), ("group g \"x\"", false),
    ("junction j[x]", false),
    ("service a in a", false), ("service a in b", false), ("group a in b\ngroup b", false),
    ("service a in g\ngroup g", true), ("service a\nservice b in a", false), ("service toString", false),
    ("group toString", false), ("service a %% x", true), ("service a; service b", false),
    ("---\nx\n---\nservice a", true), ("title\nservice a", true), ("service a title x", false),
    ("accDescr { x\n}\nservice a", true), ("service a\n\n\nservice b", true),
  ])
  func nodesAreThoseOfMermaid(_ body: String, _ isValid: Bool) {
    expect("architecture-beta\n" + body, isValid)
  }

  @Test(arguments: [
    ("a:L -- R:b", true), ("a:L--R:b", true), ("a:L - R:b", false), ("a:L <--> R:b", true),
    ("a:L >--< R:b", true), ("a:L -[t]- R:b", true), ("a:L <-[\"x: y\"]-> R:b", true),
    ("a:L -[t]-- R:b", false),
    ("a:l -- R:b", false), ("a:L -- b:R", false), ("a -- b", false), ("a:L -- R:x", false),
    ("a:L -- R:c", true),
    ("a:L -- R:g", false), ("a{group}:L -- R:b{group}", true), ("c{group}:L -- R:d", false),
    ("a {group}:L -- R:b", true), ("a{groups}:L -- R:b", false), ("a:L -- R:b\na:L -- R:b", true),
    ("align row a b", true), ("align row a", false), ("align rows a b", false), ("align row a a", false),
    ("align row a g", false), ("align column a b c", true), ("align row a b x", false),
  ])
  func edgesAreThoseOfMermaid(_ line: String, _ isValid: Bool) {
    expect(
      "architecture-beta\ngroup g\nservice a\nservice b\nservice c in g\njunction d in g\n" + line, isValid)
  }

  @Test(arguments: [
    ("architecture-beta", true), ("architecture", false), ("architecture-betax", false),
    ("architecture-beta-", false), ("architecture-beta title x", true), ("architecture-beta service a", true),
    ("\n\narchitecture-beta\n", true), ("architecture-beta architecture-beta", false),
  ])
  func headersAreThoseOfMermaid(_ code: String, _ isValid: Bool) { expect(code, isValid) }

  @Test(arguments: [
    "service a\nservice b\na:L -- R:b\na:T -- B:b", "service a-b\nservice a\nservice b\na:L -- R:b",
    "service a in constructor",
  ])
  func someDiagramsAreParsedAndCannotBeDrawn(_ body: String) {
    #expect(Mermaid.parse(Array(("architecture-beta\n" + body).utf8)).verdict == .unrenderable)
  }

  @Test func everyErrorIsReported() {
    let diagram = Mermaid.parse(Array("architecture-beta\nservice\nservice Top\na -> b\n".utf8))
    #expect(diagram.findings.map(\.code) == ["parse-error", "reserved-id", "parse-error"])
    #expect(diagram.mermaidErrorLine == 2)
  }

  private func expect(_ code: String, _ isValid: Bool) {
    #expect((Mermaid.parse(Array(code.utf8)).verdict != .invalid) == isValid)
  }
}
