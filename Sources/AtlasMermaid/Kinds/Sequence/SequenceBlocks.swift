import AtlasCore

/// The blocks and boxes that are open while a sequence diagram is read, and the statements of each.
///
/// Any depth is accepted, as mermaid.js does; but the tree is at most so deep as others may walk it without care for
/// the machine's stack. What is nested deeper stands flat in the innermost block that the tree has.
struct SequenceBlocks {
  struct Open {
    var keyword: SequenceToken.Kind
    /// In cleaned offsets: the keyword.
    var start: Int
    var isComplaintMade = false
  }

  /// What the tree will have.
  private struct Frame {
    var start: Int
    var sections: [SequenceDiagram.Section]
    var color: TextRange?
    var title: SequenceDiagram.Text?
  }

  static let depthLimit = 100

  private(set) var open: [Open] = []
  private var frames: [Frame] = []
  private var statements: [SequenceDiagram.Statement] = []

  var innermost: Open? { open.last }

  var isInBox: Bool { open.last?.keyword == .box && open.last?.isComplaintMade == false }

  /// From now on anything may stand in the box here: it was complained about once.
  mutating func complainedAboutBox() { open[open.count - 1].isComplaintMade = true }

  mutating func add(_ statement: SequenceDiagram.Statement) {
    if frames.isEmpty {
      statements.append(statement)
    } else {
      frames[frames.count - 1].sections[frames[frames.count - 1].sections.count - 1].statements.append(
        statement)
    }
  }

  mutating func enter(
    _ keyword: SequenceToken.Kind, at start: Int, _ text: SequenceDiagram.Text, range: TextRange,
    color: TextRange? = nil, title: SequenceDiagram.Text? = nil
  ) {
    open.append(Open(keyword: keyword, start: start))
    guard open.count <= SequenceBlocks.depthLimit else { return }
    let section = SequenceDiagram.Section(range: range, text: text)
    frames.append(Frame(start: start, sections: [section], color: color, title: title))
  }

  mutating func enterSection(_ text: SequenceDiagram.Text, range: TextRange) {
    guard open.count <= SequenceBlocks.depthLimit else { return }
    endSection(before: range)
    frames[frames.count - 1].sections.append(SequenceDiagram.Section(range: range, text: text))
  }

  /// Ends the innermost block. `end` is the range of its last word.
  mutating func leave(_ end: TextRange, _ scanner: Scanner) {
    guard let closed = open.popLast(), open.count < SequenceBlocks.depthLimit else { return }
    endSection(before: end)
    let frame = frames.removeLast()
    let range = scanner.range(closed.start, closed.start).union(end)
    guard let keyword = SequenceBlocks.keyword(closed.keyword) else {
      return add(
        .box(
          SequenceDiagram.Box(
            range: range, color: frame.color, title: frame.title, statements: frame.sections[0].statements)))
    }
    add(.block(SequenceDiagram.Block(range: range, keyword: keyword, sections: frame.sections)))
  }

  /// All statements, with what is still open as if it were closed at the end.
  mutating func finish() -> [SequenceDiagram.Statement] { statements }

  private mutating func endSection(before next: TextRange) {
    let frame = frames.count - 1
    let section = frames[frame].sections.count - 1
    if let last = frames[frame].sections[section].statements.last?.range {
      frames[frame].sections[section].range = frames[frame].sections[section].range.union(last)
    }
  }

  static func keyword(_ kind: SequenceToken.Kind) -> SequenceDiagram.Block.Keyword? {
    switch kind {
    case .loop: .loop
    case .rect: .rect
    case .opt: .opt
    case .alt: .alt
    case .par: .par
    case .parOver: .parOver
    case .critical: .critical
    case .break: .break
    default: nil
    }
  }

  /// The word that begins a further section of a block.
  static func sectionKeyword(of block: SequenceToken.Kind) -> SequenceToken.Kind? {
    switch block {
    case .alt: .else
    case .par, .parOver: .and
    case .critical: .option
    default: nil
    }
  }
}
