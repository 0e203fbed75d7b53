import AtlasCore
import AtlasRules

/// The shapes of the spec pack's files, by section: what is read, checked and published as JSON Schemas.
package enum SpecShape {
  package static let sectionNames = [effortSection, "gates", "lint", "metrics", "planes", "taxonomy"]

  package static func shape(ofSection name: String) -> JSONShape? {
    switch name {
    case effortSection: section("Hours of work.", effort)
    case "gates": section("Quality gates.", gates)
    case "lint": section("Lint rules.", lint)
    case "metrics": section("Metric extraction.", metrics)
    case "planes": section("Planes and their colours.", planes)
    case "taxonomy": section("Categories of pages.", taxonomy)
    default: nil
    }
  }

  package static func schema(ofSection name: String) -> String? {
    shape(ofSection: name)?.schema(title: "atlas-build spec: \(name)", id: "atlas-build:spec-\(name)-1")
  }

  private static func section(_ summary: String, _ fields: [JSONShape.Field]) -> JSONShape {
    .object(
      .init(
        summary,
        fields: [
          .init("$schema", .string(.any), "where the JSON Schema of this file is, for editors"),
          .init("version", .integer(1...1), required: true, "the version of this file's form: 1"),
        ] + fields + [
          .init(
            "overrides",
            .map(keys: "place", of: .object(.init("What differs at a place.", fields: fields)).allOptional),
            "what differs in a category, or in a section of it (systems/architecture); objects are merged key by key"
          )
        ]))
  }

  private static var taxonomy: [JSONShape.Field] {
    [
      .init(
        "categories",
        .array(
          of: .object(
            .init(
              "A category of pages.",
              fields: [
                .init("slug", .string(.name), required: true, "its name in selectors and outputs"),
                .init("name", .string(.nonEmpty), required: true, "its official name"),
                .init("target", .integer(0...1_000_000), "how many diagrams it is to have"),
                .init("paths", paths, required: true, "patterns of its pages, below the source root"),
                .init(
                  "sections",
                  .array(of: .object(.init("A section of a category.", fields: section)), minimum: 1),
                  "its parts, in order; the first that matches a page's path is its section"),
              ])), minimum: 1), required: true,
        "in order; the first that matches a page's path is its category"),
      .init(
        "systems",
        .array(of: .object(.init("A system that the library describes.", fields: system)), minimum: 1),
        "the systems, each of which has a folder below systems/"),
    ]
  }

  private static let paths = JSONShape.array(of: .string(.nonEmpty), minimum: 1)

  private static var section: [JSONShape.Field] {
    [
      .init(
        "slug", .string(.name), required: true, "its name in overrides and selectors, after the category's"),
      .init("name", .string(.nonEmpty), "its official name"),
      .init("code", .string(.nonEmpty), "what stands for it in registry ids"),
      .init("mandatory", .bool, "whether every system has to have a page in it; false where left out"),
      .init("paths", paths, required: true, "patterns of its pages, below the source root"),
    ]
  }

  private static var system: [JSONShape.Field] {
    [
      .init("slug", .string(.name), required: true, "the name of its folder"),
      .init("name", .string(.nonEmpty), required: true, "what people call it"),
      .init("code", .string(.nonEmpty), "what stands for it in registry ids"),
      .init("tier", .integer(1...9), "how soon it is to be described"),
      .init("aliases", .array(of: .string(.nonEmpty), minimum: 0), "other names of its folder"),
    ]
  }

  private static var lint: [JSONShape.Field] {
    [
      .init(
        "rules", .object(.init("Rules by their ids.", fields: RuleCatalog.all.map(rule))), required: true,
        "the rules that are applied")
    ]
  }

  /// A rule's entry: what every rule has, and what this one declares.
  private static func rule(_ rule: CatalogRule) -> JSONShape.Field {
    .init(
      rule.description.id,
      .object(
        .init(
          "A rule.",
          fields: [
            .init(
              "priority", .string(.oneOf(["HIGH", "MEDIUM", "LOW"])), required: true, "what people do first"),
            .init(
              "severity", .string(.oneOf(["off", "on", "info", "warning", "error"])),
              "what the machine does; `on` and left out: what the priority says"),
          ] + rule.options.map(\.field))), "finds \(rule.description.finds)")
  }

  private static var metrics: [JSONShape.Field] {
    [
      .init(
        "kinds", .array(of: .string(.oneOf(ContentMetric.Kind.allCases.map(\.rawValue))), minimum: 1),
        required: true, "the kinds of content metrics that are extracted"),
      .init(
        "countNouns", .array(of: .string(.nonEmpty), minimum: 0),
        "plural nouns that make a count of a number: brokers, regions; left out, those of the program"),
      .init(
        "products", .array(of: .object(.init("A technology with versions.", fields: product)), minimum: 0),
        "technologies whose versions are extracted; left out, those of the program"),
      .init(
        "units", .map(keys: "word", of: .string(.oneOf(UnitMeaning.all.map(\.text)))),
        """
        words that are units, each with what it means: so many per second, minute or hour (RPS, RPM), users, or a \
        currency by its code; left out, those of the program
        """),
    ]
  }

  private static var product: [JSONShape.Field] {
    [
      .init("name", .string(.nonEmpty), required: true, "what reports call it"),
      .init("aliases", .array(of: .string(.nonEmpty), minimum: 0), "its other names in texts"),
      .init(
        "majors", .array(of: .integer(0...99_999), minimum: 2),
        "the least and the greatest whole number that is a version of it; left out, only versions with a point"
      ),
    ]
  }
}
