import AtlasCore
import AtlasMermaid

/// What the requirements of a slot ask of a page beside its words.
struct SlotFacts {
  let page: PageSubject
  let claims: PageClaims

  init(_ page: PageSubject) {
    self.page = page
    claims = page.claims
  }

  var figureCount: Int { claims.count(of: .measured) }

  /// Amounts paid: none lost, saved or earned.
  var costs: [(quantity: Quantity, statement: PageStatement)] {
    claims.quantities(of: [.cost]).filter {
      $0.quantity.qualifier != "impact" && $0.quantity.qualifier != "revenue"
        && $0.quantity.qualifier != "saving"
    }
  }

  var hasUnitCost: Bool {
    claims.quantities(of: [.cost]).contains { !$0.quantity.per.isEmpty }
      || claims.speaks(of: Self.unitCostWords)
  }

  var hasSaving: Bool {
    return claims.quantities(of: [.cost]).contains { quantity, statement in
      quantity.qualifier == "saving" || Self.savingWords.stands(in: statement.bytes)
    }
  }

  /// "timeout 30s", "3 retries"
  var hasTimeout: Bool {
    return claims.statements.contains { statement in
      Self.timeoutWords.all(in: statement.bytes).contains { found in
        statement.bytes[statement.line(at: found.lowerBound)].contains { $0 &- UInt8(ascii: "0") < 10 }
      }
    }
  }

  /// An incident and the year in which it was, in one text or under one heading.
  var datesIncident: Bool {
    var years: Set<Int> = []
    var incidents: Set<Int> = []
    for statement in claims.statements {
      if statement.year(in: statement.bytes.indices) != nil { years.insert(statement.section) }
      if Self.incidentWords.stands(in: statement.bytes) { incidents.insert(statement.section) }
    }
    return !years.isDisjoint(with: incidents)
  }

  var pairsProblems: Bool {
    return claims.count(of: Self.problemWords) >= 2 && claims.count(of: Self.solutionWords) >= 2
  }

  // MARK: Diagrams

  /// What is where in a diagram that mermaid.js rejects is not known, and so not missing.
  private var hasBrokenDiagram: Bool { page.diagrams.contains { !$0.isReadable } }

  /// Whether in some diagram half of the nodes of the planes of services and state name a machine; where no diagram tells
  /// the planes apart, whether three machines are named. That a page names none at all is for `instance-missing` to say.
  var namesMachines: Bool {
    guard claims.states([.instance]), !hasBrokenDiagram else { return true }
    var hasPlanes = false
    for (number, diagram) in page.diagrams.enumerated() where diagram.isReadable {
      guard case .flowchart(let tree) = diagram.parsed.syntax else { continue }
      let drawing = PlaneDrawing(
        FlowchartView(tree, diagram.parsed.source), diagram.parsed.source, page.planes)
      let nodes = drawing.nodePlaces.filter { place in
        guard let plane = drawing.nodes[place].plane else { return false }
        return Self.machinePlanes.contains(page.planes.planes[plane].name)
      }
      guard nodes.count >= 3 else { continue }
      hasPlanes = true
      let named = subjects(ofDiagram: number) { $0.contains { $0.kind == .instance } }
      if nodes.count(where: { named.contains(drawing.graph.nodes[$0].id) }) * 2 >= nodes.count { return true }
    }
    return !hasPlanes && claims.quantities(of: [.instance]).count >= 3
  }

  private static let machinePlanes: Set<String> = ["service", "state"]

  /// Whether half of the nodes drawn as databases say how much they keep; where none is, whether the page says so at all.
  var sizesDatabases: Bool {
    guard !hasBrokenDiagram else { return true }
    var databases = 0
    var sized = 0
    for (number, diagram) in page.diagrams.enumerated() where diagram.isReadable {
      guard case .flowchart(let tree) = diagram.parsed.syntax else { continue }
      let named = subjects(ofDiagram: number) { $0.contains { $0.kind == .storage } }
      for node in FlowchartGraph(tree, diagram.parsed.source).nodes where node.shape == .cylinder {
        databases += 1
        if named.contains(node.id) { sized += 1 }
      }
    }
    return databases == 0 ? claims.states([.storage]) : sized * 2 >= databases
  }

  /// Whether some diagram of at least three hops has a time on three of five of them.
  var measuresHops: Bool {
    hasBrokenDiagram
      || page.diagrams.indices.contains { number in
        let hops = hopCount(ofDiagram: number)
        guard hops >= 3 else { return false }
        let timed = claims.statements.count { statement in
          guard case .diagram(number, let label) = statement.origin,
            label.carrier == .link || label.carrier == .message
          else { return false }
          return statement.quantities.contains { $0.kind == .latency }
        }
        return timed * 5 >= hops * 3
      }
  }

  private func hopCount(ofDiagram number: Int) -> Int {
    let diagram = page.diagrams[number]
    guard diagram.isReadable else { return 0 }
    switch diagram.parsed.syntax {
    case .flowchart(let tree): return FlowchartView(tree, diagram.parsed.source).links.count
    case .sequence:
      return claims.statements.count {
        if case .diagram(number, let label) = $0.origin { label.carrier == .message } else { false }
      }
    default: return 0
    }
  }

  var hasFallback: Bool {
    if claims.statements.contains(where: { $0.diagram != nil && Self.fallbackWords.stands(in: $0.bytes) }) {
      return true
    }
    return page.diagrams.contains { diagram in
      guard diagram.isReadable else { return false }
      switch diagram.parsed.syntax {
      case .flowchart(let tree):
        return FlowchartGraph(tree, diagram.parsed.source).links.contains { $0.link.stroke == .dotted }
      case .sequence(let sequence): return Self.hasBranch(sequence.statements)
      default: return false
      }
    }
  }

  private static func hasBranch(_ statements: [SequenceDiagram.Statement]) -> Bool {
    statements.contains { statement in
      guard case .block(let block) = statement else { return false }
      return block.sections.count > 1 || block.sections.contains { hasBranch($0.statements) }
    }
  }

  /// What carries the labels of a diagram whose quantities are as asked.
  private func subjects(ofDiagram number: Int, where isAsked: ([Quantity]) -> Bool) -> Set<String> {
    var subjects: Set<String> = []
    for statement in claims.statements {
      guard case .diagram(number, let label) = statement.origin, isAsked(statement.quantities) else {
        continue
      }
      subjects.insert(label.subject)
    }
    return subjects
  }

  // MARK: Words

  private static let savingWords = WordSet(["sav*", "reduc*", "optimi*"])
  private static let timeoutWords = WordSet([
    "timeout*", "retry*", "retries", "backoff*", "circuit break*", "deadline*", "ttl", "keepalive*",
  ])
  private static let incidentWords = WordSet([
    "incident*", "outage*", "failure*", "post mortem*", "postmortem*", "downtime", "down",
  ])
  private static let problemWords = WordSet([
    "problem*", "challenge*", "limit*", "bottleneck*", "issue*", "pain*", "before", "need*", "traditional*",
  ])
  private static let solutionWords = WordSet([
    "solution*", "solv*", "innovation*", "invent*", "approach*", "introduc*", "built", "custom", "result*",
    "after",
  ])
  private static let fallbackWords = WordSet([
    "fallback*", "fall back", "falls back", "retry*", "retries", "circuit break*", "degrad*", "failover*",
    "fail over", "timeout*", "stale", "error*", "fail*", "backup*",
  ])
  private static let unitCostWords = WordSet([
    "cost per", "per transaction", "per request", "unit cost*", "unit economics",
  ])
}
