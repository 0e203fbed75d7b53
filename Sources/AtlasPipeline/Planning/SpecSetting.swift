import AtlasCore

/// What `--set` was given, read: a place in the specification and what is to stand there.
///
///     lint.rules.too-many-nodes.limit=30
///     gates.gates."3am".required=true
///     planes.palettes.atlas.edge.fill=#0055BB
///     lint.overrides.costs=null
package struct SpecSetting: Sendable {
  /// One name of the path, with its place in the argument.
  package struct Step: Sendable {
    package var name: String
    package var range: TextRange
  }

  /// As it was typed.
  package let argument: [UInt8]
  package let section: Step
  /// From the section's file down to the member; never empty.
  package let path: [Step]
  /// Nil takes the member out. Ranges are those of the argument.
  package let value: JSONNode?

  /// Reads an argument; whether its path is one of the specification is found when it is applied.
  package init(_ argument: [UInt8]) throws(ConfigurationError) {
    var reader = SettingReader(argument)
    do throws(ConfigurationProblem) {
      let steps = try reader.path()
      guard let first = steps.first, steps.count > 1 else {
        throw ConfigurationProblem(
          range: steps.first?.range ?? TextRange(at: 0), message: "a section as a whole cannot be set",
          help: "name a member of it, as in \(Self.example)")
      }
      let node = try reader.value()
      self.argument = argument
      section = first
      path = Array(steps.dropFirst())
      if case .null = node.value { value = nil } else { value = node }
    } catch {
      throw Self.error(error, in: argument)
    }
  }

  static let example = "lint.rules.too-many-nodes.limit=30"

  /// The problem, shown at its place in the argument.
  static func error(_ problem: ConfigurationProblem, in argument: [UInt8]) -> ConfigurationError {
    var file = ConfigurationFile(path: "--set", bytes: argument)
    file.problems = [problem]
    return ConfigurationError([file])
  }
}

/// Reads the text of a setting: names parted by dots, an equals sign, a value.
private struct SettingReader {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  mutating func path() throws(ConfigurationProblem) -> [SpecSetting.Step] {
    var steps: [SpecSetting.Step] = []
    while true {
      steps.append(peek == UInt8(ascii: "\"") ? try quoted() : try plain())
      guard let next = peek else {
        throw problem(
          TextRange(at: offset), "no value follows the path", "write PATH=VALUE, as in \(SpecSetting.example)"
        )
      }
      offset += 1
      switch next {
      case UInt8(ascii: "."): continue
      case UInt8(ascii: "="): return steps
      default:
        throw problem(
          TextRange(offset - 1, offset), #""." or "=" should follow the quoted name"#,
          "quote the whole of a name that holds dots")
      }
    }
  }

  private mutating func plain() throws(ConfigurationProblem) -> SpecSetting.Step {
    let start = offset
    while let byte = peek, byte != UInt8(ascii: "."), byte != UInt8(ascii: "=") { offset += 1 }
    let range = TextRange(start, offset)
    guard !range.isEmpty else {
      throw problem(
        TextRange(start, min(start + 1, bytes.count)), "a name is missing here",
        "write the keys of the file with dots between them, as in \(SpecSetting.example)")
    }
    return .init(name: String(decoding: bytes[range.bounds], as: UTF8.self), range: range)
  }

  private mutating func quoted() throws(ConfigurationProblem) -> SpecSetting.Step {
    let start = offset
    offset += 1
    while let byte = peek, byte != UInt8(ascii: "\"") { offset += byte == UInt8(ascii: "\\") ? 2 : 1 }
    offset = min(offset + 1, bytes.count)
    let range = TextRange(start, offset)
    do throws(JSONError) {
      let name = try JSONReader.read(Array(bytes[range.bounds])).string ?? ""
      return .init(name: name, range: range)
    } catch {
      throw problem(error.range.shifted(by: start), error.message, error.help)
    }
  }

  /// JSON, or else a word as it stands.
  mutating func value() throws(ConfigurationProblem) -> JSONNode {
    let start = offset
    let text = Array(bytes[start...])
    guard let first = text.first(where: { $0 != UInt8(ascii: " ") }) else {
      throw problem(
        TextRange(start - 1, bytes.count), "the value is missing",
        "write JSON or a word; null takes the member out")
    }
    do throws(JSONError) {
      return try JSONReader.read(text).shifted(by: start)
    } catch {
      // Whoever opens a bracket or a quote means JSON; anything else that is none is a word.
      if "{[\"".utf8.contains(first) {
        throw problem(error.range.shifted(by: start), error.message, error.help)
      }
    }
    return JSONNode(.string(String(decoding: text, as: UTF8.self)), range: TextRange(start, bytes.count))
  }

  private func problem(_ range: TextRange, _ message: String, _ help: String) -> ConfigurationProblem {
    ConfigurationProblem(range: range, message: message, help: help)
  }
}

extension JSONNode {
  /// The same value, its places moved.
  func shifted(by distance: Int) -> JSONNode {
    guard distance != 0 else { return self }
    let value: JSONValue =
      switch self.value {
      case .null, .bool, .number, .string: self.value
      case .array(let elements): .array(elements.map { $0.shifted(by: distance) })
      case .object(let members):
        .object(
          members.map {
            JSONMember(
              key: $0.key, keyRange: $0.keyRange.shifted(by: distance), node: $0.node.shifted(by: distance))
          })
      }
    return JSONNode(value, range: range.shifted(by: distance))
  }
}
