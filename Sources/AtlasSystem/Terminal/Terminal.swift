import Glibc

/// What is at the other end of a stream.
package enum Terminal {
  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Columns to fill: `COLUMNS` where it is a sensible number, else what the terminal says, else 80.
  package static func width(_ descriptor: Int32 = STDERR_FILENO) -> Int {
    if let text = ProcessEnvironment.text("COLUMNS"), let columns = Int(text), (1...10_000).contains(columns)
    {
      return columns
    }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Whether colours are wanted there when nobody said so on the command line: `NO_COLOR` (not empty) says no,
  /// `CLICOLOR_FORCE` (not empty, not 0) says yes, and otherwise only a terminal that is not dumb gets them.
  package static func supportsColor(_ descriptor: Int32) -> Bool {
    supportsColor(isTerminal: isTerminal(descriptor), ProcessEnvironment.text)
  }

  static func supportsColor(isTerminal: Bool, _ variable: (String) -> String?) -> Bool {
    if let refusal = variable("NO_COLOR"), !refusal.isEmpty { return false }
    if let force = variable("CLICOLOR_FORCE"), !force.isEmpty, force != "0" { return true }
    if variable("CLICOLOR") == "0" { return false }
    return isTerminal && variable("TERM") != "dumb" && variable("TERM")?.isEmpty == false
  }
}
