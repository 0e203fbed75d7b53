import AtlasCore

/// The code version of each stage, as the build of this program found it.
package struct CodeVersions: Sendable {
  /// Versions in place of the real ones: how a test shows what a change of a stage's code does.
  package var replaced: [String: Digest] = [:]

  package init() {}

  package func version(of name: String) -> Digest {
    if let digest = replaced[name] { return digest }
    guard let digest = StageVersions.version(of: name) else {
      fatalError("BUG: stage-versions knows no stage \(name)")
    }
    return digest
  }
}
