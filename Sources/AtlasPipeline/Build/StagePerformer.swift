import AtlasCore
import AtlasEngine
import AtlasMermaid
import AtlasRules

/// Does the work of every stage: reads the subject, calls the stage, codes the result.
struct StagePerformer: ActionPerformer {
  let build: BuildGraph
  let library: Library
  let pages: PageStore
  let openPages: OpenPages
  let libraryPages = LibraryPages()
  let results: any ResultBodies & KnownResults
  let specifications: StageSpecifications
  let commands: CommandRunner
  /// The folders that the paths of the library are relative to.
  let sourceRoots: [BytePath]
  /// The project's folder.
  let root: BytePath
  /// Whether the pages are all that the project has: only then something can be said of what is missing.
  let isWholeLibrary: Bool

  func makeSession() -> Session { Session(performer: self) }

  func performBlocking(_ request: ActionRequest) async -> ActionResult {
    guard case .command(let command) = build.stages[request.stage.index].work else {
      return .failure(ActionError(message: "BUG: a built-in stage does not block"))
    }
    do throws(ActionProblem) {
      let inputs = try commandInputs(of: request)
      return await commands.run(command, stage: build.stages[request.stage.index], inputs: inputs)
    } catch {
      return .failure(ActionError(message: error.message))
    }
  }

  private func commandInputs(of request: ActionRequest) throws(ActionProblem) -> CommandInputs {
    let stage = build.stages[request.stage.index]
    var inputs = CommandInputs(
      subject: build.name(ofSubject: request.action, in: library), scope: stage.scope,
      spec: build.graph.contexts[request.context].spec.map { ($0.name, $0.text) })
    switch build.subjects[request.subject] {
    case .diagram(let page, let index):
      inputs.files.append(("diagram.mmd", try pages.content(ofPage: page).diagrams[index].content))
    case .page(let page):
      inputs.files.append(("page.md", try pages.content(ofPage: page).bytes))
    case .library: break
    }
    for (need, outputs) in zip(stage.needs, request.inputs) {
      for (number, output) in outputs.enumerated() {
        let name = outputs.count == 1 && stage.scope == .diagram ? need : "\(need)/\(number + 1)"
        inputs.files.append((BytePath("needs").appending(name), try described(output, from: need)))
      }
    }
    return inputs
  }

  /// What an external command sees of another stage's result: JSON of a built-in stage, the very bytes of a command.
  private func described(_ output: ActionOutput, from need: String) throws(ActionProblem) -> [UInt8] {
    let body = try body(of: output)
    guard let index = build.stageIndex(need), case .builtIn(let stage) = build.stages[index].work else {
      return body
    }
    return ResultDescription.json(of: body, from: stage) ?? []
  }

  /// What the rules about the library said; nothing where they were not applied.
  func libraryShares(in outcome: EngineOutcome) -> LibraryShares {
    guard let stage = build.stageIndex(of: .libraryLint), let id = build.libraryActions[stage],
      let output = outcome.outputs[id.index], let body = try? body(of: output),
      let result = try? LibraryLintStage.read(body)
    else { return .none }
    return LibraryShares(result)
  }

  func body(of output: ActionOutput) throws(ActionProblem) -> [UInt8] {
    switch output.body {
    case .inMemory(let bytes): return bytes
    case .stored(let slot):
      guard let bytes = results.body(slot: slot) else {
        throw ActionProblem("a cached result can no longer be read; run again")
      }
      return bytes
    }
  }
}

extension StagePerformer {
  /// One worker's memory: neighbours in a chunk are mostly stages of one page.
  struct Session: ActionSession {
    let performer: StagePerformer
    private var page: (index: Int, open: OpenPage)?

    init(performer: StagePerformer) { self.performer = performer }

    mutating func perform(_ request: ActionRequest) -> ActionResult {
      do {
        let (digest, body) = try output(of: request)
        return .output(digest: digest, body: body)
      } catch let problem as ActionProblem {
        return .failure(ActionError(message: problem.message))
      } catch {
        return .failure(
          ActionError(
            message: "a cached result does not read back as it was written; run again with --recache"))
      }
    }

    private mutating func output(of request: ActionRequest) throws -> (digest: Digest, body: [UInt8]) {
      guard case .builtIn(let stage) = performer.build.stages[request.stage.index].work else {
        throw ActionProblem("BUG: a command does not run in a session")
      }
      let specifications = performer.specifications
      switch stage {
      case .parse: return ParseStage.perform(try diagram(request))
      case .lint:
        return LintStage.perform(try diagram(request), by: specifications.lint[request.context]!.value)
      case .pageLint:
        guard case .page(let page) = performer.build.subjects[request.subject] else { break }
        return PageLintStage.perform(
          performer.library.pages[page], try open(page), sourceRoots: performer.sourceRoots,
          by: specifications.pageLint[request.context]!.value)
      case .links:
        guard case .page(let page) = performer.build.subjects[request.subject] else { break }
        return LinksStage.perform(try open(page))
      case .libraryLint: return try LibraryInputs(performer: performer, request: request).perform()
      case .metrics:
        return MetricsStage.perform(try diagram(request), by: specifications.metrics[request.context]!.value)
      case .gates:
        guard case .diagram(let page, let index) = performer.build.subjects[request.subject] else { break }
        return try GatesStage.perform(
          index, of: try open(page), lint: try input(of: .lint, request),
          by: specifications.gates[request.context]!.value)
      case .renderManifest:
        return RenderManifestStage.perform(
          try diagram(request), options: specifications.manifest[request.context]!.value)
      case .aggregate:
        return try AggregateStage.perform(
          library: performer.library, results: try aggregateInputs(request),
          taxonomy: specifications.taxonomy[request.context]?.value ?? nil)
      }
      throw ActionProblem("BUG: \(stage.rawValue) on another subject than its scope")
    }

    /// What a stage that a diagram's stage needs said of the same diagram.
    private func input(of stage: BuiltInStage, _ request: ActionRequest) throws -> [UInt8]? {
      let build = performer.build
      guard let index = build.stageIndex(of: stage),
        let group = build.stages[request.stage.index].needs.firstIndex(of: build.stages[index].name),
        let output = request.inputs[group].first
      else { return nil }
      return try performer.body(of: output)
    }

    /// The inputs by what gives them, whatever the stages are called and in whatever order they are needed.
    private func aggregateInputs(_ request: ActionRequest) throws -> AggregateInputs {
      let build = performer.build
      let needs = build.stages[request.stage.index].needs
      func outputs(_ stage: BuiltInStage) -> [ActionOutput] {
        guard let index = build.stageIndex(of: stage),
          let group = needs.firstIndex(of: build.stages[index].name)
        else { return [] }
        return request.inputs[group]
      }
      func bodies(_ stage: BuiltInStage) throws -> [[UInt8]] {
        try outputs(stage).map { try performer.body(of: $0) }
      }
      return AggregateInputs(
        parse: try bodies(.parse), lint: try bodies(.lint), gates: try bodies(.gates),
        metrics: try bodies(.metrics), meanings: outputs(.parse).map(\.digest))
    }

    private mutating func diagram(_ request: ActionRequest) throws -> OpenDiagram {
      guard case .diagram(let page, let index) = performer.build.subjects[request.subject] else {
        throw ActionProblem("BUG: a diagram stage on another subject")
      }
      return try open(page).diagram(index)
    }

    private mutating func open(_ index: Int) throws -> OpenPage {
      if let page, page.index == index { return page.open }
      let open = try performer.openPages.page(index)
      page = (index, open)
      return open
    }
  }
}
