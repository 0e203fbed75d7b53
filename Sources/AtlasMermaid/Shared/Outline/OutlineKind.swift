import AtlasCore

/// What mindmap and kanban do differently with the nodes that `OutlineParser` reads.
protocol OutlineKind {
  associatedtype Syntax: SyntaxNode
  /// The header, in lower case.
  static var word: StaticString { get }
  /// Whether `@{ … }` may stand behind a node.
  static var hasProperties: Bool { get }

  init(_ source: MermaidSource)
  /// Puts a node where its indentation says; gives back what mermaid.js would complain about.
  mutating func add(_ node: OutlineNode) -> OutlineComplaint?
  /// Gives an icon to the node before; false where there is none.
  mutating func setIcon(_ icon: TextRange) -> Bool
  mutating func setClass(_ className: TextRange) -> Bool
  var syntax: Syntax { get }
}

/// A check on the meaning that failed.
struct OutlineComplaint {
  var range: TextRange
  var message: String
  var help: String
}

/// One node as it is written.
struct OutlineNode {
  var range: TextRange
  /// How many characters of white space stand before it.
  var indentation: Int
  /// Before the brackets, where there are brackets.
  var id: TextRange?
  var label: LabelText
  var shape: OutlineShape
  var properties: Properties?

  struct Properties {
    /// From `@{` to `}`.
    var range: TextRange
    /// The YAML between, as mermaid.js changes it: line ends in quotes become tags.
    var text: [UInt8]
  }
}

/// How a node of a mindmap or kanban is drawn.
public enum OutlineShape: String, CaseIterable, Sendable {
  case plain, square, rounded, circle, cloud, bang, hexagon

  init(_ opening: OutlineOpening, closedByParen: Bool) {
    switch opening {
    case .square: self = .square
    case .paren: self = closedByParen ? .rounded : .cloud
    case .doubleParen: self = .circle
    case .reversedParen: self = .cloud
    case .reversedDoubleParen: self = .bang
    case .doubleBrace: self = .hexagon
    case .other: self = .plain
    }
  }
}
