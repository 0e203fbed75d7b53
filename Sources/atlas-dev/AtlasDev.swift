import AtlasCLI
import AtlasCore
import AtlasMermaid
import AtlasRules
import AtlasSystem
import Glibc

/// The maintainers' tool: what is measured, generated or looked into while atlas-build itself is worked on.
@main enum AtlasDev {
  private static let usage = """
    usage: atlas-dev bench [NAME…]    measure: null, edit, clean, parse; all where none is named
           atlas-dev differential …   compare with mermaid.js itself; --help tells more
           atlas-dev dump FILE        the tree of a diagram, with ranges
           atlas-dev man              the manual page of atlas-build
           atlas-dev rule-pages DIR   a page for each rule, and an index

    """

  static func main() async {
    let arguments = CommandLine.arguments.dropFirst()
    switch arguments.first {
    case "bench": exit(await Benchmarks.run(Array(arguments.dropFirst())))
    case "differential": exit(await differential(Array(arguments.dropFirst())))
    case "dump": exit(dump(arguments.dropFirst().first))
    case "man":
      StandardStreams.output.write(ManPage.render(version: Program.version))
      StandardStreams.output.flush()
      exit(0)
    case "rule-pages": exit(rulePages(arguments.dropFirst().first))
    default:
      StandardStreams.error.write(usage)
      exit(2)
    }
  }

  private static func differential(_ arguments: [String]) async -> Int32 {
    guard let differential = Differential(arguments) else {
      StandardStreams.error.write(Differential.usage)
      return 2
    }
    do {
      return try await differential.run()
    } catch {
      StandardStreams.error.write("atlas-dev differential: \(error)\n")
      return 3
    }
  }

  private static func rulePages(_ folder: String?) -> Int32 {
    guard let folder else {
      StandardStreams.error.write("atlas-dev rule-pages: name a folder\n")
      return 2
    }
    do throws(SystemError) {
      for (name, text) in RulePage.files {
        try AtomicFile.write(
          Array(text.utf8), to: BytePath(folder).appending(BytePath(name)), createParents: true)
      }
    } catch {
      StandardStreams.error.write("atlas-dev rule-pages: \(error)\n")
      return 3
    }
    return 0
  }

  private static func dump(_ path: String?) -> Int32 {
    guard let path, let bytes = try? FileContent.read(BytePath(path)).bytes else {
      StandardStreams.error.write("atlas-dev dump: name a file that can be read\n")
      return 2
    }
    StandardStreams.output.write(Mermaid.parse(bytes).dump)
    StandardStreams.output.flush()
    return 0
  }
}
