import AtlasCore

/// The spec packs that come with the program.
package enum ShippedSpecPack: String, CaseIterable, Sendable {
  /// The rules of the library that the program is for; what holds where nobody says otherwise.
  case atlas
  /// For any repository with Mermaid diagrams: what is wrong everywhere, and nothing that is a matter of house rules.
  case generic

  package static let standard = ShippedSpecPack.atlas

  package func read() throws(ConfigurationError) -> SpecPack {
    let files =
      switch self {
      case .atlas: ShippedSpecPacks.atlas
      case .generic: ShippedSpecPacks.generic
      }
    return try SpecPack.read(files.map { (BytePath("\(rawValue)/\($0.name)"), Array($0.text.utf8)) })
  }
}
