import AtlasCore
import AtlasMermaid

package enum UnsafeClick: LintRule {
  package static let description = RuleDocumentation(
    id: "click-unsafe",
    finds:
      "a link of a diagram that runs code: an address that begins with `javascript:`, `data:` or `vbscript:`",
    matters:
      "Whoever clicks runs what the author of the page wrote; where mermaid.js removes it, the link is dead.",
    bad: "flowchart LR\n  A[API] --> B[(Orders)]\n  click A \"javascript:alert(1)\" \"Open the API\"\n",
    good:
      "flowchart LR\n  A[API] --> B[(Orders)]\n  click A \"https://api.atlas.dev/docs\" \"Open the API\"\n")

  package static let replacesTexts = true

  package static let options = [
    RuleOption.texts("schemes", ["javascript", "data", "vbscript"], "the schemes that no link may have")
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    for click in subject.clicks.clicks {
      guard let link = click.link, let scheme = scheme(of: subject.string(link)),
        settings.texts("schemes").contains(scheme)
      else { continue }
      let edit = StatementRemoval.edit(of: click.range, in: subject.diagram.source.original)
      report.add(
        link, "the link \"\(subject.string(link))\" begins with `\(scheme):`, which runs code",
        help: "remove it, or link to a page with `https:`", fix: edit.map { Fix(safe: true, edits: [$0]) })
    }
  }

  /// The scheme as a browser reads it: codes decoded, without blanks and control characters, in lower case.
  private static func scheme(of address: String) -> String? {
    let decoded = EntityText.decoded(address).utf8.filter { $0 > 0x20 && $0 != UInt8(ascii: "\"") }
    guard let colon = decoded.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let name = decoded[..<colon]
    guard !name.isEmpty, name.allSatisfy({ $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") })
    else { return nil }
    return String(decoding: name.map { $0 | 0x20 }, as: UTF8.self)
  }

  private enum EntityText {
    static func decoded(_ text: String) -> String {
      let bytes = Array(text.utf8)
      return String(decoding: LabelPieces(bytes, in: TextRange(0, bytes.count)).text, as: UTF8.self)
    }
  }
}
