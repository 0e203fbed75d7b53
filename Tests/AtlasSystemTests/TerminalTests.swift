import AtlasCore
import Glibc
import Testing

@testable import AtlasSystem

@Suite struct TerminalTests {
  @Test(arguments: [
    (true, ["TERM": "xterm"], true),
    (true, ["TERM": "dumb"], false),
    (true, [:], false),
    (false, ["TERM": "xterm"], false),
    (true, ["TERM": "xterm", "NO_COLOR": "1"], false),
    (true, ["TERM": "xterm", "NO_COLOR": ""], true),
    (false, ["CLICOLOR_FORCE": "1"], true),
    (false, ["CLICOLOR_FORCE": "0"], false),
    (false, ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false),
    (true, ["TERM": "xterm", "CLICOLOR": "0"], false),
  ])
  func coloursFollowTheCustoms(_ isTerminal: Bool, _ variables: [String: String], _ expected: Bool) {
    #expect(Terminal.supportsColor(isTerminal: isTerminal) { variables[$0] } == expected)
  }

  @Test func aFileIsNoTerminalAndHasTheUsualWidth() throws {
    let file = try FileDescriptor("/dev/null", O_RDWR)
    #expect(!Terminal.isTerminal(file.rawValue))
    if ProcessEnvironment.value("COLUMNS") == nil { #expect(Terminal.width(file.rawValue) == 80) }
  }
}
