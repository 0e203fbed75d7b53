import AtlasCore

/// What a diagram sets of mermaid's configuration: `%%{init: …}%%` directives, and `config` in the front matter. The few
/// settings that change what mermaid.js accepts are asked here.
struct DiagramConfig {
  private let directives: [JSONNode]
  private let frontMatter: YAMLNode?

  init(_ source: MermaidSource) {
    directives = DiagramConfig.initDirectives(source).map(\.value)
    frontMatter = source.frontMatter?.config
  }

  /// What a setting is set to.
  enum Setting: Equatable {
    case text(String)
    /// A number, a list, an object: nothing that equals a text.
    case other
  }

  /// A setting of one kind of diagrams, such as `gitGraph.mainBranchName`; nil where it is not set. The last directive
  /// counts, then the front matter.
  func setting(_ kind: String, _ key: String) -> Setting? {
    for directive in directives.reversed() {
      // In a directive `config` is another name of the kind's own settings.
      switch (directive["config"] ?? directive[kind])?[key]?.value {
      case nil, .null: continue
      case .string(let text): return accepted(text)
      case .bool, .number, .array, .object: return .other
      }
    }
    guard let node = frontMatter?[kind]?[key], !node.isNull else { return nil }
    return if let text = node.string { accepted(text) } else { .other }
  }

  /// Mermaid.js drops settings that could carry markup.
  private func accepted(_ text: String) -> Setting? {
    text.utf8.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") } ? nil : .text(text)
  }

  /// The values of all `init` directives, whose ranges are of no use, and where each directive stands. One that is no JSON
  /// makes mermaid.js forget all of them.
  static func initDirectives(_ source: MermaidSource) -> [(range: TextRange, value: JSONNode)] {
    var values: [(TextRange, JSONNode)] = []
    for range in source.directives {
      var text = source.original[range.bounds].dropFirst(3).drop { $0 <= 0x20 }
      let name = text.prefix(while: CharacterClass.isWord)
      let word = String(decoding: name, as: UTF8.self)
      guard word.hasSuffix("init") || word.hasSuffix("initialize") else { continue }
      text = text.dropFirst(name.count).drop { $0 <= 0x20 || $0 == 0x3A }
      if text.suffix(3).elementsEqual("}%%".utf8) { text = text.dropLast(3) }
      let json = text.map { $0 == 0x27 ? 0x22 : $0 }
      guard let value = try? JSONReader.read(json) else { return [] }
      values.append((range, value))
    }
    return values
  }
}
