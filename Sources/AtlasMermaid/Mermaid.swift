import AtlasCore

/// The entry point: says what mermaid.js would say of a diagram, and gives the diagram as a tree.
public enum Mermaid {
  /// Parses one diagram: the bytes between the fences, or a whole `.mmd` file. Never fails and never traps; what is
  /// wrong with the text stands in the result's findings.
  /// Complexity: linear in the bytes.
  public static func parse(_ bytes: [UInt8], target: Target = .newest) -> ParsedDiagram {
    let source = MermaidSource(bytes)
    var diagram = parse(source, target)
    if diagram.verdict == .valid, source.isPreparedTwice {
      // mermaid.parse prepares its text twice, mermaid.render only once: what only the second pass removes is
      // still there when the diagram is drawn.
      let drawn = parse(source.asDrawn, target)
      if drawn.verdict == .invalid, let finding = drawn.findings.first {
        diagram.cannotRender(finding)
      }
    }
    return diagram
  }

  /// The kind that mermaid.js detects, without parsing the rest; nil where it detects none.
  public static func kind(of bytes: [UInt8], target: Target = .newest) -> DiagramKind? {
    switch KindDetector.detect(MermaidSource(bytes), target) {
    case .kind(let kind): kind
    case .nothing, .dashes: nil
    }
  }

  private static func parse(_ source: MermaidSource, _ target: Target) -> ParsedDiagram {
    if let error = source.frontMatter?.error {
      var diagnostics = Diagnostics(source)
      diagnostics.reject(
        .frontMatter, error.range, line: .none, "the front matter is no YAML: \(error.message)", error.help)
      return ParsedDiagram(source, nil, ParseResult(diagnostics))
    }
    let detected = KindDetector.detect(source, target)
    if let problem = SettingsCheck.problem(in: source) {
      var diagnostics = Diagnostics(source)
      diagnostics.reject(problem.rule, problem.range, line: .none, problem.message, problem.help)
      let kind: DiagramKind? = if case .kind(let kind) = detected { kind } else { nil }
      return ParsedDiagram(source, kind, ParseResult(diagnostics))
    }
    switch detected {
    case .kind(.zenuml):
      var diagnostics = Diagnostics(source)
      diagnostics.reject(
        .externalDiagramType, source.headerRange, line: .none,
        "ZenUML is an external diagram type, which mermaid's core does not know",
        "register the ZenUML plug-in where the page is shown, or write a sequenceDiagram")
      return ParsedDiagram(source, .zenuml, ParseResult(diagnostics))
    case .kind(let kind):
      return ParsedDiagram(source, kind, run(kind, source, target))
    case .nothing:
      return ParsedDiagram(source, nil, ParseResult(KindDetector.complaint(about: source)))
    case .dashes:
      var diagnostics = Diagnostics(source)
      diagnostics.reject(
        .frontMatter, source.headerRange, line: .none,
        "the diagram begins with `---` and is no front matter that mermaid understands",
        "open and close the front matter with lines that are just `---`, the first at the very beginning")
      return ParsedDiagram(source, nil, ParseResult(diagnostics))
    }
  }
}

/// What one kind's parser gives back.
struct ParseResult {
  var syntax: Diagram = .none
  var diagnostics: Diagnostics
  var accessibility = AccessibilityText()
  var comments: [TextRange] = []
  var isSupported = true

  init<Parser: KindParser>(_ parser: consuming Parser, _ wrap: (Parser.Syntax) -> Diagram) {
    syntax = wrap(parser.parse())
    diagnostics = parser.diagnostics
    accessibility = parser.accessibility
    comments = parser.comments
  }

  init(_ diagnostics: Diagnostics) { self.diagnostics = diagnostics }

  init(unsupported kind: DiagramKind, _ source: MermaidSource) {
    diagnostics = Diagnostics(source)
    isSupported = kind == .error
  }
}

/// What every kind's parser looks like: made from a source, run once, then asked for what it found.
protocol KindParser {
  associatedtype Syntax: SyntaxNode
  init(_ source: MermaidSource, _ target: Target)
  /// Reads the whole diagram; never throws, never traps, stops at the end of the text.
  mutating func parse() -> Syntax
  var diagnostics: Diagnostics { get }
  var accessibility: AccessibilityText { get }
  /// The comments this kind's own lexer skips, in original bytes; whole-line `%%` comments are in the source already.
  var comments: [TextRange] { get }
}

extension KindParser {
  var accessibility: AccessibilityText { AccessibilityText() }
  var comments: [TextRange] { [] }
}
