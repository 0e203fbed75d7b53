import AtlasCore

/// `3am.errors`
enum ExactErrors: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "3am.errors",
    asks: "shows the exact error messages to look for",
    strong: """
      a quoted message of several words that says that something failed; the name of an exception; a status such as HTTP \
      503; a code of the kernel or of Kubernetes; a line of a log that begins with its level; a list under a heading such as \
      "Error messages"
      """,
    weak:
      "words that speak of error messages, codes or stack traces without giving one, which are never enough",
    missing: #"quote the messages as they stand in the logs, such as "connection refused" or HTTP 503"#,
    examples: [
      .strong(.label, "HTTP 503 from the gateway"), .strong(.label, "OOMKilled"),
      .strong(.page, "The log says \"pool timeout after 30 seconds\"."),
      .strong(.page, "Look for `query failed on shard 12`."),
      .strong(.page, "It throws a NullPointerException."), .strong(.page, "The proxy returns 502."),
      .strong(.page, "ERROR: could not extend file"),
      .strong(.page, "## Error messages\n\n- pool is empty\n- lag is high"),
      .weak(.page, "Read the error message first."), .weak(.page, "A stack trace helps."),
      .silent(.label, "Approved exceptions"), .silent(.page, "```bash\necho \"ERROR: it did not work\"\n```"),
      .silent(.page, "```bash\njava -XX:+ExitOnOutOfMemoryError\n```"), .weak(.label, "5xx error rate"),
      .silent(.page, "```yaml\n- alert: ConfigurationError\n```"),
      .silent(.page, "```yaml\n$ref: '#/responses/InternalError'\n```"),
      .silent(.page, "<!-- HTTP 503, connection refused -->"),
      .silent(.page, "Verbindung abgelehnt."),
      .silent(.label, "Error budget"), .silent(.page, "See https://example.org/OOMKilled for more."),
      .silent(.page, "There were 503 customers."), .silent(.page, "The `timeout_seconds` setting is 30."),
      .silent(.page, "```python\nraise TimeoutError(\"it failed again\")\n```"),
    ])

  static let options: [RuleOption] = [
    .texts(
      "stems",
      [
        "failed", "failed to", "error", "timeout", "timed out", "refused", "exhausted", "exceeded", "denied",
        "mismatch", "unavailable", "unreachable", "rejected",
      ], "words that make a quoted text a message"),
    .number("length", 8, in: 1...1_000, "the least length of a quoted message"),
    .number("longest", 100, in: 1...1_000, "the greatest; what is longer is what somebody said"),
    .texts(
      "messages",
      [
        "connection refused", "connection reset", "connection timed out", "too many connections",
        "too many open files", "no space left on device", "permission denied", "access denied", "broken pipe",
        "deadline exceeded", "deadlock detected", "lock wait timeout exceeded", "no route to host",
        "network is unreachable", "Too Many Requests", "Service Unavailable", "Bad Gateway",
        "Gateway Timeout",
        "!API Gateway Timeout", "Internal Server Error", "segmentation fault", "certificate has expired",
        "OOMKilled",
        "CrashLoopBackOff", "ImagePullBackOff", "ErrImagePull", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT",
        "ENOTFOUND", "ENOSPC", "EMFILE", "EADDRINUSE", "EPIPE", "ERR_*", "NXDOMAIN", "SERVFAIL", "SIGKILL",
        "SIGSEGV", "*Exception", "*Error",
      ], "messages, codes and ends of the names of exceptions"),
    .texts(
      "statuses",
      [
        "400", "401", "403", "404", "408", "409", "413", "422", "429", "499", "500", "502", "503", "504",
        "507",
        "520", "521", "522", "524",
      ], "statuses of HTTP that say that something failed"),
    .texts(
      "statusWords",
      [
        "http", "status", "returns", "returned", "returning", "response code", "responds", "code", "codes",
        "error*", "respond with",
      ], "words that make a number a status"),
    .texts("levels", ["ERROR", "FATAL", "SEVERE", "PANIC"], "levels that begin a line of a log"),
    .texts(
      "headings",
      [
        "error message*", "error pattern*", "common error*", "error signature*", "log pattern*",
        "error code*",
        "error indicator*", "key error*",
      ], "headings over lists of messages"),
    .texts(
      "words",
      [
        "error message*", "error code*", "error log*", "error response*", "stack trace*", "status code*",
        "error output", "4xx", "5xx",
      ], "words that speak of messages"),
  ]

  static let companions: Set<String> = ["statusWords"]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    for cue in text.cues(of: settings.list("messages")) where isName(cue.range, in: text) {
      found.strong(cue.range, of: text)
    }
    for cue in text.cues(of: settings.list("statuses")) where isStatus(cue.range, in: text, settings) {
      found.strong(cue.range, of: text)
    }
    for cue in text.cues(of: settings.list("levels")) where isLevel(cue.range, in: text) {
      found.strong(cue.range, of: text)
    }
    guard !text.isCode else { return }
    let length =
      Int(settings.number("length"))...max(Int(settings.number("length")), Int(settings.number("longest")))
    for cue in text.cues(of: settings.list("stems")) {
      if isQuoted(cue.range, in: text, length) { found.strong(cue.range, of: text) }
    }
    // However many, they give none.
    for cue in text.cues(of: settings.list("words")) { found.weak(cue.range, of: text, key: 0) }
  }

  static func read(
    _ chapter: PageReading.Chapter, of page: PageReading, _ settings: CriterionSettings,
    _ found: inout EvidenceSink
  ) {
    let list = settings.list("headings")
    for item in chapter.items {
      guard let heading = item.headings.last, let cue = page.texts[heading].first(of: list) else { continue }
      found.strong(cue.range, of: page.texts[heading])
    }
  }

  /// What ends in `Error` is a name only where it begins with a capital: `onError` is a handler.
  private static func isName(_ range: Range<Int>, in text: EvidenceText) -> Bool {
    let word = text.bytes[range]
    // A part of a path or of an option: `#/responses/InternalError`, `-XX:+ExitOnOutOfMemoryError`.
    if range.lowerBound > 0, "/+".utf8.contains(text.bytes[range.lowerBound - 1]) { return false }
    if text.isCode, text.string(text.line(around: range)).contains("alert:") { return false }
    guard word.count > 9 || (word.count > 5 && word.suffix(5).elementsEqual("Error".utf8)),
      word.suffix(5).elementsEqual("Error".utf8) || word.suffix(9).elementsEqual("Exception".utf8)
    else { return true }
    return word[word.startIndex] &- UInt8(ascii: "A") < 26
  }

  private static func isStatus(
    _ range: Range<Int>, in text: EvidenceText, _ settings: CriterionSettings
  ) -> Bool {
    // `503.5`, `5,503` and `$503` are amounts.
    if range.lowerBound > 0, ".,$#-".utf8.contains(text.bytes[range.lowerBound - 1]) { return false }
    if range.upperBound + 1 < text.bytes.count, ".,%".utf8.contains(text.bytes[range.upperBound]),
      text.isDigit(range.upperBound + 1) || text.bytes[range.upperBound] == UInt8(ascii: "%")
    {
      return false
    }
    let isRound = text.bytes[range].elementsEqual("500".utf8) || text.bytes[range].elementsEqual("400".utf8)
    return text.cues(of: settings.list("statusWords")).contains { cue in
      if cue.range.upperBound <= range.lowerBound {
        // Only marks between the word and the number.
        return text.bytes[cue.range.upperBound..<range.lowerBound].allSatisfy {
          $0 <= 0x20 || ":=/(".utf8.contains($0)
        }
      }
      return !isRound && cue.range.lowerBound == range.upperBound + 1
    }
  }

  private static func isLevel(_ range: Range<Int>, in text: EvidenceText) -> Bool {
    guard range.upperBound + 8 < text.bytes.count,
      range.lowerBound == 0 || !#"'"(|"#.utf8.contains(text.bytes[range.lowerBound - 1])
    else { return false }
    // What a script prints itself.
    if case .code(.shell) = text.kind, !text.string(text.line(around: range)).contains("grep") {
      return false
    }
    let next = text.bytes[range.upperBound]
    guard ":]".utf8.contains(next) || (next == 0x20 && (text.isCode || isLineStart(range, in: text))) else {
      return false
    }
    return text.line(around: range).upperBound - range.upperBound >= 8
  }

  private static func isLineStart(_ range: Range<Int>, in text: EvidenceText) -> Bool {
    text.line(around: range).lowerBound == range.lowerBound
  }

  /// Whether it stands in quotes, or in code of several words.
  private static func isQuoted(_ range: Range<Int>, in text: EvidenceText, _ length: ClosedRange<Int>) -> Bool
  {
    if let span = text.codeSpans.first(where: { $0.contains(range.lowerBound) }) {
      return length.contains(span.count) && text.bytes[span].contains(0x20)
        && !text.bytes[range].contains(UInt8(ascii: "_"))
        && !text.bytes[span].contains { "=(){}<>".utf8.contains($0) }
    }
    let line = text.line(around: range)
    for mark in [UInt8(ascii: "\""), UInt8(ascii: "'")] {
      guard let start = text.bytes[line.lowerBound..<range.lowerBound].lastIndex(of: mark),
        let end = text.bytes[range.upperBound..<line.upperBound].firstIndex(of: mark)
      else { continue }
      // An apostrophe stands between letters; and what stands between two quotations is none.
      let isOpening = start == line.lowerBound || !Lexicon.isWord(text.bytes[start - 1])
      let isClosing = end + 1 >= line.upperBound || !Lexicon.isWord(text.bytes[end + 1])
      let marks = text.bytes[line.lowerBound...start].count { $0 == mark }
      guard isOpening, isClosing, mark == UInt8(ascii: "'") || marks % 2 == 1 else { continue }
      if length.contains(end - start - 1), text.bytes[(start + 1)..<end].contains(0x20) { return true }
    }
    return false
  }
}
