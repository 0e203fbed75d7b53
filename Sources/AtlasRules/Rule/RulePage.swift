import AtlasCore
import AtlasMermaid

/// What there is to know of a rule, as Markdown: its page in the documentation, its text in a terminal, its help in SARIF.
package struct RulePage: Sendable {
  package let documentation: RuleDocumentation
  package let options: [RuleOption]
  /// Whether its examples are pages; else they are diagrams.
  private let isAboutPages: Bool

  /// Nil where nothing has the id.
  package init?(_ id: String) {
    if let rule = RuleCatalog.rule(id) {
      documentation = rule.description
      options = rule.options
      isAboutPages = !(rule is any LintRule.Type)
    } else if let syntax = SyntaxRule(rawValue: id)?.documentation {
      documentation = syntax
      options = []
      isAboutPages = false
    } else {
      return nil
    }
  }

  /// Every rule and every code of the parsers, in the order of their ids.
  package static let all: [RulePage] =
    Set(RuleCatalog.all.map { $0.description.id } + SyntaxRule.allCases.map(\.rawValue))
    .sorted().compactMap(RulePage.init)

  /// The whole page.
  package var markdown: String { "# \(documentation.id)\n\nFinds \(documentation.finds).\n\n\(explanation)" }

  /// The page without its title and first sentence.
  package var explanation: String {
    """
    \(documentation.matters)

    Bad:

    \(example(documentation.bad))

    Good:

    \(example(documentation.good))

    """ + thresholds
  }

  /// What the specification may set of the rule.
  private var thresholds: String {
    guard !options.isEmpty else { return "" }
    let lines = options.map { "- `\($0.key)`: \($0.summary) (\($0.standard))\n" }
    return "\nIn data/spec/lint.json:\n\n" + lines.joined()
  }

  private func example(_ text: String) -> String {
    let fence = isAboutPages ? "````" : "```"
    return "\(fence)\(isAboutPages ? "markdown" : "mermaid")\n\(shortened(text))\n\(fence)"
  }

  /// An example as a page can show it; some are bad by being long.
  private func shortened(_ example: String) -> String {
    let limit = isAboutPages ? 30 : 12
    let lines = example.split(separator: "\n", omittingEmptySubsequences: !isAboutPages).map { line in
      line.utf8.count > 300 ? line.prefix(300) + " …" : line
    }
    return (lines.prefix(limit) + (lines.count > limit ? ["  …"] : [])).joined(separator: "\n")
  }
}

extension RulePage {
  /// The documentation's folder of rules: a page for each, and an index.
  package static var files: [(name: String, text: String)] {
    let index = all.map {
      "- [\($0.documentation.id)](\($0.documentation.id).md): \($0.documentation.finds)\n"
    }
    return [
      (
        "README.md",
        "# Rules\n\nMade from the rules themselves by `make generated`. What they find on the reference corpus stands in\n"
          + "[../rules.md](../rules.md).\n\n" + index.joined()
      )
    ] + all.map { ("\($0.documentation.id).md", $0.markdown) }
  }
}
