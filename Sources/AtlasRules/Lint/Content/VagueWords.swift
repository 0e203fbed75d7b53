/// The words of claims without a number, the same in diagrams and in prose.
enum VagueWords {
  static let options: [RuleOption] = [
    RuleOption.texts(
      "claims",
      [
        "high performance", "low latency", "high throughput", "highly available", "highly scalable",
        "scalable",
        "fast", "massive scale", "at scale", "efficient", "robust", "reliable",
      ], "claims that want a number"),
    RuleOption.texts(
      "habits", ["real time", "auto scaling", "autoscaling"],
      "claims that are names of things too; reported as LOW"),
    RuleOption.texts(
      "except",
      [
        "fast fail", "fast failure", "fail fast", "fast path", "fast open", "fast lane", "fast forward",
        "fast track",
        "fast retransmit", "fast recovery", "too fast", "how fast", "move fast", "low latency hls",
      ], "phrases of a trade that hold such a word and claim nothing"),
  ]

  /// A digit that no letter stands before: `S3` and `p99` are names.
  static func hasNumber(_ text: some Sequence<UInt8>) -> Bool {
    var previous: UInt8 = 0
    for byte in text {
      let isDigit = byte &- UInt8(ascii: "0") < 10
      if isDigit, !WordSet.isWord(previous) { return true }
      // The second digit of a name is part of the name.
      previous = byte
    }
    return false
  }
}
