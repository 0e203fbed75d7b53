import AtlasCore
import AtlasMermaid

package enum AnonymousComponent: LintRule {
  package static let description = RuleDocumentation(
    id: "anonymous-component",
    finds: "a component that a letter stands for: `Service A`, `Database B`, `Company X`",
    matters: "Nobody has been paged for Service A; only real systems have real numbers.",
    bad: "flowchart LR\n  A[Kong Gateway] --> B[Service A]\n",
    good: "flowchart LR\n  A[Kong Gateway] --> B[Order Service]\n")

  package static let options = [
    RuleOption.texts(
      "nouns",
      [
        "Service", "Server", "Node", "Client", "DB", "Database", "System", "Component", "App", "Microservice",
        "Company", "Team",
      ], "nouns that a letter behind them makes anonymous"),
    RuleOption.texts("places", ["Region"], "nouns that are reported as LOW"),
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let (nouns, places) = (settings.words("nouns"), settings.words("places"))
    for name in subject.shownNames where mayEndInLetter(name.text) {
      guard let line = name.firstLine, let stretch = letteredName(name.text, line) else { continue }
      let noun = line.lowerBound..<(stretch.upperBound - 2)
      let isPlace = places.isAll(of: name.text, noun)
      guard isPlace || nouns.isAll(of: name.text, noun) else { continue }
      report.add(
        name.range, "\"\(name.string(stretch))\" is nobody's name",
        help: "name the real system that stands there", priority: isPlace ? .low : nil)
    }
  }

  /// Whether one of the letters that stand for anything follows a blank, which is rare.
  private static func mayEndInLetter(_ text: [UInt8]) -> Bool {
    var isBehindBlank = false
    for byte in text {
      if isBehindBlank, isAnyLetter(byte) { return true }
      isBehindBlank = byte == UInt8(ascii: " ")
    }
    return false
  }

  private static func isAnyLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "E"), UInt8(ascii: "X")...UInt8(ascii: "Z"): true
    default: false
    }
  }

  /// `Service A` at the beginning of a line: one word, a blank, one of the letters that stand for anything.
  private static func letteredName(_ text: [UInt8], _ line: Range<Int>) -> Range<Int>? {
    guard let blank = text[line].firstIndex(of: UInt8(ascii: " ")), blank + 1 < line.upperBound,
      isAnyLetter(text[blank + 1])
    else { return nil }
    let end = blank + 2
    guard end == line.upperBound || !(WordSet.isWord(text[end]) || isJoint(text, end)) else { return nil }
    return line.lowerBound..<end
  }

  /// `Service A/B`, `Service A-1`, `Server A's`, `Client C++`: the letter begins something longer.
  private static func isJoint(_ text: [UInt8], _ place: Int) -> Bool {
    if ["++", "#", "’"].contains(where: { text[place...].starts(with: $0.utf8) }) { return true }
    return place + 1 < text.count && "/&.'-".utf8.contains(text[place]) && WordSet.isWord(text[place + 1])
  }
}
