import AtlasCore
import AtlasRules

/// The library's written rules as data: one section a file, `data/spec/<section>.json`. A stage reads slices of it, and
/// only what it reads is part of its keys.
package struct SpecPack: Sendable {
  package struct Section: Sendable {
    package var name: String
    package var version: Int
    /// The section's members as they hold for every category.
    package var content: JSONNode
    /// What replaces parts of it, by the address of a place: `systems`, `systems/architecture`.
    package var overrides: [(address: String, content: JSONNode)]
  }

  /// In the order of their names.
  package var sections: [Section]
  package var files: [ConfigurationFile]

  package static let formVersion = 1

  package func section(_ name: String) -> Section? { sections.first { $0.name == name } }

  /// What holds at a place. What is said of its section wins over what is said of its category. Overrides of other places
  /// are no part of it, so a change of the guarantees' rules changes nothing but the guarantees'.
  package func content(of name: String, at place: PagePlace) -> JSONNode {
    guard let section = section(name) else { return JSONNode(.object([]), range: TextRange(at: 0)) }
    var content = section.content
    for address in place.addresses {
      for (overridden, replacement) in section.overrides where overridden == address {
        content = content.merged(with: replacement)
      }
    }
    return content
  }

  package var taxonomy: Taxonomy { Taxonomy(section("taxonomy")?.content) }
}

extension SpecPack {
  /// Reads the files of a pack; every problem of every file is found before it throws.
  package static func read(
    _ contents: [(path: BytePath, bytes: [UInt8])]
  ) throws(ConfigurationError) -> SpecPack {
    var pack = SpecPack(sections: [], files: [])
    for (path, bytes) in contents.sorted(by: { $0.path < $1.path }) {
      var file = ConfigurationFile(path: path, bytes: bytes)
      let stem = String(path.name.description.dropLast(".json".count))
      if let section = readSection(stem, from: &file) { pack.sections.append(section) }
      pack.files.append(file)
    }
    let broken = pack.files.filter { !$0.errors.isEmpty }
    guard broken.isEmpty else { throw ConfigurationError(broken) }
    return pack
  }

  private static func readSection(_ name: String, from file: inout ConfigurationFile) -> Section? {
    let root: JSONNode
    do throws(JSONError) {
      root = try JSONReader.read(file.bytes)
    } catch {
      file.problems.append(ConfigurationProblem(range: error.range, message: error.message, help: error.help))
      return nil
    }
    guard let shape = SpecShape.shape(ofSection: name) else {
      let nearest = NearestWord.of(name, in: SpecShape.sectionNames)
      file.problems.append(
        ConfigurationProblem(
          range: TextRange(at: 0), message: #"the specification has no section "\#(name)""#,
          help: nearest.map { "did you mean \($0).json?" }
            ?? "sections: \(SpecShape.sectionNames.joined(separator: ", "))"))
      return nil
    }
    file.problems += shape.problems(of: root)
    guard file.problems.isEmpty else { return nil }
    return section(name, root)
  }

  /// The section that a file's value is. Precondition: the value has the section's shape.
  static func section(_ name: String, _ root: JSONNode) -> Section {
    let members = root.members ?? []
    let content = members.filter { !["$schema", "version", "overrides"].contains($0.key) }
    return Section(
      name: name, version: root["version"]?.integer ?? 0,
      content: JSONNode(.object(content), range: root.range),
      overrides: (root["overrides"]?.members ?? []).map { ($0.key, $0.node) })
  }
}

extension JSONNode {
  /// Objects are merged key by key, anything else is replaced.
  fileprivate func merged(with other: JSONNode) -> JSONNode {
    guard let members, let others = other.members else { return other }
    var merged = members
    for member in others {
      if let index = merged.firstIndex(where: { $0.key == member.key }) {
        merged[index].node = merged[index].node.merged(with: member.node)
      } else {
        merged.append(member)
      }
    }
    return JSONNode(.object(merged), range: range)
  }
}
