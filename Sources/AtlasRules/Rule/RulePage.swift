import AtlasCore
import AtlasMermaid

/// What there is to know of a rule, as Markdown: its page in the documentation, its text in a terminal, its help in SARIF.
package struct RulePage: Sendable {
  /// Of the part that comes first.
  package var documentation: RuleDocumentation { parts[0].documentation }
  package let options: [RuleOption]
  private let parts: [Part]

  /// What the rule says of one sort of thing.
  fileprivate struct Part: Sendable {
    var documentation: RuleDocumentation
    /// How its examples are fenced: a page may hold fences of its own.
    var fence: String
    var language: String

    var isDiagram: Bool { language == "mermaid" }
  }

  /// Nil where nothing has the id.
  package init?(_ id: String) {
    if let rule = RuleCatalog.rule(id) {
      parts = rule.parts.map { Part($0) }
      options = rule.options
    } else if let syntax = SyntaxRule(rawValue: id)?.documentation {
      parts = [Part(documentation: syntax, fence: "```", language: "mermaid")]
      options = []
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
    parts.enumerated().map { number, part in
      let text = part.documentation
      return """
        \(number == 0 ? text.matters : "\nAlso \(text.finds).")

        Bad:

        \(part.example(text.bad))

        Good:

        \(part.example(text.good))

        """
    }.joined() + thresholds
  }

  /// What the specification may set of the rule.
  private var thresholds: String {
    guard !options.isEmpty else { return "" }
    let lines = options.map { "- `\($0.key)`: \($0.summary) (\($0.standard))\n" }
    return "\nIn data/spec/lint.json:\n\n" + lines.joined()
  }
}

extension RulePage.Part {
  fileprivate init(_ rule: any Rule.Type) {
    documentation = rule.description
    fence = rule.scope == .diagram ? "```" : "````"
    switch rule.scope {
    case .diagram: language = "mermaid"
    case .page, .waiver: language = "markdown"
    case .library:
      let file = (rule as? any LibraryRule.Type)?.exampleFile
      language = file?.fileExtension == "yml" ? "yaml" : "markdown"
    }
  }

  fileprivate func example(_ text: String) -> String { "\(fence)\(language)\n\(shortened(text))\n\(fence)" }

  /// An example as a page can show it; some are bad by being long.
  private func shortened(_ example: String) -> String {
    let limit = isDiagram ? 12 : 30
    let lines = example.split(separator: "\n", omittingEmptySubsequences: isDiagram).map { line in
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
