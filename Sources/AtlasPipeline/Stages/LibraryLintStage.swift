import AtlasCore
import AtlasRules

/// The findings of the rules about the library. It reads what other stages gave, never a page, and of the disk whether the
/// files are there that links and the site name.
enum LibraryLintStage {
  struct Specification: Sendable {
    var lint: LintSpecification
    var taxonomy: Taxonomy
    var wantsCoverage: Bool
    /// Nil: beside the folder of the pages.
    var site: BytePath?
  }

  struct Result: Sendable {
    var findings: [LibraryFinding]
    /// The files whose existence was asked for.
    var asked: [BytePath]
    /// Where mkdocs.yml was looked for.
    var siteFiles: [BytePath]
    /// The one that was found.
    var site: BytePath?
  }

  static func perform(
    _ library: LibrarySubject, asked: [BytePath], siteFiles: [BytePath], by specification: Specification
  ) -> (digest: Digest, body: [UInt8]) {
    let findings = LibraryLinter.findings(on: library, by: specification.lint)
    var writer = ByteWriter()
    writer.write(findings) { found, writer in
      write(found.place, to: &writer)
      found.finding.encode(to: &writer)
    }
    writer.write(asked) { $1.write($0.bytes) }
    writer.write(siteFiles) { $1.write($0.bytes) }
    writer.write(library.site?.file.bytes ?? [])
    return (Digest(of: writer.bytes), writer.bytes)
  }

  static func read(_ body: [UInt8]) throws(ByteCodingError) -> Result {
    var reader = ByteReader(body)
    let findings = try reader.array { (reader) throws(ByteCodingError) in
      LibraryFinding(place: try place(from: &reader), finding: try Finding(from: &reader))
    }
    let asked = try reader.array { (reader) throws(ByteCodingError) in BytePath(try reader.content()) }
    let siteFiles = try reader.array { (reader) throws(ByteCodingError) in BytePath(try reader.content()) }
    let site = BytePath(try reader.content())
    return Result(
      findings: findings, asked: asked, siteFiles: siteFiles, site: site.bytes.isEmpty ? nil : site)
  }

  private static func write(_ place: LibraryPlace, to writer: inout ByteWriter) {
    let (kind, first, second): (Int, Int, Int) =
      switch place {
      case .page(let page): (0, page, 0)
      case .link(let page, let link): (1, page, link)
      case .diagram(let page, let diagram): (2, page, diagram)
      case .site(let range): (3, range.lowerBound, range.upperBound)
      case .nowhere: (4, 0, 0)
      }
    for number in [kind, first, second] { writer.write(number) }
  }

  private static func place(from reader: inout ByteReader) throws(ByteCodingError) -> LibraryPlace {
    let (kind, first, second) = (try reader.integer(), try reader.integer(), try reader.integer())
    switch kind {
    case 0: return .page(first)
    case 1: return .link(page: first, link: second)
    case 2: return .diagram(page: first, diagram: second)
    case 3 where first <= second && second <= Int(UInt32.max): return .site(TextRange(first, second))
    case 4: return .nowhere
    default: throw ByteCodingError()
    }
  }
}
