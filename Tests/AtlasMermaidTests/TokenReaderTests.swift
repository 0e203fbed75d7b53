import AtlasCore
import AtlasMermaid
import Testing

/// What the kinds with Langium grammars have in common.
struct TokenReaderTests {
  private static func messages(_ code: String) -> [String] {
    Mermaid.parse(Array(code.utf8)).findings.map(\.message)
  }

  @Test(arguments: [
    "pie\n \"a : 12\n", "packet\n 0-7: \"a\n", "gitGraph\n commit id: \"a\n", "radar-beta\n axis a[\"b]\n",
    "architecture-beta\n service a \"b\n", "cynefin-beta\n clear\n \"a\n",
    "wardley-beta\n note \"a [0.5, 0.5]\n",
    "railroad-ebnf-beta\n a = \"b ;\n",
  ])
  func openQuoteIsReportedFirst(_ code: String) {
    #expect(Self.messages(code).first == "a text in quotes is not closed")
  }

  @Test(arguments: [
    "pie\n a's : 12\n", "wardley-beta\n component Bob's need [0.5, 0.5]\n",
    "railroad-abnf-beta\n a = 'b' ;\n",
  ])
  func apostropheOpensNoText(_ code: String) {
    #expect(Mermaid.parse(Array(code.utf8)).verdict == .invalid)
    #expect(!Self.messages(code).contains("a text in quotes is not closed"))
  }

  @Test(arguments: [
    "pie\n Dogs : 12\n", "wardley-beta\n component a # b [0.5, 0.5]\n", "cynefin-beta\n clear --> # :\n",
  ])
  func tokensBesideUnknownCharactersAreNotReported(_ code: String) {
    let messages = Self.messages(code)
    #expect(messages.count == 1 && messages[0].contains("has no place in"), "\(messages)")
  }

  @Test(arguments: [
    "pie", "packet", "gitGraph", "radar-beta", "treemap-beta", "treeView-beta", "info", "architecture-beta",
    "cynefin-beta", "wardley-beta", "railroad-beta", "eventmodeling",
  ])
  func blockOfADescriptionIsReadWhole(_ header: String) {
    let isOnHeaderLine = header == "eventmodeling"
    let code = Array("\(header)\(isOnHeaderLine ? " " : "\n")accDescr { of: all\n things }\n".utf8)
    let diagram = Mermaid.parse(code)
    let text = diagram.accessibility.description.map { String(decoding: code[$0.bounds], as: UTF8.self) }
    #expect(text == "of: all\n things")
  }
}
