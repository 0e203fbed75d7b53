import AtlasCore
import AtlasMarkdown
import AtlasMermaid
import AtlasRules

/// Waivers of a page as the report judges them: after every rule about diagrams and pages has spoken.
enum WaiverExamples {
  static func problems(of text: String) throws -> [WaiverProblem] {
    let bytes = Array(text.utf8)
    let page = MarkdownPage(parsing: bytes)
    let fences = page.fences.filter(\.isMermaid)
    var waivers = PageWaivers(
      bytes, isOneDiagram: false,
      fences.map { fence in
        PageWaivers.Diagram(content: fence.content, pageRange: { fence.pageRange(ofContent: $0) })
      })
    let rules =
      (RuleCatalog.rules.map { $0.description.id } + RuleCatalog.pageRules.map { $0.description.id })
    let entries = Set(rules).sorted().map { #""\#($0)": {"priority": "LOW"}"# }.joined(separator: ", ")
    let specification = LintSpecification(
      lint: try JSONReader.read(Array("{\"rules\": {\(entries)}}".utf8)), planes: RuleExamples.planes,
      severities: nil)
    for (number, fence) in fences.enumerated() {
      for finding in Linter.findings(in: Mermaid.parse(fence.content), by: specification) {
        let range = fence.pageRange(ofContent: finding.range)
        let line = page.lines.position(of: range.lowerBound).line
        _ = waivers.reason(for: finding.code, line: line, diagram: number)
      }
    }
    let subject = try PageExamples.subject(text, at: "incidents/example.md")
    for found in PageLinter.findings(on: subject, by: specification) {
      let range =
        found.diagram.map { fences[$0].pageRange(ofContent: found.finding.range) } ?? found.finding.range
      let line = page.lines.position(of: range.lowerBound).line
      _ = waivers.reason(for: found.finding.code, line: line, diagram: found.diagram)
    }
    return waivers.problems { code, _ in rules.contains(code) }
  }
}
