import AtlasCore

/// What an external command gets to see: files in its folder, and a request that names them.
struct CommandInputs: Sendable {
  /// The subject in the words of a selector, for messages only; the command does not learn where its subject stands.
  var subject: String
  var scope: StageScope
  var files: [(path: BytePath, bytes: [UInt8])] = []
  /// The slices of the specification that the stage reads.
  var spec: [(name: String, text: String)] = []

  /// The JSON request on the command's standard input.
  func request(for stage: StageDeclaration) -> [UInt8] {
    var writer = JSONWriter(.compact)
    writer.object { writer in
      writer.member("schema", 1)
      writer.member("stage", stage.name)
      writer.member("scope", scope.rawValue)
      writer.member("inputs", files.map(\.path.description))
      writer.member("options") { writer in
        writer.object { writer in
          for option in stage.options { writer.member(option.name) { $0.write(canonical: option.value) } }
        }
      }
      writer.member("spec") { writer in
        writer.object { writer in
          for (name, text) in spec { writer.member(name) { $0.write(raw: Array(text.utf8)) } }
        }
      }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }
}
