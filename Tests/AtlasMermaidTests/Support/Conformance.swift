import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Snippets and pages with the verdict of mermaid.js 11.16.0, and how many of them this package agrees with.
enum Conformance {
  struct Case: Sendable {
    var origin: String
    var code: [UInt8]
    var verdict: Verdict
    /// The line number in mermaid's message, where it has one.
    var errorLine: Int?
    var error: String
  }

  enum Suite: String, CaseIterable, Sendable {
    case micro = "conformance/micro.jsonl"
    case docs = "conformance/mermaid-docs.jsonl"
    case corpus = "corpus/verdicts.jsonl"

    var isThere: Bool { SharedMaterial.has(rawValue) }
  }

  static var isThere: Bool { Suite.allCases.allSatisfy(\.isThere) }

  /// What one kind's parser makes of the cases that are detected as its kind.
  struct Tally {
    var total = 0
    var agreed = 0
    var linesTotal = 0
    var linesAgreed = 0
    var misses: [String] = []

    mutating func count(_ diagram: ParsedDiagram, _ item: Case) {
      var text: String { String(String(decoding: item.code, as: UTF8.self).debugDescription.prefix(300)) }
      total += 1
      if diagram.verdict == item.verdict {
        agreed += 1
      } else {
        misses.append(
          "\(item.origin): mermaid.js says \(item.verdict) (\(item.error.prefix(80))), we say "
            + "\(diagram.verdict) (\(diagram.findings.first?.message ?? ""))\n    \(text)")
      }
      guard item.verdict == .invalid, diagram.verdict == .invalid else { return }
      linesTotal += 1
      if diagram.mermaidErrorLine == item.errorLine {
        linesAgreed += 1
      } else {
        misses.append(
          "\(item.origin): line \(diagram.mermaidErrorLine ?? 0), mermaid.js says \(item.errorLine ?? 0): "
            + "\(item.error.prefix(60)) \(text)")
      }
    }
  }

  /// Compares the verdicts of all cases of a kind, prints the figures and the first disagreements, and fails below the
  /// recorded number of agreements per suite (micro, docs, corpus) or when the error line differs too often.
  static func expectAgreement(
    _ kind: DiagramKind?, micro: Int, docs: Int, corpus: Int, lines: Int = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for (suite, floor) in [(Suite.micro, micro), (.docs, docs), (.corpus, corpus)] {
      let tally = tally(of: kind, in: suite)
      print(
        "\(kind?.rawValue ?? "no kind") \(suite): \(tally.agreed)/\(tally.total) verdicts, "
          + "\(tally.linesAgreed)/\(tally.linesTotal) error lines")
      for miss in tally.misses.prefix(20) { print("  " + miss) }
      #expect(tally.agreed >= floor, "fewer agreements than recorded", sourceLocation: sourceLocation)
    }
  }

  static func tally(of kind: DiagramKind?, in suite: Suite) -> Tally {
    switch suite {
    case .micro: microTallies[kind] ?? Tally()
    case .docs: docsTallies[kind] ?? Tally()
    case .corpus: corpusTallies[kind] ?? Tally()
    }
  }

  /// The same for the cases of all kinds, and of none.
  static func wholeTally(of suite: Suite) -> Tally {
    let tallies =
      switch suite {
      case .micro: microTallies
      case .docs: docsTallies
      case .corpus: corpusTallies
      }
    return tallies.values.reduce(into: Tally()) { whole, part in
      whole.total += part.total
      whole.agreed += part.agreed
      whole.linesTotal += part.linesTotal
      whole.linesAgreed += part.linesAgreed
      whole.misses += part.misses
    }
  }

  // Each suite is parsed once for the tests of all kinds.
  private static let microTallies = tallies(.micro)
  private static let docsTallies = tallies(.docs)
  private static let corpusTallies = tallies(.corpus)

  private static func tallies(_ suite: Suite) -> [DiagramKind?: Tally] {
    var tallies: [DiagramKind?: Tally] = [:]
    for item in cases(suite) {
      let diagram = Mermaid.parse(item.code)
      tallies[diagram.kind, default: Tally()].count(diagram, item)
    }
    return tallies
  }

  static func cases(_ suite: Suite) -> [Case] {
    switch suite {
    case .micro: microCases
    case .docs: docsCases
    case .corpus: corpusCases
    }
  }

  private static let microCases = snippets(.micro)
  private static let docsCases = snippets(.docs)

  private static func snippets(_ suite: Suite) -> [Case] {
    lines(suite).compactMap { number, row in
      guard let code = row["code"]?.string, let verdict = verdict(row) else { return nil }
      let error = row["error"]?.string ?? ""
      return Case(
        origin: "\(suite):\(number)", code: Array(code.utf8), verdict: verdict,
        errorLine: lineNumber(in: error),
        error: error)
    }
  }

  private static let corpusCases: [Case] = {
    var pages: [String: [ArraySlice<UInt8>]] = [:]
    return lines(.corpus).compactMap { _, row in
      guard let path = row["path"]?.string, let line = row["line"]?.integer, let verdict = verdict(row) else {
        return nil
      }
      if pages[path] == nil {
        let bytes = SharedMaterial.path("corpus/docs/" + path).map(readFile) ?? []
        pages[path] = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      }
      guard let page = pages[path], line <= page.count else { return nil }
      return Case(
        origin: "\(path):\(line)", code: fence(in: page, at: line), verdict: verdict,
        errorLine: row["errorLine"]?.integer, error: row["error"]?.string ?? "")
    }
  }()

  /// The lines between the fence that opens at `line` (from 1) and its end, without the fence's indentation.
  private static func fence(in page: [ArraySlice<UInt8>], at line: Int) -> [UInt8] {
    let opening = page[line - 1]
    let indentation = opening.prefix { $0 == 0x20 }.count
    let mark = opening.dropFirst(indentation).prefix { $0 == 0x60 || $0 == 0x7E }
    var code: [UInt8] = []
    for content in page[line...] {
      let text = content.dropFirst(min(indentation, content.prefix { $0 == 0x20 }.count))
      let trimmed = text.drop { $0 == 0x20 }
      if trimmed.starts(with: mark),
        trimmed.dropFirst(mark.count).allSatisfy({ $0 == 0x20 || $0 == mark.first })
      {
        break
      }
      code += text
      code.append(0x0A)
    }
    return code
  }

  private static func verdict(_ row: JSONNode) -> Verdict? {
    row["verdict"]?.string.flatMap(Verdict.init(rawValue:))
  }

  private static func lineNumber(in error: String) -> Int? {
    let bytes = Array(error.utf8)
    let mark = Array("on line ".utf8)
    guard bytes.count > mark.count else { return nil }
    for index in 0..<(bytes.count - mark.count) where bytes[index...].starts(with: mark) {
      return Int(
        String(decoding: bytes[(index + mark.count)...].prefix { $0 >= 0x30 && $0 <= 0x39 }, as: UTF8.self))
    }
    return nil
  }

  private static func lines(_ suite: Suite) -> [(Int, JSONNode)] {
    guard let path = SharedMaterial.path(suite.rawValue) else { return [] }
    return readFile(path).split(separator: 0x0A).enumerated().compactMap { index, line in
      (try? JSONReader.read(Array(line))).map { (index + 1, $0) }
    }
  }
}

/// The whole file, or nothing.
func readFile(_ path: String) -> [UInt8] {
  guard let file = fopen(path, "rb") else { return [] }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return bytes }
    bytes += buffer[0..<count]
  }
}
