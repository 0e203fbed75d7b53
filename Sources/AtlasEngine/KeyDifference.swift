import AtlasCore

/// One thing in which two keys of the same subject differ.
package enum KeyDifference: Hashable, Sendable {
  case source(name: String, old: Digest, new: Digest)
  case upstream(stage: String, old: Digest, new: Digest)
  case code(old: Digest, new: Digest)
  /// A nil value: the option was not there.
  case option(name: String, old: String?, new: String?)
  /// The name is the deepest path of the specification that holds all of the change.
  case spec(path: String, old: String?, new: String?)
  /// The stage reads other inputs than it did.
  case shape

  package var word: String {
    switch self {
    case .source: "input-changed"
    case .upstream: "upstream-changed"
    case .code: "code-changed"
    case .option: "option-changed"
    case .spec: "spec-changed"
    case .shape: "pipeline-changed"
    }
  }

  /// Everything in which two keys differ: what the user can change first, what follows from it last.
  package static func between(
    old: (manifest: KeyManifest, context: KeyContext?), new: (manifest: KeyManifest, context: KeyContext)
  ) -> [KeyDifference] {
    var differences: [KeyDifference] = []
    if let oldContext = old.context {
      differences += between(old: oldContext, new: new.context)
    } else if old.manifest.context != new.manifest.context {
      differences.append(.shape)
    }
    let oldSources = old.manifest.sources
    let newSources = new.manifest.sources
    if oldSources.map(\.name) == newSources.map(\.name) {
      for (old, new) in zip(oldSources, newSources) where old.digest != new.digest {
        differences.append(.source(name: new.name, old: old.digest, new: new.digest))
      }
    } else {
      differences.append(.shape)
    }
    let oldUpstream = old.manifest.upstream
    let newUpstream = new.manifest.upstream
    if oldUpstream.map(\.stage) == newUpstream.map(\.stage) {
      for (old, new) in zip(oldUpstream, newUpstream) where old != new {
        differences.append(.upstream(stage: new.stage, old: old.digest, new: new.digest))
      }
    } else {
      differences.append(.shape)
    }
    return differences
  }

  static func between(old: KeyContext, new: KeyContext) -> [KeyDifference] {
    var differences: [KeyDifference] = []
    for (name, old, new) in changes(old.spec, new.spec) {
      for change in SettingDifference.between(old: old, new: new) {
        let path = change.path.isEmpty ? name : "\(name).\(change.path)"
        differences.append(.spec(path: path, old: change.old, new: change.new))
      }
    }
    for (name, old, new) in changes(old.options, new.options) {
      for change in SettingDifference.between(old: old, new: new) {
        let path = change.path.isEmpty ? name : "\(name).\(change.path)"
        differences.append(.option(name: path, old: change.old, new: change.new))
      }
    }
    if old.codeVersion != new.codeVersion {
      differences.append(.code(old: old.codeVersion, new: new.codeVersion))
    }
    return differences
  }

  /// The settings that are not the same on both sides, by name.
  private static func changes(
    _ old: [KeyContext.Setting], _ new: [KeyContext.Setting]
  ) -> [(name: String, old: String?, new: String?)] {
    let oldTexts = Dictionary(old.map { ($0.name, $0.text) }) { first, _ in first }
    let newTexts = Dictionary(new.map { ($0.name, $0.text) }) { first, _ in first }
    return Set(oldTexts.keys).union(newTexts.keys).sorted()
      .filter { oldTexts[$0] != newTexts[$0] }
      .map { ($0, oldTexts[$0], newTexts[$0]) }
  }
}

/// Where in a canonical JSON text two values differ.
package struct SettingDifference: Hashable, Sendable {
  /// Dotted; empty for the whole value.
  package var path: String
  package var old: String?
  package var new: String?

  /// The changed leaves; more than `limit` of them are told as one change of the whole.
  package static func between(old: String?, new: String?, limit: Int = 8) -> [SettingDifference] {
    let whole = [SettingDifference(path: "", old: old, new: new)]
    guard let old, let new, let oldNode = try? JSONReader.read(Array(old.utf8)),
      let newNode = try? JSONReader.read(Array(new.utf8))
    else { return whole }
    var found: [SettingDifference] = []
    compare(oldNode, newNode, path: "", into: &found)
    return found.count > limit || found.isEmpty ? whole : found
  }

  private static func compare(
    _ old: JSONNode, _ new: JSONNode, path: String, into found: inout [SettingDifference]
  ) {
    guard let oldMembers = old.members, let newMembers = new.members else {
      let texts = (old.canonicalText, new.canonicalText)
      if texts.0 != texts.1 { found.append(SettingDifference(path: path, old: texts.0, new: texts.1)) }
      return
    }
    for key in Set(oldMembers.map(\.key)).union(newMembers.map(\.key)).sorted() {
      let inner = path.isEmpty ? key : "\(path).\(key)"
      switch (old[key], new[key]) {
      case (let old?, let new?): compare(old, new, path: inner, into: &found)
      case (let old, let new):
        found.append(SettingDifference(path: inner, old: old?.canonicalText, new: new?.canonicalText))
      }
    }
  }
}
