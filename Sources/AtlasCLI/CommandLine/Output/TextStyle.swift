/// Words with the colours of a terminal, or plainly.
package struct TextStyle: Sendable {
  package var usesColor: Bool

  package init(usesColor: Bool) { self.usesColor = usesColor }

  package static let plain = TextStyle(usesColor: false)

  package func bold(_ text: String) -> String { wrapped(text, "1") }
  package func dim(_ text: String) -> String { wrapped(text, "2") }
  package func error(_ text: String) -> String { wrapped(text, "1;31") }
  package func warning(_ text: String) -> String { wrapped(text, "1;33") }
  package func good(_ text: String) -> String { wrapped(text, "32") }
  package func help(_ text: String) -> String { wrapped(text, "36") }

  private func wrapped(_ text: String, _ code: String) -> String {
    usesColor && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
