import AtlasCore

/// The YAML block before a diagram: what mermaid.js takes from it, or why it cannot read it.
public struct FrontMatter: Sendable {
  /// Everything from the first `---` to the end of the last line, in original bytes.
  public let range: TextRange
  /// The YAML between the two lines.
  public let content: TextRange
  /// `title`, which is shown above the diagram.
  public let title: String?
  /// `config`, whose keys change how mermaid.js parses and draws. Ranges inside it are of no use.
  public let config: YAMLNode?
  /// Why the YAML is none. Mermaid.js then rejects the diagram.
  public let error: YAMLError?
  /// The value that mermaid.js fails at before it reads the diagram.
  let unusable: YAMLError?

  /// Reads the block that `found` points out in a text.
  init(_ found: FrontMatterFinder.Found, in edited: EditedText) {
    range = edited.map.range(found.all.lowerBound, found.all.upperBound)
    content = edited.map.range(found.content.lowerBound, found.content.upperBound)
    let yaml = FrontMatter.withoutIndentation(edited.bytes, found)
    let content = self.content
    let placed = { (problem: YAMLError) in
      let start = min(found.content.lowerBound + problem.range.lowerBound, found.content.upperBound)
      let end = min(max(start, found.content.lowerBound + problem.range.upperBound), found.content.upperBound)
      let place = found.indentation == 0 ? edited.map.range(start, end) : content
      return YAMLError(range: place, message: problem.message, help: problem.help)
    }
    do throws(YAMLError) {
      let node = try YAMLReader.read(yaml)
      title = FrontMatter.value("title", of: node).flatMap(FrontMatter.text)
      config = FrontMatter.value("config", of: node)
      error = nil
      unusable = FrontMatter.unusable(in: node).map(placed)
    } catch {
      title = nil
      config = nil
      self.error = placed(error)
      unusable = nil
    }
  }

  /// The lines without the indentation of the first `---`, where they have it.
  private static func withoutIndentation(_ bytes: [UInt8], _ found: FrontMatterFinder.Found) -> [UInt8] {
    guard found.indentation > 0 else { return Array(bytes[found.content]) }
    let indentation = bytes[0..<found.indentation]
    var result: [UInt8] = []
    for line in bytes[found.content].split(separator: 0x0A, omittingEmptySubsequences: false) {
      if !result.isEmpty || line.startIndex > found.content.lowerBound { result.append(0x0A) }
      result += line.starts(with: indentation) ? line.dropFirst(found.indentation) : line
    }
    return result
  }

  /// What mermaid.js does with the values before it reads the diagram, and cannot do with all of them: it asks for the
  /// text of `title` and `displayMode`, and writes the latter into the settings of gantt charts, of whatever kind the
  /// diagram is.
  private static func unusable(in node: YAMLNode) -> YAMLError? {
    for key in ["title", "displayMode"] {
      guard let found = value(key, of: node), found["toString"] != nil else { continue }
      return YAMLError(
        range: found.range, message: "mermaid.js cannot make a text of this `\(key)`", help: "write a text")
    }
    guard let mode = value("displayMode", of: node).flatMap(text), !mode.isEmpty,
      let config = value("config", of: node), isTrue(config)
    else { return nil }
    let owner = takesKeys(config) ? value("gantt", of: config) : config
    guard let owner, isTrue(owner), !takesKeys(owner) else { return nil }
    let name = takesKeys(config) ? "gantt" : "config"
    return YAMLError(
      range: owner.range, message: "mermaid.js cannot put `displayMode` into this `\(name)`",
      help: "write a mapping behind `\(name)`, or remove it")
  }

  /// Whether JavaScript can give the value another property.
  private static func takesKeys(_ node: YAMLNode) -> Bool {
    switch node.value {
    case .mapping, .sequence: true
    default: false
    }
  }

  /// Whether the value counts as true in JavaScript.
  private static func isTrue(_ node: YAMLNode) -> Bool { takesKeys(node) || text(node) != nil }

  private static func value(_ key: String, of node: YAMLNode) -> YAMLNode? {
    guard case .mapping(let members) = node.value else { return nil }
    return members.last { $0.key == key }?.node
  }

  /// What JavaScript's `toString` makes of a value that counts as true.
  private static func text(_ node: YAMLNode) -> String? {
    switch node.value {
    case .null, .bool(false): nil
    case .string(let text): text.isEmpty ? nil : text
    default: node.value.scriptText == "0" ? nil : node.value.scriptText
    }
  }
}
