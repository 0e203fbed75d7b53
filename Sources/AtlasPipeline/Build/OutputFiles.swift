import AtlasCore
import AtlasEngine
import AtlasSystem

/// The files of the project that a build generates: written when every action of their stage has a result, atomically,
/// and only where their bytes differ.
struct OutputFiles {
  let root: BytePath
  let build: BuildGraph
  let library: Library
  let outcome: EngineOutcome
  /// What the run before left. A file that is made of the same and was not touched is not made again.
  let before: [RunSummary.Output]
  let body: (ActionOutput) throws(ActionProblem) -> [UInt8]

  struct Written {
    /// Every output that is up to date now.
    var files: [RunSummary.Output] = []
    var changed: [BytePath] = []
    /// Of those the ones that would not have changed, had nobody written to them since the run before.
    var editedByHand: [BytePath] = []
    var failures: [ActionFailure] = []
  }

  func write() -> Written {
    var written = Written()
    for (index, stage) in build.stages.enumerated() where !stage.outputs.isEmpty {
      guard isComplete(index) else { continue }
      let source = source(ofStage: index)
      let untouched = before.filter { output in
        stage.outputs.contains(output.path) && output.source == source
          && RunSummary.stamp(of: root.appending(output.path)) == output.stamp
      }
      if untouched.count == stage.outputs.count {
        written.files += untouched
        continue
      }
      do {
        for (path, bytes) in try contents(of: stage, index: index) {
          let isThere = FileStatus.exists(root.appending(path))
          let changed = try AtomicFile.write(bytes, to: root.appending(path), createParents: true)
          if changed { written.changed.append(path) }
          if changed, isThere, before.contains(where: { $0.path == path && $0.source == source }) {
            written.editedByHand.append(path)
          }
          guard let stamp = RunSummary.stamp(of: root.appending(path)) else { continue }
          written.files.append(.init(path: path, source: source, stamp: stamp))
        }
      } catch {
        let reason = (error as? ActionProblem)?.message ?? "\(error)"
        written.failures.append(
          ActionFailure(
            stage: stage.name, subject: "library",
            message: "the outputs of \"\(stage.name)\" could not be written: \(reason)"))
      }
    }
    return written
  }

  /// The bytes of each output of a stage, in the order in which it declares them.
  func contents(of stage: StageDeclaration, index: Int) throws -> [(BytePath, [UInt8])] {
    switch (stage.work, stage.scope) {
    case (.builtIn(.aggregate), _):
      let files = try AggregateStage.read(try libraryBody(index))
      return stage.outputs.compactMap { path in
        files.first { $0.name == path.name.description }.map { (path, $0.bytes) }
      }
    case (.command(let command), .library):
      let body = try libraryBody(index)
      guard !command.collects.isEmpty else { return stage.outputs.prefix(1).map { ($0, body) } }
      let files = try CollectedFile.decode(body)
      return stage.outputs.compactMap { path in
        files.first { $0.path.name == path.name }.map { (path, $0.bytes) }
      }
    case (_, .diagram): return [(stage.outputs[0], try diagramCollection(stage, index: index))]
    case (_, .page), (_, .library): return [(stage.outputs[0], try pageCollection(stage, index: index))]
    }
  }

  /// The outputs of the stage's actions, and the places that the files name.
  private func source(ofStage stage: Int) -> Digest {
    var writer = ByteWriter()
    writer.write(build.stages[stage].outputs.map(\.description).joined(separator: " "))
    func write(_ id: ActionID?) {
      writer.write(id.flatMap { outcome.outputs[$0.index]?.digest } ?? .zero)
    }
    switch build.stages[stage].scope {
    case .library: write(build.libraryActions[stage])
    case .page, .diagram:
      for (index, page) in library.pages.enumerated() {
        writer.write(page.path.bytes)
        if build.stages[stage].scope == .page {
          write(build.pageActions[index][stage])
        } else {
          for actions in build.diagramActions[index] { write(actions[stage]) }
        }
      }
    }
    return Digest(of: writer.bytes)
  }

  private func isComplete(_ stage: Int) -> Bool {
    func hasOutput(_ id: ActionID?) -> Bool { id.map { outcome.outputs[$0.index] != nil } ?? false }
    return switch build.stages[stage].scope {
    case .diagram: build.diagramActions.allSatisfy { $0.allSatisfy { hasOutput($0[stage]) } }
    case .page: zip(library.pages, build.pageActions).allSatisfy { $0.problem != nil || hasOutput($1[stage]) }
    case .library: hasOutput(build.libraryActions[stage])
    }
  }

  private func libraryBody(_ stage: Int) throws -> [UInt8] {
    guard let id = build.libraryActions[stage], let output = outcome.outputs[id.index] else { return [] }
    return try body(output)
  }

  /// What a stage gave for each diagram, one a line, with the place where it stands.
  private func diagramCollection(_ stage: StageDeclaration, index: Int) throws -> [UInt8] {
    try collection(named: "diagrams") { writer in
      for (page, actions) in zip(library.pages, build.diagramActions) {
        for (number, stages) in actions.enumerated() {
          guard let id = stages[index], let output = outcome.outputs[id.index] else { continue }
          let bytes = try body(output)
          writer.element { writer in
            writer.line { writer in
              writer.object { writer in
                writer.member("path", page.path.description)
                writer.member("index", number + 1)
                writer.member("result") { write(bytes, of: stage, to: &$0) }
              }
            }
          }
        }
      }
    }
  }

  private func pageCollection(_ stage: StageDeclaration, index: Int) throws -> [UInt8] {
    try collection(named: "pages") { writer in
      for (page, stages) in zip(library.pages, build.pageActions) {
        guard let id = stages[index], let output = outcome.outputs[id.index] else { continue }
        let bytes = try body(output)
        writer.element { writer in
          writer.line { writer in
            writer.object { writer in
              writer.member("path", page.path.description)
              writer.member("result") { write(bytes, of: stage, to: &$0) }
            }
          }
        }
      }
    }
  }

  private func collection(
    named name: String, _ elements: (inout JSONWriter) throws -> Void
  ) rethrows -> [UInt8] {
    var writer = JSONWriter(.pretty)
    try writer.object { writer in
      writer.member("schema", 1)
      try writer.member(name) { try $0.array(elements) }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  /// A result that is JSON as it is; any other as a string.
  private func write(_ bytes: [UInt8], of stage: StageDeclaration, to writer: inout JSONWriter) {
    switch stage.work {
    case .builtIn(.renderManifest): writer.write(raw: bytes)
    case .builtIn(let builtIn): writer.write(raw: ResultDescription.json(of: bytes, from: builtIn) ?? [])
    case .command(let command):
      if command.collects.isEmpty {
        write(text: bytes, to: &writer)
      } else {
        let files = (try? CollectedFile.decode(bytes)) ?? []
        writer.object { writer in
          for file in files { writer.member(file.path.description) { write(text: file.bytes, to: &$0) } }
        }
      }
    }
  }

  private func write(text bytes: [UInt8], to writer: inout JSONWriter) {
    if let node = try? JSONReader.read(bytes) {
      writer.write(node)
    } else {
      writer.write(String(decoding: bytes, as: UTF8.self))
    }
  }
}
