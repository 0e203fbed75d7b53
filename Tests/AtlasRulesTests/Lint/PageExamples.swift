import AtlasCore
import AtlasMarkdown
import AtlasMermaid
import AtlasRules
import Testing

/// Pages as rules about pages see them.
enum PageExamples {
  /// What one rule says of a page, as the shipped specification sets the rule at a place.
  ///
  /// - Parameter settings: members of the rule's entry that differ.
  /// - Parameter day: as of which; what holds from some day on holds by then.
  static func findings(
    of id: String, in page: String, at path: BytePath = "incidents/example.md", settings: String = "",
    on day: CalendarDay? = CalendarDay(year: 2026, month: 1, day: 1)
  ) throws -> [PageFinding] {
    let members = [#""priority": "HIGH""#, settings].filter { !$0.isEmpty }.joined(separator: ", ")
    let lint = try JSONReader.read(Array(#"{"rules": {"\#(id)": {\#(members)}}}"#.utf8))
    let specification = LintSpecification(lint: lint, planes: try planes, severities: nil)
    return PageLinter.findings(on: try subject(page, at: path), by: specification).filter {
      $0.holds(on: day)
    }
  }

  static func subject(_ text: String, at path: BytePath) throws -> PageSubject {
    let page = MarkdownPage(parsing: Array(text.utf8))
    let taxonomy = Taxonomy(try JSONReader.read(Array(taxonomyText.utf8)))
    return PageSubject(
      path: path, place: taxonomy.place(of: path), taxonomy: taxonomy,
      planes: LintSpecification(lint: nil, planes: try planes, severities: nil).planes, view: PageView(page),
      diagrams: page.fences.filter(\.isMermaid).map { PageSubject.Diagram(Mermaid.parse($0.content), $0) })
  }

  /// As much of the section `planes` as rules about pages read.
  private static var planes: JSONNode {
    get throws {
      try JSONReader.read(
        Array(
          #"{"planes": {"state": {"title": "State Plane"}}, "retired": {"stream": {"into": "state", "titles": ["stream plane"]}}}"#
            .utf8))
    }
  }

  static func diagram(_ number: Int, in text: String) throws -> [UInt8] {
    let fences = MarkdownPage(parsing: Array(text.utf8)).fences.filter(\.isMermaid)
    return try #require(fences.dropFirst(number).first).content
  }

  static let taxonomyText = """
    {"categories": [
      {"slug": "systems", "paths": ["systems/**"], "sections": [
        {"slug": "architecture", "mandatory": true, "paths": ["systems/*/{architecture,01-complete-architecture}.md"]},
        {"slug": "request-flow", "mandatory": true, "paths": ["systems/*/request-flow.md"]}]},
      {"slug": "incidents", "paths": ["incidents/**"]},
      {"slug": "debugging", "paths": ["debugging/**"]},
      {"slug": "costs", "paths": ["costs/**"]},
      {"slug": "patterns", "paths": ["patterns/**", "mechanisms/**"], "sections": [
        {"slug": "mechanisms", "paths": ["mechanisms/**"]}]}],
     "systems": [{"slug": "netflix", "name": "Netflix"}, {"slug": "meta", "name": "Meta", "aliases": ["facebook"]}]}
    """
}
