import AtlasCore
import AtlasSystem

/// A project as its files declare it: pipeline.json and the spec pack it names, read and checked.
package struct Project: Sendable {
  /// Absolute.
  package let root: BytePath
  package let pipeline: Pipeline
  package let spec: SpecPack
  /// The bytes of pipeline.json and the spec pack under one digest: part of what a run stands for.
  package let configurationDigest: Digest
  /// Files with warnings.
  package let warnings: [ConfigurationFile]

  package static let fileName = BytePath("pipeline.json")

  /// Loads the project of a folder; `config` names another file than its pipeline.json.
  package static func load(
    folder: BytePath, config: BytePath? = nil, specFolder: BytePath? = nil
  ) throws(ConfigurationError) -> Project {
    let file = config ?? folder.appending(fileName)
    let bytes = try read(
      file, ifMissing: "there is no \(file.name) in \(folder)",
      help: "go to the folder of a project, or name one with -C DIR; atlas-build check PATH needs none")
    let root = config == nil ? folder : file.parent.bytes.isEmpty ? folder : file.parent
    // The pack is asked for its sections while pipeline.json is read, and again for all it says.
    var packs: [BytePath: SpecPack] = [:]
    let surroundings = PipelineReader.Surroundings(
      exists: { FileStatus.exists(root.appending($0)) },
      specSections: { folder in
        packs[folder] = try? readSpec(specFolder ?? root.appending(folder), display: folder)
        return packs[folder]?.sections.map(\.name)
      })
    let (pipeline, report) = try PipelineReader.read(bytes, path: file.name, surroundings: surroundings)
    let spec: SpecPack
    if let known = packs[pipeline.spec] {
      spec = known
    } else {
      spec = try readSpec(specFolder ?? root.appending(pipeline.spec), display: pipeline.spec)
    }
    var writer = ByteWriter()
    writer.write(bytes)
    for file in spec.files { writer.write(file.bytes) }
    return Project(
      root: root, pipeline: pipeline, spec: spec, configurationDigest: Digest(of: writer.bytes),
      warnings: ([report] + spec.files).filter { !$0.problems.isEmpty })
  }

  /// The nearest folder at or above `folder` that has a pipeline.json.
  package static func find(from folder: BytePath) -> BytePath? {
    var candidate = folder
    while true {
      if FileStatus.exists(candidate.appending(fileName)) { return candidate }
      let parent = candidate.parent
      guard parent != candidate, !candidate.bytes.isEmpty else { return nil }
      candidate = parent.bytes.isEmpty ? BytePath("/") : parent
      if candidate == BytePath("/") {
        return FileStatus.exists(candidate.appending(fileName)) ? candidate : nil
      }
    }
  }

  package static func readSpec(_ folder: BytePath, display: BytePath) throws(ConfigurationError) -> SpecPack {
    let names: [BytePath]
    do throws(SystemError) {
      names = try FolderListing.names(in: folder).filter { $0.fileExtension == "json" }
    } catch {
      throw ConfigurationError(
        display, "the spec folder cannot be read: \(error.reason)", help: "make it readable")
    }
    var contents: [(path: BytePath, bytes: [UInt8])] = []
    for name in names {
      let bytes = try read(folder.appending(name), ifMissing: "\(name) went away", help: "run again")
      contents.append((display.appending(name), bytes))
    }
    return try SpecPack.read(contents)
  }

  private static func read(
    _ path: BytePath, ifMissing: String, help: String
  ) throws(ConfigurationError) -> [UInt8] {
    do throws(SystemError) {
      return try FileContent.read(path).bytes
    } catch {
      if error.isMissing { throw ConfigurationError(path.name, ifMissing, help: help) }
      throw ConfigurationError(path.name, "it cannot be read: \(error.reason)", help: "make it readable")
    }
  }
}
