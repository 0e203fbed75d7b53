/// What the program tells the shell at its end; scripts rely on these numbers.
package enum ExitStatus: Int32, CaseIterable, Sendable {
  case success = 0
  case findings = 1
  case usage = 2
  case toolFailure = 3
  case verifyDifference = 4
  case requiredCacheMissed = 5
  case lockTimeout = 6
  case interrupted = 130
  case terminated = 143

  /// What the number means, for help and the manual.
  package var meaning: String {
    switch self {
    case .success: "All is well."
    case .findings: "There are findings of error severity, or an enforced gate failed."
    case .usage: "The command line or a configuration file is wrong; nothing ran."
    case .toolFailure: "The tool itself failed, or a command of an external stage."
    case .verifyDifference: "verify found a difference."
    case .requiredCacheMissed: "--require-cached met something that is not in the cache."
    case .lockTimeout: "Another build held the lock for too long."
    case .interrupted: "Interrupted by Ctrl-C; what was finished is kept."
    case .terminated: "Terminated by a signal; what was finished is kept."
    }
  }
}
