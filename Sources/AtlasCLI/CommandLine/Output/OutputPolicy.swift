/// Whether output is coloured and progress shown: decided once, from the flags, from what the streams are, and from
/// the environment.
package struct OutputPolicy: Equatable, Sendable {
  package var colorsOutput: Bool
  package var colorsErrors: Bool
  package var showsProgress: Bool

  package init(colorsOutput: Bool, colorsErrors: Bool, showsProgress: Bool) {
    self.colorsOutput = colorsOutput
    self.colorsErrors = colorsErrors
    self.showsProgress = showsProgress
  }

  /// What the standard streams are.
  package struct Streams: Equatable, Sendable {
    package var outputIsTerminal: Bool
    package var errorIsTerminal: Bool

    package init(outputIsTerminal: Bool, errorIsTerminal: Bool) {
      self.outputIsTerminal = outputIsTerminal
      self.errorIsTerminal = errorIsTerminal
    }
  }

  /// The flag is stronger than the environment, and the environment than what the stream is. NO_COLOR is stronger than
  /// CLICOLOR_FORCE: who asks for no colour must never get any.
  package static func decide(
    _ options: CommonOptions, streams: Streams, environment: (EnvironmentVariable) -> String?
  ) -> OutputPolicy {
    let terminal = environment(.term)
    let canMoveCursor = !(terminal ?? "").isEmpty && terminal != "dumb"
    func color(_ isTerminal: Bool) -> Bool {
      switch options.color {
      case .always: true
      case .never: false
      case .auto: wantsColor(environment, otherwise: isTerminal && canMoveCursor)
      }
    }
    return OutputPolicy(
      colorsOutput: color(streams.outputIsTerminal), colorsErrors: color(streams.errorIsTerminal),
      showsProgress: streams.errorIsTerminal && canMoveCursor && options.allowsProgress
        && options.verbosity != .quiet)
  }

  private static func wantsColor(
    _ environment: (EnvironmentVariable) -> String?, otherwise standard: Bool
  ) -> Bool {
    if let value = environment(.noColor), !value.isEmpty { return false }
    if let value = environment(.colorForce), !value.isEmpty, value != "0" { return true }
    if environment(.color) == "0" { return false }
    return standard
  }
}

/// The environment variables that the program reads.
package enum EnvironmentVariable: String, CaseIterable, Sendable {
  case noColor = "NO_COLOR"
  case color = "CLICOLOR"
  case colorForce = "CLICOLOR_FORCE"
  case term = "TERM"
  case sourceDateEpoch = "SOURCE_DATE_EPOCH"

  package var help: String {
    switch self {
    case .noColor: "Where it is set and not empty, --color auto uses no colours."
    case .color: "Where it is 0, --color auto uses no colours."
    case .colorForce: "Where it is set and neither empty nor 0, --color auto uses colours everywhere."
    case .term: "Where it is dumb or not set, there are no colours and no progress line."
    case .sourceDateEpoch:
      "The only time there is, in seconds since 1970: the day of --as-of where that is not given, and the only time that may enter an output."
    }
  }
}
