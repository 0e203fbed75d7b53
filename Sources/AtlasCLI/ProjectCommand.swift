import AtlasCore
import AtlasPipeline
import AtlasStore
import AtlasSystem

/// What every command about a project begins with: finding it, reading it, choosing a part of it.
struct ProjectCommand {
  let console: Console
  let project: Project

  init(_ console: Console) throws(CommandError) {
    self.console = console
    let start = console.workingFolder
    let config = console.options.configuration.map { start.appending($0) }
    let folder = config == nil ? Project.find(from: start) ?? start : start
    do throws(ConfigurationError) {
      project = try Project.load(folder: folder, config: config)
    } catch {
      throw CommandError(error)
    }
    for file in project.warnings {
      for diagnostic in file.diagnostics where diagnostic.level == .warning { console.complain(diagnostic) }
    }
  }

  var buildOptions: BuildOptions {
    var options = BuildOptions(jobs: console.options.jobs ?? ProcessEnvironment.coreCount)
    options.toolVersion = Program.version
    options.confiner = Confinement.isSupported ? ProcessEnvironment.executablePath : nil
    return options
  }

  var cacheFolder: BytePath { project.root.appending(project.pipeline.cache) }

  /// What the user picked, by selectors relative to where they stand.
  func selection(_ selectors: [[UInt8]], stages: [String] = []) throws(CommandError) -> Selection {
    var parsed: [Selector] = []
    for selector in selectors { parsed.append(try self.selector(selector)) }
    let names = project.pipeline.stages.map(\.name)
    for stage in stages where !names.contains(stage) {
      let nearest = NearestWord.of(stage, in: names)
      throw CommandError(
        .usage, "there is no stage \"\(stage)\"",
        help: nearest.map { "did you mean \($0)?" } ?? "stages: \(names.joined(separator: ", "))")
    }
    var selection = Selection(stages: Set(stages))
    if !parsed.isEmpty {
      let chosen = parsed
      selection.includes = { page, index in chosen.contains { $0.includes(page, index) } }
    }
    return selection
  }

  func selector(_ bytes: [UInt8]) throws(CommandError) -> Selector {
    do throws(SelectorError) {
      return try Selector(bytes).resolved(from: console.workingFolder, root: project.root)
    } catch {
      throw CommandError(error)
    }
  }

  /// The build, until it ends or Ctrl-C stops it.
  func build(_ options: BuildOptions, observe: BuildObserver? = nil) async throws(CommandError) -> BuildResult
  {
    let build = Build(project, options)
    do throws(ConfigurationError) {
      return try await build.run(observe: observe)
    } catch {
      throw CommandError(error)
    }
  }
}

extension Console {
  /// Absolute: the current folder, or the one that -C names.
  var workingFolder: BytePath {
    let current = ProcessEnvironment.currentDirectory
    guard let directory = options.directory else { return current }
    return directory.isAbsolute ? directory.normalized : current.appending(directory).normalized
  }

  /// A folder that -C names has to be there; else the project above it would be built in its place.
  func requireWorkingFolder() throws(CommandError) {
    guard let directory = options.directory, (try? FileStatus(workingFolder))?.kind != .folder else { return }
    throw CommandError(.usage, "-C: there is no folder \(directory)", help: "create it, or name another")
  }
}
