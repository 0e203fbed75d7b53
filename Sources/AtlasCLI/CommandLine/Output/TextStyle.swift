import AtlasReport

/// Words in the colours of the reports, or plainly.
package struct TextStyle: Sendable {
  private let palette: Palette

  package init(usesColor: Bool) { self.palette = usesColor ? .ansi : .plain }

  package static let plain = TextStyle(usesColor: false)

  package func bold(_ text: String) -> String { wrapped(text, palette.strong) }
  package func dim(_ text: String) -> String { wrapped(text, palette.dim) }
  package func error(_ text: String) -> String { wrapped(text, palette.error) }
  package func warning(_ text: String) -> String { wrapped(text, palette.warning) }
  package func info(_ text: String) -> String { wrapped(text, palette.info) }

  private func wrapped(_ text: String, _ code: String) -> String {
    text.isEmpty ? "" : code + text + palette.reset
  }
}
