import AtlasCore

/// Something that a scan met and could not take as it should. The scan goes on.
package struct ScanProblem: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    /// A file that cannot be read, with the error number.
    case unreadableFile(Int32)
    case unreadableFolder(Int32)
    case tooLarge
    /// A root that is not there.
    case missingRoot
    case rootOutside
    case danglingLink
    case linkOutOfRoot
    /// A link to a folder that it lies in, or links that lead to each other.
    case linkLoop
    case pathTooLong
    /// Gone, or something else, before it could be read.
    case vanished
    /// It changed whenever it was read: its content is used for this run and not to be stored.
    case unstable
  }

  package var path: BytePath
  package var reason: Reason

  package init(_ path: BytePath, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// Sorts problems as everything is sorted: by the bytes of the path, then by what they say.
  static func precedes(_ left: ScanProblem, _ right: ScanProblem) -> Bool {
    left.path == right.path ? left.explanation < right.explanation : left.path < right.path
  }

  /// What is wrong, without the path.
  package var explanation: String {
    switch reason {
    case .unreadableFile(let code): "cannot read it: \(SystemError.text(of: code))"
    case .unreadableFolder(let code): "cannot list the folder: \(SystemError.text(of: code))"
    case .tooLarge: "larger than \(FileContent.largestSize) bytes"
    case .missingRoot: "named as a source and not there"
    case .rootOutside: "named as a source and not inside the project folder"
    case .danglingLink: "a link to nothing"
    case .linkOutOfRoot: "a link that leads out of the project folder"
    case .linkLoop: "a link that leads back to where it lies"
    case .pathTooLong: "the path is longer than \(FileScanner.longestPath) bytes"
    case .vanished: "changed into something else or removed during the scan"
    case .unstable: "changed while it was read; its result is not stored"
    }
  }
}

extension ScanProblem: CustomStringConvertible {
  /// `docs/a.md: a link to nothing`.
  package var description: String { "\(path.bytes.isEmpty ? "." : path.description): \(explanation)" }
}
