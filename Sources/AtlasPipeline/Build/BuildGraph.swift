import AtlasCore
import AtlasEngine
import AtlasRules

/// What an action of a build is about.
package enum Subject: Hashable, Sendable {
  /// The first place at which the diagram stands; equal diagrams elsewhere are the same action.
  case diagram(page: Int, index: Int)
  case page(Int)
  case library
}

/// The graph of one build, with the way back from actions to pages.
package struct BuildGraph: Sendable {
  package var graph: Graph
  package let stages: [StageDeclaration]
  /// By `Action.subject`.
  package var subjects: [Subject] = []
  /// By page, by diagram, by stage; nil where the stage has another scope or was not selected.
  package var diagramActions: [[[ActionID?]]] = []
  /// By page, by stage.
  package var pageActions: [[ActionID?]] = []
  /// By stage.
  package var libraryActions: [ActionID?] = []

  package func stageIndex(_ name: String) -> Int? { stages.firstIndex { $0.name == name } }

  package func stageIndex(of builtIn: BuiltInStage) -> Int? {
    stages.firstIndex { if case .builtIn(builtIn) = $0.work { true } else { false } }
  }
}

/// What a run is restricted to.
package struct Selection: Sendable {
  /// Whether a diagram is selected; pages none of whose diagrams are selected take no part.
  package var includes: (@Sendable (_ page: LibraryPage, _ index: Int) -> Bool)?
  /// Names of stages; what they need is selected with them. Empty: all.
  package var stages: Set<String>

  package init(
    includes: (@Sendable (_ page: LibraryPage, _ index: Int) -> Bool)? = nil, stages: Set<String> = []
  ) {
    self.includes = includes
    self.stages = stages
  }

  package var isEverything: Bool { includes == nil && stages.isEmpty }
}

/// Lays out the actions of a build: each stage on each of its subjects, keyed on what it reads there and nothing else.
struct BuildGraphBuilder {
  private let pipeline: Pipeline
  private let spec: SpecPack
  private let library: Library
  private let libraryRecord: PageRecord?
  private let commandDigests: [String: Digest]
  private let codeVersions: CodeVersions
  private let selection: Selection
  private let keepsPrevious: Bool
  private let selected: [Bool]

  private var result: BuildGraph
  /// By stage the stages that it needs.
  private let needs: [[Int]]
  /// The page that is laid out, with its actions so far.
  private var current = CurrentPage()
  /// The places of the pages so far, and their numbers.
  private var places: [PagePlace] = []
  private var placeNumbers: [PagePlace: Int] = [:]
  /// By place, by stage; nil where nobody asked yet.
  private var contexts: [[Int?]] = []
  private var slices: [SliceKey: String] = [:]
  private var contextsByDigest: [Digest: Int] = [:]
  private var known: [Identity: ActionID] = [:]
  /// Where each diagram stood on the page that is laid out, in the run before; made for pages that changed.
  private var recordedPlaces: (page: Int, places: [Digest: Int]) = (-1, [:])

  private struct CurrentPage {
    var place = 0
    /// By diagram, by stage.
    var diagramActions: [[ActionID?]] = []
    /// By stage.
    var pageActions: [ActionID?] = []
  }

  private struct SliceKey: Hashable {
    var stage: String
    var section: String
    /// Of the place's, those for which the section says something of its own.
    var addresses: [String]
  }

  /// What makes two actions the same one: equal stage, context, sources and inputs.
  private struct Identity: Hashable {
    var stage: Int
    var context: Int
    var sources: [KeyManifest.Source]
    var inputs: [ActionID]

    /// The last source and the first input tell nearly all actions of a stage apart.
    func hash(into hasher: inout Hasher) {
      hasher.combine(stage)
      hasher.combine(context)
      hasher.combine(sources.last?.digest.low ?? 0)
      hasher.combine(sources.first?.digest.low ?? 0)
      hasher.combine(inputs.first?.index ?? -1)
    }
  }

  /// `commandDigests` gives, for each stage with a command, the digest of the command's own bytes.
  init(
    pipeline: Pipeline, spec: SpecPack, library: Library, libraryRecord: PageRecord?,
    commandDigests: [String: Digest], codeVersions: CodeVersions, selection: Selection, keepsPrevious: Bool
  ) {
    self.pipeline = pipeline
    self.spec = spec
    self.library = library
    self.libraryRecord = libraryRecord
    self.commandDigests = commandDigests
    self.codeVersions = codeVersions
    self.selection = selection
    self.keepsPrevious = keepsPrevious
    selected = Self.closure(of: selection.stages, in: pipeline.stages)
    let stages = pipeline.stages.map { stage in
      Stage(name: stage.name, isBlocking: { if case .command = stage.work { true } else { false } }())
    }
    let graph = BuildGraph(graph: Graph(stages: stages), stages: pipeline.stages)
    needs = graph.stages.map { $0.needs.compactMap { graph.stageIndex($0) } }
    result = graph
  }

  consuming func build() -> BuildGraph {
    let stageCount = result.stages.count
    result.libraryActions = Array(repeating: nil, count: stageCount)
    for (pageIndex, page) in library.pages.enumerated() {
      let chosen = page.diagrams.indices.map { selection.includes?(page, $0) ?? true }
      current = CurrentPage(
        place: number(of: page.place),
        diagramActions: Array(
          repeating: Array(repeating: nil, count: stageCount), count: page.diagrams.count),
        pageActions: Array(repeating: nil, count: stageCount))
      for stage in 0..<stageCount where selected[stage] {
        switch result.stages[stage].scope {
        case .diagram:
          for index in chosen.indices where chosen[index] {
            addDiagram(index, of: page, pageIndex, stage: stage)
          }
        case .page where page.problem == nil && (chosen.contains(true) || selection.includes == nil):
          addPage(page, pageIndex, stage: stage)
        case .page, .library: break
        }
      }
      result.diagramActions.append(current.diagramActions)
      result.pageActions.append(current.pageActions)
    }
    // A part of the library would make other files than the whole, so the library's stages wait for a whole run.
    if selection.includes == nil {
      for stage in 0..<stageCount where selected[stage] && result.stages[stage].scope == .library {
        addLibrary(stage: stage)
      }
    }
    return result
  }

  private static func closure(of names: Set<String>, in stages: [StageDeclaration]) -> [Bool] {
    guard !names.isEmpty else { return stages.map { _ in true } }
    var wanted = names
    for stage in stages.reversed() where wanted.contains(stage.name) { wanted.formUnion(stage.needs) }
    return stages.map { wanted.contains($0.name) }
  }

  // MARK: actions

  private mutating func addDiagram(_ index: Int, of laid: LibraryPage, _ page: Int, stage: Int) {
    var sources: [KeyManifest.Source] = []
    switch result.stages[stage].work {
    case .builtIn(.parse), .command: sources.append(.init("diagram", laid.diagrams[index].digest))
    case .builtIn(.gates):
      // With the prose the number tells where on the page the diagram stands.
      sources.append(.init("prose", laid.prose))
      sources.append(.init("position", Digest(of: "\(index + 1)")))
    case .builtIn(.lint), .builtIn(.pageLint), .builtIn(.links), .builtIn(.libraryLint), .builtIn(.metrics),
      .builtIn(.renderManifest),
      .builtIn(.aggregate):
      break
    }
    let upstream = needs[stage].map { needed in
      let action =
        result.stages[needed].scope == .page
        ? current.pageActions[needed] : current.diagramActions[index][needed]
      return Action.UpstreamGroup(stage: StageID(needed), actions: action.map { [$0] } ?? [])
    }
    current.diagramActions[index][stage] = add(
      stage: stage, subject: .diagram(page: page, index: index), place: current.place, sources: sources,
      upstream: upstream, previous: recorded(index, of: laid, page)?.results)
  }

  /// What the run before says of a diagram: of the one with the same text, wherever it stood on the page, else of the
  /// one that stood in its place.
  private mutating func recorded(_ index: Int, of laid: LibraryPage, _ page: Int) -> PageRecord.Diagram? {
    guard let record = laid.record else { return nil }
    let digest = laid.diagrams[index].digest
    if index < record.diagrams.count, record.diagrams[index].digest == digest {
      return record.diagrams[index]
    }
    if recordedPlaces.page != page {
      let places = record.diagrams.enumerated().map { ($1.digest, $0) }
      recordedPlaces = (page, Dictionary(places, uniquingKeysWith: { first, _ in first }))
    }
    if let position = recordedPlaces.places[digest] { return record.diagrams[position] }
    return index < record.diagrams.count ? record.diagrams[index] : nil
  }

  private mutating func addPage(_ laid: LibraryPage, _ page: Int, stage: Int) {
    let upstream = needs[stage].map { needed in
      let actions =
        result.stages[needed].scope == .page
        ? [current.pageActions[needed]] : current.diagramActions.map { $0[needed] }
      return Action.UpstreamGroup(stage: StageID(needed), actions: actions.compactMap { $0 })
    }
    var sources: [KeyManifest.Source] = [.init("page", laid.digest)]
    switch result.stages[stage].work {
    case .builtIn(.links):
      // Where the page stands says nothing of its links; whether it is a page at all does.
      if laid.path.fileExtension.lowercased() == "mmd" {
        sources.append(.init("form", Digest(of: "diagram")))
      }
    case .builtIn:
      sources.append(.init("path", Digest(of: laid.path.bytes)))
    case .command: break
    }
    current.pageActions[stage] = add(
      stage: stage, subject: .page(page), place: current.place, sources: sources, upstream: upstream,
      previous: laid.record?.results)
  }

  private mutating func addLibrary(stage: Int) {
    let upstream = needs[stage].map { needed in
      let actions: [ActionID?] =
        switch result.stages[needed].scope {
        case .diagram: result.diagramActions.flatMap { $0.map { $0[needed] } }
        case .page: result.pageActions.map { $0[needed] }
        case .library: [result.libraryActions[needed]]
        }
      return Action.UpstreamGroup(stage: StageID(needed), actions: actions.compactMap { $0 })
    }
    let readsDisk = if case .builtIn(.libraryLint) = result.stages[stage].work { true } else { false }
    result.libraryActions[stage] = add(
      stage: stage, subject: .library, place: number(of: .nowhere), sources: [.init("pages", pagesDigest)],
      upstream: upstream, previous: libraryRecord?.results, hasLateSources: readsDisk)
  }

  /// Where the diagrams stand, without what they say and without lines, which every edit above them moves.
  private var pagesDigest: Digest {
    var writer = ByteWriter()
    writer.write(library.pages) { page, writer in
      writer.write(page.path.bytes)
      writer.write(page.place.address)
      writer.write(page.diagrams.count)
    }
    return Digest(of: writer.bytes)
  }

  private mutating func add(
    stage: Int, subject: Subject, place: Int, sources: [KeyManifest.Source],
    upstream: [Action.UpstreamGroup], previous: [PageRecord.StageResult]?, hasLateSources: Bool = false
  ) -> ActionID {
    let context = context(ofStage: stage, at: place)
    let identity = Identity(
      stage: stage, context: context, sources: sources, inputs: upstream.flatMap(\.actions))
    if let id = known[identity] { return id }
    result.subjects.append(subject)
    let before =
      keepsPrevious
      ? previous?.first { $0.stage == result.stages[stage].name }
        .map { PreviousResult(key: $0.key, output: $0.output) } : nil
    let id = result.graph.add(
      Action(
        stage: StageID(stage), subject: result.subjects.count - 1, context: context,
        group: result.diagramActions.count, sources: sources, upstream: upstream,
        hasLateSources: hasLateSources),
      previous: before)
    known[identity] = id
    return id
  }

  // MARK: contexts

  private mutating func number(of place: PagePlace) -> Int {
    if let number = placeNumbers[place] { return number }
    let number = placeNumbers.count
    placeNumbers[place] = number
    places.append(place)
    contexts.append(Array(repeating: nil, count: result.stages.count))
    return number
  }

  /// Places in which the stage reads the same have the same context, and so the same keys.
  private mutating func context(ofStage stage: Int, at place: Int) -> Int {
    if let context = contexts[place][stage] { return context }
    let context = makeContext(result.stages[stage], at: places[place])
    let digest = context.digest
    let index = contextsByDigest[digest] ?? result.graph.add(context)
    contextsByDigest[digest] = index
    contexts[place][stage] = index
    return index
  }

  /// Most places have nothing of their own in most sections, and so the same text.
  private mutating func slice(of section: String, for stage: StageDeclaration, at place: PagePlace) -> String
  {
    let overridden = Set((spec.section(section)?.overrides ?? []).map(\.address))
    let own = place.addresses.filter(overridden.contains)
    let key = SliceKey(stage: stage.name, section: section, addresses: own)
    if let text = slices[key] { return text }
    let text = stage.slice(of: spec, section, at: place)
    slices[key] = text
    return text
  }

  private mutating func makeContext(_ stage: StageDeclaration, at place: PagePlace) -> KeyContext {
    var options = stage.options.map {
      KeyContext.Setting(name: "with.\($0.name)", text: $0.value.canonicalText)
    }
    let version: Digest
    switch stage.work {
    case .builtIn(let builtIn): version = codeVersions.version(of: builtIn.rawValue)
    case .command(let command):
      version = codeVersions.version(of: "command")
      options += command.keySettings
      options.append(.init(name: "command", text: "\"\(commandDigests[stage.name] ?? .zero)\""))
    }
    return KeyContext(
      stage: stage.name, codeVersion: version, options: options,
      spec: stage.reads.map { .init(name: $0, text: slice(of: $0, for: stage, at: place)) })
  }
}
