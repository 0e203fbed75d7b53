import AtlasCLI

/// Parses the words of a line, parted by single spaces.
func parse(_ line: String) throws(UsageError) -> Invocation {
  try CommandLineParser.parse(arguments(line))
}

func arguments(_ line: String) -> [[UInt8]] {
  line.isEmpty ? [] : line.split(separator: " ", omittingEmptySubsequences: false).map { Array($0.utf8) }
}

/// The sentence with which a line is refused; nil where it is not.
func refusal(_ line: String) -> String? {
  do throws(UsageError) {
    _ = try parse(line)
    return nil
  } catch {
    return error.problem.sentence
  }
}
