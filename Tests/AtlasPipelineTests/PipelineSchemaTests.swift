import AtlasCore
import AtlasPipeline
import AtlasSystem
import AtlasTestSupport
import Glibc
import Testing

/// The published JSON Schema and the program's own check are made from one description; a real validator shows that they
/// agree, file by file.
@Suite struct PipelineSchemaTests {
  @Test(.enabled(if: Validator.isThere, "needs python3 with jsonschema"))
  func aRealValidatorAgreesWithTheCheckOnEveryFixture() async throws {
    var files = [PipelineReaderTests.valid]
    for fixture in PipelineReaderTests.fixtures {
      let parts = PipelineReaderTests.valid.split(separator: fixture.old, omittingEmptySubsequences: false)
      files.append(parts.joined(separator: fixture.new))
    }
    files.append(String(decoding: try repositoryFile("pipeline.json"), as: UTF8.self))
    // What is no JSON at all is no question for a schema.
    let texts = files.filter { (try? JSONReader.read(Array($0.utf8))) != nil }
    let ours = texts.map { text in
      (try? JSONReader.read(Array(text.utf8))).map { PipelineShape.shape.problems(of: $0).isEmpty } ?? false
    }
    let theirs = try await Validator.verdicts(on: texts, schema: PipelineShape.schema)
    for (index, text) in texts.enumerated() { #expect(ours[index] == theirs[index], "\(text)") }
    #expect(ours.contains(true) && ours.contains(false))
  }

  @Test(.enabled(if: Validator.isThere, "needs python3 with jsonschema"), arguments: SpecShape.sectionNames)
  func theShippedSpecificationAgreesWithItsSchemas(section: String) async throws {
    let text = String(decoding: try repositoryFile("data/spec/\(section).json"), as: UTF8.self)
    let schema = try #require(SpecShape.schema(ofSection: section))
    #expect(try await Validator.verdicts(on: [text], schema: schema) == [true])
  }

  @Test(arguments: ["pipeline"] + SpecShape.sectionNames.map { "spec-\($0)" })
  func thePublishedSchemasAreCurrent(name: String) throws {
    let section = String(name.dropFirst("spec-".count))
    let current = name == "pipeline" ? PipelineShape.schema : SpecShape.schema(ofSection: section) ?? ""
    let published = String(decoding: try repositoryFile("docs/schema/\(name).schema.json"), as: UTF8.self)
    #expect(published == current, "make generated writes it anew")
  }

  private func repositoryFile(_ path: String) throws -> [UInt8] {
    try FileContent.read(BytePath(SharedMaterial.packageRoot).appending(BytePath(path))).bytes
  }
}

/// Python's jsonschema.
enum Validator {
  /// Found out by asking, once, on a thread of its own: conditions of tests are not asynchronous.
  static let isThere: Bool = system("python3 -c 'import jsonschema' 2>/dev/null") == 0

  /// Whether each text is valid under the schema.
  static func verdicts(on texts: [String], schema: String) async throws -> [Bool] {
    var writer = JSONWriter(.compact)
    writer.object { writer in
      writer.member("schema") { $0.write(raw: Array(schema.utf8)) }
      writer.member("texts", texts)
    }
    let program = """
      import json, sys, jsonschema
      request = json.load(sys.stdin)
      jsonschema.Draft202012Validator.check_schema(request["schema"])
      validator = jsonschema.Draft202012Validator(request["schema"])
      print(json.dumps([validator.is_valid(json.loads(text)) for text in request["texts"]]))
      """
    let outcome = try await python(program, input: writer.bytes)
    try #require(outcome.isSuccess, "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    return try JSONReader.read(outcome.output).array?.compactMap(\.bool) ?? []
  }

  private static func python(_ program: String, input: [UInt8]) async throws -> Subprocess.Outcome {
    var child = Subprocess(
      "python3", [Array("-c".utf8), Array(program.utf8)], environment: ProcessEnvironment.all)
    child.input = input
    return try await child.run()
  }
}
