import AtlasCore
import AtlasEngine
import AtlasMermaid
import AtlasRules

/// What each context of a graph tells its stage, read once for all the actions that share it. It is made of nothing but
/// the texts that the context's key is made of, so a stage cannot read what it is not keyed on.
struct StageSpecifications: Sendable {
  /// The mermaid.js version whose verdicts the parse gives. Stages after it are keyed on what the parse gave.
  let target: Target
  /// By context.
  private(set) var lint: [Int: LintSpecification] = [:]
  private(set) var pageLint: [Int: PageLintStage.Specification] = [:]
  private(set) var libraryLint: [Int: LibraryLintStage.Specification] = [:]
  private(set) var gates: [Int: GateSpecification] = [:]
  private(set) var metrics: [Int: MetricSpecification] = [:]
  private(set) var manifest: [Int: RenderManifestStage.Options] = [:]
  private(set) var taxonomy: [Int: JSONNode] = [:]

  init(_ build: BuildGraph) {
    target = build.stages.target
    var sections = SpecSections()
    for (index, context) in build.graph.contexts.enumerated() {
      guard let stage = build.stages.first(where: { $0.name == context.stage }),
        case .builtIn(let builtIn) = stage.work
      else { continue }
      let spec = sections.nodes(of: context.spec)
      let options = sections.nodes(of: context.options)
      switch builtIn {
      case .parse, .links: break
      case .aggregate: taxonomy[index] = spec["taxonomy"]
      case .lint:
        lint[index] = LintSpecification(
          lint: spec["lint"], planes: spec["planes"], metrics: spec["metrics"],
          severities: options["with.severities"])
      case .pageLint:
        pageLint[index] = PageLintStage.Specification(
          lint: LintSpecification(
            lint: spec["lint"], planes: spec["planes"], metrics: spec["metrics"],
            severities: options["with.severities"]),
          taxonomy: sections.taxonomy(in: context.spec))
      case .libraryLint:
        libraryLint[index] = LibraryLintStage.Specification(
          lint: LintSpecification(lint: spec["lint"], planes: nil, severities: options["with.severities"]),
          taxonomy: sections.taxonomy(in: context.spec),
          wantsCoverage: options["with.coverage"]?.bool ?? false,
          site: options["with.site"]?.string.map { BytePath($0) })
      case .gates:
        gates[index] = GateSpecification(
          gates: spec["gates"], metrics: spec["metrics"], lint: spec["lint"],
          threshold: options["with.threshold"]?.integer)
      case .metrics:
        metrics[index] = MetricSpecification(metrics: spec["metrics"], kinds: options["with.kinds"])
      case .renderManifest:
        manifest[index] = RenderManifestStage.Options(formats: options["with.formats"])
      }
    }
  }
}

/// The texts of the contexts, each read once: most places of a library share most sections.
private struct SpecSections {
  private var known: [String: JSONNode] = [:]
  private var taxonomies: [String: Taxonomy] = [:]

  mutating func nodes(of settings: [KeyContext.Setting]) -> [String: JSONNode] {
    var nodes: [String: JSONNode] = [:]
    for setting in settings { nodes[setting.name] = node(setting.text) }
    return nodes
  }

  mutating func taxonomy(in settings: [KeyContext.Setting]) -> Taxonomy {
    guard let text = settings.first(where: { $0.name == "taxonomy" })?.text else { return Taxonomy(nil) }
    if let taxonomy = taxonomies[text] { return taxonomy }
    let taxonomy = Taxonomy(node(text))
    taxonomies[text] = taxonomy
    return taxonomy
  }

  private mutating func node(_ text: String) -> JSONNode? {
    if let node = known[text] { return node }
    let node = try? JSONReader.read(Array(text.utf8))
    known[text] = node
    return node
  }
}
