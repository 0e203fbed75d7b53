import AtlasCore
import AtlasMermaid

/// The stages that the program itself knows, by the name that `uses` gives.
package enum BuiltInStage: String, CaseIterable, Sendable {
  case parse
  case lint
  case pageLint = "page-lint"
  case links
  case libraryLint = "library-lint"
  case gates
  case metrics
  case renderManifest = "render-manifest"
  case aggregate

  package var scope: StageScope {
    switch self {
    case .parse, .lint, .gates, .metrics, .renderManifest: .diagram
    case .pageLint, .links: .page
    case .libraryLint, .aggregate: .library
    }
  }

  /// Built-in stages whose output this one reads; pipeline.json has to declare them and name them under `needs`.
  package var requires: [BuiltInStage] {
    switch self {
    case .parse, .links: []
    case .libraryLint: [.parse, .links]
    case .lint, .pageLint, .metrics: [.parse]
    case .gates: [.parse, .lint]
    case .renderManifest: [.parse, .metrics]
    case .aggregate: [.parse, .lint, .gates, .metrics]
    }
  }

  /// The names of the files it can generate; nil where any single name will do.
  package var generates: [String]? {
    switch self {
    case .parse, .lint, .pageLint, .links, .libraryLint, .gates, .metrics: []
    case .renderManifest: nil
    case .aggregate: ["CENTRAL_METRICS.json", "unified_diagram_status.json"]
    }
  }

  /// The keys that `with` may hold.
  package var options: [JSONShape.Field] {
    switch self {
    case .parse:
      [
        .init(
          "target", .string(.oneOf(Target.allCases.map(\.rawValue))),
          "the mermaid.js version whose verdict is given")
      ]
    case .lint, .pageLint: [Self.severities]
    case .links: []
    case .libraryLint:
      [
        Self.severities,
        .init(
          "coverage", .bool, "whether mandatory pages that are not there are findings; false where left out"),
        .init(
          "site", .string(.path),
          "the site's mkdocs.yml; where left out, the one beside the folder of the pages"),
      ]
    case .gates:
      [
        .init(
          "threshold", .integer(0...100),
          "the score from which a gate passes, in place of the specification's")
      ]
    case .metrics:
      [
        .init(
          "kinds", .array(of: .string(.nonEmpty), minimum: 1),
          "the kinds of content metrics to extract; all where it is left out")
      ]
    case .renderManifest:
      [
        .init(
          "formats", .array(of: .string(.oneOf(["svg", "png", "mmd"])), minimum: 1), "the artifacts to plan")
      ]
    case .aggregate: []
    }
  }

  private static let severities = JSONShape.Field(
    "severities", .map(keys: "rule", of: .string(.oneOf(["off", "on", "info", "warning", "error"]))),
    "severities that replace those of the specification, by rule")

  package var summary: String {
    switch self {
    case .parse: "reads the Mermaid text: verdict, syntax errors, meaning"
    case .lint: "judges the diagram by the rules of the specification"
    case .pageLint:
      "judges the page, and its diagrams by what the page says, by the rules of the specification"
    case .links: "finds where the page points to, and what in it can be pointed to"
    case .libraryLint: "judges what pages are to each other: links, the menu, mandatory pages, equal diagrams"
    case .gates: "asks whether the diagram serves those who open it"
    case .metrics: "counts the drawing and reads the quantities in its texts"
    case .renderManifest: "says what has to be drawn and how"
    case .aggregate: "folds everything into the library's data files"
    }
  }
}
