import AtlasCore
import AtlasPipeline

/// `schema`: the JSON Schema of pipeline.json, or of a section of the spec pack.
struct SchemaCommand {
  private let invocation: Invocation
  private let console: Console

  init(_ invocation: Invocation, _ console: Console) {
    self.invocation = invocation
    self.console = console
  }

  func run() throws(CommandError) -> ExitStatus {
    guard let argument = invocation.arguments.first else {
      console.write(PipelineShape.schema)
      return .success
    }
    let name = String(decoding: argument, as: UTF8.self)
    guard let schema = name == "pipeline" ? PipelineShape.schema : SpecShape.schema(ofSection: name) else {
      let known = ["pipeline"] + SpecShape.sectionNames
      throw CommandError(
        .usage, "there is no schema of \"\(name)\"",
        help: NearestWord.of(name, in: known).map { "did you mean \($0)?" }
          ?? "schemas: \(known.joined(separator: ", "))")
    }
    console.write(schema)
    return .success
  }
}
