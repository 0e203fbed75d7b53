import AtlasCore
import AtlasMarkdown
import Glibc

/// A page, or the rest of one, that a program wrote with `\n` in place of line ends.
enum EscapedNewlines: PageRule {
  static let description = RuleDocumentation(
    id: "escaped-newlines",
    finds:
      "a line outside code that holds many `\\n`, or a page of much text on next to no lines: text that was encoded as a string and never decoded",
    matters: "Headings, tables and diagrams in it are one endless line of text.",
    bad: "# Capacity\n\n" + String(repeating: #"## Step\n\nCount the servers.\n"#, count: 8) + "\n",
    good: "# Capacity\n\n" + String(repeating: "## Step\n\nCount the servers.\n", count: 8) + "\n")

  static let options: [RuleOption] = [
    .limit(20, "so many `\\n` in one line are an encoded text"),
    .number("lines", 5, in: 0...1000, "a page of more than `bytes` has at least so many lines"),
    .number("bytes", 2048, "the size in bytes from which on a page has lines"),
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    let isFound =
      Double(escapeCount(in: page.page.bytes)) >= settings.limit && reportLines(page, settings, &report)
    if !isFound { checkLines(page, settings, &report) }
  }

  /// Reports each line that was encoded as a string.
  /// - Returns: whether there is one.
  private static func reportLines(
    _ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport
  ) -> Bool {
    let bytes = page.page.bytes
    var isFound = false
    var fences = page.page.fences.map(\.range)[...]
    for number in 1...page.page.lines.lineCount {
      let line = page.page.lines.range(ofLine: number)
      while let fence = fences.first, fence.upperBound <= line.lowerBound { fences.removeFirst() }
      if let fence = fences.first, fence.lowerBound <= line.lowerBound { continue }
      var places = escapes(in: bytes, line)
      guard Double(places.count) >= settings.limit else { continue }
      let code = code(of: page, in: line)
      places.removeAll { place in code.contains { $0.contains(place) } }
      guard Double(places.count) >= settings.limit, let first = places.first, let last = places.last else {
        continue
      }
      isFound = true
      report.add(
        TextRange(first, last + 2), "this line holds \\n \(places.count) times: it was encoded as a string",
        help: "decode it: write a line end for each \\n, and a quotation mark for each \\\"")
    }
    return isFound
  }

  /// The code within a line. Three backticks are a fence that was encoded with the rest.
  private static func code(of page: PageSubject, in line: TextRange) -> [TextRange] {
    page.view.texts.filter { $0.range.lowerBound < line.upperBound && line.lowerBound < $0.range.upperBound }
      .flatMap(\.parts).flatMap(\.spans)
      .filter { $0.kind == .code && !page.page.bytes[$0.pageRange.bounds].starts(with: "```".utf8) }
      .map(\.pageRange)
  }

  /// A text that was encoded otherwise, or whose line ends were lost.
  private static func checkLines(
    _ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport
  ) {
    guard Double(page.page.bytes.count) > settings.number("bytes"),
      // Only the last line of a page can be empty.
      Double(page.page.lines.lineCount - 1) < settings.number("lines")
    else { return }
    let lines = (1...page.page.lines.lineCount).map { page.page.lines.range(ofLine: $0) }.filter {
      !$0.isEmpty
    }
    guard Double(lines.count) < settings.number("lines"),
      let longest = lines.max(by: { $0.count < $1.count })
    else { return }
    report.add(
      longest, "the page has \(page.page.bytes.count) bytes on \(Listing.count(lines.count, "line"))",
      help: "write a line end wherever a paragraph, an item or a row ends")
  }

  /// How many there may be in all of the page.
  private static func escapeCount(in bytes: [UInt8]) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      var count = 0
      var place = 0
      while let base = bytes.baseAddress,
        let found = memchr(base + place, Int32(UInt8(ascii: "\\")), bytes.count - place)
      {
        place = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
        if place < bytes.count, bytes[place] == UInt8(ascii: "n") { count += 1 }
      }
      return count
    }
  }

  private static func escapes(in bytes: [UInt8], _ line: TextRange) -> [Int] {
    var places: [Int] = []
    var index = line.lowerBound
    while index + 1 < line.upperBound {
      if bytes[index] == UInt8(ascii: "\\") {
        if bytes[index + 1] == UInt8(ascii: "n") { places.append(index) }
        index += 1
      }
      index += 1
    }
    return places
  }
}
