import AtlasCore

/// Reads pipeline.json strictly: everything that is wrong is found and told at its place before anything runs.
package struct PipelineReader {
  /// What the reader has to know of the world around the file, so that reading itself touches nothing.
  package struct Surroundings {
    /// Whether a path, relative to the project, is a folder or file that exists.
    package var exists: (BytePath) -> Bool
    /// The sections of the spec pack at a path; nil where it cannot be told, because the pack itself is wrong.
    package var specSections: (BytePath) -> [String]?

    package init(exists: @escaping (BytePath) -> Bool, specSections: @escaping (BytePath) -> [String]?) {
      self.exists = exists
      self.specSections = specSections
    }
  }

  private let surroundings: Surroundings
  private var file: ConfigurationFile

  private init(_ file: ConfigurationFile, _ surroundings: Surroundings) {
    self.file = file
    self.surroundings = surroundings
  }

  /// The pipeline, with the warnings, or an error that holds every problem of the file.
  package static func read(
    _ bytes: [UInt8], path: BytePath, surroundings: Surroundings
  ) throws(ConfigurationError) -> (pipeline: Pipeline, file: ConfigurationFile) {
    var reader = PipelineReader(ConfigurationFile(path: path, bytes: bytes), surroundings)
    let pipeline = reader.read()
    reader.file.problems.sort { $0.range < $1.range }
    guard let pipeline, reader.file.errors.isEmpty else { throw ConfigurationError([reader.file]) }
    return (pipeline, reader.file)
  }

  private mutating func read() -> Pipeline? {
    let root: JSONNode
    do throws(JSONError) {
      root = try JSONReader.read(file.bytes)
    } catch {
      report(error.range, error.message, error.help)
      return nil
    }
    file.problems += PipelineShape.shape.problems(of: root)
    guard file.problems.isEmpty else { return nil }

    let sources = readSources(root["sources"])
    let spec = BytePath(root["spec"]?.string ?? "").normalized
    let declared = (root["stages"]?.array ?? []).map { readStage($0) }
    let cache = BytePath(root["cache"]?["path"]?.string ?? "cache").normalized
    var pipeline = Pipeline(
      file: file.path, sources: sources, spec: spec, stages: declared,
      enforcedGates: strings(root["gates"]?["enforce"]) ?? ["technical"], cache: cache)
    checkPlaces(of: root)
    checkNames(in: root)
    checkNeeds(declared, in: root)
    checkReads(in: root, spec: spec)
    checkOutputs(pipeline, in: root)
    if let ordered = order(declared, in: root) { pipeline.stages = ordered }
    return pipeline
  }

  // MARK: reading, once the shape is right

  private mutating func readSources(_ node: JSONNode?) -> Pipeline.Sources {
    let include = globs(node?["include"], fallback: ["**/*.md", "**/*.mmd"])
    let exclude = globs(node?["exclude"], fallback: [])
    return Pipeline.Sources(
      roots: (strings(node?["roots"]) ?? []).map { BytePath($0).normalized },
      include: GlobSet(include.map(\.glob)), exclude: GlobSet(exclude.map(\.glob)), includePatterns: include)
  }

  private mutating func globs(_ node: JSONNode?, fallback: [String]) -> [(glob: Glob, range: TextRange)] {
    guard let elements = node?.array else {
      return fallback.compactMap { pattern in (try? Glob(pattern)).map { ($0, TextRange(at: 0)) } }
    }
    var globs: [(glob: Glob, range: TextRange)] = []
    for element in elements {
      do throws(GlobError) {
        globs.append((try Glob(element.string ?? ""), element.range))
      } catch {
        report(element.range, "the pattern cannot be read: \(error.message)", error.help)
      }
    }
    return globs
  }

  private func readStage(_ node: JSONNode) -> StageDeclaration {
    let work: StageDeclaration.Work
    if let builtIn = node["uses"]?.string.flatMap(BuiltInStage.init(rawValue:)) {
      work = .builtIn(builtIn)
    } else {
      work = .command(
        ExternalCommand(
          arguments: strings(node["run"]) ?? [], environment: strings(node["environment"]) ?? [],
          timeLimitSeconds: node["timeLimit"]?.integer ?? ExternalCommand.defaultTimeLimitSeconds,
          versions: (node["versions"]?.members ?? []).map { ($0.key, $0.node.string ?? "") },
          collects: (strings(node["collects"]) ?? []).map { BytePath($0).normalized }))
    }
    return StageDeclaration(
      name: node["name"]?.string ?? "", work: work,
      scope: node["scope"]?.string.flatMap(StageScope.init(rawValue:)) ?? .diagram,
      needs: strings(node["needs"]) ?? [], reads: strings(node["reads"]) ?? [],
      options: (node["with"]?.members ?? []).map { ($0.key, $0.node) },
      outputs: (strings(node["outputs"]) ?? []).map { BytePath($0).normalized }, range: node.range)
  }

  private func strings(_ node: JSONNode?) -> [String]? { node?.array?.compactMap(\.string) }

  // MARK: what a shape cannot say

  private mutating func checkPlaces(of root: JSONNode) {
    for root in root["sources"]?["roots"]?.array ?? [] {
      let path = BytePath(root.string ?? "").normalized
      if !surroundings.exists(path) {
        report(root.range, #"the source root "\#(path)" does not exist"#, "create it, or name another folder")
      }
    }
    if let spec = root["spec"], !surroundings.exists(BytePath(spec.string ?? "").normalized) {
      report(
        spec.range, #"the spec folder "\#(spec.string ?? "")" does not exist"#,
        "create it, or name another folder")
    }
  }

  private mutating func checkNames(in root: JSONNode) {
    var seen: Set<String> = []
    for node in root["stages"]?.array ?? [] {
      guard let name = node["name"], let text = name.string else { continue }
      if !seen.insert(text).inserted {
        report(name.range, #"two stages are called "\#(text)""#, "rename one of them")
      }
      checkKind(of: node)
    }
  }

  /// A built-in stage has its scope, its options and its files; only a command has a time limit.
  private mutating func checkKind(of node: JSONNode) {
    guard let builtIn = node["uses"]?.string.flatMap(BuiltInStage.init(rawValue:)) else { return }
    if let scope = node["scope"], scope.string != builtIn.scope.rawValue {
      report(
        scope.range, #""\#(builtIn.rawValue)" works on each \#(builtIn.scope.rawValue)"#,
        #"write "scope": "\#(builtIn.scope.rawValue)""#)
    }
    for key in ["environment", "timeLimit", "versions", "collects"] {
      guard let member = node.members?.first(where: { $0.key == key }) else { continue }
      report(member.keyRange, #""\#(key)" is for commands"#, #"remove it, or use "run" in place of "uses""#)
    }
    if let options = node["with"] {
      let shape = JSONShape.object(.init("Options.", fields: builtIn.options))
      file.problems += shape.problems(of: options).map { problem in
        var problem = problem
        problem.message = problem.message.replacing(
          "the file", with: #"the options of "\#(builtIn.rawValue)""#)
        return problem
      }
    }
  }

  private mutating func checkNeeds(_ stages: [StageDeclaration], in root: JSONNode) {
    let names = stages.map(\.name)
    for (stage, node) in zip(stages, root["stages"]?.array ?? []) {
      var seen: Set<String> = []
      for need in node["needs"]?.array ?? [] {
        let name = need.string ?? ""
        if !seen.insert(name).inserted {
          report(need.range, #""\#(stage.name)" needs "\#(name)" twice"#, "name it once")
        } else if name == stage.name {
          report(need.range, #""\#(name)" needs itself"#, "remove it")
        } else if let other = stages.first(where: { $0.name == name }) {
          checkScopes(stage, needs: other, at: need.range)
        } else {
          let nearest = NearestWord.of(name, in: names)
          report(
            need.range, #"there is no stage "\#(name)""#,
            nearest.map { #"did you mean "\#($0)"?"# } ?? "stages: \(names.joined(separator: ", "))")
        }
      }
      checkRequirements(of: stage, among: stages, node: node)
    }
  }

  private mutating func checkScopes(
    _ stage: StageDeclaration, needs other: StageDeclaration, at range: TextRange
  ) {
    guard other.scope == .library, stage.scope != .library else { return }
    report(
      range,
      #""\#(stage.name)" works on each \#(stage.scope.rawValue) and cannot wait for "\#(other.name)", which works on the library"#,
      #"give "\#(stage.name)" the scope library, or remove the need"#)
  }

  private mutating func checkRequirements(
    of stage: StageDeclaration, among stages: [StageDeclaration], node: JSONNode
  ) {
    guard case .builtIn(let builtIn) = stage.work else { return }
    for required in builtIn.requires {
      let provider = stages.first { if case .builtIn(required) = $0.work { true } else { false } }
      if let provider, stage.needs.contains(provider.name) { continue }
      let place = node["needs"]?.range ?? node["name"]?.range ?? node.range
      report(
        place, #""\#(stage.name)" reads what "\#(required.rawValue)" gives and does not need it"#,
        provider.map { #"add "\#($0.name)" to its "needs""# }
          ?? #"declare a stage that uses "\#(required.rawValue)""#)
    }
  }

  private mutating func checkReads(in root: JSONNode, spec: BytePath) {
    guard let sections = surroundings.specSections(spec) else { return }
    for node in root["stages"]?.array ?? [] {
      for section in node["reads"]?.array ?? [] where !sections.contains(section.string ?? "") {
        let nearest = NearestWord.of(section.string ?? "", in: sections)
        report(
          section.range, #"the specification has no section "\#(section.string ?? "")""#,
          nearest.map { #"did you mean "\#($0)"?"# } ?? "sections: \(sections.joined(separator: ", "))")
      }
    }
  }

  private mutating func checkOutputs(_ pipeline: Pipeline, in root: JSONNode) {
    var owners: [BytePath: String] = [:]
    let folder = root["outputs"]?["folder"]?.string.map { BytePath($0).normalized }
    for (stage, node) in zip(pipeline.stages, root["stages"]?.array ?? []) {
      for output in node["outputs"]?.array ?? [] {
        let path = BytePath(output.string ?? "").normalized
        if let owner = owners.updateValue(stage.name, forKey: path) {
          report(output.range, #""\#(owner)" already writes "\#(path)""#, "give each output one stage")
        }
        if let reason = conflict(of: path, with: pipeline) {
          report(output.range, #"the output "\#(path)" \#(reason)"#, "name another file")
        }
        if let folder, path.relative(to: folder) == nil {
          report(
            output.range, #"the output "\#(path)" lies outside "\#(folder)""#,
            #"move it there, or change "outputs""#)
        }
      }
      checkGenerated(by: stage, node: node)
    }
  }

  private func conflict(of path: BytePath, with pipeline: Pipeline) -> String? {
    if path == pipeline.file.name { return "is pipeline.json itself" }
    if path.relative(to: pipeline.spec) != nil { return "lies in the specification" }
    if path.relative(to: pipeline.cache) != nil { return "lies in the cache" }
    for root in pipeline.sources.roots {
      guard path == root || path.relative(to: root) != nil else { continue }
      if path == root || (pipeline.sources.include.matches(path) && !pipeline.sources.exclude.matches(path)) {
        return "is one of the sources"
      }
    }
    return nil
  }

  private mutating func checkGenerated(by stage: StageDeclaration, node: JSONNode) {
    let nodes = node["outputs"]?.array ?? []
    switch stage.work {
    case .builtIn(let builtIn):
      if let names = builtIn.generates {
        for output in nodes {
          let name = BytePath(output.string ?? "").name.description
          guard !names.contains(name) else { continue }
          report(
            output.range, #""\#(builtIn.rawValue)" does not make "\#(name)""#,
            names.isEmpty
              ? #"remove it; "\#(builtIn.rawValue)" makes no files"#
              : "it makes \(names.joined(separator: " and "))")
        }
      } else if nodes.count > 1 {
        report(nodes[1].range, #""\#(builtIn.rawValue)" makes one file"#, "name one output")
      }
    case .command(let command):
      if stage.scope != .library, nodes.count > 1 {
        report(
          nodes[1].range, "a stage of this scope makes one file, with what each action gave",
          "name one output")
      }
      let collected = command.collects.map { $0.name }
      for output in nodes where stage.scope == .library && !command.collects.isEmpty {
        let name = BytePath(output.string ?? "").name
        if !collected.contains(name) {
          report(output.range, #""\#(stage.name)" does not collect "\#(name)""#, #"add it to "collects""#)
        }
      }
    }
  }

  // MARK: order

  /// The stages so that each comes after those it needs; a cycle is told with its whole way round.
  private mutating func order(_ stages: [StageDeclaration], in root: JSONNode) -> [StageDeclaration]? {
    var ordered: [StageDeclaration] = []
    var placed: Set<String> = []
    var waiting = stages
    while !waiting.isEmpty {
      let known = Set(waiting.map(\.name))
      guard
        let index = waiting.firstIndex(where: {
          $0.needs.allSatisfy { placed.contains($0) || !known.contains($0) }
        })
      else {
        reportCycle(in: waiting, root: root)
        return nil
      }
      placed.insert(waiting[index].name)
      ordered.append(waiting.remove(at: index))
    }
    return ordered
  }

  private mutating func reportCycle(in stages: [StageDeclaration], root: JSONNode) {
    var way = [stages[0]]
    while let next = stages.first(where: { way[way.count - 1].needs.contains($0.name) }) {
      if let start = way.firstIndex(where: { $0.name == next.name }) {
        let names = (way[start...].map(\.name) + [next.name]).joined(separator: " → ")
        let node = root["stages"]?.array?.first { $0["name"]?.string == next.name }
        guard way.count - start > 1 else { return }  // A stage that needs itself is told already.
        report(
          node?["needs"]?.range ?? next.range, "these stages wait for each other: \(names)",
          "remove one of these needs")
        return
      }
      way.append(next)
    }
  }

  private mutating func report(_ range: TextRange, _ message: String, _ help: String) {
    file.problems.append(ConfigurationProblem(range: range, message: message, help: help))
  }
}
