import AtlasCore
import AtlasMermaid

/// What has to be drawn of a diagram, and how. Keyed on the diagram's meaning: where it stands is added when the
/// manifest of the library is put together, so moving a diagram draws nothing again.
enum RenderManifestStage {
  struct Options: Sendable {
    var formats: [String]

    init(formats: JSONNode?) { self.formats = formats?.array?.compactMap(\.string) ?? ["svg"] }
  }

  static func perform(_ open: OpenDiagram, options: Options) -> (digest: Digest, body: [UInt8]) {
    let diagram = open.parsed
    var writer = JSONWriter(.compact)
    writer.object { writer in
      let meaning = open.meaning
      writer.member("artifact", meaning)
      writer.member("kind", diagram.kind?.rawValue)
      writer.member("verdict", diagram.verdict.rawValue)
      writer.member("draw", diagram.verdict == .valid)
      writer.member("title", open.title)
      writer.member("description", diagram.accessibility.description.map { diagram.source.string($0) } ?? "")
      writer.member("outputs") { writer in
        writer.array(options.formats) { format, writer in writer.write("\(meaning).\(format)") }
      }
    }
    return (Digest(of: writer.bytes), writer.bytes)
  }
}
