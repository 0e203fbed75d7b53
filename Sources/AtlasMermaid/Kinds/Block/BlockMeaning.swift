import AtlasCore

/// What mermaid.js makes of a block diagram that it has read: it gathers the blocks in the order of the text, refuses
/// styles of blocks it has not met, and cannot draw some of the rest.
struct BlockMeaning {
  /// What is known of a name.
  private struct Block {
    /// The label of its last mention that has one.
    var label: TextRange?
    /// Whether its first mention stands where it is drawn. A class may name it before, and then it never is.
    var isDrawn = false
    /// Whether the first mention says where the arrow points; later ones do not count.
    var hasDirections = false
    /// The last mention that has a shape, where that is an arrow.
    var arrow: TextRange?
  }

  private let scanner: Scanner
  private var diagnostics: Diagnostics
  private var names = NameTable()
  /// By the name's number.
  private var blocks: [Block] = []
  /// Links with a text between two blocks.
  private var labelledLinks: [(from: Int, to: Int, range: TextRange)] = []
  /// A block that takes no column, which leaves all others without a place.
  private var emptyWidth: TextRange?
  private var hasFormulas = false

  static func check(_ diagram: BlockDiagram, _ scanner: Scanner, _ diagnostics: inout Diagnostics) {
    var meaning = BlockMeaning(scanner: scanner, diagnostics: diagnostics)
    meaning.hasFormulas = ByteSearch.first("$$", in: scanner.bytes) != nil
    _ = meaning.meet(Array("root".utf8)[...])
    meaning.check(diagram.statements, isDrawn: true)
    meaning.checkDrawing()
    diagnostics = meaning.diagnostics
  }

  private init(scanner: Scanner, diagnostics: Diagnostics) {
    self.scanner = scanner
    self.diagnostics = diagnostics
  }

  private func bytes(_ range: TextRange) -> ArraySlice<UInt8> { scanner.source.original[range.bounds] }

  /// Whether the block is new.
  private mutating func meet(_ name: ArraySlice<UInt8>) -> Bool {
    let number = names.number(of: name)
    guard number == blocks.count else { return false }
    blocks.append(Block())
    return true
  }

  // MARK: Statements

  private mutating func check(_ statements: [BlockStatement], isDrawn: Bool) {
    var columns: BlockColumns?
    var hasContent = false
    for statement in statements {
      switch statement {
      case .chain(let chain): if see(chain, isDrawn: isDrawn) { hasContent = true }
      case .space(let space): if space.width.map(isZero) != true { hasContent = true }
      case .columns(let setting): columns = setting
      case .composite(let composite): if see(composite, isDrawn: isDrawn) { hasContent = true }
      case .classDefinition(let definition): check(definition)
      case .classAssignment(let assignment):
        for id in assignment.ids { _ = meet(bytes(id)) }
      case .style(let style): check(style)
      }
    }
    if isDrawn, hasContent, let count = columns?.count, isZero(count) {
      diagnostics.cannotRender(count, "there must be at least one column", "write `columns 1` or more")
    }
  }

  private func isZero(_ number: TextRange) -> Bool { bytes(number).allSatisfy { $0 == 0x30 } }

  /// Whether the chain brings a new block.
  private mutating func see(_ chain: BlockChain, isDrawn: Bool) -> Bool {
    // Of two links in a row mermaid.js keeps the last, and of that only its end.
    let kept = chain.links.count > 1 ? chain.nodes.suffix(1) : chain.nodes[...]
    if chain.links.count > 1 { warnAboutChain(chain) }
    if !chain.links.isEmpty, let width = chain.nodes[0].width {
      diagnostics.warn(
        .ignoredText, width, "mermaid.js ignores the width of a block that a link begins at",
        "write the block with its width on a line of its own before")
    }
    var isNew = chain.links.count > 1
    for node in kept where see(node, isDrawn: isDrawn) { isNew = true }
    if chain.links.count == 1, let label = chain.links[0].label {
      let ends = chain.nodes.map { names.number(of: bytes($0.id)) }
      labelledLinks.append((ends[0], ends[1], label.range))
    }
    if isDrawn, isNew, chain.links.isEmpty { checkWidth(chain.nodes[0]) }
    if hasFormulas {
      for link in chain.links { checkFormula(link.label?.range) }
    }
    return isNew
  }

  private mutating func see(_ node: BlockNode, isDrawn: Bool, isComposite: Bool = false) -> Bool {
    let name = bytes(node.id)
    let isNew = meet(name)
    let number = names.number(of: name)
    if isNew {
      blocks[number].isDrawn = isDrawn
      blocks[number].hasDirections = !node.directions.isEmpty
    }
    if node.shape == .arrow, !isComposite {
      blocks[number].arrow = node.range
    } else if isComposite || (node.shape != nil && node.shape != .unknown) {
      blocks[number].arrow = nil
    }
    if let label = node.label {
      if let earlier = blocks[number].label, !bytes(earlier).elementsEqual(bytes(label.range)) {
        diagnostics.warn(
          .nodeRedefined, node.range,
          "\"\(ByteText.display(name))\" has another label already, and mermaid.js draws only this one",
          "give one of the blocks another id, or write the label once")
      }
      blocks[number].label = label.range
    }
    if hasFormulas { checkFormula(node.label?.range ?? node.id) }
    warnAboutName(node)
    return isNew
  }

  /// Whether the composite is drawn.
  private mutating func see(_ composite: BlockComposite, isDrawn: Bool) -> Bool {
    var isNew = true
    if let header = composite.header {
      if header.links.isEmpty {
        isNew = see(header.nodes[0], isDrawn: isDrawn, isComposite: true)
        if isNew {
          if isDrawn { checkWidth(header.nodes[0]) }
        } else {
          diagnostics.warn(
            .nodeRedefined, header.range,
            "there is a block \"\(ByteText.display(bytes(header.nodes[0].id)))\" already, and mermaid.js loses what this one contains",
            "give the block another id")
        }
      } else {
        diagnostics.warn(
          .ignoredText, header.range, "mermaid.js loses a link behind `block:`",
          "write the link on a line of its own")
      }
    }
    check(composite.statements, isDrawn: isDrawn && isNew)
    return isNew
  }

  private mutating func check(_ style: StyleStatement) {
    guard !style.styles.isEmpty, names.existing(bytes(style.id)) == nil else { return }
    let name = ByteText.display(bytes(style.id).prefix(40))
    let isList = bytes(style.id).contains(0x2C)
    diagnostics.reject(
      .semanticError, style.id, line: .none,
      isList
        ? "`style` takes one block, and \"\(name)\" is no block's name"
        : "there is no block \"\(name)\" before this line",
      isList
        ? "write a `style` line for each block" : "write the block above its style, or correct the name")
  }

  private mutating func check(_ definition: StyleClassDefinition) {
    let written = bytes(definition.range)
    let name = bytes(definition.name)
    let start = definition.styles.first?.lowerBound ?? definition.range.upperBound
    let styles = written.suffix(from: max(written.startIndex, min(start, written.endIndex)))
    if let problem = StyleClassCheck.problem(name: name, styles: styles) {
      diagnostics.cannotRender(
        definition.name, problem, "begin the name with a letter, and write styles as `fill:#fff,stroke:#000`")
    }
  }

  private mutating func checkFormula(_ text: TextRange?) {
    if let text { MathText.check(text, scanner.source, &diagnostics) }
  }

  private mutating func checkWidth(_ node: BlockNode) {
    if let width = node.width, isZero(width) { emptyWidth = emptyWidth ?? width }
  }

  private mutating func checkDrawing() {
    for block in blocks where block.isDrawn && !block.hasDirections {
      guard let arrow = block.arrow else { continue }
      diagnostics.cannotRender(
        arrow,
        "this block is no arrow where it is mentioned first, and mermaid.js does not learn its direction",
        "write the arrow where the block is mentioned first")
    }
    guard let emptyWidth,
      let link = labelledLinks.first(where: { blocks[$0.from].isDrawn && blocks[$0.to].isDrawn })
    else { return }
    diagnostics.cannotRender(
      link.range, "a block of width 0 leaves the text of this link without a place",
      "write a width of 1 or more for `\(scanner.source.string(emptyWidth))`")
  }

  // MARK: What is lost

  private mutating func warnAboutChain(_ chain: BlockChain) {
    diagnostics.warn(
      .ignoredText, chain.range, "mermaid.js loses all but the end of a chain of links",
      "write each link on a line of its own: `a --> b` and `b --> c`")
  }

  /// Signs and words that other diagrams know, and that are just names of blocks here.
  private mutating func warnAboutName(_ node: BlockNode) {
    guard node.shape == nil else { return }
    let name = bytes(node.id)
    guard let first = name.first else { return }
    if first == 0x25, name.starts(with: [0x25, 0x25]) {
      diagnostics.warn(
        .commentAsNode, node.id, "mermaid.js draws a block named \"\(ByteText.display(name))\" here",
        "write comments on lines of their own, with a text behind `%%`")
    } else if first == 0x7C || first == 0x26 || first == 0x7E || first == 0x3B {
      diagnostics.warn(
        .ignoredText, node.id, "mermaid.js takes \"\(ByteText.display(name))\" for a block",
        "write a link's text as `-- \"text\" -->`, and each link on a line of its own")
    } else if first == 0x63, name.elementsEqual("columns".utf8) {
      diagnostics.warn(
        .ignoredText, node.id, "without a number behind it, mermaid.js takes \"columns\" for a block",
        "write `columns 3` or `columns auto`")
    }
  }
}
