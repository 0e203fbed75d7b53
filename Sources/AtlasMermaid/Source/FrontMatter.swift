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

  /// Reads the block that `found` points out in a text.
  init(_ found: FrontMatterFinder.Found, in edited: EditedText) {
    range = edited.map.range(found.all.lowerBound, found.all.upperBound)
    content = edited.map.range(found.content.lowerBound, found.content.upperBound)
    let yaml = FrontMatter.withoutIndentation(edited.bytes, found)
    do throws(YAMLError) {
      let node = try YAMLReader.read(yaml)
      title = FrontMatter.value("title", of: node).flatMap(FrontMatter.text)
      config = FrontMatter.value("config", of: node)
      error = nil
    } catch let problem {
      title = nil
      config = nil
      let start = min(found.content.lowerBound + problem.range.lowerBound, found.content.upperBound)
      let end = min(max(start, found.content.lowerBound + problem.range.upperBound), found.content.upperBound)
      let place = found.indentation == 0 ? edited.map.range(start, end) : content
      error = YAMLError(range: place, message: problem.message, help: problem.help)
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
