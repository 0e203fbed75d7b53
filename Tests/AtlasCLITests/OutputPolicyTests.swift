import AtlasCLI
import Testing

@Suite struct OutputPolicyTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var line = ""
    var output = true
    var error = true
    var environment: [EnvironmentVariable: String] = [.term: "xterm"]
    /// On stdout, on stderr, and the progress line.
    var expected: (Bool, Bool, Bool)

    var testDescription: String { "\(line) \(output) \(error) \(environment)" }
  }

  static let cases = [
    Case(expected: (true, true, true)),
    Case(output: false, expected: (false, true, true)),
    Case(error: false, expected: (true, false, false)),
    Case(output: false, error: false, expected: (false, false, false)),
    // The flags are stronger than everything.
    Case(line: "--color never", expected: (false, false, true)),
    Case(line: "--color always", output: false, error: false, expected: (true, true, false)),
    Case(
      line: "--color always", environment: [.term: "dumb", .noColor: "1"], expected: (true, true, false)),
    Case(
      line: "--color never", environment: [.term: "xterm", .colorForce: "1"], expected: (false, false, true)),
    Case(line: "--no-progress", expected: (true, true, false)),
    Case(line: "--quiet", expected: (true, true, false)),
    Case(line: "--verbose", expected: (true, true, true)),
    // The environment is stronger than the terminal.
    Case(environment: [.term: "xterm", .noColor: "1"], expected: (false, false, true)),
    Case(environment: [.term: "xterm", .noColor: "0"], expected: (false, false, true)),
    Case(environment: [.term: "xterm", .noColor: ""], expected: (true, true, true)),
    Case(environment: [.term: "xterm", .color: "0"], expected: (false, false, true)),
    Case(environment: [.term: "xterm", .color: "1"], expected: (true, true, true)),
    Case(output: false, error: false, environment: [.colorForce: "1"], expected: (true, true, false)),
    Case(output: false, environment: [.term: "xterm", .colorForce: "0"], expected: (false, true, true)),
    Case(output: false, environment: [.term: "xterm", .colorForce: ""], expected: (false, true, true)),
    Case(environment: [.term: "xterm", .colorForce: "1", .noColor: "1"], expected: (false, false, true)),
    Case(environment: [.term: "xterm", .colorForce: "1", .color: "0"], expected: (true, true, true)),
    // A terminal that cannot move its cursor gets plain text.
    Case(environment: [.term: "dumb"], expected: (false, false, false)),
    Case(environment: [.term: ""], expected: (false, false, false)),
    Case(environment: [:], expected: (false, false, false)),
  ]

  @Test(arguments: cases)
  func flagsThenEnvironmentThenTerminalDecide(_ sample: Case) throws {
    let policy = OutputPolicy.decide(
      CommonOptions(try parse(sample.line)),
      streams: OutputPolicy.Streams(outputIsTerminal: sample.output, errorIsTerminal: sample.error),
      environment: { sample.environment[$0] })
    let (output, error, progress) = sample.expected
    #expect(policy == OutputPolicy(colorsOutput: output, colorsErrors: error, showsProgress: progress))
  }
}
