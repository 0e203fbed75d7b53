import AtlasCore
import AtlasSystem

/// An external command's arguments as files: which program runs, which files of the project it names, and the digest of
/// their bytes, which is part of the key, so that an edited script runs again.
package struct CommandProgram: Sendable {
  /// The program's path, followed by its arguments; those that name a file of the project are absolute, because the
  /// command runs in a folder of its own.
  package let arguments: [BytePath]
  let digest: Digest

  package init(_ command: ExternalCommand, stage: String, root: BytePath) throws(ConfigurationError) {
    guard let program = Self.find(command.arguments[0], root: root) else {
      throw ConfigurationError(
        root.appending("pipeline.json"),
        #"the stage "\#(stage)" runs "\#(command.arguments[0])", which is not there"#,
        help: "install it, or write its path")
    }
    guard FileStatus.isExecutableFile(program) else {
      throw ConfigurationError(
        root.appending("pipeline.json"),
        #"the stage "\#(stage)" runs "\#(command.arguments[0])", which is not executable"#,
        help:
          "make it so with chmod +x, or name the program that reads it first, as in [\"sh\", \"\(command.arguments[0])\"]"
      )
    }
    var files = [program]
    var resolved = [program]
    for argument in command.arguments.dropFirst() {
      let path = root.appending(BytePath(argument))
      if !argument.hasPrefix("/"), !argument.hasPrefix("-"), FileStatus.isFile(path) {
        files.append(path)
        resolved.append(path)
      } else {
        resolved.append(BytePath(argument))
      }
    }
    var writer = ByteWriter()
    for file in files {
      do throws(SystemError) {
        writer.write(Digest(of: try FileContent.read(file).bytes))
      } catch {
        throw ConfigurationError(
          file, "the stage \"\(stage)\" cannot read it: \(error.reason)", help: "make it readable")
      }
    }
    arguments = resolved
    digest = Digest(of: writer.bytes)
  }

  /// As a shell finds it: a name through PATH, anything with a `/` from the project's folder.
  private static func find(_ name: String, root: BytePath) -> BytePath? {
    if name.utf8.contains(BytePath.separator) {
      let path = BytePath(name).isAbsolute ? BytePath(name) : root.appending(BytePath(name))
      return FileStatus.isFile(path) ? path : nil
    }
    let searchPath = ProcessEnvironment.text("PATH") ?? "/usr/local/bin:/usr/bin:/bin"
    return searchPath.utf8.split(separator: UInt8(ascii: ":")).lazy
      .map { BytePath(Array($0)).appending(name) }.first { FileStatus.isExecutableFile($0) }
  }
}
