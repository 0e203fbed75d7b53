import AtlasPipeline

/// `schema`: the JSON Schema of pipeline.json, or of a section of the spec pack.
struct SchemaCommand {
  private let invocation: Invocation
  private let console: Console

  init(_ invocation: Invocation, _ console: Console) {
    self.invocation = invocation
    self.console = console
  }

  func run() -> ExitStatus {
    let name = invocation.arguments.first.map { String(decoding: $0, as: UTF8.self) } ?? SchemaName.pipeline
    console.write(SpecShape.schema(ofSection: name) ?? PipelineShape.schema)
    return .success
  }
}
