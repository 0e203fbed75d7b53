import AtlasCore
import AtlasEngine
import AtlasRules
import AtlasSystem

/// What library-lint reads: the outputs of other stages brought back to their pages, and what it asks of the disk.
struct LibraryInputs {
  let performer: StagePerformer
  let request: ActionRequest

  private var build: BuildGraph { performer.build }
  private var library: Library { performer.library }
  private var specification: LibraryLintStage.Specification {
    performer.specifications.libraryLint[request.context]!.value
  }

  /// The outputs of a stage in the order of the library.
  private func outputs(_ stage: BuiltInStage) -> [ActionOutput] {
    guard let index = build.stageIndex(of: stage),
      let group = build.stages[request.stage.index].needs.firstIndex(of: build.stages[index].name)
    else { return [] }
    return request.inputs[group]
  }

  // MARK: the disk

  /// Where mkdocs.yml may be.
  var siteFiles: [BytePath] {
    guard performer.isWholeLibrary else { return [] }
    return specification.site.map { [$0] }
      ?? performer.sourceRoots.map { $0.parent.appending("mkdocs.yml").normalized }
  }

  private var siteBytes: (file: BytePath, bytes: [UInt8])? {
    for file in siteFiles {
      if let content = try? FileContent.read(performer.place(of: file)) { return (file, content.bytes) }
    }
    return nil
  }

  /// Two digests that change when something changes of what the action asks of the disk.
  var sources: [KeyManifest.Source] {
    let site = siteBytes
    var writer = ByteWriter()
    do {
      let configuration = site.flatMap { SiteConfiguration($0.bytes, file: $0.file) }
      writer.write(try asked(configuration, site.map { Digest(of: $0.bytes) } ?? .zero)) { path, writer in
        writer.write(path.bytes)
        writer.write(FileStatus.exists(performer.place(of: path)))
      }
    } catch {
      // What cannot be read back is found out again by whoever performs the action.
      writer.write("unknown")
    }
    return [
      .init("site", site.map { Digest(of: $0.bytes) } ?? .zero), .init("targets", Digest(of: writer.bytes)),
    ]
  }

  /// The files that are asked for: as the run before found them, where nothing changed of what they follow from.
  private func asked(_ site: SiteConfiguration?, _ siteDigest: Digest) throws -> [BytePath] {
    if let previous = build.graph.previous[request.action.index],
      let manifest = performer.results.manifest(of: previous.key).flatMap({ try? KeyManifest(decoding: $0) }),
      manifest.sources.contains(.init("site", siteDigest)),
      build.graph.actions[request.action.index].sources.allSatisfy(manifest.sources.contains),
      manifest.upstream.contains(upstream(.links)), let known = performer.results.result(for: previous.key),
      let body = performer.results.body(slot: known.slot), let result = try? LibraryLintStage.read(body)
    {
      return result.asked
    }
    return LibrarySubject.asked(
      try pages().map { ($0.path, $0.references.links) }, sourceRoots: performer.sourceRoots, site: site)
  }

  private func upstream(_ stage: BuiltInStage) -> KeyManifest.Upstream {
    let outputs = outputs(stage)
    let name = build.stageIndex(of: stage).map { build.stages[$0].name } ?? ""
    return KeyManifest.Upstream(
      stage: name, count: outputs.count, digest: KeyManifest.fold(outputs.map(\.digest)))
  }

  // MARK: pages

  /// Every page. They are read for the key already, where nothing is known from the run before.
  private func pages() throws -> [LibrarySubject.Page] {
    try performer.libraryPages.pages(of: request.action) { try readPages() }
  }

  /// Of a page that could not be read nothing but its path is known.
  private func readPages() throws -> [LibrarySubject.Page] {
    let links = outputs(.links)
    let parses = outputs(.parse)
    guard let linksStage = build.stageIndex(of: .links), let parseStage = build.stageIndex(of: .parse) else {
      return []
    }
    var (nextPage, nextDiagram) = (0, 0)
    return try library.pages.enumerated().map { number, laid in
      var page = LibrarySubject.Page(
        path: laid.path, place: laid.place, references: PageReferences(title: TextRange(at: 0)), diagrams: [],
        isUnknown: true)
      if build.pageActions[number][linksStage] != nil {
        page.references = try LinksStage.read(try performer.body(of: links[nextPage]))
        page.isUnknown = false
        nextPage += 1
      }
      for actions in build.diagramActions[number] where actions[parseStage] != nil {
        let (verdict, names) = try ParseStage.readSummary(try performer.body(of: parses[nextDiagram]))
        page.diagrams.append(.init(meaning: parses[nextDiagram].digest, verdict: verdict, names: names))
        nextDiagram += 1
      }
      return page
    }
  }

  // MARK: the action

  func perform() throws -> (digest: Digest, body: [UInt8]) {
    let site = siteBytes.flatMap { SiteConfiguration($0.bytes, file: $0.file) }
    let pages = try pages()
    let asked = LibrarySubject.asked(
      pages.map { ($0.path, $0.references.links) }, sourceRoots: performer.sourceRoots, site: site)
    let subject = LibrarySubject(
      pages: pages, sourceRoots: performer.sourceRoots, taxonomy: specification.taxonomy, site: site,
      existing: Set(asked.filter { FileStatus.exists(performer.place(of: $0)) }),
      wantsCoverage: specification.wantsCoverage && performer.isWholeLibrary)
    return LibraryLintStage.perform(subject, asked: asked, siteFiles: siteFiles, by: specification)
  }
}

extension StagePerformer {
  func lateSources(of request: ActionRequest) -> [KeyManifest.Source] {
    LibraryInputs(performer: self, request: request).sources
  }

  /// Where a path of the project lies.
  func place(of path: BytePath) -> BytePath { path.isAbsolute ? path : root.appending(path) }
}
