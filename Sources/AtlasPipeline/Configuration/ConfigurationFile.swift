import AtlasCore

/// A configuration file that was read, with what is wrong in it.
package struct ConfigurationFile: Sendable {
  package var path: BytePath
  package var bytes: [UInt8]
  package var problems: [ConfigurationProblem] = []

  package init(path: BytePath, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  package var errors: [ConfigurationProblem] { problems.filter { !$0.isWarning } }
}

/// Why nothing can be run: files with errors, shown each at its place. Exit status 2.
package struct ConfigurationError: Error, Sendable {
  package var files: [ConfigurationFile]

  package init(_ files: [ConfigurationFile]) { self.files = files }

  /// A problem that has no place in any file, such as a file that is not there.
  package init(_ path: BytePath, _ message: String, help: String) {
    var file = ConfigurationFile(path: path, bytes: [])
    file.problems = [ConfigurationProblem(range: TextRange(at: 0), message: message, help: help)]
    files = [file]
  }
}
