import AtlasCore
import AtlasTestSupport
import Testing

@testable import AtlasMermaid

/// A printed diagram says what the diagram said, in one layout.
struct PrintTests {
  @Test(arguments: Fixture.all.filter(\.isValid))
  func fixtureKeepsItsMeaning(_ fixture: Fixture) {
    let miss = PrintTests.roundTrip(fixture.code)
    #expect(miss == nil, "\(miss ?? "")")
  }

  @Test(
    .enabled(if: Conformance.isThere, "needs the shared material"), arguments: Conformance.Suite.allCases)
  func suiteKeepsItsMeaning(_ suite: Conformance.Suite) {
    var counts: [DiagramKind: (printed: Int, kept: Int)] = [:]
    for item in Conformance.cases(suite) {
      let diagram = Mermaid.parse(item.code)
      guard let kind = diagram.kind, diagram.printed != nil else { continue }
      counts[kind, default: (0, 0)].printed += 1
      guard let miss = PrintTests.roundTrip(item.code) else {
        counts[kind, default: (0, 0)].kept += 1
        continue
      }
      Issue.record("\(item.origin): \(miss)")
    }
    for (kind, count) in counts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      print("print \(suite) \(kind): \(count.kept)/\(count.printed) keep their meaning")
    }
  }

  /// What is wrong with a diagram printed and parsed again; nil where nothing is.
  private static func roundTrip(_ code: [UInt8]) -> String? {
    let diagram = Mermaid.parse(code)
    guard diagram.verdict == .valid || diagram.verdict == .unrenderable else { return nil }
    guard let printed = diagram.printed else {
      return "no printer for \(diagram.kind?.rawValue ?? "nothing")"
    }
    let again = Mermaid.parse(printed)
    let text = String(decoding: printed, as: UTF8.self)
    let shown = "\(String(decoding: code, as: UTF8.self))\n--- printed:\n\(text)"
    if again.meaning != diagram.meaning { return "another meaning\n\(shown)\n\(difference(diagram, again))" }
    let errors = again.findings.filter { $0.severity == .error }.count
    if errors > diagram.findings.filter({ $0.severity == .error }).count { return "new errors\n\(shown)" }
    if again.printed != printed {
      let second = again.printed.map { String(decoding: $0, as: UTF8.self) } ?? ""
      return "printed in another way the second time\n\(shown)\n--- again:\n\(second)"
    }
    return nil
  }

  /// The first lines of the dumps that differ, without ranges.
  private static func difference(_ before: ParsedDiagram, _ after: ParsedDiagram) -> String {
    let old = lines(before)
    let new = lines(after)
    guard
      let index = (0..<max(old.count, new.count)).first(where: { index in
        index >= old.count || index >= new.count || old[index] != new[index]
      })
    else { return "the same dump" }
    return "--- before: \(old.dropFirst(index).first ?? "")\n--- after: \(new.dropFirst(index).first ?? "")"
  }

  private static func lines(_ diagram: ParsedDiagram) -> [String] {
    var lines: [String] = []
    for line in diagram.dump.split(separator: "\n") where !line.contains("comment ") {
      lines.append(
        line.split(separator: " ", omittingEmptySubsequences: false)
          .filter { !($0.contains("..") && $0.allSatisfy { $0 == "." || $0.isNumber }) }.joined(
            separator: " "))
    }
    return lines
  }
}
