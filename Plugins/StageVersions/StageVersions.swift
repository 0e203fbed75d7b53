import Foundation
import PackagePlugin

/// Runs `stage-versions` before AtlasPipeline is compiled, so that a stage's code version is made by the build itself
/// and cannot be forgotten.
@main struct StageVersions: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let package = context.package.directoryURL
    let output = context.pluginWorkDirectoryURL.appending(path: "Generated.swift")
    return [
      .buildCommand(
        displayName: "Digesting the sources of each stage",
        executable: try context.tool(named: "stage-versions").url,
        arguments: [package.path(percentEncoded: false), output.path(percentEncoded: false)],
        inputFiles: files(below: package.appending(path: "Sources"), withExtension: "swift")
          + files(below: package.appending(path: "data"), withExtension: "json"),
        outputFiles: [output])
    ]
  }

  private func files(below folder: URL, withExtension fileExtension: String) -> [URL] {
    let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (all?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == fileExtension }
      .sorted { $0.path < $1.path }
  }
}
