import AtlasCore
import AtlasTestSupport

/// A small library of its own: four pages in three categories, five diagrams, one of them broken.
enum SampleLibrary {
  static func make() throws -> Workspace {
    let workspace = try Workspace()
    try workspace.write("pipeline.json", pipeline)
    for (name, text) in spec { try workspace.write(BytePath("data/spec").appending("\(name).json"), text) }
    try workspace.write("docs/guarantees/order.md", order)
    try workspace.write("docs/incidents/outage.md", outage)
    try workspace.write("docs/systems/shop/architecture.md", shop)
    try workspace.write(
      "docs/systems/shop/traffic.mmd", "pie\n  accTitle: Traffic\n  \"Web\" : 70\n  \"App\" : 30\n")
    return workspace
  }

  static let diagramCount = 5

  static let order = """
    # Order of messages

    Every partition keeps its order.

    ```mermaid
    pie
      accTitle: Reads and writes
      "Reads" : 80
      "Writes" : 20
    ```

    """

  static let outage = """
    # The outage

    Read the error log, then restart the primary.

    ```mermaid
    pie
      accTitle: Where the minutes went
      "Detection" : 12
      "Failover" : 30
    ```

    The second part.

    ```mermaid
    pie
      "Broken 80
    ```

    """

  static let shop = """
    # Shop

    ```mermaid
    pie
      title Share of requests
      "Checkout" : 5
      "Search" : 95
    ```

    """

  static let pipeline = """
    {
      "version": 1,
      "sources": {"roots": ["docs"]},
      "spec": "data/spec",
      "stages": [
        {"name": "parse", "uses": "parse", "scope": "diagram"},
        {"name": "lint", "uses": "lint", "scope": "diagram", "needs": ["parse"], "reads": ["lint", "planes"]},
        {"name": "gates", "uses": "gates", "scope": "diagram", "needs": ["parse", "lint"], "reads": ["gates"]},
        {"name": "metrics", "uses": "metrics", "scope": "diagram", "needs": ["parse"], "reads": ["metrics"]},
        {"name": "render-manifest", "uses": "render-manifest", "scope": "diagram", "needs": ["parse", "metrics"],
         "with": {"formats": ["svg"]}, "outputs": ["data/render-manifest.json"]},
        {"name": "aggregate", "uses": "aggregate", "scope": "library", "needs": ["parse", "lint", "gates", "metrics"],
         "reads": ["taxonomy"], "outputs": ["data/CENTRAL_METRICS.json", "data/unified_diagram_status.json"]}
      ]
    }

    """

  static let spec: [(name: String, text: String)] = [
    (
      "gates",
      """
      {"version": 1, "threshold": 80, "gates": {
        "technical": {"name": "Technical", "criteria": ["technical.parses"], "required": true},
        "3am": {"name": "3 AM", "criteria": ["3am.logs", "3am.recovery"], "required": false}},
       "overrides": {"incidents": {"gates": {"3am": {"required": true}}}}}
      """
    ),
    (
      "lint",
      """
      {"version": 1, "rules": {"a11y-title": {"priority": "LOW"}, "placeholder": {"priority": "HIGH"}},
       "overrides": {"guarantees": {"rules": {"a11y-title": {"priority": "MEDIUM"}}}}}
      """
    ),
    ("metrics", #"{"version": 1, "kinds": ["latency"]}"#),
    (
      "planes",
      ##"""
      {"version": 1, "palettes": {"atlas": {"edge": {"fill": "#0066CC", "stroke": "#004499"}}},
       "planes": {"edge": {"class": "edgeStyle"}}}
      """##
    ),
    (
      "taxonomy",
      """
      {"version": 1, "categories": [
        {"slug": "systems", "name": "Systems", "target": 8, "paths": ["systems/**"]},
        {"slug": "incidents", "name": "Incidents", "target": 4, "paths": ["incidents/**"]},
        {"slug": "guarantees", "name": "Guarantees", "target": 2, "paths": ["guarantees/**"]}]}
      """
    ),
  ]

  static let outputs: [BytePath] = [
    "data/CENTRAL_METRICS.json", "data/unified_diagram_status.json", "data/render-manifest.json",
  ]
}
