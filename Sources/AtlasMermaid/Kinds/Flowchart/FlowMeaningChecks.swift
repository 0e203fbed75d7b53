import AtlasCore

/// What mermaid's flowchart database counts while the grammar is being read.
struct FlowMeaningChecks {
  /// Mermaid's `maxEdges`, which a diagram cannot change.
  static let maximumLinks = 500

  private(set) var linkCount = 0
  private var hasReported = false
  /// The ids that links were given so far.
  private var linkIDs: Set<ArraySlice<UInt8>> = []

  mutating func addLinks(_ count: Int) { linkCount += count }

  mutating func add(linkID id: ArraySlice<UInt8>) { linkIDs.insert(id) }

  func isLink(_ id: ArraySlice<UInt8>) -> Bool { !linkIDs.isEmpty && linkIDs.contains(id) }

  /// True once, at the link that is one too many.
  var hasTooManyLinks: Bool { linkCount > FlowMeaningChecks.maximumLinks && !hasReported }

  mutating func markReported() { hasReported = true }
}

extension FlowParser {
  mutating func reportTooManyLinks(_ link: FlowLink) {
    meaning.markReported()
    diagnostics.reject(
      .mermaidLimits, link.range, line: .none,
      "this is link number \(FlowMeaningChecks.maximumLinks + 1), and mermaid.js draws no more than "
        + "\(FlowMeaningChecks.maximumLinks)", "split the diagram")
  }

  /// `linkStyle` may only name links that stand before it.
  mutating func checkIndices(_ style: FlowLinkStyle) {
    for index in style.indices {
      let digits = scanner.source.original[index.bounds]
      let value = digits.reduce(0) { $0 > 1_000_000 ? $0 : $0 * 10 + Int($1 &- 0x30) }
      let isPlain = digits.first != 0x30 || digits.count == 1
      if isPlain, value < meaning.linkCount { continue }
      let count = meaning.linkCount
      diagnostics.reject(
        .semanticError, index, line: .none,
        isPlain
          ? "there is no link number \(value) before this line; links count from 0"
          : "mermaid.js knows no link by a number with leading zeros",
        count == 0 ? "write `linkStyle` behind the links" : "use a number from 0 to \(count - 1)")
    }
  }

  /// `@{ … }` must be YAML, and the shape of a node one that mermaid knows. Of a link mermaid takes what it knows.
  mutating func checkShapeData(_ inner: Range<Int>, of id: TextRange) {
    let content = range(inner.lowerBound, inner.upperBound)
    let text = FlowShapeData.yaml(scanner.bytes[inner])
    do throws(YAMLError) {
      let node = try YAMLReader.read(text)
      guard !meaning.isLink(scanner.source.original[id.bounds]), let problem = FlowShapeData.problem(in: node)
      else { return }
      diagnostics.reject(.semanticError, content, line: .none, problem.message, problem.help)
    } catch {
      diagnostics.reject(
        .semanticError, content, line: .none, "what stands in `@{…}` is no YAML: \(error.message)", error.help
      )
    }
  }
}

/// What mermaid.js makes of the properties of a node.
enum FlowShapeData {
  /// The text that `@{ label: … }` gives a node. Nil where it gives none, and where the text is not what is shown: of blocks of
  /// YAML, and of texts that mermaid.js rewrites before it reads them.
  static func label(in content: TextRange, of source: MermaidSource) -> LabelText? {
    let inner = source.original[content.bounds]
    guard ByteSearch.first("label", in: Array(inner)) != nil else { return nil }
    let text = yaml(inner)
    // Behind the brace that stands before a text of one line the places are those of the diagram.
    let lead = text.count == inner.count + 4 ? 2 : 0
    guard text.count - inner.count == (lead == 2 ? 4 : 1), text[lead...].starts(with: inner),
      let node = try? YAMLReader.read(text), case .mapping(let members) = node.value,
      let label = members.last(where: { $0.key == "label" })?.node, case .string = label.value
    else { return nil }
    let range = label.range.shifted(by: content.lowerBound - lead)
    switch label.style {
    case .plain: return range.isEmpty ? nil : LabelText(range, .plain)
    case .singleQuoted, .doubleQuoted:
      guard range.count > 2 else { return nil }
      return LabelText(TextRange(range.lowerBound + 1, range.upperBound - 1), .quoted)
    case .literal, .folded, .block, .flow: return nil
    }
  }

  /// The document mermaid gives to its YAML reader: line ends inside quotes are `<br/>`, what stands in several braces is
  /// one text, and a text of one line stands in braces.
  static func yaml(_ inner: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    var isQuoted = false
    var hasLineEnd = false
    var index = inner.startIndex
    while index < inner.endIndex {
      let byte = inner[index]
      if byte == 0x22 { isQuoted.toggle() }
      if byte == 0x7D, !isQuoted {
        // What stands in `@{…}@{…}` is one text.
        index += 3
        continue
      }
      if byte == 0x0A, isQuoted {
        text += Array("<br/>".utf8)
        index += 1
        while index < inner.endIndex {
          let rest = Array(inner[index..<min(index + 3, inner.endIndex)])
          let length = CharacterClass.whitespaceLength(rest, 0)
          if length == 0 { break }
          index += length
        }
        continue
      }
      if byte == 0x0A { hasLineEnd = true }
      text.append(byte)
      index += 1
    }
    return hasLineEnd ? text + [0x0A] : [0x7B, 0x0A] + text + [0x0A, 0x7D]
  }

  static func problem(in node: YAMLNode) -> (message: String, help: String)? {
    guard case .mapping(let members) = node.value else {
      if case .null = node.value {
        return ("`@{…}` holds nothing", "write `@{ shape: rect }`")
      }
      return nil
    }
    func value(_ key: String) -> YAMLValue? { members.last(where: { $0.key == key })?.node.value }
    if let shape = value("shape"), isTruthy(shape) {
      guard case .string(let name) = shape else { return ("a shape must be a name", "write `shape: rect`") }
      guard name == name.lowercased(), !name.contains("_"), shapes.contains(name) else {
        let nearest = NearestWord.of(name, in: shapes)
        return (
          "\"\(name)\" is no shape that mermaid.js knows",
          nearest.map { "write `shape: \($0)`" } ?? "see the list of shapes in mermaid's documentation"
        )
      }
    }
    if let label = value("label"), isTruthy(label), isTruthy(value("icon")) || isTruthy(value("img")) {
      guard case .string = label else { return ("the label of an icon must be a text", "put it in quotes") }
    }
    return nil
  }

  static func isTruthy(_ value: YAMLValue?) -> Bool {
    switch value {
    case nil, .null?: false
    case .bool(let flag)?: flag
    case .number(let number)?: number.double != 0 && !number.double.isNaN
    case .string(let text)?: !text.isEmpty
    case .sequence?, .mapping?: true
    }
  }

  /// All names and aliases of shapes, and the few of other kinds that mermaid.js lets through.
  static let shapes: Set<String> = [
    "rect", "proc", "process", "rectangle", "rounded", "event", "stadium", "terminal", "pill", "fr-rect",
    "subprocess", "subproc", "framed-rectangle", "subroutine", "cyl", "db", "database", "cylinder",
    "datastore",
    "data-store", "circle", "circ", "bang", "cloud", "diam", "decision", "diamond", "question", "hex",
    "hexagon",
    "prepare", "lean-r", "lean-right", "in-out", "lean-l", "lean-left", "out-in", "trap-b", "priority",
    "trapezoid-bottom", "trapezoid", "trap-t", "manual", "trapezoid-top", "inv-trapezoid", "dbl-circ",
    "double-circle", "doublecircle", "text", "notch-rect", "card", "notched-rectangle", "lin-rect",
    "lined-rectangle", "lined-process", "lin-proc", "shaded-process", "sm-circ", "start", "small-circle",
    "fr-circ", "stop", "framed-circle", "fork", "join", "hourglass", "collate", "brace", "comment", "brace-l",
    "brace-r", "braces", "bolt", "com-link", "lightning-bolt", "doc", "document", "delay",
    "half-rounded-rectangle", "h-cyl", "das", "horizontal-cylinder", "lin-cyl", "disk", "lined-cylinder",
    "curv-trap", "curved-trapezoid", "display", "div-rect", "div-proc", "divided-rectangle",
    "divided-process",
    "tri", "extract", "triangle", "win-pane", "internal-storage", "window-pane", "f-circ", "junction",
    "filled-circle", "notch-pent", "loop-limit", "notched-pentagon", "flip-tri", "manual-file",
    "flipped-triangle", "sl-rect", "manual-input", "sloped-rectangle", "docs", "documents", "st-doc",
    "stacked-document", "st-rect", "procs", "processes", "stacked-rectangle", "bow-rect", "stored-data",
    "bow-tie-rectangle", "cross-circ", "summary", "crossed-circle", "tag-doc", "tagged-document", "tag-rect",
    "tagged-rectangle", "tag-proc", "tagged-process", "flag", "paper-tape", "odd", "lin-doc",
    "lined-document",
    "state", "choice", "note", "icon", "anchor", "constructor",
  ]
}
