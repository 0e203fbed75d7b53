import AtlasCore
import AtlasMarkdown
import AtlasMermaid
import AtlasTestSupport
import Foundation

@testable import AtlasRules

/// A page judged by the shipped specification, or by another.
struct GateTrial {
  let page: [UInt8]
  private let fences: [Fence]

  init(_ page: String) { self.init(Array(page.utf8)) }

  init(_ page: [UInt8]) {
    self.page = page
    fences = MarkdownPage.fences(in: page).filter(\.isMermaid)
  }

  /// A page with one diagram, one label of which is given; a link leads into its node.
  static func label(_ label: String) -> GateTrial {
    GateTrial("# T\n\n```mermaid\nflowchart LR\n  a --> b[\"\(label)\"]\n```\n")
  }

  static func diagram(_ diagram: String) -> GateTrial { GateTrial("# T\n\n```mermaid\n\(diagram)\n```\n") }

  /// A page with a diagram that says nothing, and this below it.
  static func prose(_ text: String) -> GateTrial {
    GateTrial("# T\n\n```mermaid\nflowchart LR\n  a --> b\n```\n\n\(text)\n")
  }

  static func specification(_ text: String) throws -> GateSpecification {
    GateSpecification(gates: try JSONReader.read(Array(text.utf8)))
  }

  static let shipped: GateSpecification = {
    let path = SharedMaterial.packageRoot + "/data/spec/gates.json"
    let bytes = FileManager.default.contents(atPath: path).map(Array.init) ?? []
    return GateSpecification(gates: try? JSONReader.read(bytes))
  }()

  func verdicts(
    diagram index: Int = 0, findings: [Finding] = [], by specification: GateSpecification = shipped
  ) -> [GateVerdict] {
    let fence = fences[index]
    return GateKeeper.verdicts(
      on: DiagramView(Mermaid.parse(fence.content, target: .v11_16)), findings: findings,
      page: evidence, at: fence.range.lowerBound, by: specification)
  }

  private var evidence: PageEvidence {
    PageEvidence(isOneDiagram: false) { PageView(MarkdownPage(parsing: page)) }
  }

  func gate(_ id: String, findings: [Finding] = []) -> GateVerdict? {
    verdicts(findings: findings).first { $0.id == id }
  }

  /// What one criterion says.
  func judgement(_ id: String, findings: [Finding] = []) -> Judgement {
    let fence = fences[0]
    let reading = DiagramReading(
      DiagramView(Mermaid.parse(fence.content, target: .v11_16)), findings: findings,
      lexicon: Self.shipped.lexicon, metrics: Self.shipped.metrics)
    let facts = evidence.facts(by: Self.shipped)
    return GateSubject(reading, at: fence.range.lowerBound, facts, Self.shipped).judgement(id)
  }

  /// Evidence with the bytes of the page at its place.
  func written(_ found: GateVerdict.Found) -> String {
    let start =
      switch found.place {
      case .page(let offset): offset
      case .diagram(let range): fences[0].pageRange(ofContent: range).lowerBound
      }
    return String(decoding: page[start..<min(page.count, start + found.text.utf8.count)], as: UTF8.self)
  }
}
