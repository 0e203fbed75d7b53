import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

/// Texts on which this parser once disagreed with mermaid.js, each shrunk to its smallest form by
/// `atlas-dev differential --keep`, with the verdict of mermaid.js and the line its message names.
struct DifferentialCaseTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var code: String
    var verdict: String
    var line: Int?
    var testDescription: String { code.debugDescription }
  }

  @Test(arguments: Self.cases())
  func theVerdictIsThatOfMermaid(_ item: Case) {
    let diagram = Mermaid.parse(Array(item.code.utf8))
    // Asked without drawing, mermaid.js calls valid what it could not draw.
    let verdict = diagram.verdict == .unrenderable && item.verdict == "valid" ? .valid : diagram.verdict
    #expect(verdict.rawValue == item.verdict, "\(diagram.findings.first?.message ?? "")")
    if let line = item.line { #expect(diagram.mermaidErrorLine == line) }
  }

  private static func cases() -> [Case] {
    let path = SharedMaterial.packageRoot + "/Tests/Fixtures/mermaid/differential.jsonl"
    let lines = readFile(path).split(separator: UInt8(ascii: "\n"))
    return lines.map { line in
      let row = try? JSONReader.read(Array(line))
      return Case(
        code: row?["code"]?.string ?? "", verdict: row?["verdict"]?.string ?? "unreadable line",
        line: row?["line"]?.integer)
    }
  }
}
