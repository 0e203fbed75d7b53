import AtlasCore

/// A path that is awkward in an address.
enum PlainName: PageRule {
  static let description = RuleDocumentation(
    id: "naming-kebab",
    finds: "a page whose file or folder is not named in lower-case words with hyphens between them",
    matters: """
      Paths are addresses: they are typed, linked to and compared by programs that know upper and lower case apart, and by \
      some that do not.
      """,
    bad: "# Templates\n", good: "# Templates\n")

  static let examplePaths: (bad: BytePath, good: BytePath) = (
    "incidents/RESPONSE_TEMPLATES.md", "incidents/response-templates.md"
  )

  static let options: [RuleOption] = [
    .texts(
      "exempt",
      ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE.md", "SECURITY.md", "CODE_OF_CONDUCT.md"],
      "names of files that everybody writes so")
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    // Where the page lies outside of a library, its folders are nobody's addresses.
    let path = page.isInLibrary ? page.path : page.path.name
    if isEvidentlyPlain(path.bytes) { return }
    let names = path.components
    var proposed: [String] = []
    var isPlain = true
    for (number, name) in names.enumerated() {
      let text = name.description
      let isFile = number == names.count - 1
      if isFile, settings.texts("exempt").contains(text) {
        proposed.append(text)
        continue
      }
      let suffix = isFile && !name.fileExtension.isEmpty ? ".\(name.fileExtension)" : ""
      let stem = String(text.dropLast(suffix.count))
      isPlain = isPlain && isKebab(stem)
      proposed.append(kebab(stem) + suffix)
    }
    guard !isPlain else { return }
    let written = BytePath(Array(names.map(\.bytes).joined(separator: [BytePath.separator])))
    report.add(
      page.titleRange, "the page's path \(written) is not lower-case words with hyphens",
      help: "call it \(proposed.joined(separator: "/")), and change the links to it")
  }

  /// Whether a path is words of small letters with single hyphens, and a point before its extension, as nearly all are.
  private static func isEvidentlyPlain(_ path: [UInt8]) -> Bool {
    var hasPoint = false
    var isInWord = false
    for byte in path {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        isInWord = true
        continue
      case UInt8(ascii: "-"): break
      case BytePath.separator: if hasPoint { return false }
      case UInt8(ascii: "."):
        if hasPoint { return false }
        hasPoint = true
      default: return false
      }
      guard isInWord else { return false }
      isInWord = false
    }
    return isInWord
  }

  private static func isKebab(_ name: String) -> Bool {
    !name.isEmpty && kebab(name) == name
  }

  /// The name in lower case, with one hyphen for whatever stands between its words.
  private static func kebab(_ name: String) -> String {
    var result: [UInt8] = []
    for byte in name.utf8 {
      let lower = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
      let isWord = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower) || (0x30...0x39).contains(lower)
      if isWord {
        result.append(lower)
      } else if result.last != UInt8(ascii: "-"), !result.isEmpty {
        result.append(UInt8(ascii: "-"))
      }
    }
    while result.last == UInt8(ascii: "-") { result.removeLast() }
    return String(decoding: result, as: UTF8.self)
  }
}
