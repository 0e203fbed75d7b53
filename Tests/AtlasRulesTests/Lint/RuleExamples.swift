import AtlasCore
import AtlasMermaid
import AtlasRules
import AtlasSystem
import AtlasTestSupport

/// Asks one rule about a text, with the rule's own thresholds.
enum RuleExamples {
  /// The planes of the pack that comes with the program.
  static let planes: JSONNode? = {
    let path = BytePath(SharedMaterial.packageRoot).appending("data/spec/planes.json")
    return try? JSONReader.read(FileContent.read(path).bytes)
  }()

  static func findings(of code: String, in text: String, entry: String = "{}") throws -> [Finding] {
    try findings(of: code, in: Mermaid.parse(Array(text.utf8)), entry: entry)
  }

  static func findings(of code: String, in diagram: ParsedDiagram, entry: String = "{}") throws -> [Finding] {
    try Linter.findings(in: diagram, by: specification(of: code, entry: entry))
  }

  /// A specification that asks for one rule alone.
  static func specification(of code: String, entry: String = "{}") throws -> LintSpecification {
    let members = entry.dropFirst().dropLast()
    let comma = members.isEmpty ? "" : ", "
    let text = #"{"rules": {"\#(code)": {"priority": "LOW"\#(comma)\#(members)}}}"#
    return LintSpecification(lint: try JSONReader.read(Array(text.utf8)), planes: planes, severities: nil)
  }

  /// The text after `fix` has used the safe fixes of one rule.
  static func repaired(_ text: String, by code: String, entry: String = "{}") throws -> DiagramRepair {
    let specification = try specification(of: code, entry: entry)
    return DiagramRepair(Array(text.utf8), policy: .init(codes: [code])) {
      Linter.findings(in: $0, by: specification)
    }
  }
}

extension DiagramRepair {
  var text: String { String(decoding: after.source.original, as: UTF8.self) }
}

extension ParsedDiagram {
  func words(_ finding: Finding) -> String { source.string(finding.range) }
}
