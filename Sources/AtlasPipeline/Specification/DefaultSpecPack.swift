import AtlasCore

/// The spec pack that comes with the program, for commands that need no project.
package enum DefaultSpecPack {
  package static func read() throws(ConfigurationError) -> SpecPack {
    try SpecPack.read(DefaultSpec.files.map { (BytePath($0.name), Array($0.text.utf8)) })
  }
}
