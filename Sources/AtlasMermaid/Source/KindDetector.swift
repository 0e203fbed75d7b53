import AtlasCore

/// Finds the kind of a diagram the way mermaid.js does: fixed prefixes, tried in a fixed order, always in this case
/// unless the table says otherwise. A prefix is enough: `graphTD` is a flowchart, and then its grammar rejects it.
enum KindDetector {
  enum Answer: Equatable {
    case kind(DiagramKind)
    /// "No diagram type detected".
    case nothing
    /// Begins with dashes that are no front matter.
    case dashes
  }

  /// What begins a diagram, in the order in which mermaid.js asks.
  enum Header: CaseIterable {
    case flowchartElk, mindmap, architecture, c4, kanban, classDiagram, er, gantt, info, pie, requirement,
      sequence
    case swimlane, flowchart, graph, timeline, gitGraph, state, journey, quadrant, sankey, packet, xychart,
      block
    case eventmodeling, treeView, radar, ishikawa, treemap, railroad, railroadDialect, venn, wardley, cynefin
  }

  static func detect(_ source: MermaidSource, _ target: Target) -> Answer {
    let bytes = source.detectionText ?? source.text
    var start = 0
    while true {
      let length = CharacterClass.whitespaceLength(bytes, start)
      if length == 0 { break }
      start += length
    }
    if isErrorAlone(bytes, start) { return .kind(.error) }
    if starts("---", bytes, start) { return .dashes }
    // The expression for C4 lacks brackets: all its words but the first count wherever they stand.
    let isHijacked = findC4Word(bytes) != nil
    for header in Header.allCases where GrammarTable.firstVersion(ofHeader: header) <= target {
      if header == .c4, isHijacked { return .kind(.c4) }
      if let kind = kind(header, bytes, start) { return .kind(kind) }
    }
    return starts("zenuml", bytes, start) ? .kind(.zenuml) : .nothing
  }

  private static func kind(_ header: Header, _ bytes: [UInt8], _ start: Int) -> DiagramKind? {
    switch header {
    case .flowchartElk: starts("flowchart-elk", bytes, start) ? .flowchart : nil
    case .mindmap: starts("mindmap", bytes, start) ? .mindmap : nil
    case .architecture: starts("architecture", bytes, start) ? .architecture : nil
    case .c4: starts("C4Context", bytes, start) ? .c4 : nil
    case .kanban: starts("kanban", bytes, start) ? .kanban : nil
    case .classDiagram: starts("classDiagram", bytes, start) ? .class : nil
    case .er: starts("erDiagram", bytes, start) ? .er : nil
    case .gantt: starts("gantt", bytes, start) ? .gantt : nil
    case .info: starts("info", bytes, start) ? .info : nil
    case .pie: starts("pie", bytes, start) ? .pie : nil
    case .requirement: starts("requirement", bytes, start) ? .requirement : nil
    case .sequence: starts("sequenceDiagram", bytes, start) ? .sequence : nil
    case .swimlane: startsWord("swimlane-beta", bytes, start) ? .flowchart : nil
    case .flowchart: starts("flowchart", bytes, start) ? .flowchart : nil
    case .graph: starts("graph", bytes, start) ? .flowchart : nil
    case .timeline: starts("timeline", bytes, start) ? .timeline : nil
    case .gitGraph: starts("gitGraph", bytes, start) ? .gitgraph : nil
    case .state: starts("stateDiagram", bytes, start) ? .state : nil
    case .journey: starts("journey", bytes, start) ? .journey : nil
    case .quadrant: starts("quadrantChart", bytes, start) ? .quadrant : nil
    case .sankey: starts("sankey", bytes, start) ? .sankey : nil
    case .packet: starts("packet", bytes, start) ? .packet : nil
    case .xychart: starts("xychart", bytes, start) ? .xychart : nil
    case .block: starts("block", bytes, start) ? .block : nil
    case .eventmodeling: starts("eventmodeling", bytes, start) ? .eventmodeling : nil
    case .treeView: starts("treeView-beta", bytes, start) ? .treeview : nil
    case .radar: starts("radar-beta", bytes, start) ? .radar : nil
    case .ishikawa:
      startsWord("ishikawa", bytes, start, anyCase: true) ? .ishikawa : nil
    case .treemap: starts("treemap", bytes, start) ? .treemap : nil
    case .railroad: starts("railroad-beta", bytes, start, anyCase: true) ? .railroad : nil
    case .railroadDialect:
      starts("railroad-ebnf-beta", bytes, start, anyCase: true)
        || starts("railroad-abnf-beta", bytes, start, anyCase: true)
        || starts("railroad-peg-beta", bytes, start, anyCase: true) ? .railroad : nil
    case .venn: starts("venn-beta", bytes, start) ? .venn : nil
    case .wardley: starts("wardley-beta", bytes, start, anyCase: true) ? .wardley : nil
    case .cynefin: startsCynefin(bytes, start) ? .cynefin : nil
    }
  }

  /// The first of the words that make any diagram a C4 diagram.
  static func findC4Word(_ bytes: [UInt8]) -> Range<Int>? {
    // The digit is far rarer in diagrams than the letter before it.
    var index = 1
    while let digit = ByteSearch.first(UInt8(ascii: "4"), in: bytes, from: index) {
      index = digit + 1
      let start = digit - 1
      guard bytes[start] == UInt8(ascii: "C") else { continue }
      for word in ["C4Container", "C4Component", "C4Dynamic", "C4Deployment"] as [StaticString]
      where starts(word, bytes, start) {
        return start..<(start + word.utf8CodeUnitCount)
      }
    }
    return nil
  }

  /// `cynefin-beta` followed by white space, a colon or the end.
  private static func startsCynefin(_ bytes: [UInt8], _ start: Int) -> Bool {
    guard starts("cynefin-beta", bytes, start) else { return false }
    let end = start + 12
    return end >= bytes.count || bytes[end] == 0x3A || CharacterClass.whitespaceLength(bytes, end) > 0
  }

  private static func isErrorAlone(_ bytes: [UInt8], _ start: Int) -> Bool {
    guard starts("error", bytes, start, anyCase: true) else { return false }
    var index = start + 5
    while true {
      let length = CharacterClass.whitespaceLength(bytes, index)
      if length == 0 { return index >= bytes.count }
      index += length
    }
  }

  private static func startsWord(
    _ word: StaticString, _ bytes: [UInt8], _ start: Int, anyCase: Bool = false
  ) -> Bool {
    let end = start + word.utf8CodeUnitCount
    return starts(word, bytes, start, anyCase: anyCase)
      && !(end < bytes.count && CharacterClass.isWord(bytes[end]))
  }

  private static func starts(
    _ word: StaticString, _ bytes: [UInt8], _ start: Int, anyCase: Bool = false
  ) -> Bool {
    let count = word.utf8CodeUnitCount
    guard start + count <= bytes.count else { return false }
    for index in 0..<count {
      let expected = word.utf8Start[index]
      let byte = bytes[start + index]
      if byte != expected, !(anyCase && (byte | 0x20) == (expected | 0x20) && CharacterClass.isLetter(byte)) {
        return false
      }
    }
    return true
  }
}

extension KindDetector {
  /// The words people begin a diagram with, as the nearest of them is proposed for one that is unknown.
  static let knownHeaders = [
    "graph", "flowchart", "flowchart-elk", "swimlane-beta", "sequenceDiagram", "classDiagram",
    "classDiagram-v2",
    "stateDiagram", "stateDiagram-v2", "erDiagram", "journey", "gantt", "pie", "quadrantChart",
    "requirementDiagram", "gitGraph", "C4Context", "C4Container", "C4Component", "C4Dynamic", "C4Deployment",
    "mindmap", "timeline", "sankey", "sankey-beta", "xychart", "xychart-beta", "block", "block-beta",
    "packet",
    "packet-beta", "kanban", "architecture-beta", "radar-beta", "treemap", "treemap-beta", "info",
    "venn-beta",
    "wardley-beta", "ishikawa", "ishikawa-beta", "eventmodeling", "treeView-beta", "railroad-beta",
    "railroad-ebnf-beta", "railroad-abnf-beta", "railroad-peg-beta", "cynefin-beta",
  ]

  /// Words that are kinds of diagrams in other tools, or that mermaid.js spells another way.
  private static let otherSpellings = [
    "bar": "xychart-beta", "line": "xychart-beta", "chart": "xychart-beta", "radar": "radar-beta",
    "sequence": "sequenceDiagram", "class": "classDiagram", "state": "stateDiagram-v2", "er": "erDiagram",
    "git": "gitGraph", "quadrant": "quadrantChart", "venn": "venn-beta", "wardley": "wardley-beta",
    "treeview": "treeView-beta", "swimlane": "swimlane-beta", "cynefin": "cynefin-beta",
    "railroad": "railroad-beta", "digraph": "graph", "c4": "C4Context",
  ]

  /// The finding for a text whose type mermaid.js does not detect.
  static func complaint(about source: MermaidSource) -> Diagnostics {
    var diagnostics = Diagnostics(source)
    let header = source.headerRange
    let word = source.string(TextRange(header.lowerBound, min(header.upperBound, header.lowerBound + 80)))
    guard !header.isEmpty else {
      diagnostics.reject(
        .emptyDiagram, header, line: .none, "the diagram is empty",
        "begin it with its type, for example `flowchart LR`")
      return diagnostics
    }
    // "sequenceD diagram" is a word that slipped apart; put together it is near enough to the real one.
    let line = firstLine(of: source)
    let joined = line.count > 40 ? "" : source.string(line).split(separator: " ").joined()
    if !joined.isEmpty, line != header, let nearest = NearestWord.of(joined, in: knownHeaders) {
      diagnostics.reject(
        .unknownDiagramType, line, line: .none, "\"\(source.string(line))\" is no type of diagram",
        "write `\(nearest)`", fix: Fix(safe: true, edits: [TextEdit(line, nearest)]))
      return diagnostics
    }
    let shown = ByteText.display(source.original[header.bounds].prefix(40))
    let proposal =
      header.count > 40 ? nil : otherSpellings[word.lowercased()] ?? NearestWord.of(word, in: knownHeaders)
    diagnostics.reject(
      .unknownDiagramType, header, line: .none, "\"\(shown)\" is no type of diagram that mermaid.js knows",
      proposal.map { "begin with `\($0)`" }
        ?? "begin with a type such as `flowchart LR` or `sequenceDiagram`",
      fix: proposal.map { Fix(safe: false, edits: [TextEdit(header, $0)]) })
    return diagnostics
  }

  private static func firstLine(of source: MermaidSource) -> TextRange {
    var end = 0
    while end < source.text.count, source.text[end] != 0x0A { end += 1 }
    while end > 0, source.text[end - 1] <= 0x20 { end -= 1 }
    return source.range(0, end)
  }
}
