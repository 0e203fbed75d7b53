import AtlasCore
import AtlasMermaid
import AtlasTestSupport
import Testing

struct TimelineTests {
  @Test(.enabled(if: Conformance.isThere, "needs shared/conformance and shared/corpus"))
  func agreesWithMermaid() {
    Conformance.expectAgreement(.timeline, micro: 12, docs: 12, corpus: 55)
  }

  @Test(arguments: [
    ("timeline\n2024 : a", true), ("timeline\n2024 :a", false), ("timeline\n2024: a", true),
    ("timeline\n2024 : ", false), ("timeline\n2024 :\na", true), ("timeline", true),
    ("timeline\n: a", false), ("timeline\nsection S: a", false), ("timeline\n2020\nsection S: a", true),
    ("timeline\n2024 : a :b", true), ("timeline\n2024 : a:", false), ("timeline\n2024 : a : : b", false),
    ("timeline LRx\n2024", true), ("timeline TD 2024", true), ("timelinex", false),
    ("timeline\nTimeline : a", false), ("timeline\ntimelines : a", true), ("timeline\ntitle\n: x : y", true),
    ("timeline\naccTitle:", false), ("timeline\naccTitle: x", true), ("timeline\naccDescr {}", true),
    ("timeline\naccDescr {", false), ("timeline\n2024 # : a:b", true), ("timeline\n2024 %% : a:b", true),
    ("timeline\n%%\n2024 : a", true), ("timeline\n2024 : a\n:%% c", true), ("timeline\n%{2024 : a", true),
  ])
  func colonsAndHeadersAreThoseOfMermaid(_ code: String, _ isValid: Bool) {
    #expect((Mermaid.parse(Array(code.utf8)).verdict == .valid) == isValid)
  }

  @Test(arguments: [
    "timeline\n09:37 : typo\n10:05:30 : done: really\n", "timeline\nsection Spike (10:30)\nT+0 : load\n",
    "timeline\nsection 1997-2000: Bookstore: Era\n1997 : public\n",
    "timeline\n2020:a\n2021 :b\n2022 :\n\n2023 : c",
  ])
  func safeFixesMakeATimelineValid(_ code: String) {
    let bytes = Array(code.utf8)
    let broken = Mermaid.parse(bytes)
    #expect(broken.verdict == .invalid)
    let edits = broken.findings.compactMap(\.fix).filter(\.safe).flatMap(\.edits).sorted {
      $0.range < $1.range
    }
    var repaired: [UInt8] = []
    var position = 0
    for edit in edits {
      repaired += bytes[position..<edit.range.lowerBound] + Array(edit.replacement.utf8)
      position = edit.range.upperBound
    }
    repaired += bytes[position...]
    let whole = Mermaid.parse(repaired)
    #expect(whole.verdict == .valid)
    #expect(whole.findings.isEmpty)
  }

  @Test func everyColonIsReported() {
    let diagram = Mermaid.parse(Array("timeline\n09:37 : a\n09:41 : b\nsection x:y\n".utf8))
    #expect(diagram.mermaidErrorLine == 2)
    #expect(diagram.findings.map(\.code) == ["timeline-colon", "timeline-colon", "timeline-colon"])
    guard case .timeline(let timeline) = diagram.syntax else { return #expect(Bool(false), "no timeline") }
    #expect(timeline.sections.map { $0.name.map(diagram.source.string) } == [nil, "x:y"])
    #expect(timeline.sections[0].periods.map { diagram.source.string($0.label.range) } == ["09:37", "09:41"])
  }
}
