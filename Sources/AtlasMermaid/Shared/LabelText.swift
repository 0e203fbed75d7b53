import AtlasCore

/// A text that mermaid shows: of a node, an edge, a slice. The range leaves out the quotes.
public struct LabelText: Hashable, Sendable {
  /// How the text is written, which decides what it may contain.
  public enum Form: String, Sendable {
    case plain
    /// `"…"`
    case quoted
    /// ``"`…`"``
    case markdown
  }

  public var range: TextRange
  public var form: Form

  public init(_ range: TextRange, _ form: Form) {
    self.range = range
    self.form = form
  }

  /// The text as it is shown: `#quot;` and `#35;` decoded, tags and Markdown as written.
  public func display(in source: MermaidSource) -> String {
    EntityCodes.decoded(source.original[range.bounds])
  }
}

extension TreeSink {
  /// Tells a label: its text, and its form where that is not plain.
  mutating func label(_ name: StaticString, _ label: LabelText) {
    token(name, label.range)
    if label.form == .markdown { word("form", label.form.rawValue) }
  }
}
