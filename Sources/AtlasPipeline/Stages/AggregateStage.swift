import AtlasCore
import AtlasEngine
import AtlasMermaid
import AtlasRules

/// Folds what every stage said of every diagram into the library's data files. It reads results, never pages, so it
/// runs again only when one of them says something else.
enum AggregateStage {
  /// One file's name and bytes.
  typealias File = (name: String, bytes: [UInt8])

  static func perform(
    library: Library, results: AggregateInputs, taxonomy: JSONNode?
  ) throws(ByteCodingError) -> (digest: Digest, body: [UInt8]) {
    let totals = try LibraryTotals(library: library, results: results)
    let files: [File] = [
      ("CENTRAL_METRICS.json", CentralMetrics.json(totals, taxonomy: taxonomy)),
      ("unified_diagram_status.json", DiagramStatus.json(totals)),
    ]
    var writer = ByteWriter()
    writer.write(files) { file, writer in
      writer.write(file.name)
      writer.write(file.bytes)
    }
    return (Digest(of: writer.bytes), writer.bytes)
  }

  static func read(_ body: [UInt8]) throws(ByteCodingError) -> [File] {
    var reader = ByteReader(body)
    return try reader.array { (reader) throws(ByteCodingError) in
      (try reader.string(), try reader.content())
    }
  }
}

/// The bodies of the stages that aggregate reads, one for each diagram in the order of the library.
struct AggregateInputs {
  var parse: [[UInt8]]
  var lint: [[UInt8]]
  var gates: [[UInt8]]
  var metrics: [[UInt8]]
  /// The digests of what the diagrams mean.
  var meanings: [Digest]
}

/// Everything that the data files are made of, counted once.
struct LibraryTotals {
  struct Diagram {
    var index: Int
    var kind: String?
    var verdict: Verdict
    var title: String
    var meaning: Digest
    /// By code.
    var findings: Tally<Int>
    var severities: Tally<Int>
    var gates: [(id: String, passed: Bool, score: Int)]
    var structure: [StructuralMetric]
  }

  struct Page {
    var path: BytePath
    var category: String
    var diagrams: [Diagram]
  }

  var pages: [Page] = []

  init(library: Library, results: AggregateInputs) throws(ByteCodingError) {
    var next = 0
    for page in library.pages {
      var diagrams: [Diagram] = []
      for index in page.diagrams.indices {
        defer { next += 1 }
        let parse = try ParseStage.readTotals(results.parse[next])
        let lint = try LintStage.readCodes(results.lint[next])
        let gates = try GatesStage.readTotals(results.gates[next])
        let findings = parse.findings.map { ($0.code, $0.severity) } + lint
        diagrams.append(
          Diagram(
            index: index + 1, kind: parse.kind, verdict: parse.verdict, title: parse.title,
            meaning: results.meanings[next],
            findings: Tally(counting: findings.lazy.map(\.0)),
            severities: Tally(counting: findings.lazy.map(\.1.rawValue)),
            gates: gates.map { ($0.id, $0.passed, $0.score) },
            structure: try MetricsStage.readStructure(results.metrics[next])))
      }
      pages.append(Page(path: page.path, category: page.place.category, diagrams: diagrams))
    }
  }

  var diagrams: [Diagram] { pages.flatMap(\.diagrams) }
}
