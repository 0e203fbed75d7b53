import AtlasCore
import AtlasEngine
import AtlasMermaid
import AtlasRules
import Synchronization

/// What each context of a graph tells its stage, read when an action first needs it, once for all the actions that share
/// it: most actions of most runs are hits. It is made of nothing but the texts that the context's key is made of, so a
/// stage cannot read what it is not keyed on.
struct StageSpecifications: Sendable {
  typealias ByContext<Specification: Sendable> = [Int: Deferred<Specification>]

  /// The mermaid.js version whose verdicts the parse gives. Stages after it are keyed on what the parse gave.
  let target: Target
  private(set) var lint: ByContext<LintSpecification> = [:]
  private(set) var pageLint: ByContext<PageLintStage.Specification> = [:]
  private(set) var libraryLint: ByContext<LibraryLintStage.Specification> = [:]
  private(set) var gates: ByContext<GateSpecification> = [:]
  private(set) var metrics: ByContext<MetricSpecification> = [:]
  private(set) var manifest: ByContext<RenderManifestStage.Options> = [:]
  private(set) var taxonomy: ByContext<JSONNode?> = [:]

  init(_ build: BuildGraph) {
    target = build.stages.target
    let sections = SpecSections()
    let lastGates = LastGates()
    let lastLint = LastLint()
    for (index, context) in build.graph.contexts.enumerated() {
      guard let stage = build.stages.first(where: { $0.name == context.stage }),
        case .builtIn(let builtIn) = stage.work
      else { continue }
      let spec = { @Sendable in sections.nodes(of: context.spec) }
      let options = { @Sendable in sections.nodes(of: context.options) }
      switch builtIn {
      case .parse, .links: break
      case .aggregate: taxonomy[index] = Deferred { spec()["taxonomy"] }
      case .lint:
        lint[index] = Deferred {
          lastLint.specification(spec(), options(), sections.palette(in: context.spec))
        }
      case .pageLint:
        pageLint[index] = Deferred {
          PageLintStage.Specification(
            lint: lastLint.specification(spec(), options(), sections.palette(in: context.spec)),
            taxonomy: sections.taxonomy(in: context.spec))
        }
      case .libraryLint:
        libraryLint[index] = Deferred {
          let options = options()
          return LibraryLintStage.Specification(
            lint: lastLint.specification(spec(), options, sections.palette(in: context.spec)),
            taxonomy: sections.taxonomy(in: context.spec),
            wantsCoverage: options["with.coverage"]?.bool ?? false,
            site: options["with.site"]?.string.map { BytePath($0) })
        }
      case .gates:
        gates[index] = Deferred {
          let spec = spec()
          let specification = GateSpecification(
            gates: spec["gates"], metrics: spec["metrics"], lint: spec["lint"],
            threshold: options()["with.threshold"]?.integer, like: lastGates.specification)
          lastGates.specification = specification
          return specification
        }
      case .metrics:
        metrics[index] = Deferred {
          MetricSpecification(metrics: spec()["metrics"], kinds: options()["with.kinds"])
        }
      case .renderManifest:
        manifest[index] = Deferred { RenderManifestStage.Options(formats: options()["with.formats"]) }
      }
    }
  }
}

/// The specification of rules that was read last. What most categories say of a rule is the same, so what the rule makes of
/// it serves them all.
private final class LastLint: Sendable {
  /// Guards the specification alone: two that are read at once may each make words of their own.
  private let last = Mutex<LintSpecification?>(nil)

  func specification(
    _ spec: [String: JSONNode], _ options: [String: JSONNode], _ palette: PlanePalette
  ) -> LintSpecification {
    let specification = LintSpecification(
      lint: spec["lint"], planes: palette, metrics: spec["metrics"], severities: options["with.severities"],
      like: last.withLock { $0 })
    last.withLock { $0 = specification }
    return specification
  }
}

/// The specification of gates that was read last. What most places say of gates differs in a few flags, so its words serve
/// the next one too.
private final class LastGates: Sendable {
  /// Guards the specification alone: two that are read at once may each make words of their own.
  private let last = Mutex<GateSpecification?>(nil)

  var specification: GateSpecification? {
    get { last.withLock { $0 } }
    set { last.withLock { $0 = newValue } }
  }
}

/// The texts of the contexts, each read once: most places of a library share most sections. They are told apart by their
/// bytes, as words are looked for; two `String`s may be equal that are not written alike.
private final class SpecSections: Sendable {
  /// Guards what was read so far, and makes whoever needs the same wait for it.
  private let nodes = Mutex<[Digest: JSONNode?]>([:])
  private let taxonomies = Mutex<[Digest: Taxonomy]>([:])
  private let palettes = Mutex<[Digest: PlanePalette]>([:])

  func nodes(of settings: [KeyContext.Setting]) -> [String: JSONNode] {
    var nodes: [String: JSONNode] = [:]
    for setting in settings { nodes[setting.name] = node(setting.text) }
    return nodes
  }

  func taxonomy(in settings: [KeyContext.Setting]) -> Taxonomy {
    guard let text = settings.first(where: { $0.name == "taxonomy" })?.text else { return Taxonomy(nil) }
    return taxonomies.withLock { known in
      if let taxonomy = known[Digest(of: text)] { return taxonomy }
      let taxonomy = Taxonomy(node(text))
      known[Digest(of: text)] = taxonomy
      return taxonomy
    }
  }

  func palette(in settings: [KeyContext.Setting]) -> PlanePalette {
    guard let text = settings.first(where: { $0.name == "planes" })?.text else { return PlanePalette(nil) }
    return palettes.withLock { known in
      if let palette = known[Digest(of: text)] { return palette }
      let palette = PlanePalette(node(text))
      known[Digest(of: text)] = palette
      return palette
    }
  }

  private func node(_ text: String) -> JSONNode? {
    nodes.withLock { known in
      if let node = known[Digest(of: text)] { return node }
      let node = try? JSONReader.read(Array(text.utf8))
      known[Digest(of: text)] = node
      return node
    }
  }
}
