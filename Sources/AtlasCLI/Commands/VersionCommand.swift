import AtlasCore
import AtlasPipeline
import AtlasReport

/// `version`: the version, and what the program was built with.
struct VersionCommand {
  private let console: Console

  init(_ invocation: Invocation, _ console: Console) { self.console = console }

  func run() -> ExitStatus {
    let versions = CodeVersions()
    let stages = ["extraction"] + BuiltInStage.allCases.map(\.rawValue) + ["command"]
    if console.options.format == .json {
      var writer = JSONWriter(.pretty)
      writer.object { writer in
        writer.member("schema", 1)
        writer.member("version", Program.version)
        writer.member("mermaid", Program.mermaidVersion)
        writer.member("stages") { writer in
          writer.object { writer in
            for stage in stages { writer.member(stage, versions.version(of: stage)) }
          }
        }
      }
      console.write(writer.bytes + [UInt8(ascii: "\n")])
      return .success
    }
    console.write("atlas-build \(Program.version), judging as mermaid.js \(Program.mermaidVersion)\n")
    if console.options.verbosity == .verbose {
      for stage in stages { console.write("  \(stage) \(versions.version(of: stage))\n") }
    }
    return .success
  }
}
