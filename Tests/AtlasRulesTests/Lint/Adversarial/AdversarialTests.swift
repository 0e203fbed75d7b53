import AtlasCore
import AtlasMarkdown
import AtlasMermaid
import AtlasRules
import Testing

/// What a fair adversary would try on each rule: the word in an address, in code, in a comment, in another language, in an
/// id, and for structures the nearest lawful ones.
struct AdversarialTests {
  // MARK: Every rule has its cases

  @Test(arguments: RuleCatalog.all.map { $0.description.id })
  func everyRuleHasItsAdversary(_ id: String) throws {
    let cases = AdversarialCase.all.filter { $0.rule == id }
    #expect(cases.count { $0.expected == 0 } >= 4, "\(id) has too few silent cases")
    #expect(cases.contains { $0.expected > 0 }, "\(id) has no case that must still be found")
    for part in try #require(RuleCatalog.rule(id)).parts {
      #expect(cases.contains { scope(of: $0) == part.scope }, "\(id) has no case about a \(part.scope)")
    }
  }

  @Test func everyCaseIsOfARuleAndSaysWhy() {
    for found in AdversarialCase.all {
      let scopes = RuleCatalog.rule(found.rule)?.parts.map { $0.scope } ?? []
      #expect(scopes.contains(scope(of: found)), "\(found.rule): \(found.why)")
      #expect(!found.why.isEmpty && !found.text.isEmpty)
    }
    let names = AdversarialCase.all.map { "\($0.rule) \($0.subject) \($0.why)" }
    #expect(Set(names).count == names.count)
  }

  private func scope(of found: AdversarialCase) -> RuleScope {
    switch found.subject {
    case .diagram: .diagram
    case .page: .page
    case .library: .library
    case .waivers: .waiver
    }
  }

  // MARK: The cases

  @Test(arguments: AdversarialCase.cases(about: .diagram))
  func diagram(_ found: AdversarialCase) throws {
    let diagram = Mermaid.parse(Array(found.text.utf8))
    #expect(diagram.verdict == .valid)
    let findings = try RuleExamples.findings(of: found.rule, in: diagram, entry: "{\(found.settings)}")
    #expect(findings.count == found.expected, "\(findings.map(\.message))")
  }

  @Test(arguments: AdversarialCase.aboutPages)
  func page(_ found: AdversarialCase) throws {
    guard case .page(let path) = found.subject else { return }
    let findings = try PageExamples.findings(
      of: found.rule, in: found.text, at: path, settings: found.settings)
    #expect(findings.count == found.expected, "\(findings.map(\.finding.message))")
  }

  @Test(arguments: AdversarialCase.cases(about: .library))
  func library(_ found: AdversarialCase) throws {
    let findings = try LibraryExamples.findings(of: found.rule, in: found.files)
    #expect(findings.count == found.expected, "\(findings.map(\.finding.message))")
  }

  @Test(arguments: AdversarialCase.cases(about: .waivers))
  func waivers(_ found: AdversarialCase) throws {
    let problems = try WaiverExamples.problems(of: found.text).filter { $0.rule == found.rule }
    #expect(problems.count == found.expected, "\(problems.map(\.message))")
  }

  // MARK: What changes nothing

  /// Line ends of Windows are no part of a word, a value or a statement.
  @Test(arguments: AdversarialCase.cases(about: .diagram))
  func lineEndsOfWindowsChangeNothing(_ found: AdversarialCase) throws {
    let text = found.text.replacing("\n", with: "\r\n")
    let findings = try RuleExamples.findings(of: found.rule, in: text, entry: "{\(found.settings)}")
    #expect(findings.count == found.expected, "\(findings.map(\.message))")
  }

  /// A comment ahead of the diagram, and one behind it, hide nothing of it.
  @Test(arguments: RuleCatalog.rules.map { $0.description.id })
  func commentsAroundADiagramHideNothing(_ id: String) throws {
    let bad = try #require(RuleCatalog.rules.first { $0.description.id == id }).description.bad
    let text = "%% A remark: TODO [x] {y} #CC0000\n\(bad)%% Another one --> end\n"
    #expect(Mermaid.parse(Array(text.utf8)).verdict == .valid)
    #expect(try RuleExamples.findings(of: id, in: text).map(\.code) == [id])
  }

  /// A page that shows a bad diagram as text, or in a comment, does not have it.
  @Test(arguments: RuleCatalog.rules.map { $0.description.id })
  func aDiagramThatIsQuotedIsNone(_ id: String) throws {
    let bad = try #require(RuleCatalog.rules.first { $0.description.id == id }).description.bad
    let fence = "```mermaid\n\(bad)```"
    for page in ["````markdown\n\(fence)\n````\n", "<!--\n\(fence)\n-->\n", "```text\n\(bad)```\n"] {
      #expect(MarkdownPage.fences(in: Array(page.utf8)).allSatisfy { !$0.isMermaid })
    }
  }
}
