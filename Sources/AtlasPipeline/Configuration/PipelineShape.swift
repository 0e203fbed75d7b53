import AtlasCore
import AtlasRules

/// The shape of pipeline.json: what is read, checked, and published as its JSON Schema.
package enum PipelineShape {
  package static let schemaID = "atlas-build:pipeline-1"

  package static var schema: String { shape.schema(title: "atlas-build pipeline", id: schemaID) }

  package static var shape: JSONShape {
    .object(
      .init(
        "How atlas-build builds a library of diagrams.",
        fields: [
          .init("$schema", .string(.any), "where the JSON Schema of this file is, for editors"),
          .init("version", .integer(1...1), required: true, "the version of this file's form: 1"),
          .init("sources", sources, required: true, "where the pages are"),
          .init("spec", .string(.path), required: true, "the folder of the specification's files"),
          .init("stages", .array(of: stage, minimum: 1), required: true, "the steps, in any order"),
          .init("gates", gates, "how gates change the exit status"),
          .init("outputs", outputs, "where generated files go"),
          .init("cache", cache, "where results are kept"),
        ]))
  }

  private static var sources: JSONShape {
    .object(
      .init(
        "Where the pages are.",
        fields: [
          .init("roots", .array(of: .string(.path), minimum: 1), required: true, "folders or files to read"),
          .init(
            "include", .array(of: .string(.nonEmpty), minimum: 1),
            "patterns of pages; *.md and *.mmd where left out"),
          .init("exclude", .array(of: .string(.nonEmpty), minimum: 0), "patterns of pages to leave out"),
        ]))
  }

  private static var stage: JSONShape {
    .object(
      .init(
        "A step that is done for every diagram, every page or once for the library.",
        fields: [
          .init("name", .string(.name), required: true, "how other stages and commands call it"),
          .init("uses", .string(.oneOf(BuiltInStage.allCases.map(\.rawValue))), "a stage of the program"),
          .init("run", .array(of: .string(.nonEmpty), minimum: 1), "a command of yours and its arguments"),
          .init(
            "scope", .string(.oneOf(StageScope.allCases.map(\.rawValue))), required: true,
            "whether it is done for each diagram, each page or the library"),
          .init("needs", .array(of: .string(.nonEmpty), minimum: 0), "stages whose results it reads"),
          .init(
            "reads", .array(of: .string(.nonEmpty), minimum: 0), "sections of the specification it reads"),
          .init("with", .openObject, "options, as the stage describes them"),
          .init("outputs", .array(of: .string(.path), minimum: 0), "files of the project it generates"),
          .init(
            "environment", .array(of: .string(.nonEmpty), minimum: 0),
            "environment variables a command may see"),
          .init(
            "timeLimit", .integer(1...86_400), "seconds after which a command is stopped; 60 where left out"),
          .init(
            "versions", .map(keys: "tool", of: .string(.any)), "versions of what a command uses, for its key"),
          .init(
            "collects", .array(of: .string(.path), minimum: 1),
            "files a command leaves as its result; its standard output where left out"),
        ], exactlyOneOf: ["uses", "run"]))
  }

  private static var gates: JSONShape {
    .object(
      .init(
        "How gates change the exit status.",
        fields: [
          .init(
            "enforce", .array(of: .string(.oneOf(GateCatalog.ids)), minimum: 0),
            "gates that fail the build; technical where left out")
        ]))
  }

  private static var outputs: JSONShape {
    .object(
      .init(
        "Where generated files go.",
        fields: [.init("folder", .string(.path), "the only folder that stages may generate files in")]))
  }

  private static var cache: JSONShape {
    .object(
      .init(
        "Where results are kept.",
        fields: [.init("path", .string(.path), "the folder; it can be deleted at any time")]))
  }
}
