import AtlasCore
import AtlasMarkdown
import AtlasMermaid
import AtlasRules

/// The findings of the rules about pages on one page. Its key holds the page's bytes and path, so places are kept as they
/// are; what comes after it is keyed on what was found and not on where.
enum PageLintStage {
  struct Specification: Sendable {
    var lint: LintSpecification
    var taxonomy: Taxonomy
  }

  static func perform(
    _ page: LibraryPage, _ open: OpenPage, sourceRoots: [BytePath], by specification: Specification
  ) -> (digest: Digest, body: [UInt8]) {
    var findings: [PageFinding] = []
    // A file that is one diagram has no page around it.
    if !open.content.isOneDiagram {
      let view = open.view.value
      let subject = PageSubject(
        path: page.path.relative(toFirstOf: sourceRoots), place: page.place, taxonomy: specification.taxonomy,
        planes: specification.lint.planes,
        isInLibrary: sourceRoots.contains { page.path.relative(to: $0) != nil },
        view: view,
        diagrams: view.page.fences.filter(\.isMermaid).enumerated().map {
          PageSubject.Diagram(open.diagram($0).view, $1)
        }, metrics: specification.lint.metrics)
      findings = PageLinter.findings(on: subject, by: specification.lint)
    }
    var body = ByteWriter()
    var said = ByteWriter()
    body.write(findings) { found, writer in
      writer.write(found.diagram.map { $0 + 1 } ?? 0)
      found.finding.encode(to: &writer)
      writer.write(found.days != nil)
      found.days?.encode(to: &writer)
      said.write(found.diagram.map { $0 + 1 } ?? 0)
      said.write(found.finding.code)
      said.write(found.finding.severity.rawValue)
      said.write(found.finding.priority.rawValue)
      said.write(found.finding.message)
      said.write(found.days != nil)
      found.days?.encode(to: &said)
    }
    return (Digest(of: said.bytes), body.bytes)
  }

  static func read(_ body: [UInt8]) throws(ByteCodingError) -> [PageFinding] {
    var reader = ByteReader(body)
    return try reader.array { (reader) throws(ByteCodingError) in
      let diagram = try reader.integer()
      return PageFinding(
        diagram: diagram == 0 ? nil : diagram - 1, finding: try Finding(from: &reader),
        days: try reader.flag() ? try FindingDays(from: &reader) : nil)
    }
  }
}

extension FindingDays {
  fileprivate func encode(to writer: inout ByteWriter) {
    from.encode(to: &writer)
    writer.write(until != nil)
    until?.encode(to: &writer)
  }

  fileprivate init(from reader: inout ByteReader) throws(ByteCodingError) {
    self.init(
      from: try CalendarDay(from: &reader), until: try reader.flag() ? try CalendarDay(from: &reader) : nil)
  }
}
