import AtlasCore
import AtlasEngine
import AtlasRules
import AtlasStore

/// The records of the run before, and those that this run replaces.
struct Records {
  private(set) var byPath: [BytePath: PageRecord] = [:]
  /// The stages of the library as a whole; stored under the empty path.
  private(set) var library: PageRecord?
  private(set) var changed: [(path: BytePath, record: [UInt8])] = []
  private(set) var removed: [BytePath] = []
  private let libraryBefore: PageRecord?

  private static let libraryPath = BytePath([UInt8]())

  /// A record that does not read back counts as absent: its page is read again.
  init(_ stored: [StoredPage]) {
    for page in stored {
      guard let record = try? PageRecord(decoding: page.current) else { continue }
      if page.path == Self.libraryPath { library = record } else { byPath[page.path] = record }
    }
    libraryBefore = library
  }

  /// Whether there was a run before.
  var hadAny: Bool { libraryBefore != nil || !byPath.isEmpty }

  mutating func set(_ record: [UInt8], for path: BytePath) { changed.append((path, record)) }

  /// - Parameter marks: what was found that is about no page.
  mutating func setLibrary(_ results: [PageRecord.StageResult], marks: [PageRecord.FindingMark]) {
    if let library, PageRecord.isEqual(library.results, results), library.findings == marks { return }
    library = PageRecord(
      digest: .zero, extraction: .zero, prose: .zero, place: "", diagrams: [], results: results,
      findings: marks)
  }

  mutating func remove(_ path: BytePath) { removed.append(path) }

  /// Everything to store, the library's own record included.
  var allChanged: [(path: BytePath, record: [UInt8])] {
    guard let library, library != libraryBefore else { return changed }
    return changed + [(Self.libraryPath, library.encoded)]
  }
}

extension PageRecord {
  /// What this run leaves of a page.
  init(
    _ page: LibraryPage, extraction: Digest, results: PageResults, share: Digest, summary: PageSummary,
    findings: [FindingMark], days: DayState
  ) {
    self.init(
      // Of a page that could not be read nothing is known, whatever its bytes were when they were hashed.
      digest: page.problem == nil ? page.digest : .zero, extraction: extraction, prose: page.prose,
      place: page.place.address,
      diagrams: zip(page.diagrams, results.diagrams).map {
        Diagram(digest: $0.digest, line: $0.line, kind: $0.kind, results: $1)
      },
      results: results.page, share: share, summary: summary, findings: findings, days: days)
  }

  /// Whether the page stands as this record says and every stage gave the same on it, however it came to it, and whether
  /// the day is none on which something else is told.
  func holds(
    _ results: PageResults, _ share: Digest, for page: LibraryPage, on day: CalendarDay?
  ) -> Bool {
    page.isUnchanged && self.share == share && days.holds(on: day) && place == page.place.address
      && Self.isEqual(self.results, results.page)
      && diagrams.count == results.diagrams.count
      && zip(diagrams, results.diagrams).allSatisfy { Self.isEqual($0.results, $1) }
  }

  /// Whether two runs gave the same, however their actions ended.
  static func isEqual(_ left: [StageResult], _ right: [StageResult]) -> Bool {
    left.elementsEqual(right) { $0.stage == $1.stage && $0.key == $1.key && $0.output == $1.output }
  }
}

/// How each stage ended on a page and on its diagrams.
struct PageResults {
  var page: [PageRecord.StageResult]
  var diagrams: [[PageRecord.StageResult]]
}

extension BuildGraph {
  func results(ofPage index: Int, in outcome: EngineOutcome) -> PageResults {
    PageResults(
      page: results(of: pageActions[index], in: outcome),
      diagrams: diagramActions[index].map { results(of: $0, in: outcome) })
  }

  /// How the library's own stages ended.
  func libraryResults(in outcome: EngineOutcome) -> [PageRecord.StageResult] {
    results(of: libraryActions, in: outcome)
  }

  private func results(of actions: [ActionID?], in outcome: EngineOutcome) -> [PageRecord.StageResult] {
    zip(stages, actions).compactMap { stage, id in
      guard let id, let output = outcome.outputs[id.index] else { return nil }
      return PageRecord.StageResult(
        stage: stage.name, key: outcome.keys[id.index], output: output.digest,
        ending: outcome.endings[id.index].code)
    }
  }

  /// The subject in the words of a selector.
  package func name(ofSubject id: ActionID, in library: Library) -> String {
    switch subjects[graph.actions[id.index].subject] {
    case .diagram(let page, let index): "\(library.pages[page].path)#\(index + 1)"
    case .page(let page): library.pages[page].path.description
    case .library: "library"
    }
  }
}

extension Ending {
  /// The number that stands for it in a record.
  var code: UInt8 {
    switch self {
    case .hit: 0
    case .ran: 1
    case .cutoff: 2
    case .failed, .skipped, .cancelled, .wouldRun: 3
    }
  }
}
