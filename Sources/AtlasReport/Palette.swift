import AtlasCore

/// The ANSI codes of coloured text. Whether to use them is the caller's decision.
package struct Palette: Sendable {
  package var error: String
  package var warning: String
  package var info: String
  package var strong: String
  package var dim: String
  package var good: String
  package var reset: String

  /// No codes at all.
  package static let plain = Palette(
    error: "", warning: "", info: "", strong: "", dim: "", good: "", reset: "")

  /// The colours of compilers: readable on light and dark grounds alike.
  package static let ansi = Palette(
    error: "\u{1B}[1;31m", warning: "\u{1B}[1;33m", info: "\u{1B}[1;36m", strong: "\u{1B}[1m",
    dim: "\u{1B}[2m", good: "\u{1B}[1;32m", reset: "\u{1B}[0m")

  package func code(for severity: Severity) -> String {
    switch severity {
    case .error: error
    case .warning: warning
    case .info: info
    }
  }
}
