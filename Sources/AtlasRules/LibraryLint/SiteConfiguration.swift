import AtlasCore

/// What mkdocs.yml says that rules ask for: the menu, and scripts and styles of the project.
package struct SiteConfiguration: Sendable {
  package struct Entry: Hashable, Sendable {
    /// As it is written.
    package var text: String
    /// Relative to the project.
    package var path: BytePath
    /// In mkdocs.yml.
    package var range: TextRange
  }

  /// Relative to the project.
  package let file: BytePath
  /// The folder of the pages, relative to the project.
  package let pages: BytePath
  /// The files of the menu; nil where MkDocs makes it of the folders.
  package private(set) var menu: [Entry]?
  /// Whether something makes more of the menu than it says: a plug-in, or a pattern in it.
  package private(set) var hasGeneratedMenu = false
  package private(set) var assets: [Entry] = []

  /// Every file that it names.
  package var files: [BytePath] { ((menu ?? []) + assets).map(\.path) }

  /// Nil where the bytes are no YAML that says anything.
  package init?(_ bytes: [UInt8], file: BytePath) {
    guard let root = Self.read(bytes), case .mapping(let members) = root.value else { return nil }
    self.file = file
    func value(_ key: String) -> YAMLNode? { members.first { $0.key == key }?.node }
    var folder = "docs"
    if case .string(let name)? = value("docs_dir")?.value { folder = name }
    pages = file.parent.appending(BytePath(folder)).normalized
    if let nav = value("nav") {
      menu = []
      readMenu(nav)
    }
    for key in ["extra_javascript", "extra_css"] {
      guard case .sequence(let nodes)? = value(key)?.value else { continue }
      for node in nodes { readAsset(node) }
    }
  }

  /// MkDocs allows tags that name Python's functions; whatever they stand for is no file.
  private static func read(_ bytes: [UInt8]) -> YAMLNode? {
    if let node = try? YAMLReader.read(bytes) { return node }
    var plain = bytes
    var index = 0
    while index < plain.count {
      let begins = index == 0 || [0x20, 0x0A, 0x5B, 0x2C].contains(plain[index - 1])
      if plain[index] == UInt8(ascii: "!"), begins {
        while index < plain.count, plain[index] > 0x20 {
          plain[index] = 0x20
          index += 1
        }
      }
      index += 1
    }
    return try? YAMLReader.read(plain)
  }

  /// Lists in lists, as deep as somebody likes: YAML's reader bounds how deep.
  private mutating func readMenu(_ node: YAMLNode) {
    switch node.value {
    case .sequence(let nodes): for node in nodes { readMenu(node) }
    case .mapping(let members): for member in members { readMenu(member.node) }
    case .string(let text):
      if text.utf8.contains(UInt8(ascii: "*")) || text.utf8.last == UInt8(ascii: "/") {
        hasGeneratedMenu = true
        return
      }
      guard let entry = entry(text, node.range) else { return }
      menu?.append(entry)
    case .null, .bool, .number: break
    }
  }

  private mutating func readAsset(_ node: YAMLNode) {
    switch node.value {
    case .string(let text): if let entry = entry(text, node.range) { assets.append(entry) }
    case .mapping(let members):
      for member in members where member.key == "path" { readAsset(member.node) }
    case .null, .bool, .number, .sequence: break
    }
  }

  private func entry(_ text: String, _ range: TextRange) -> Entry? {
    guard case .local(let address) = LinkAddress(text), !address.path.bytes.isEmpty else { return nil }
    return Entry(text: text, path: pages.appending(address.path).normalized, range: range)
  }
}
