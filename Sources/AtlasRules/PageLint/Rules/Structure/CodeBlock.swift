import AtlasCore
import AtlasMarkdown
import AtlasMermaid

/// A listing of a programming language.
enum CodeBlock: PageRule {
  static let description = RuleDocumentation(
    id: "code-block",
    finds: "a block of code in a programming language; commands, queries, configurations and logs are none",
    matters: """
      A page of the library shows how a system is built and how it breaks. Listings are read by nobody at three in the \
      morning; the parameters in them are, and stand better in a table.
      """,
    bad: "# Retries\n\n```python\nfor attempt in range(5):\n    send()\n```\n",
    good: "# Retries\n\n```bash\nkubectl rollout undo deployment/orders\n```\n")

  static let options: [RuleOption] = [
    .texts(
      "languages",
      [
        "c", "c#", "c++", "clojure", "cpp", "cs", "csharp", "dart", "elixir", "erlang", "ex", "f#", "fsharp",
        "go", "golang", "groovy", "haskell", "java", "javascript", "js", "jsx", "julia", "kotlin", "kt",
        "lua",
        "matlab", "objective-c", "ocaml", "perl", "php", "py", "python", "python3", "r", "rb", "rs", "ruby",
        "rust", "scala", "solidity", "swift", "ts", "tsx", "typescript", "vb", "zig",
      ], "languages whose blocks are listings")
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    let languages = settings.set("languages")
    let mayBeMermaid = languages.contains("mermaid")
    for fence in page.page.fences where fence.isFenced && (mayBeMermaid || fence.info != "mermaid") {
      let language = name(of: fence)
      guard languages.contains(language) else { continue }
      let opening = page.openingLine(of: fence)
      let lines = lineEndCount(of: fence.content)
      report.add(
        opening, "the block is \(lines) line\(lines == 1 ? "" : "s") of \(language)",
        help: "make a table of the parameters that matter, ten to fifteen lines at most")
    }
  }

  private static func lineEndCount(of code: [UInt8]) -> Int {
    var count = 0
    var place = 0
    while let end = ByteSearch.first(UInt8(ascii: "\n"), in: code, from: place) {
      count += 1
      place = end + 1
    }
    return count
  }

  /// `python` of `{.python title=x}` and of `python,linenos` too.
  private static func name(of fence: Fence) -> String {
    guard fence.info.utf8.allSatisfy({ $0 < 0x80 }) else { return name(in: fence.language.lowercased()) }
    return name(in: fence.info)
  }

  /// - Parameter info: beyond ASCII in lower case.
  private static func name(in info: String) -> String {
    var name: [UInt8] = []
    for byte in info.utf8 {
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "."):
        guard name.isEmpty else { return String(decoding: name, as: UTF8.self) }
      default:
        guard PhraseFinder.isWord(byte) || "+#-".utf8.contains(byte) else {
          return String(decoding: name, as: UTF8.self)
        }
        name.append(ASCII.lowered(byte))
      }
    }
    return String(decoding: name, as: UTF8.self)
  }
}
