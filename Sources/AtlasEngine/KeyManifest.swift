import AtlasCore

/// What an action reads apart from its inputs, shared by all the actions of a stage that are judged alike: the stage's
/// name, the version of its code, its effective configuration and the effective slice of the specification.
package struct KeyContext: Hashable, Sendable {
  /// A named value; the text is canonical, so that equal values have equal texts.
  package struct Setting: Hashable, Sendable {
    package var name: String
    package var text: String

    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  package var stage: String
  package var codeVersion: Digest
  /// Sorted by name.
  package var options: [Setting]
  /// Sorted by name, which is the section's path in the specification.
  package var spec: [Setting]

  package init(stage: String, codeVersion: Digest, options: [Setting] = [], spec: [Setting] = []) {
    self.stage = stage
    self.codeVersion = codeVersion
    self.options = options.sorted { $0.name < $1.name }
    self.spec = spec.sorted { $0.name < $1.name }
  }

  /// The form in which the context is digested, stored and explained: every field tagged and length-prefixed.
  package var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.write("context 1")
    writer.write(stage)
    writer.write(codeVersion)
    writer.write(options) { Self.write($0, to: &$1) }
    writer.write(spec) { Self.write($0, to: &$1) }
    return writer.bytes
  }

  package var digest: Digest { Digest(of: encoded) }

  package init(decoding bytes: [UInt8]) throws(ByteCodingError) {
    var reader = ByteReader(bytes)
    guard try reader.string() == "context 1" else { throw ByteCodingError() }
    stage = try reader.string()
    codeVersion = try reader.digest()
    options = try reader.array(Self.read)
    spec = try reader.array(Self.read)
  }

  private static func write(_ setting: Setting, to writer: inout ByteWriter) {
    writer.write(setting.name)
    writer.write(setting.text)
  }

  private static func read(_ reader: inout ByteReader) throws(ByteCodingError) -> Setting {
    Setting(name: try reader.string(), text: try reader.string())
  }
}

/// What a key is made of. The key is the digest of these very bytes, and `explain` reads these very bytes, so that the
/// explanation cannot drift from the key.
package struct KeyManifest: Hashable, Sendable {
  /// Something the action reads from outside the graph, such as a diagram's text.
  package struct Source: Hashable, Sendable {
    package var name: String
    package var digest: Digest

    package init(_ name: String, _ digest: Digest) {
      self.name = name
      self.digest = digest
    }
  }

  /// The outputs of a stage that the action reads: of one action, or of many in order, folded into one digest.
  package struct Upstream: Hashable, Sendable {
    package var stage: String
    package var count: Int
    package var digest: Digest

    package init(stage: String, count: Int, digest: Digest) {
      self.stage = stage
      self.count = count
      self.digest = digest
    }
  }

  package var context: Digest
  package var sources: [Source]
  package var upstream: [Upstream]

  package init(context: Digest, sources: [Source], upstream: [Upstream]) {
    self.context = context
    self.sources = sources
    self.upstream = upstream
  }

  package var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.write("action 1")
    writer.write(context)
    writer.write(sources) { source, writer in
      writer.write(source.name)
      writer.write(source.digest)
    }
    writer.write(upstream) { upstream, writer in
      writer.write(upstream.stage)
      writer.write(upstream.count)
      writer.write(upstream.digest)
    }
    return writer.bytes
  }

  package init(decoding bytes: [UInt8]) throws(ByteCodingError) {
    var reader = ByteReader(bytes)
    guard try reader.string() == "action 1" else { throw ByteCodingError() }
    context = try reader.digest()
    sources = try reader.array { (reader) throws(ByteCodingError) in
      Source(try reader.string(), try reader.digest())
    }
    upstream = try reader.array { (reader) throws(ByteCodingError) in
      Upstream(stage: try reader.string(), count: try reader.integer(), digest: try reader.digest())
    }
  }

  /// One digest for many outputs in order; of a single one, that output itself.
  package static func fold(_ outputs: [Digest]) -> Digest {
    if outputs.count == 1 { return outputs[0] }
    var writer = ByteWriter()
    writer.write(outputs) { $1.write($0) }
    return Digest(of: writer.bytes)
  }
}
