import AtlasCore

/// Everything known of one diagram after parsing it.
public struct ParsedDiagram: Sendable {
  /// The bytes, and the text mermaid makes of them.
  public let source: MermaidSource
  /// Nil where mermaid.js detects no type.
  public let kind: DiagramKind?
  public private(set) var verdict: Verdict
  /// The tree; of an invalid diagram, what recovery could make of it.
  public let syntax: Diagram
  /// First the error that mermaid.js reports, then every further one, then warnings; ranges in the original bytes.
  public private(set) var findings: [Finding]
  /// The line number in mermaid.js's own message: counted in its cleaned text, so not always a line of the page.
  public let mermaidErrorLine: Int?
  /// `accTitle` and `accDescr`, and the title where the kind has a statement for it.
  public let accessibility: AccessibilityText
  /// Every comment, in order: `%%` lines and what the kind's own lexer skips.
  public let comments: [TextRange]

  init(_ source: MermaidSource, _ kind: DiagramKind?, _ result: ParseResult) {
    let diagnostics = result.diagnostics
    self.source = source
    self.kind = kind
    syntax = result.syntax
    findings = diagnostics.inOrder
    mermaidErrorLine = diagnostics.mermaidLine
    accessibility = result.accessibility
    comments = result.comments.isEmpty ? source.comments : (source.comments + result.comments).sorted()
    verdict = result.isSupported ? diagnostics.verdict : .unsupported
  }

  /// The tree as indented text with ranges, for people and golden files.
  public var dump: String { TreeDump.text(of: self) }

  /// The digest of what the diagram says. It is the same for two texts that differ in comments and layout alone.
  public var meaning: Digest { MeaningSink.digest(of: self) }

  /// Where the tree's elements stand, in walk order.
  public var textMap: TextMap { TextMapSink.map(of: self) }

  mutating func cannotRender(_ cause: Finding) {
    var finding = cause
    finding.message = "mermaid.js parses this and then fails to draw it: " + finding.message
    findings.insert(finding, at: 0)
    verdict = .unrenderable
  }
}
